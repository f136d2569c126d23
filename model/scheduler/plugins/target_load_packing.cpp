// TargetLoadPacking: nodes are filled up to a share of their cpu that is measured, not promised,
// and left alone beyond it (kubernetes-sigs/scheduler-plugins, pkg/trimaran/targetloadpacking).
#include "api/condition.h"
#include "api/names.h"
#include "scheduler/framework/measurements.h"
#include "scheduler/framework/whole.h"
#include "scheduler/plugins/plugins.h"

#include <cmath>

namespace maqueta::scheduler {
namespace {

// apis/config/v1/defaults.go: targetUtilization, defaultRequests, defaultRequestsMultiplier.
constexpr double targetPercent = 40;
constexpr std::int64_t defaultMilliCpu = 1000;
constexpr double requestsMultiplier = 1.5;
// trimaran/targetloadpacking.go: metricsAgentReportingIntervalSeconds.
constexpr sim::Duration reportingInterval = sim::seconds(60);

// What a container that has just been placed will come to use.
std::int64_t predictedMilliCpu(const api::Container& container) {
    if (const base::Quantity* limit = container.limits.find(api::names::cpu))
        return limit->milliValue();
    if (const base::Quantity* request = container.requests.find(api::names::cpu))
        return std::llround(static_cast<double>(request->milliValue()) * requestsMultiplier);
    return defaultMilliCpu;
}

std::int64_t predictedMilliCpu(const api::Pod& pod) {
    std::int64_t sum = pod.spec->overhead.milliCpu();
    for (const api::Container& container : pod.spec->containers)
        sum = wrappingAdd(sum, predictedMilliCpu(container));
    return sum;
}

// Whether the pod came so late that the measurement cannot show it yet.
bool unseen(const api::Pod& pod, sim::Time measured) {
    const api::Condition* bound = api::findCondition(pod.status.conditions, "PodScheduled");
    if (!bound || bound->status != api::ConditionStatus::True) return true; // on its way there
    const std::optional<sim::Time> since = bound->lastTransitionTime;
    return since && *since > measured - reportingInterval;
}

class TargetLoadPacking final : public PluginOf<TargetLoadPacking> {
public:
    using PluginOf::PluginOf;

    void score(Nodes nodes, Scores scores) const override {
        const std::int64_t own = predictedMilliCpu(pod());
        for (std::size_t i = 0; i < nodes.size(); ++i) scores[i] = scoreOf(*nodes[i], own);
    }

private:
    // Up to the target, the fuller the better, from 40 to 100; beyond it less and less, down to 0
    // at a full node. A node that was not measured is avoided.
    std::int64_t scoreOf(const NodeInfo& node, std::int64_t own) const {
        const Measurements* measured = attempt().measured;
        const api::NodeUsage* usage = measured ? measured->find(node.name()) : nullptr;
        if (!usage) return 0;
        std::int64_t missing = 0;
        for (const PodInfo& info : *node.pods)
            if (unseen(*info.pod, usage->at))
                missing = wrappingAdd(missing, predictedMilliCpu(*info.pod));
        const auto capacity = static_cast<double>(node.node->capacity.milliCpu());
        double percent = 0;
        if (capacity != 0)
            percent = 100 *
                      (static_cast<double>(usage->cpuMilli) + static_cast<double>(own) +
                       static_cast<double>(missing)) /
                      capacity;
        if (percent > 100) return 0;
        if (percent > targetPercent)
            return std::llround(targetPercent * (100 - percent) / (100 - targetPercent));
        return std::llround((100 - targetPercent) * percent / targetPercent + targetPercent);
    }
};

} // namespace

std::unique_ptr<Plugin> makeTargetLoadPacking(const Attempt& attempt) {
    return std::make_unique<TargetLoadPacking>(attempt);
}

} // namespace maqueta::scheduler
