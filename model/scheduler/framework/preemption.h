// What a preemption comes to: on which node pods of lower priority would have to go, and which.
//
// Pure: it says what to delete and asks nobody.
#pragma once

#include "scheduler/framework/node_info.h"
#include "scheduler/framework/status.h"

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
    std::string message() const {
        return status.reasons.empty() ? std::string() : "preemption: " + status.message();
    }
};

} // namespace maqueta::scheduler
