// PrioritySort: of the pods that wait, the one of the highest priority is tried first; of those,
// the one that came first (pkg/scheduler/framework/plugins/queuesort).
#include "scheduler/plugins/plugins.h"

namespace maqueta::scheduler {

std::int64_t rankByPriority(const api::Pod& pod) {
    return -std::int64_t{pod.spec->priority.value_or(0)};
}

} // namespace maqueta::scheduler
