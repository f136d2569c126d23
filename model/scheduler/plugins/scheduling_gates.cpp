// SchedulingGates: a pod that is held back does not enter the queue until its gates are gone
// (pkg/scheduler/framework/plugins/schedulinggates).
#include "scheduler/plugins/plugins.h"

namespace maqueta::scheduler {

Status waitForSchedulingGates(const api::Pod& pod) {
    std::string gates;
    for (const Text& gate : pod.spec->schedulingGates)
        gates.append(gates.empty() ? "" : " ").append(gate);
    if (gates.empty()) return {};
    return Status::unresolvable("waiting for scheduling gates: [" + gates + "]");
}

} // namespace maqueta::scheduler
