// What PodDisruptionBudgets say to the eviction of a pod
// (pkg/registry/core/pod/storage/eviction.go).
#pragma once

#include "api/kinds/pod.h"
#include "api/protocol.h"
#include "store/value.h"

#include <optional>

namespace maqueta::api {

struct BudgetVerdict {
    std::optional<Failure> refused;
    Versioned budget = {}; // that pays for the eviction; none when it costs nothing
    ObjectRef spent = {};  // what the budget is then
};

// Whose going disturbs nobody any more: it has ended, never began, or is going already.
bool ignoresBudgets(const Pod& pod);
BudgetVerdict judgeEviction(const store::Table& table, const Pod& pod, sim::Time now);
// One disruption less, and the pod's name with the moment: the budget's controller counts the pod
// as gone from now on, for two minutes.
BudgetVerdict spendBudget(const Versioned& budget, const Pod& pod, sim::Time now);

} // namespace maqueta::api
