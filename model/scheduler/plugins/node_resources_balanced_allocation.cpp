// NodeResourcesBalancedAllocation: a node whose cpu and memory fill up evenly is better than one
// that runs out of the first (pkg/scheduler/framework/plugins/noderesources/
// balanced_allocation.go).
#include "scheduler/framework/whole.h"
#include "scheduler/plugins/plugins.h"

#include <algorithm>
#include <cmath>

namespace maqueta::scheduler {
namespace {

double usedShare(std::int64_t requested, std::int64_t allocatable) {
    return std::min(1.0, static_cast<double>(requested) / static_cast<double>(allocatable));
}

class NodeResourcesBalancedAllocation final : public PluginOf<NodeResourcesBalancedAllocation> {
public:
    using PluginOf::PluginOf;

    // 100 less the standard deviation of the used shares: of two, half their distance. The doubles
    // are Kubernetes' own, step by step, so that no score is off by one.
    void score(Nodes nodes, Scores scores) const override {
        const Amounts& wanted = facts().requests;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const NodeInfo& node = *nodes[i];
            double deviation = 0;
            if (node.allocatable.milliCpu != 0 && node.allocatable.memory != 0) {
                const double cpu = usedShare(wrappingAdd(node.requested.milliCpu, wanted.milliCpu),
                                             node.allocatable.milliCpu);
                const double memory = usedShare(wrappingAdd(node.requested.memory, wanted.memory),
                                                node.allocatable.memory);
                deviation = std::fabs((cpu - memory) / 2);
            }
            scores[i] =
                static_cast<std::int64_t>((1 - deviation) * static_cast<double>(maxNodeScore));
        }
    }
};

} // namespace

std::unique_ptr<Plugin> makeNodeResourcesBalancedAllocation(const Attempt& attempt) {
    return std::make_unique<NodeResourcesBalancedAllocation>(attempt);
}

} // namespace maqueta::scheduler
