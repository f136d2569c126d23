// One decision of the scheduling cycle: the nodes that are looked at, the best of them, and which
// one is drawn (pkg/scheduler/schedule_one.go, schedulePod).
#pragma once

#include "scheduler/framework/framework.h"
#include "sim/rng.h"

namespace maqueta::scheduler {

// Where the search begins, so that all nodes get their chance when not all are looked at.
struct Turn {
    std::size_t start = 0; // index in the cache's order
    int percentageOfNodesToScore = 0;
};

struct Choice {
    const NodeInfo* node = nullptr; // nullptr = no node fits; until the cache changes
    Search found;
    std::vector<std::int64_t> totals; // by feasible node; empty when there was nothing to choose
};

// Decides about a pod, and moves the turn on. `nominated`: pods that room is kept for; `own`: the
// node where preemption made room for this one.
Choice choose(Framework& framework, Turn& turn, const Text& own, sim::Rng& rng);
// The same for callers that do not need the framework afterwards: the cache is told first what will
// be asked.
Choice choose(Cache& cache, const Listers& listers, std::span<const NominatedPod> nominated,
              const api::Pod& pod, Turn& turn, sim::Rng& rng);

// Has the cache keep up to date what the plugins will ask for about this pod.
void track(Cache& cache, const Listers& listers, const api::Pod& pod, const PodFacts& facts);

} // namespace maqueta::scheduler
