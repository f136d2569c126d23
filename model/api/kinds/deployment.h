// Deployment: moves pods from one template to the next (staging/src/k8s.io/api/apps/v1/types.go).
#pragma once

#include "api/kinds/pod.h"

namespace maqueta::api {

// A number, or a share of the replicas ("25%").
struct IntOrPercent {
    std::int32_t number = 0;
    bool percent = false;
    friend bool operator==(const IntOrPercent&, const IntOrPercent&) = default;
    std::int32_t scaled(std::int32_t total, bool roundUp) const;
    std::string text() const;
};

struct Deployment final : ObjectOf<Deployment, Kind::Deployment> {
    enum class Strategy : std::uint8_t { RollingUpdate, Recreate };
    // spec
    std::int32_t replicas = 1;
    std::int32_t minReadySeconds = 0;
    std::optional<std::int32_t> progressDeadlineSeconds;
    std::optional<std::int32_t> revisionHistoryLimit;
    bool paused = false;
    LabelSelector selector;
    sim::Cow<PodTemplate> podTemplate;
    Strategy strategy = Strategy::RollingUpdate;
    IntOrPercent maxSurge{25, true};
    IntOrPercent maxUnavailable{25, true};
    base::JsonRef specRest;
    // status
    struct Status {
        std::int64_t observedGeneration = 0;
        std::int32_t replicas = 0;
        std::int32_t updatedReplicas = 0;
        std::int32_t readyReplicas = 0;
        std::int32_t availableReplicas = 0;
        std::int32_t unavailableReplicas = 0;
        std::optional<std::int32_t> collisionCount;
        Conditions conditions;
    } status;

    void addContentTo(sim::Fingerprint& f) const override;
};

} // namespace maqueta::api
