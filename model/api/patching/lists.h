// Lists of objects that a patch merges by a key of their elements, or as sets of values.
#pragma once

#include "base/json.h"

#include <string>

namespace maqueta::api::patching {

using base::Json;

// Whether two elements are the same one: by the key, or of a set (key ".") by value.
bool sameElement(const Json& a, const Json& b, const std::string& mergeKey);
// nullptr when the list has no such element.
Json* findElement(Json& list, const Json& element, const std::string& mergeKey);
bool hasElement(const Json& list, const Json& element, const std::string& mergeKey);
// Puts a merged list in order: what the patch names as the patch has it, the others as they were,
// and where nothing says which comes first, the patch's (strategicpatch.normalizeElementOrder).
Json inOrder(const Json& merged, const Json& patchOrder, const Json& oldOrder,
             const std::string& mergeKey);

} // namespace maqueta::api::patching
