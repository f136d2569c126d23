#include "scheduler/framework/matching.h"

#include <algorithm>

namespace maqueta::scheduler {

bool tolerates(const api::Toleration& toleration, const api::Taint& taint) {
    if (!toleration.effect.empty() && toleration.effect != taint.effect) return false;
    if (!toleration.key.empty() && toleration.key != taint.key) return false;
    if (toleration.op.empty() || toleration.op == "Equal") return toleration.value == taint.value;
    return toleration.op == "Exists";
}

bool tolerates(std::span<const api::Toleration> tolerations, const api::Taint& taint) {
    return std::any_of(
        tolerations.begin(), tolerations.end(),
        [&taint](const api::Toleration& toleration) { return tolerates(toleration, taint); });
}

const api::Taint* untoleratedTaint(const api::Node& node, const api::PodSpec& spec) {
    for (const api::Taint& taint : *node.taints)
        if ((taint.effect == "NoSchedule" || taint.effect == "NoExecute") &&
            !tolerates(spec.tolerations, taint))
            return &taint;
    return nullptr;
}

bool matches(const api::NodeSelectorTerm& term, const api::Node& node) {
    if (term.matchExpressions.empty() && term.matchFields.empty()) return false;
    for (const api::Requirement& requirement : term.matchExpressions)
        if (!requirement.matches(node.meta.labels)) return false;
    if (term.matchFields.empty()) return true;
    const api::StringMap fields{{"metadata.name", node.meta.name}};
    return std::all_of(
        term.matchFields.begin(), term.matchFields.end(),
        [&fields](const api::Requirement& requirement) { return requirement.matches(fields); });
}

bool matchesAny(std::span<const api::NodeSelectorTerm> terms, const api::Node& node) {
    return std::any_of(terms.begin(), terms.end(),
                       [&node](const api::NodeSelectorTerm& term) { return matches(term, node); });
}

bool hasRequiredNodeAffinity(const api::PodSpec& spec) {
    return !spec.nodeSelector.empty() || spec.nodeAffinity->required.has_value();
}

bool matchesRequiredNodeAffinity(const api::PodSpec& spec, const api::Node& node) {
    for (const auto& [name, value] : spec.nodeSelector) {
        const api::Text* label = node.meta.labels.find(name);
        if (!label || *label != value) return false;
    }
    return !spec.nodeAffinity->required || matchesAny(*spec.nodeAffinity->required, node);
}

} // namespace maqueta::scheduler
