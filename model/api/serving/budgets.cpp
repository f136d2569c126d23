#include "api/serving/budgets.h"

#include "api/selector_json.h"

#include <algorithm>
#include <vector>

namespace maqueta::api {
namespace {

using base::Json;

template <class F>
void forEachIn(const store::Table& table, Kind kind, std::string_view ns, F&& f) {
    const Text prefix = prefixOf(kind, ns);
    const Text end = prefixEnd(prefix);
    for (auto at = table.lowerBound(prefix); !at.atEnd() && at.key() < end; ++at)
        f(static_cast<const Object&>(*at.value().value));
}

const Json* partOf(const Object& object, const char* part) {
    return object.rest ? member(&object.rest->value, part) : nullptr;
}

std::vector<const Object*> budgetsOf(const store::Table& table, const Pod& pod) {
    std::vector<const Object*> budgets;
    forEachIn(table, Kind::PodDisruptionBudget, pod.meta.ns, [&](const Object& budget) {
        const auto selector = readSelector(member(partOf(budget, "spec"), "selector"));
        if (selector && selector->matches(pod.meta.labels)) budgets.push_back(&budget);
    });
    return budgets;
}

// Pods of the budget that are healthy now: an eviction on its way does not count any more.
std::int64_t healthyOf(const store::Table& table, const Object& budget) {
    std::int64_t healthy = 0;
    const auto selector = readSelector(member(partOf(budget, "spec"), "selector"));
    forEachIn(table, Kind::Pod, budget.meta.ns, [&](const Object& object) {
        const auto& pod = static_cast<const Pod&>(object);
        if (!selector->matches(pod.meta.labels) || pod.meta.terminating() || !pod.ready()) return;
        const Condition* target = findCondition(pod.status.conditions, "DisruptionTarget");
        if (!target || target->status != ConditionStatus::True) ++healthy;
    });
    return healthy;
}

Failure tooManyRequests(const std::string& cause) {
    Failure failure;
    failure.code = 429;
    failure.reason = "TooManyRequests";
    failure.message = "Cannot evict pod as it would violate the pod's disruption budget.";
    failure.details = base::shareJson(
        {{"causes", Json::array({{{"reason", "DisruptionBudget"}, {"message", cause}}})}});
    return failure;
}

std::string syncFailure(const Json* status) {
    const Json* conditions = member(status, "conditions");
    if (!conditions || !conditions->is_array()) return {};
    for (const Json& each : *conditions)
        if (textMember(&each, "type") == "DisruptionAllowed" &&
            textMember(&each, "reason") == "SyncFailed")
            return textMember(&each, "message").str();
    return {};
}

std::optional<Failure> refusedBy(const store::Table& table, const Object& budget, const Pod& pod) {
    const Json* status = partOf(budget, "status");
    const std::string name = budget.meta.name.str();
    if (numberMember(status, "observedGeneration", 0) < budget.meta.generation)
        return tooManyRequests("The disruption budget " + name +
                               " is still being processed by the server.");
    const std::int64_t wanted = numberMember(status, "desiredHealthy", 0);
    const std::int64_t counted = numberMember(status, "currentHealthy", 0);
    // A pod that is not ready does no harm when it goes, as long as enough others are.
    if (!pod.ready()) {
        const Text policy = textMember(partOf(budget, "spec"), "unhealthyPodEvictionPolicy");
        if (policy == "AlwaysAllow" || (counted >= wanted && wanted > 0)) return std::nullopt;
    }
    const std::int64_t allowed =
        std::min(numberMember(status, "disruptionsAllowed", 0), healthyOf(table, budget) - wanted);
    if (allowed > 0) return std::nullopt;
    if (const std::string why = syncFailure(status); !why.empty())
        return tooManyRequests("The disruption budget " + name +
                               " does not allow evicting pods currently because it "
                               "failed sync: " +
                               why);
    return tooManyRequests("The disruption budget " + name + " needs " + std::to_string(wanted) +
                           " healthy pods and has " + std::to_string(counted) + " currently");
}

} // namespace

std::optional<Failure> refusedByBudget(const store::Table& table, const Pod& pod) {
    const bool stands = !pod.finished() && pod.status.phase != PodPhase::Pending;
    if (!stands || pod.meta.terminating()) return std::nullopt;
    const std::vector<const Object*> budgets = budgetsOf(table, pod);
    if (budgets.empty()) return std::nullopt;
    if (budgets.size() == 1) return refusedBy(table, *budgets.front(), pod);
    Failure failure;
    failure.code = 500;
    failure.message = "This pod has more than one PodDisruptionBudget, which the eviction "
                      "subresource does not support.";
    return failure;
}

} // namespace maqueta::api
