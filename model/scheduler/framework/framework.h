// All plugins of the profile at work on one pod, and what comes out: which nodes pass, why the
// others do not, and how good each is (pkg/scheduler/schedule_one.go,
// pkg/scheduler/framework/runtime/framework.go).
#pragma once

#include "scheduler/framework/plugin.h"

#include <map>

namespace maqueta::scheduler {

struct Profile;

// A pod for which preemption makes room on a node: others of its priority or less must leave it.
struct NominatedPod {
    PodInfo info;
    Text node;
};

// The plugins with their state. Preemption works on copies.
class Framework {
public:
    explicit Framework(const Attempt& attempt, std::span<const NominatedPod> nominated = {});
    Framework(const Framework& other);

    // Success, or the status of the plugin that refuses the pod wherever it might go.
    Status preFilter();
    // The only nodes to look at, after preFilter; absent = all. And which plugins said so.
    const NodeNames& only() const { return only_; }
    const std::vector<std::string_view>& narrowedBy() const { return narrowedBy_; }
    // The first plugin's refusal, in the order of the table; with the pods that are nominated to
    // the node, and without them.
    Status filter(const NodeInfo& node) const;
    void addPod(const PodInfo& pod, NodeInfo& node);
    void removePod(const PodInfo& pod, NodeInfo& node);

    struct PluginScores {
        std::size_t plugin = 0;        // index in the table
        std::vector<std::int64_t> raw; // by node
        std::vector<std::int64_t> normalized;
    };
    // Of every plugin that does not skip the pod.
    std::vector<PluginScores> score(Nodes nodes);
    // The sums alone: what a decision needs.
    std::vector<std::int64_t> totals(Nodes nodes);

    const Attempt& attempt() const { return attempt_; }
    std::int64_t weight(std::size_t plugin) const; // in the pod's profile; 0 = it does not score

private:
    struct Running {
        std::size_t index = 0;
        std::unique_ptr<Plugin> plugin;
        bool filters = false;
    };
    Status filterPlain(const NodeInfo& node) const;
    Status narrow(std::string_view plugin, NodeNames names);

    Attempt attempt_;
    const Profile* profile_; // the pod's; the default one where its scheduler is not ours
    std::span<const NominatedPod> nominated_;
    std::vector<Running> running_;
    NodeNames only_;
    std::vector<std::string_view> narrowedBy_;
};

struct SearchOptions {
    std::size_t start = 0;  // index in the cache's order at which the search begins
    std::size_t wanted = 0; // feasible nodes are enough; 0 = look at all
    Text nominated; // the node where preemption made room: if it passes, no other is looked at
};

// What filtering found.
struct Search {
    std::size_t nodes = 0;     // in the cluster
    std::size_t evaluated = 0; // looked at
    std::size_t candidates =
        0; // nodes that were to be looked at: fewer when a plugin narrowed them
    std::vector<const NodeInfo*> feasible;
    struct Rejection {
        const NodeInfo* node = nullptr;
        Status status;
    };
    std::vector<Rejection> rejected;
    // Of nodes that are in neither list: what preFilter said of the pod, or that its set leaves
    // them out. Success when all nodes were looked at or enough were found.
    Status absent;
    bool preFilterRejected = false;

    // framework.FitError: "0/7 nodes are available: ...", without what preemption adds.
    std::string message() const;
};
Search search(Framework& framework, SearchOptions options = {});

// How many feasible nodes are enough (numFeasibleNodesToFind); percentage 0 = by the number of
// nodes.
std::size_t feasibleNodesToFind(std::size_t nodes, int percentage);

// Of a cluster without nodes.
constexpr std::string_view noNodesMessage = "no nodes available to schedule pods";

// "0/7 nodes are available: 3 a, 4 b." from how often each reason was given.
std::string noNodeMessage(std::size_t nodes, const std::map<std::string, std::size_t>& reasons);

} // namespace maqueta::scheduler
