// Lease: who leads, and which node is alive (staging/src/k8s.io/api/coordination/v1/types.go).
#pragma once

#include "api/object.h"

namespace maqueta::api {

struct Lease final : ObjectOf<Lease, Kind::Lease> {
    Text holderIdentity;
    std::int32_t leaseDurationSeconds = 0;
    sim::MaybeTime acquireTime;
    sim::MaybeTime renewTime; // microseconds count here, unlike other times
    std::int32_t leaseTransitions = 0;
    base::JsonRef specRest;

    void addContentTo(sim::Fingerprint& f) const override;
    std::size_t bytes() const override { return 350; }
};

} // namespace maqueta::api
