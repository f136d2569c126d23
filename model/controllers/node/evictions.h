// Pods that do not tolerate the NoExecute taints of their node, and when they go
// (pkg/controller/tainteviction).
#pragma once

#include "controllers/loop/key.h"
#include "controllers/loop/registry.h"
#include "sim/persistent_map.h"
#include "sim/time.h"

namespace maqueta::controllers {

struct Evictions {
    // An eviction that is counted down; once it has happened the entry stays until it is cancelled.
    struct Planned {
        sim::Time since;
        sim::Time at;
        bool happened = false;
    };
    sim::PersistentMap<Key, Planned> planned;  // by pod
    sim::PersistentMap<Text, Nothing> tainted; // nodes with NoExecute taints
};

void startTaintEviction(Step& step);
void onChangeForTaintEviction(Step& step, api::Kind kind, const api::Versioned& before,
                              const api::Versioned& now);
Outcome reconcileTaintEviction(Sync& sync);

} // namespace maqueta::controllers
