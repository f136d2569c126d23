#include "api/kinds/kept.h"

#include "api/digest.h"

namespace maqueta::api {

void Kept::addContentTo(sim::Fingerprint& f) const {
    addTo(f, apiVersion);
    addTo(f, kindName);
}

Text Kept::key() const {
    return kind == Kind::Other ? keyOfOther(apiVersion, kindName, meta.ns, meta.name)
                               : Object::key();
}

} // namespace maqueta::api
