// What deleting an object means for it: at once, after a grace period, or when its finalizers are
// done (apiserver/pkg/registry/rest/delete.go, registry/generic/registry/store.go,
// pkg/registry/core/{pod,namespace}).
#pragma once

#include "api/serving/operation.h"

#include <optional>

namespace maqueta::api {

// The refusal when the object is not the one that the options mean.
std::optional<Failure> checkPreconditions(const Object& object, std::int64_t resourceVersion,
                                          const DeleteOptions& options);
// Nothing = its deletion is under way already.
WritePlan planDeletion(const Object& object, std::int64_t resourceVersion,
                       const DeleteOptions& options, sim::Time now);
// An update of a terminating object took its last finalizer away: it goes instead of being written.
bool goesWithUpdate(const Object& before, const Object& after);

} // namespace maqueta::api
