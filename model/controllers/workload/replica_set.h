// The ReplicaSet controller: as many pods as asked for (pkg/controller/replicaset/replica_set.go).
#pragma once

#include "controllers/loop/registry.h"

namespace maqueta::controllers {

void onChangeForReplicaSets(Step& step, api::Kind kind, const api::Versioned& before,
                            const api::Versioned& now);
Outcome reconcileReplicaSet(Sync& sync);

} // namespace maqueta::controllers
