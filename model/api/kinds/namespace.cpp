#include "api/kinds/namespace.h"

#include "api/digest.h"

namespace maqueta::api {

void Namespace::addContentTo(sim::Fingerprint& f) const {
    addTo(f, *specFinalizers);
    f.add(std::uint64_t{terminatingPhase});
    addTo(f, conditions);
}

} // namespace maqueta::api
