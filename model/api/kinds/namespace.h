// Namespace: a room for names, emptied before it goes (staging/src/k8s.io/api/core/v1/types.go).
#pragma once

#include "api/condition.h"
#include "api/object.h"

namespace maqueta::api {

struct Namespace final : ObjectOf<Namespace, Kind::Namespace> {
    sim::Cow<std::vector<Text>> specFinalizers; // "kubernetes" until the content is gone
    bool terminatingPhase = false;              // status.phase: Active or Terminating
    Conditions conditions;

    void addContentTo(sim::Fingerprint& f) const override;
};

} // namespace maqueta::api
