// NodeResourcesFit: what pods ask for must fit into what the node has left; the emptier it stays,
// the better (pkg/scheduler/framework/plugins/noderesources: fit.go, least_allocated.go).
#include "scheduler/framework/whole.h"
#include "scheduler/plugins/plugins.h"

namespace maqueta::scheduler {
namespace {

std::int64_t leastRequested(std::int64_t requested, std::int64_t capacity) {
    if (capacity == 0 || requested > capacity) return 0;
    return wrappingMultiply(wrappingSubtract(capacity, requested), maxNodeScore) / capacity;
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
        const std::int64_t cpu = facts().nonZeroMilliCpu;
        const std::int64_t memory = facts().nonZeroMemory;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const NodeInfo& node = *nodes[i];
            std::int64_t sum = 0, weights = 0;
            if (node.allocatable.milliCpu != 0) {
                sum += leastRequested(wrappingAdd(node.nonZeroMilliCpu, cpu),
                                      node.allocatable.milliCpu);
                ++weights;
            }
            if (node.allocatable.memory != 0) {
                sum += leastRequested(wrappingAdd(node.nonZeroMemory, memory),
                                      node.allocatable.memory);
                ++weights;
            }
            scores[i] = weights == 0 ? 0 : sum / weights;
        }
    }
};

} // namespace

std::unique_ptr<Plugin> makeNodeResourcesFit(const Attempt& attempt) {
    return std::make_unique<NodeResourcesFit>(attempt);
}

} // namespace maqueta::scheduler
