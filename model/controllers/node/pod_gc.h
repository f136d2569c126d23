// The pod garbage collector: pods of nodes that are gone, finished pods beyond a number, and pods
// that were deleted before they had a node (pkg/controller/podgc/gc_controller.go).
#pragma once

#include "controllers/loop/key.h"
#include "controllers/loop/registry.h"
#include "sim/persistent_map.h"
#include "sim/time.h"

namespace maqueta::controllers {

struct PodGc {
    sim::Time next = sim::Time::never();
    sim::PersistentMap<Text, sim::Time> quarantine; // nodes without an object: when to believe it
    sim::PersistentMap<Key, Nothing> finished;
    sim::PersistentMap<Key, Nothing> unboundTerminating;
};

void startPodGc(Step& step);
void onChangeForPodGc(Step& step, api::Kind kind, const api::Versioned& before,
                      const api::Versioned& now);
sim::Time nextPodGcTick(const State& state);
void tickPodGc(Step& step);
// A key is a pod to collect, or, without a namespace, a node whose absence is to be confirmed.
Outcome reconcilePodGc(Sync& sync);

} // namespace maqueta::controllers
