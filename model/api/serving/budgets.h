// Whether PodDisruptionBudgets let a pod be evicted (pkg/registry/core/pod/storage/eviction.go).
#pragma once

#include "api/kinds/pod.h"
#include "api/protocol.h"
#include "store/value.h"

#include <optional>

namespace maqueta::api {

// The refusal, or nothing. The real server counts each eviction that it grants in the budget's
// status at once; here those that the budget's controller has not counted yet are seen at the pods.
std::optional<Failure> refusedByBudget(const store::Table& table, const Pod& pod);

} // namespace maqueta::api
