// Claims that a pod uses, and volumes that a claim uses, stay until they are not used any more
// (pkg/controller/volume/pvcprotection, pvprotection).
#pragma once

#include "controllers/loop/registry.h"
#include "controllers/loop/sync.h"

namespace maqueta::controllers {

void onChangeForProtection(Step& step, api::Kind kind, const api::Versioned& before,
                           const api::Versioned& now);
// A key with a namespace is a claim, one without a volume.
Outcome reconcileProtection(Sync& sync);

} // namespace maqueta::controllers
