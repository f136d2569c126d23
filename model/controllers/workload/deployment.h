// The Deployment controller: ReplicaSets for pod templates, one after the other
// (pkg/controller/deployment).
#pragma once

#include "controllers/loop/registry.h"

namespace maqueta::controllers {

void onChangeForDeployments(Step& step, api::Kind kind, const api::Versioned& before,
                            const api::Versioned& now);
Outcome reconcileDeployment(Sync& sync);

} // namespace maqueta::controllers
