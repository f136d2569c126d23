// The disruption controller: how many of a PodDisruptionBudget's pods are healthy, and how many may
// be disturbed (pkg/controller/disruption/disruption.go).
#pragma once

#include "controllers/loop/registry.h"
#include "controllers/loop/sync.h"

namespace maqueta::controllers {

void onChangeForDisruption(Step& step, api::Kind kind, const api::Versioned& before,
                           const api::Versioned& now);
Outcome reconcileDisruption(Sync& sync);

} // namespace maqueta::controllers
