#include "api/validation/kind_checks.h"

#include <algorithm>
#include <cctype>

namespace maqueta::api::validation {
namespace {

// ValidateNodeTaints: Kubernetes names the path after the metadata.
void checkTaints(Checks& checks, const std::vector<Taint>& taints) {
    for (std::size_t i = 0; i < taints.size(); ++i) {
        const Taint& taint = taints[i];
        const Path path = Path("metadata.taints").index(i);
        checks.invalidText(path.child("key"), taint.key, qualifiedNameErrors(taint.key));
        if (const Complaints wrong = labelValueErrors(taint.value); !wrong.empty())
            checks.invalidText(path.child("value"), taint.value, joined(wrong, ";"));
        checkTaintEffect(checks, path.child("effect"), taint.effect, false);
        const bool twice = std::any_of(
            taints.begin(), taints.begin() + static_cast<std::ptrdiff_t>(i),
            [&](const Taint& t) { return t.key == taint.key && t.effect == taint.effect; });
        if (twice)
            checks.duplicate(path,
                             "core.Taint{Key:" + goQuoted(taint.key) +
                                 ", Value:" + goQuoted(taint.value) +
                                 ", Effect:" + goQuoted(taint.effect) + ", TimeAdded:<nil>}",
                             "taints must be unique by key and effect pair");
    }
}

void checkAmounts(Checks& checks, const char* path, const ResourceList& amounts) {
    for (const auto& [name, amount] : amounts)
        if (amount.sign() < 0)
            checkResourceAmount(checks, Path(path).child(name), name, amount.text());
}

// "v1.32" or "latest" (pod-security-admission/api/helpers.go).
bool isSecurityVersion(std::string_view text) {
    if (text == "latest") return true;
    if (!text.starts_with("v1.") || text.size() < 4) return false;
    return std::all_of(text.begin() + 3, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void checkSecurityLabels(Checks& checks, const StringMap& labels) {
    constexpr std::string_view prefix = "pod-security.kubernetes.io/";
    const auto value = [&labels, prefix](std::string_view name) {
        return labels.find(std::string(prefix).append(name));
    };
    for (const char* mode : {"enforce", "audit", "warn"}) {
        const std::string version = std::string(mode) + "-version";
        const Path labelsPath("metadata.labels");
        if (const Text* level = value(mode))
            if (*level != "privileged" && *level != "baseline" && *level != "restricted")
                checks.invalidText(labelsPath.key(std::string(prefix) + mode), *level,
                                   "must be one of privileged, baseline, restricted");
        if (const Text* given = value(version))
            if (!isSecurityVersion(*given))
                checks.invalidText(labelsPath.key(std::string(prefix) + version), *given,
                                   "must be \"latest\" or \"v1.x\"");
    }
}

} // namespace

void checkTaintEffect(Checks& checks, const Path& path, std::string_view effect, bool mayBeEmpty) {
    if (effect == "NoSchedule" || effect == "PreferNoSchedule" || effect == "NoExecute") return;
    if (effect.empty() && !mayBeEmpty) return checks.required(path);
    checks.notSupported(path, goQuoted(effect), {"NoSchedule", "PreferNoSchedule", "NoExecute"});
}

void check(Checks& checks, const Node& node) {
    if (!node.taints->empty()) checkTaints(checks, *node.taints);
    checkAmounts(checks, "status.capacity", node.capacity);
    checkAmounts(checks, "status.allocatable", node.allocatable);
}

void checkUpdate(Checks& checks, const Node& before, const Node& now) {
    if (!now.taints.shares(before.taints)) checkTaints(checks, *now.taints);
    checkAmounts(checks, "status.capacity", now.capacity);
    checkAmounts(checks, "status.allocatable", now.allocatable);
    if (!before.podCidr.empty() && now.podCidr != before.podCidr)
        checks.forbidden("spec.podCIDRs",
                         "node updates may not change podCIDR except from \"\" to valid");
}

void check(Checks& checks, const Namespace& ns) {
    for (std::size_t i = 0; i < ns.specFinalizers->size(); ++i)
        if (const Text& name = (*ns.specFinalizers)[i]; name != "kubernetes")
            checkFinalizerName(checks, "spec.finalizers", name);
    if (!ns.meta.labels.empty()) checkSecurityLabels(checks, ns.meta.labels);
}

void check(Checks& checks, const Lease& lease) {
    if (lease.leaseDurationSeconds < 0)
        checks.invalidNumber("spec.leaseDurationSeconds", lease.leaseDurationSeconds,
                             "must be greater than 0");
    if (lease.leaseTransitions < 0)
        checks.notNegative("spec.leaseTransitions", lease.leaseTransitions);
}

void check(Checks& checks, const Event& event) {
    const Text& ns = event.involvedObject.ns;
    // Events about objects without a namespace live in "default"
    // (pkg/apis/core/validation/events.go).
    const bool fits = ns.empty() ? event.meta.ns == "default" || event.meta.ns == "kube-system"
                                 : ns == event.meta.ns;
    if (!fits) checks.invalidText("involvedObject.namespace", ns, "does not match event.namespace");
}

} // namespace maqueta::api::validation
