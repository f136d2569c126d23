// Patches: JSON patch (RFC 6902), merge patch (RFC 7386), Kubernetes' strategic merge patch
// (apimachinery/pkg/util/strategicpatch), and the three-way merge behind `kubectl apply`.
//
// Pure functions over trees; what the result means is for the registry to say.
#pragma once

#include "api/protocol.h"
#include "base/json.h"

#include <variant>

namespace maqueta::api {

// The patched tree, or the refusal as an API server words it.
using Patched = std::variant<base::Json, Failure>;

// `target` is an object as it is printed. Of custom resources there is no strategic merge patch.
Patched applyPatch(PatchType type, Kind kind, const base::Json& target, const base::Json& patch);

// "replace" of a member that is absent adds it, as evanphx/json-patch does.
Patched applyJsonPatch(const base::Json& target, const base::Json& operations);
base::Json applyMergePatch(base::Json target, const base::Json& patch);
Patched applyStrategicPatch(Kind kind, const base::Json& target, const base::Json& patch);

// What `kubectl apply` makes of an object: what `desired` says, without what `lastApplied` said and
// `desired` does not say any more, and everything else as it is in `current`. The annotation that
// remembers `desired` is written. Null `lastApplied` = the object was not made by apply.
base::Json applyManifest(Kind kind, const base::Json& current, const base::Json& lastApplied,
                         const base::Json& desired);
// What the annotation of an object remembers; null when it has none.
base::Json lastAppliedOf(const base::Json& object);

constexpr std::string_view lastAppliedAnnotation =
    "kubectl.kubernetes.io/last-applied-configuration";

} // namespace maqueta::api
