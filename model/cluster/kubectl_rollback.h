// What `kubectl rollout undo` works out on the client's side: which of a Deployment's ReplicaSets
// has the template to go back to, and the patch that puts it back
// (kubectl/pkg/polymorphichelpers/rollback.go).
#pragma once

#include "api/object.h"
#include "base/json.h"

#include <string>
#include <vector>

namespace maqueta::cluster {

// One of the three: a patch, a reason why there is nothing to do, a refusal.
struct Rollback {
    base::JsonRef patch{}; // RFC 6902
    std::string skipped{};
    std::string refusal{};
};

// `toRevision` 0 = the second newest. Of the ReplicaSets those count that the Deployment controls.
Rollback planRollback(const api::Versioned& deployment,
                      const std::vector<api::Versioned>& replicaSets, std::int64_t toRevision);

} // namespace maqueta::cluster
