// The plugins, in the order in which Kubernetes 1.32 runs them, with their weights in the default
// profile (pkg/scheduler/apis/config/v1/default_plugins.go), and the profiles that a pod can choose
// by its schedulerName. A new plugin is one file under plugins/ and one line here.
#pragma once

#include "api/protocol.h"
#include "scheduler/framework/plugin.h"
#include "scheduler/framework/preemption.h"

#include <array>

namespace maqueta::scheduler {

class Framework;
struct Search;

// What happens in the cluster that may make room for a pod; a set of bits.
enum ClusterEvents : std::uint32_t {
    NoEvent = 0,
    NodeAdd = 1U << 0,
    NodeAllocatableUpdate = 1U << 1,
    NodeLabelUpdate = 1U << 2,
    NodeTaintUpdate = 1U << 3, // spec.unschedulable too
    NodeDelete = 1U << 4,
    AssignedPodAdd = 1U << 5,
    AssignedPodUpdate = 1U << 6, // labels, or it began to terminate
    AssignedPodDelete = 1U << 7,
    VolumeChange = 1U << 8, // claims, volumes, classes
    NamespaceChange = 1U << 9,
    AnyEvent = ~0U
};

struct PluginInfo {
    std::string_view name;
    std::int64_t weight = 0; // in the default profile; 0 = it does not score there
    bool filters = false;
    std::uint32_t events = NoEvent; // after which a pod that it rejected is tried again
    // The plugin at work on a pod, where it filters or scores.
    std::unique_ptr<Plugin> (*make)(const Attempt&) = nullptr;
    // Has the cache keep up to date what the plugin will ask for about this pod.
    void (*track)(Cache&, const Listers&, const api::Pod&, const PodFacts&) = nullptr;
    // Its filter looks at the node alone, so that a changed node can be asked whether it helps.
    bool nodeAlone = false;

    // The other points at which a plugin may have its say.
    // Whether the pod may enter the queue.
    Status (*preEnqueue)(const api::Pod& pod) = nullptr;
    // The pods with the least number are tried first.
    std::int64_t (*queueRank)(const api::Pod& pod) = nullptr;
    // What to do when no node fits. `now`: pods that have not started count as started now.
    // `framework` as the search left it.
    Preemption (*postFilter)(const Framework& framework, const Search& search,
                             sim::Time now) = nullptr;
    base::Ref<api::Request> (*bind)(const api::Pod& pod, const Text& node) = nullptr;
};

std::span<const PluginInfo> registry();

// All profiles filter, preempt and bind alike; they differ in what they score by.
struct Profile {
    static constexpr std::size_t most = 32; // plugins: sets of them are kept as bits

    std::string_view name;                       // a pod's schedulerName
    std::array<std::int64_t, most> weights = {}; // by place in the registry; 0 = it does not score
    bool measures = false;                       // ranks by the nodes' measured load
};
std::span<const Profile> profiles();
// "" and "default-scheduler" = the default one; nullptr when no scheduler here has the name.
const Profile* profileOf(const api::Pod& pod);
// Its place in the table; -1 when there is no such plugin.
int pluginIndex(std::string_view name);

// The profile at each of those points: the first plugin that has something to say.
Status preEnqueue(const api::Pod& pod);
std::int64_t queueRank(const api::Pod& pod);
Preemption postFilter(const Framework& framework, const Search& search, sim::Time now);
base::Ref<api::Request> bindingFor(const api::Pod& pod, const Text& node);

} // namespace maqueta::scheduler
