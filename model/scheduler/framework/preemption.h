// DefaultPreemption: when no node fits, on which node would deleting pods of lower priority make
// room, and which of them (pkg/scheduler/framework/preemption, plugins/defaultpreemption).
//
// Pure: it says what to delete and asks nobody.
#pragma once

#include "scheduler/framework/framework.h"

namespace maqueta::scheduler {

struct PreemptionCandidate {
    Text node;
    std::vector<PodInfo> victims; // the most important first
    std::int64_t budgetViolations = 0;
};

struct Preemption {
    Status status; // Success when there is a candidate
    std::vector<PreemptionCandidate> candidates;
    std::vector<std::size_t> best; // indices of candidates that nothing tells apart

    // What the FailedScheduling message adds: "preemption: ..."; empty on success.
    std::string message() const;
};

// `now`: pods that have not started count as started now. `framework` as the search left it.
Preemption preempt(const Framework& framework, const Search& search, sim::Time now);

} // namespace maqueta::scheduler
