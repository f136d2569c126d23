#include "api/codec/parts.h"
#include "api/validation/kind_checks.h"

#include <algorithm>

namespace maqueta::api::validation {
namespace {

using codec::at;
using codec::int32At;
using codec::textAt;

constexpr const char* labelsPath = "spec.template.metadata.labels";

// The part of a template that typed objects can get wrong.
void checkTemplateLabels(Checks& checks, const LabelSelector& selector, bool present,
                         const PodTemplate& podTemplate) {
    if (present && selector.matches(podTemplate.labels)) return;
    checks.invalid(labelsPath, goMap(podTemplate.labels),
                   "`selector` does not match template `labels`");
}

// ValidatePodTemplateSpecForReplicaSet
void checkTemplate(Checks& checks, const LabelSelector& selector, bool present,
                   const PodTemplate& podTemplate, const Json* tree) {
    checkTemplateLabels(checks, selector, present, podTemplate);
    if (!tree) return;
    const Json& spec = at(at(*tree, "template"), "spec");
    checkLabels(checks, "spec.template.labels", podTemplate.labels);
    checkAnnotations(checks, "spec.template.annotations", podTemplate.annotations);
    const Path path("spec.template.spec");
    checkPodSpec(checks, path, spec);
    if (const Text policy = textAt(spec, "restartPolicy"); policy != "Always")
        checks.notSupported(path.child("restartPolicy"), goQuoted(policy), {"Always"});
    if (spec.contains("activeDeadlineSeconds"))
        checks.forbidden(path.child("activeDeadlineSeconds"),
                         "activeDeadlineSeconds in ReplicaSet is not Supported");
}

// The selector of a workload and the template that it must find.
void checkSelectorAndTemplate(Checks& checks, const LabelSelector& selector,
                              const PodTemplate& podTemplate, const Json* spec,
                              std::string_view kind) {
    if (!spec) return checkTemplateLabels(checks, selector, true, podTemplate);
    const Path path("spec.selector");
    const Json& tree = at(*spec, "selector");
    if (tree.is_null()) {
        checks.required(path);
    } else {
        checkLabelSelector(checks, path, tree);
        if (selector.empty())
            checks.invalid(path, goSelector(tree),
                           "empty selector is invalid for " + std::string(kind));
    }
    if (!hasKnownOperators(tree))
        checks.invalid(path, goSelector(tree), "invalid label selector");
    else
        checkTemplate(checks, selector, !tree.is_null(), podTemplate, spec);
}

bool isPercentage(std::string_view text) {
    return text.size() > 1 && text.back() == '%' &&
           std::all_of(text.begin(), text.end() - 1, [](char c) { return c >= '0' && c <= '9'; });
}

// Of a number, or of a percentage.
std::int64_t amountOf(const Json& share) {
    if (!share.is_string()) return share.is_null() ? 0 : share.get<std::int64_t>();
    const auto& text = share.get_ref<const std::string&>();
    return isPercentage(text) && text.size() < 12 ? std::stoll(text) : 0;
}

void checkShare(Checks& checks, const Path& path, const Json& share) {
    if (share.is_string()) {
        if (!isPercentage(share.get_ref<const std::string&>()))
            checks.invalid(path, goShare(share),
                           "a valid percent string must be a numeric string followed by an ending "
                           "'%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
    } else {
        checks.notNegative(path, amountOf(share));
    }
}

void checkStrategy(Checks& checks, const Json& strategy) {
    const Path path("spec.strategy");
    const Text type = textAt(strategy, "type");
    const Json& rolling = at(strategy, "rollingUpdate");
    const Path rollingPath = path.child("rollingUpdate");
    if (type == "Recreate") {
        if (!rolling.is_null())
            checks.forbidden(rollingPath,
                             "may not be specified when strategy `type` is 'Recreate'");
    } else if (type == "RollingUpdate") {
        const Json& unavailable = at(rolling, "maxUnavailable");
        const Json& surge = at(rolling, "maxSurge");
        const Path unavailablePath = rollingPath.child("maxUnavailable");
        checkShare(checks, unavailablePath, unavailable);
        checkShare(checks, rollingPath.child("maxSurge"), surge);
        if (amountOf(unavailable) == 0 && amountOf(surge) == 0)
            checks.invalid(unavailablePath, goShare(unavailable),
                           "may not be 0 when `maxSurge` is 0");
        if (unavailable.is_string() && amountOf(unavailable) > 100)
            checks.invalid(unavailablePath, goShare(unavailable), "must not be greater than 100%");
    } else {
        const std::string printed =
            "apps.DeploymentStrategy{Type:" + goQuoted(type) + ", RollingUpdate:" +
            (rolling.is_null() ? "(*apps.RollingUpdateDeployment)(nil)"
                               : "(*apps.RollingUpdateDeployment)(0xc000000000)") +
            "}";
        checks.notSupported(path, printed, {"Recreate", "RollingUpdate"});
    }
}

// The number is not negative, as most are.
void checkCount(Checks& checks, const char* path, std::int64_t value) {
    if (value < 0) checks.notNegative(path, value);
}

void checkAtMost(Checks& checks, const char* path, std::int64_t value, std::int64_t limit,
                 const char* detail) {
    if (value > limit) checks.invalidNumber(path, value, detail);
}

constexpr const char* aboveReplicas = "cannot be greater than status.replicas";
constexpr const char* aboveReady = "cannot be greater than readyReplicas";

void checkDeploymentSpec(Checks& checks, const Deployment& d, const Json* spec) {
    checkCount(checks, "spec.replicas", d.replicas);
    checkSelectorAndTemplate(checks, d.selector, *d.podTemplate, spec, "deployment");
    if (spec) checkStrategy(checks, at(*spec, "strategy"));
    checkCount(checks, "spec.minReadySeconds", d.minReadySeconds);
    checkCount(checks, "spec.revisionHistoryLimit", d.revisionHistoryLimit.value_or(0));
    if (!d.progressDeadlineSeconds) return;
    checkCount(checks, "spec.progressDeadlineSeconds", *d.progressDeadlineSeconds);
    if (*d.progressDeadlineSeconds <= d.minReadySeconds)
        checks.invalidNumber("spec.progressDeadlineSeconds", *d.progressDeadlineSeconds,
                             "must be greater than minReadySeconds");
}

void checkReplicaSetSpec(Checks& checks, const ReplicaSet& set, const Json* spec) {
    checkCount(checks, "spec.replicas", set.replicas);
    checkCount(checks, "spec.minReadySeconds", set.minReadySeconds);
    checkSelectorAndTemplate(checks, set.selector, *set.podTemplate, spec, "deployment");
}

const Json* specIn(const Json* tree) {
    return tree ? &at(*tree, "spec") : nullptr;
}

} // namespace

void check(Checks& checks, const Deployment& deployment, const Json* tree) {
    checkDeploymentSpec(checks, deployment, specIn(tree));
}

void check(Checks& checks, const ReplicaSet& set, const Json* tree) {
    checkReplicaSetSpec(checks, set, specIn(tree));
}

void checkUpdate(Checks& checks, const Deployment& before, const Deployment& now,
                 const Json* tree) {
    checkDeploymentSpec(checks, now, specIn(tree));
    if (now.selector != before.selector)
        checks.immutable("spec.selector", goSelector(codec::toJson(now.selector)));
}

void checkUpdate(Checks& checks, const ReplicaSet& before, const ReplicaSet& now,
                 const Json* tree) {
    // The strategy checks the set as a new one and then as an update.
    checkReplicaSetSpec(checks, now, specIn(tree));
    if (checks.any()) checkReplicaSetSpec(checks, now, specIn(tree));
    if (now.selector != before.selector)
        checks.immutable("spec.selector", goSelector(codec::toJson(now.selector)));
}

void checkStatus(Checks& checks, const ReplicaSet& set) {
    const ReplicaSet::Status& s = set.status;
    checkCount(checks, "status.replicas", s.replicas);
    checkCount(checks, "status.fullyLabeledReplicas", s.fullyLabeledReplicas);
    checkCount(checks, "status.readyReplicas", s.readyReplicas);
    checkCount(checks, "status.availableReplicas", s.availableReplicas);
    checkCount(checks, "status.observedGeneration", s.observedGeneration);
    checkAtMost(checks, "status.fullyLabeledReplicas", s.fullyLabeledReplicas, s.replicas,
                aboveReplicas);
    checkAtMost(checks, "status.readyReplicas", s.readyReplicas, s.replicas, aboveReplicas);
    checkAtMost(checks, "status.availableReplicas", s.availableReplicas, s.replicas, aboveReplicas);
    checkAtMost(checks, "status.availableReplicas", s.availableReplicas, s.readyReplicas,
                aboveReady);
}

void checkStatus(Checks& checks, const Deployment& before, const Deployment& now) {
    const Deployment::Status& s = now.status;
    checkCount(checks, "status.observedGeneration", s.observedGeneration);
    checkCount(checks, "status.replicas", s.replicas);
    checkCount(checks, "status.updatedReplicas", s.updatedReplicas);
    checkCount(checks, "status.readyReplicas", s.readyReplicas);
    checkCount(checks, "status.availableReplicas", s.availableReplicas);
    checkCount(checks, "status.unavailableReplicas", s.unavailableReplicas);
    checkCount(checks, "status.collisionCount", s.collisionCount.value_or(0));
    checkAtMost(checks, "status.updatedReplicas", s.updatedReplicas, s.replicas, aboveReplicas);
    checkAtMost(checks, "status.readyReplicas", s.readyReplicas, s.replicas, aboveReplicas);
    checkAtMost(checks, "status.availableReplicas", s.availableReplicas, s.replicas, aboveReplicas);
    checkAtMost(checks, "status.availableReplicas", s.availableReplicas, s.readyReplicas,
                aboveReady);
    const std::int32_t collisions = before.status.collisionCount.value_or(0);
    if (s.collisionCount && *s.collisionCount < collisions)
        checks.invalidNumber("status.collisionCount", *s.collisionCount, "cannot be decremented");
}

} // namespace maqueta::api::validation
