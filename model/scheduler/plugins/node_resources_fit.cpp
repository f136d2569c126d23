// NodeResourcesFit: what pods ask for must fit into what the node has left; by default, the emptier
// it stays, the better (pkg/scheduler/framework/plugins/noderesources).
#include "scheduler/framework/whole.h"
#include "scheduler/plugins/plugins.h"

#include <algorithm>

namespace maqueta::scheduler {
namespace {

// least_allocated.go
std::int64_t leastRequested(std::int64_t requested, std::int64_t capacity) {
    if (requested > capacity) return 0;
    return wrappingMultiply(wrappingSubtract(capacity, requested), maxNodeScore) / capacity;
}

// most_allocated.go: a pod that asks for nothing still counts as a little, and may overfill.
std::int64_t mostRequested(std::int64_t requested, std::int64_t capacity) {
    return wrappingMultiply(std::min(requested, capacity), maxNodeScore) / capacity;
}

// requested_to_capacity_ratio.go, with the line from (0, 0) to (100, 10) that Kubernetes'
// documentation gives for packing nodes full.
std::int64_t capacityRatio(std::int64_t requested, std::int64_t capacity) {
    return requested > capacity ? maxNodeScore
                                : wrappingMultiply(requested, maxNodeScore) / capacity;
}

std::int64_t scoreOf(Scoring scoring, std::int64_t requested, std::int64_t capacity) {
    switch (scoring) {
    case Scoring::LeastAllocated: return leastRequested(requested, capacity);
    case Scoring::MostAllocated: return mostRequested(requested, capacity);
    case Scoring::RequestedToCapacityRatio: break;
    }
    return capacityRatio(requested, capacity);
}

class NodeResourcesFit final : public PluginOf<NodeResourcesFit> {
public:
    using PluginOf::PluginOf;

    Status filter(const NodeInfo& node) const override {
        const Amounts& wanted = facts().requests;
        const Amounts& has = node.allocatable;
        const Amounts& taken = node.requested;
        const bool crowded = node.podCount + std::int64_t{1} > node.allowedPods;
        const bool cpu =
            wanted.milliCpu > 0 && wanted.milliCpu > wrappingSubtract(has.milliCpu, taken.milliCpu);
        const bool memory =
            wanted.memory > 0 && wanted.memory > wrappingSubtract(has.memory, taken.memory);
        const bool storage = wanted.ephemeralStorage > 0 &&
                             wanted.ephemeralStorage >
                                 wrappingSubtract(has.ephemeralStorage, taken.ephemeralStorage);
        if (!crowded && !cpu && !memory && !storage && wanted.scalars->empty()) return {};
        std::vector<std::string> reasons;
        if (crowded) reasons.emplace_back("Too many pods");
        if (cpu) reasons.emplace_back("Insufficient cpu");
        if (memory) reasons.emplace_back("Insufficient memory");
        if (storage) reasons.emplace_back("Insufficient ephemeral-storage");
        for (const auto& [name, amount] : *wanted.scalars)
            if (amount > 0 && amount > wrappingSubtract(has.scalar(name), taken.scalar(name)))
                reasons.push_back("Insufficient " + name);
        if (reasons.empty()) return {};
        return {Code::Unschedulable, {}, std::move(reasons)};
    }

    // cpu and memory, of one weight; a resource that the node does not have does not count.
    void score(Nodes nodes, Scores scores) const override {
        const Scoring scoring = attempt().scoring;
        const bool ratio = scoring == Scoring::RequestedToCapacityRatio;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const NodeInfo& node = *nodes[i];
            std::int64_t sum = 0, weights = 0;
            const auto add = [&](std::int64_t requested, std::int64_t capacity) {
                if (capacity == 0) return;
                const std::int64_t score = scoreOf(scoring, requested, capacity);
                sum += score;
                if (!ratio || score > 0) ++weights; // there, nothing taken does not count
            };
            add(wrappingAdd(node.nonZeroMilliCpu, facts().nonZeroMilliCpu),
                node.allocatable.milliCpu);
            add(wrappingAdd(node.nonZeroMemory, facts().nonZeroMemory), node.allocatable.memory);
            if (weights == 0)
                scores[i] = 0;
            else // the ratio is rounded, the others are cut off
                scores[i] = ratio ? (2 * sum + weights) / (2 * weights) : sum / weights;
        }
    }
};

} // namespace

std::string_view text(Scoring scoring) {
    switch (scoring) {
    case Scoring::LeastAllocated: return "LeastAllocated";
    case Scoring::MostAllocated: return "MostAllocated";
    case Scoring::RequestedToCapacityRatio: break;
    }
    return "RequestedToCapacityRatio";
}

std::optional<Scoring> scoringNamed(std::string_view name) {
    for (const Scoring each :
         {Scoring::LeastAllocated, Scoring::MostAllocated, Scoring::RequestedToCapacityRatio})
        if (text(each) == name) return each;
    return std::nullopt;
}

std::unique_ptr<Plugin> makeNodeResourcesFit(const Attempt& attempt) {
    return std::make_unique<NodeResourcesFit>(attempt);
}

} // namespace maqueta::scheduler
