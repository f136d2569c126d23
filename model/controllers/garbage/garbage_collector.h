// The garbage collector: deletes what has lost all its owners, and carries out deletions in the
// foreground and those that leave orphans (pkg/controller/garbagecollector).
//
// Keys of its loops are uids.
#pragma once

#include "controllers/loop/registry.h"

namespace maqueta::controllers {

void onChangeForGarbage(Step& step, api::Kind kind, const api::Versioned& before,
                        const api::Versioned& now);
Outcome reconcileGarbageDelete(Sync& sync);
Outcome reconcileGarbageOrphan(Sync& sync);

} // namespace maqueta::controllers
