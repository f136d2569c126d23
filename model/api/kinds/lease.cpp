#include "api/kinds/lease.h"

#include "api/digest.h"

namespace maqueta::api {

void Lease::addContentTo(sim::Fingerprint& f) const {
    addTo(f, holderIdentity);
    addTo(f, leaseDurationSeconds);
    addTo(f, acquireTime);
    addTo(f, renewTime);
    addTo(f, leaseTransitions);
    addTo(f, specRest);
}

} // namespace maqueta::api
