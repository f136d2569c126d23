// A plugin at work on one pod: made for one attempt to schedule it, so its members are what
// Kubernetes keeps in the CycleState. It overrides what it needs, and nothing else is asked of it.
//
// The order of calls: preFilter once, filter for each node that is looked at, preScore once with
// the nodes that passed, score and normalize once. addPod and removePod move the state of preFilter
// as if a pod were, or were not, on a node: preemption tries that on a clone.
#pragma once

#include "scheduler/framework/cache.h"
#include "scheduler/framework/listers.h"
#include "scheduler/framework/scoring.h"
#include "scheduler/framework/status.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace maqueta::scheduler {

constexpr std::int64_t maxNodeScore = 100;

struct Measurements;

// What a plugin may look at. Lives as long as the attempt.
struct Attempt {
    const Cache& cache;
    const Listers& listers;
    const api::Pod& pod;
    const PodFacts& facts;
    Scoring scoring = Scoring::LeastAllocated;
    const Measurements* measured = nullptr; // of the nodes' real load; nullptr = nobody measures
};

// The names of the only nodes that are to be looked at; absent = all.
using NodeNames = std::optional<std::vector<Text>>;
using Nodes = std::span<const NodeInfo* const>;
using Scores = std::span<std::int64_t>;

class Plugin {
public:
    explicit Plugin(const Attempt& attempt) : attempt_(attempt) {}
    virtual ~Plugin() = default;
    virtual std::unique_ptr<Plugin> clone() const = 0;

    // Skip = filter is not called for this pod. May narrow the nodes down.
    virtual Status preFilter(NodeNames& /*only*/) { return {}; }
    virtual Status filter(const NodeInfo& /*node*/) const { return {}; }
    virtual void addPod(const PodInfo& /*pod*/, const NodeInfo& /*node*/) {}
    virtual void removePod(const PodInfo& /*pod*/, const NodeInfo& /*node*/) {}
    // Skip = the plugin gives no scores for this pod.
    virtual Status preScore(Nodes /*nodes*/) { return {}; }
    // One number for each node, in their order.
    virtual void score(Nodes /*nodes*/, Scores /*scores*/) const {}
    // Brings the numbers to 0 .. maxNodeScore, where they are not there yet.
    virtual void normalize(Nodes /*nodes*/, Scores /*scores*/) const {}

protected:
    Plugin(const Plugin&) = default;
    const Attempt& attempt() const { return attempt_; }
    const api::Pod& pod() const { return attempt_.pod; }
    const PodFacts& facts() const { return attempt_.facts; }

private:
    Attempt attempt_;
};

// Gives every plugin its clone() and its maker.
template <class Derived>
class PluginOf : public Plugin {
public:
    using Plugin::Plugin;
    std::unique_ptr<Plugin> clone() const final {
        return std::make_unique<Derived>(static_cast<const Derived&>(*this));
    }
};

// helper.DefaultNormalizeScore: in proportion to the greatest; reverse = the less the better.
void normalizeByGreatest(Scores scores, bool reverse);

} // namespace maqueta::scheduler
