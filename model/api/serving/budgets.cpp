#include "api/serving/budgets.h"

#include "api/selector_json.h"

#include <algorithm>
#include <vector>

namespace maqueta::api {
namespace {

using base::Json;

// More evictions that the budget's controller has not confirmed are not granted.
constexpr std::size_t mostDisruptedPods = 2000;
// createTooManyRequestsError: soon the budget's controller will have looked at it. When the budget
// allows nothing nobody knows how long, and no time is named.
constexpr int processingRetryAfter = 10;

const Json* partOf(const Object& object, const char* part) {
    return object.rest ? member(&object.rest->value, part) : nullptr;
}

std::vector<Versioned> budgetsOf(const store::Table& table, const Pod& pod) {
    std::vector<Versioned> budgets;
    forEach(table, Kind::PodDisruptionBudget, pod.meta.ns, [&](const Versioned& budget) {
        const auto selector = readSelector(member(partOf(*budget.object, "spec"), "selector"));
        if (selector && selector->matches(pod.meta.labels)) budgets.push_back(budget);
    });
    return budgets;
}

Failure tooManyRequests(const std::string& cause, int retryAfterSeconds) {
    Failure failure;
    failure.code = 429;
    failure.reason = "TooManyRequests";
    failure.message = "Cannot evict pod as it would violate the pod's disruption budget.";
    Json details{{"causes", Json::array({{{"reason", "DisruptionBudget"}, {"message", cause}}})}};
    if (retryAfterSeconds > 0) details["retryAfterSeconds"] = retryAfterSeconds;
    failure.details = base::shareJson(std::move(details));
    return failure;
}

Failure forbidden(const Object& budget, const std::string& why) {
    return {403, "Forbidden",
            "poddisruptionbudgets.policy \"" + budget.meta.name + "\" is forbidden: " + why,
            base::shareJson({{"name", budget.meta.name.view()},
                             {"group", "policy"},
                             {"kind", "poddisruptionbudget"}})};
}

const Json* allowance(const Json* status) {
    const Json* conditions = member(status, "conditions");
    if (!conditions || !conditions->is_array()) return nullptr;
    for (const Json& each : *conditions)
        if (textMember(&each, "type") == "DisruptionAllowed") return &each;
    return nullptr;
}

Failure exhausted(const Object& budget, const Json* status) {
    const std::string name = budget.meta.name.str();
    const Json* condition = allowance(status);
    if (condition && textMember(condition, "status") == "False" &&
        textMember(condition, "reason") == "SyncFailed")
        return tooManyRequests("The disruption budget " + name +
                                   " does not allow evicting pods currently because it "
                                   "failed sync: " +
                                   textMember(condition, "message").str(),
                               0);
    return tooManyRequests(
        "The disruption budget " + name + " needs " +
            std::to_string(numberMember(status, "desiredHealthy", 0)) + " healthy pods and has " +
            std::to_string(numberMember(status, "currentHealthy", 0)) + " currently",
        0);
}

// The last one is spent: the condition says so (apimachinery/pkg/api/meta/conditions.go,
// SetStatusCondition).
void allowNoMore(Json& status, sim::Time now) {
    Json condition{{"type", "DisruptionAllowed"},
                   {"status", "False"},
                   {"reason", "InsufficientPods"},
                   {"message", ""},
                   {"observedGeneration", numberMember(&status, "observedGeneration", 0)},
                   {"lastTransitionTime", sim::rfc3339(now)}};
    Json& conditions = status["conditions"];
    if (!conditions.is_array()) conditions = Json::array();
    for (Json& each : conditions) {
        if (textMember(&each, "type") != "DisruptionAllowed") continue;
        if (textMember(&each, "status") == "False")
            condition["lastTransitionTime"] = textMember(&each, "lastTransitionTime").view();
        each = std::move(condition);
        return;
    }
    conditions.push_back(std::move(condition));
}

} // namespace

bool ignoresBudgets(const Pod& pod) {
    return pod.finished() || pod.status.phase == PodPhase::Pending || pod.meta.terminating();
}

BudgetVerdict judgeEviction(const store::Table& table, const Pod& pod, sim::Time now) {
    const std::vector<Versioned> budgets = budgetsOf(table, pod);
    if (budgets.empty()) return {};
    if (budgets.size() > 1) {
        Failure failure;
        failure.code = 500;
        failure.message = "This pod has more than one PodDisruptionBudget, which the eviction "
                          "subresource does not support.";
        return {failure};
    }
    const Object& budget = *budgets.front().object;
    const Json* status = partOf(budget, "status");
    // A pod that is not ready does no harm when it goes, as long as enough others are.
    if (!pod.ready()) {
        const std::int64_t wanted = numberMember(status, "desiredHealthy", 0);
        const std::int64_t counted = numberMember(status, "currentHealthy", 0);
        const Text policy = textMember(partOf(budget, "spec"), "unhealthyPodEvictionPolicy");
        if (policy == "AlwaysAllow" || (counted >= wanted && wanted > 0)) return {};
    }
    return spendBudget(budgets.front(), pod, now);
}

BudgetVerdict spendBudget(const Versioned& budget, const Pod& pod, sim::Time now) {
    const Object& object = *budget.object;
    const Json* status = partOf(object, "status");
    if (numberMember(status, "observedGeneration", 0) < object.meta.generation)
        return {tooManyRequests("The disruption budget " + object.meta.name.str() +
                                    " is still being processed by the server.",
                                processingRetryAfter)};
    const std::int64_t allowed = numberMember(status, "disruptionsAllowed", 0);
    const Json* disrupted = member(status, "disruptedPods");
    if (allowed < 0) return {forbidden(object, "pdb disruptions allowed is negative")};
    if (disrupted && disrupted->size() > mostDisruptedPods)
        return {forbidden(object, "DisruptedPods map too big - too many evictions not confirmed "
                                  "by PDB controller")};
    if (allowed == 0) return {exhausted(object, status)};
    const base::Ref<Object> next = object.copy();
    Json content = next->rest->value;
    Json& changed = content["status"];
    changed["disruptionsAllowed"] = allowed - 1;
    if (allowed == 1) allowNoMore(changed, now);
    changed["disruptedPods"][pod.meta.name.str()] = sim::rfc3339(now);
    next->rest = base::shareJson(std::move(content));
    return {std::nullopt, budget, next};
}

} // namespace maqueta::api
