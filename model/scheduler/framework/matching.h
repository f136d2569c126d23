// How tolerations meet taints, and node selectors nodes: shared by several plugins
// (component-helpers/scheduling/corev1).
#pragma once

#include "api/kinds/node.h"
#include "api/kinds/pod.h"

#include <span>

namespace maqueta::scheduler {

bool tolerates(const api::Toleration& toleration, const api::Taint& taint);
bool tolerates(std::span<const api::Toleration> tolerations, const api::Taint& taint);
// The first NoSchedule or NoExecute taint that the pod does not tolerate; nullptr = none.
const api::Taint* untoleratedTaint(const api::Node& node, const api::PodSpec& spec);
bool matches(const api::NodeSelectorTerm& term, const api::Node& node);
// One term is enough.
bool matchesAny(std::span<const api::NodeSelectorTerm> terms, const api::Node& node);
// nodeSelector and required node affinity.
bool hasRequiredNodeAffinity(const api::PodSpec& spec);
bool matchesRequiredNodeAffinity(const api::PodSpec& spec, const api::Node& node);

} // namespace maqueta::scheduler
