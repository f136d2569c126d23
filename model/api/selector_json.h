// Selectors in the parts of objects that the API keeps as JSON: affinity terms, spread constraints,
// Services, budgets.
#pragma once

#include "api/kinds/pod.h"
#include "api/selector.h"
#include "base/json.h"

#include <optional>

namespace maqueta::api {

// The member, or nullptr when `json` is no object or has none, or it is null.
const base::Json* member(const base::Json* json, const char* name);
// "" when it is not there or no text.
Text textMember(const base::Json* json, const char* name);
std::int64_t numberMember(const base::Json* json, const char* name, std::int64_t otherwise);
// A metav1.LabelSelector; absent when `json` is nullptr, or when it cannot be understood: neither
// matches any pod.
std::optional<LabelSelector> readSelector(const base::Json* json);
StringMap readLabels(const base::Json* json);
// nodeSelectorTerms of a v1.NodeSelector.
std::vector<NodeSelectorTerm> readNodeSelectorTerms(const base::Json* nodeSelector);

} // namespace maqueta::api
