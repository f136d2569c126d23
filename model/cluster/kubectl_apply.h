// What `kubectl apply` works out on the client's side: a three-way difference between what was
// applied last time, what is wanted now, and what stands in the cluster (kubectl/pkg/cmd/apply).
#pragma once

#include "base/json.h"

namespace maqueta::cluster {

// The manifest with the annotation kubectl.kubernetes.io/last-applied-configuration, as it is sent
// to be created.
base::Json withLastApplied(const base::Json& manifest);

// A JSON merge patch (RFC 7386) that makes `live` what the manifest wants: wanted fields that
// differ are set, fields that were applied last time and are no longer wanted are removed, all
// others are left alone. Lists are replaced whole. Empty when nothing has to change.
base::Json applyPatch(const base::Json& live, const base::Json& manifest);

} // namespace maqueta::cluster
