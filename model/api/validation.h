// Validation of whole objects, kind by kind (pkg/apis/*/validation/validation.go).
//
// `tree` is the object as schema::read() and defaulting left it: with it, everything is checked, to
// the last field of a pod's spec. Without it only the typed part is: enough for what the cluster's
// own parts make from templates that were checked before. Costs nothing but the comparisons while
// nothing is wrong.
#pragma once

#include "api/field_error.h"
#include "api/object.h"
#include "base/json.h"

namespace maqueta::api {

FieldErrors validateCreate(const Object& object, const base::Json* tree = nullptr);

// Of the main resource. The trees are of both states, or nullptr both.
FieldErrors validateUpdate(const Object& before, const Object& now,
                           const base::Json* treeBefore = nullptr,
                           const base::Json* tree = nullptr);
FieldErrors validateStatusUpdate(const Object& before, const Object& now);

} // namespace maqueta::api
