// The objects of a cluster as manifests: what people asked for, without what the cluster made of
// it, so that applying them to an empty cluster asks for the same again.
//
// Left out are nodes, leases, events and endpoints, the system's own namespaces and priority
// classes, what a controller made or what is being deleted; and of each object the marks of its
// life (uid, resourceVersion, times, status, the node that the Scheduler chose, the priority and
// the tolerations that admission gave).
#pragma once

#include "base/json.h"
#include "store/value.h"

#include <vector>

namespace maqueta::manifest {

// In an order in which they can be applied: what others need comes first; then by key.
std::vector<base::Json> objectsToApply(const store::Root& root);

} // namespace maqueta::manifest
