#include "scheduler/framework/registry.h"

#include "scheduler/plugins/plugins.h"

namespace maqueta::scheduler {
namespace {

constexpr std::uint32_t podEvents = AssignedPodAdd | AssignedPodUpdate | AssignedPodDelete;

constexpr std::array plugins{
    PluginInfo{.name = "SchedulingGates", .preEnqueue = waitForSchedulingGates},
    PluginInfo{.name = "PrioritySort", .queueRank = rankByPriority},
    PluginInfo{.name = "NodeUnschedulable",
               .filters = true,
               .events = NodeAdd | NodeTaintUpdate,
               .make = makeNodeUnschedulable,
               .nodeAlone = true},
    PluginInfo{.name = "NodeName",
               .filters = true,
               .events = NodeAdd,
               .make = makeNodeName,
               .nodeAlone = true},
    PluginInfo{.name = "TaintToleration",
               .weight = 3,
               .filters = true,
               .events = NodeAdd | NodeTaintUpdate,
               .make = makeTaintToleration,
               .nodeAlone = true},
    PluginInfo{.name = "NodeAffinity",
               .weight = 2,
               .filters = true,
               .events = NodeAdd | NodeLabelUpdate,
               .make = makeNodeAffinity,
               .nodeAlone = true},
    PluginInfo{.name = "NodePorts",
               .filters = true,
               .events = NodeAdd | AssignedPodDelete,
               .make = makeNodePorts,
               .nodeAlone = true},
    PluginInfo{.name = "NodeResourcesFit",
               .weight = 1,
               .filters = true,
               .events = NodeAdd | NodeAllocatableUpdate | AssignedPodDelete,
               .make = makeNodeResourcesFit,
               .nodeAlone = true},
    PluginInfo{.name = "VolumeRestrictions",
               .filters = true,
               .events = NodeAdd | AssignedPodDelete | VolumeChange,
               .make = makeVolumeRestrictions},
    PluginInfo{.name = "NodeVolumeLimits",
               .filters = true,
               .events = NodeAdd | AssignedPodDelete | VolumeChange,
               .make = makeNodeVolumeLimits},
    PluginInfo{.name = "VolumeBinding",
               .filters = true,
               .events = NodeAdd | NodeLabelUpdate | VolumeChange,
               .make = makeVolumeBinding},
    PluginInfo{.name = "VolumeZone",
               .filters = true,
               .events = NodeAdd | NodeLabelUpdate | VolumeChange,
               .make = makeVolumeZone},
    PluginInfo{.name = "PodTopologySpread",
               .weight = 2,
               .filters = true,
               .events = NodeAdd | NodeDelete | NodeLabelUpdate | NodeTaintUpdate | podEvents,
               .make = makePodTopologySpread,
               .track = trackPodTopologySpread},
    PluginInfo{.name = "InterPodAffinity",
               .weight = 2,
               .filters = true,
               .events = NodeAdd | NodeLabelUpdate | NamespaceChange | podEvents,
               .make = makeInterPodAffinity,
               .track = trackInterPodAffinity},
    PluginInfo{.name = "DefaultPreemption", .postFilter = preemptByDefault},
    PluginInfo{.name = "NodeResourcesBalancedAllocation",
               .weight = 1,
               .make = makeNodeResourcesBalancedAllocation},
    PluginInfo{.name = "ImageLocality", .weight = 1, .make = makeImageLocality},
    PluginInfo{.name = "TargetLoadPacking", .make = makeTargetLoadPacking},
    PluginInfo{.name = "DefaultBinder", .bind = bindByDefault},
};
static_assert(plugins.size() <= Profile::most);

struct Weight {
    std::string_view plugin;
    std::int64_t weight = 0;
};
// The default profile, with other weights for some plugins.
template <std::size_t N>
constexpr Profile profile(std::string_view name, bool measures,
                          const std::array<Weight, N>& other) {
    Profile made{.name = name, .measures = measures};
    for (std::size_t i = 0; i < plugins.size(); ++i) {
        made.weights[i] = plugins[i].weight;
        for (const Weight& each : other)
            if (each.plugin == plugins[i].name) made.weights[i] = each.weight;
    }
    return made;
}

constexpr std::array allProfiles{
    profile("default-scheduler", false, std::array<Weight, 0>{}),
    // As its documentation has it: the plugins that rank by requests would work against it.
    profile("target-load-packing", true,
            std::array{Weight{"TargetLoadPacking", 1}, Weight{"NodeResourcesFit", 0},
                       Weight{"NodeResourcesBalancedAllocation", 0}}),
};

} // namespace

std::span<const PluginInfo> registry() {
    return plugins;
}

std::span<const Profile> profiles() {
    return allProfiles;
}

const Profile* profileOf(const api::Pod& pod) {
    const Text& name = pod.spec->schedulerName;
    if (name.empty()) return &allProfiles.front();
    for (const Profile& each : allProfiles)
        if (each.name == name) return &each;
    return nullptr;
}

int pluginIndex(std::string_view name) {
    for (std::size_t i = 0; i < plugins.size(); ++i)
        if (plugins[i].name == name) return static_cast<int>(i);
    return -1;
}

Status preEnqueue(const api::Pod& pod) {
    for (const PluginInfo& plugin : plugins) {
        if (!plugin.preEnqueue) continue;
        Status status = plugin.preEnqueue(pod);
        status.plugin = plugin.name;
        if (!status.ok()) return status;
    }
    return {};
}

std::int64_t queueRank(const api::Pod& pod) {
    for (const PluginInfo& plugin : plugins)
        if (plugin.queueRank) return plugin.queueRank(pod);
    return 0;
}

Preemption postFilter(const Framework& framework, const Search& search, sim::Time now) {
    for (const PluginInfo& plugin : plugins)
        if (plugin.postFilter) return plugin.postFilter(framework, search, now);
    return {Status::unschedulable(""), {}, {}};
}

base::Ref<api::Request> bindingFor(const api::Pod& pod, const Text& node) {
    for (const PluginInfo& plugin : plugins)
        if (plugin.bind) return plugin.bind(pod, node);
    return {};
}

} // namespace maqueta::scheduler
