// A case: a small cluster and a pod, as one JSON object
// {nodes, pods, pod, objects: {services, ...}} of plain Kubernetes objects.
#pragma once

#include "base/json.h"
#include "base/result.h"

namespace maqueta::scheduler {

// What the scheduler decides about it, in the shape of verdict_json.h; an error in Kubernetes' own
// words when the case holds something that no API server would.
base::Result<base::Json> decideCase(const base::Json& input);

} // namespace maqueta::scheduler
