// ReplicaSet: keeps a number of equal pods (staging/src/k8s.io/api/apps/v1/types.go).
#pragma once

#include "api/kinds/pod.h"

namespace maqueta::api {

struct ReplicaSet final : ObjectOf<ReplicaSet, Kind::ReplicaSet> {
    // spec
    std::int32_t replicas = 1;
    std::int32_t minReadySeconds = 0;
    LabelSelector selector;
    sim::Cow<PodTemplate> podTemplate;
    base::JsonRef specRest;
    // status
    struct Status {
        std::int32_t replicas = 0;
        std::int32_t fullyLabeledReplicas = 0;
        std::int32_t readyReplicas = 0;
        std::int32_t availableReplicas = 0;
        std::int64_t observedGeneration = 0;
        Conditions conditions;
    } status;

    void addContentTo(sim::Fingerprint& f) const override;
};

} // namespace maqueta::api
