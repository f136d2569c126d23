// Taints that controllers put on nodes, and who tolerates them
// (pkg/util/taints, pkg/apis/core/v1/helper).
#pragma once

#include "api/kinds/node.h"
#include "api/kinds/pod.h"
#include "controllers/loop/sync.h"

#include <vector>

namespace maqueta::controllers {

inline constexpr std::string_view noSchedule = "NoSchedule";
inline constexpr std::string_view noExecute = "NoExecute";

// Same key and effect: what identifies a taint on a node.
bool hasTaint(const api::Node& node, std::string_view key, std::string_view effect);
bool tolerates(const api::Toleration& toleration, const api::Taint& taint);

// The NoSchedule taints that a node should have for its conditions and its spec.unschedulable, as
// keys; and those of the kind that it has.
std::vector<std::string_view> taintsByCondition(const api::Node& node);
struct TaintChange {
    std::vector<std::string_view> add;
    std::vector<std::string_view> remove;
    bool empty() const { return add.empty() && remove.empty(); }
};
TaintChange noScheduleChange(const api::Node& node);

// Adds and removes taints of one effect in one write. Failed when the node changed meanwhile: the
// next try sees it.
Outcome writeTaints(Sync& sync, const api::Versioned& node, const TaintChange& change,
                    std::string_view effect);

} // namespace maqueta::controllers
