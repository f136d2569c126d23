// The node lifecycle controller: notices nodes that fell silent, says so in their conditions and
// their pods', and taints them (pkg/controller/nodelifecycle/node_lifecycle_controller.go).
//
// It looks every five seconds; a Lease that is renewed in between costs nothing.
#pragma once

#include "controllers/loop/registry.h"
#include "sim/time.h"

namespace maqueta::controllers {

void startNodeLifecycle(Step& step);
void onChangeForNodeLifecycle(Step& step, api::Kind kind, const api::Versioned& before,
                              const api::Versioned& now);
sim::Time nextNodeLifecycleTick(const State& state);
void tickNodeLifecycle(Step& step);

Outcome reconcileNodeTaints(Sync& sync);
Outcome reconcileNodeHealth(Sync& sync);
Outcome reconcileNodeExecute(Sync& sync);
Outcome reconcileNodePod(Sync& sync);

} // namespace maqueta::controllers
