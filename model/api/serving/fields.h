// Which fields of an object a field selector may name, and their values
// (pkg/registry/*/strategy.go, ToSelectableFields; pkg/apis/*/v1/conversion.go).
#pragma once

#include "api/object.h"
#include "api/protocol.h"
#include "api/selector.h"

#include <optional>
#include <string>

namespace maqueta::api {

// Why the selector cannot be served for this kind, in Kubernetes' words; nothing when it can.
std::optional<std::string> unsupportedField(Kind kind, const FieldSelector& selector);
// The value of a field that the kind supports.
Text fieldValue(const Object& object, std::string_view path);
bool matchesFields(const Object& object, const FieldSelector& selector);
// Whether a list or a watch with these limits shows the object.
bool selects(const Object& object, std::string_view ns, const std::optional<LabelSelector>& labels,
             const FieldSelector& fields);

// Watchers and lists that name one value of this field are found by it: the node of pods, the name
// of everything else (apiserver's indexers and triggers).
std::string_view indexedField(Kind kind);
Text indexedValue(const Object& object);
// The value that the selector asks of the indexed field, or nullptr.
const Text* indexedWish(Kind kind, const FieldSelector& selector);

} // namespace maqueta::api
