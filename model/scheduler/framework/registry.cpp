#include "scheduler/framework/registry.h"

#include "scheduler/plugins/plugins.h"

#include <array>

namespace maqueta::scheduler {
namespace {

constexpr std::uint32_t podEvents = AssignedPodAdd | AssignedPodUpdate | AssignedPodDelete;

// name, weight, filters, events, maker, what the cache tracks for it, nodeAlone
constexpr std::array plugins{
    PluginInfo{"NodeUnschedulable", 0, true, NodeAdd | NodeTaintUpdate, makeNodeUnschedulable,
               nullptr, true},
    PluginInfo{"NodeName", 0, true, NodeAdd, makeNodeName, nullptr, true},
    PluginInfo{"TaintToleration", 3, true, NodeAdd | NodeTaintUpdate, makeTaintToleration, nullptr,
               true},
    PluginInfo{"NodeAffinity", 2, true, NodeAdd | NodeLabelUpdate, makeNodeAffinity, nullptr, true},
    PluginInfo{"NodePorts", 0, true, NodeAdd | AssignedPodDelete, makeNodePorts, nullptr, true},
    PluginInfo{"NodeResourcesFit", 1, true, NodeAdd | NodeAllocatableUpdate | AssignedPodDelete,
               makeNodeResourcesFit, nullptr, true},
    PluginInfo{"PodTopologySpread", 2, true,
               NodeAdd | NodeDelete | NodeLabelUpdate | NodeTaintUpdate | podEvents,
               makePodTopologySpread, trackPodTopologySpread},
    PluginInfo{"InterPodAffinity", 2, true, NodeAdd | NodeLabelUpdate | NamespaceChange | podEvents,
               makeInterPodAffinity, trackInterPodAffinity},
    PluginInfo{"NodeResourcesBalancedAllocation", 1, false, NoEvent,
               makeNodeResourcesBalancedAllocation},
    PluginInfo{"ImageLocality", 1, false, NoEvent, makeImageLocality},
};

} // namespace

std::span<const PluginInfo> registry() {
    return plugins;
}

int pluginIndex(std::string_view name) {
    for (std::size_t i = 0; i < plugins.size(); ++i)
        if (plugins[i].name == name) return static_cast<int>(i);
    return -1;
}

} // namespace maqueta::scheduler
