// Why a pod is on its node, or on none: what the scheduler's plugins say of every node, on the
// cluster as it stands in a world. Plain values that share nothing with the world.
//
// Computed when somebody asks, by the very plugins that decide, and never traced: asking changes
// nothing. A pod that has a node is judged as if it were to be scheduled now, so a world at the
// moment of the decision gives the decision itself.
#pragma once

#include "base/json.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maqueta::cluster {

class World;

// What one plugin adds to a node's score.
struct ScorePart {
    std::string plugin;
    std::int64_t raw = 0;
    std::int64_t normalized = 0; // 0 to 100
    std::int64_t weight = 0;
    std::int64_t points() const { return normalized * weight; }
};

struct NodeVerdict {
    std::string node;
    bool feasible = false;
    // Of a feasible node: the parts that are equal on all of them too.
    std::vector<ScorePart> parts = {};
    std::int64_t total = 0;
    bool top = false; // no node has more
    // Of one that is ruled out: by which plugin ("" = it left the node out before looking), and in
    // its words.
    std::string plugin = {};
    std::string message = {};
    bool preemptible = false; // deleting pods there might help
};

struct PreemptionPlan {
    std::string node;
    std::vector<std::string> victims; // "namespace/name", the most important first
    std::int64_t budgetViolations = 0;
    bool best = false; // one of those that the scheduler draws from
};

struct Verdict {
    std::string ns;
    std::string name;
    std::string node;          // where it is; empty = it waits
    std::string nominatedNode; // where preemption makes room for it
    // The feasible ones first, best first; then the others by name.
    std::vector<NodeVerdict> nodes;
    std::size_t feasible = 0;
    // With one feasible node the scheduler does not score; the scores are given all the same.
    bool scoringSkipped = false;
    // Why the pod is not looked at yet (its gates); empty = it is.
    std::string gate;
    // The pod's schedulerName, when nobody here is called so: then nobody ever looks at it.
    std::string unknownScheduler;
    std::string message; // when nothing fits: text of the condition and of the event
    std::vector<PreemptionPlan> preemption;

    // nullptr when there is no such node: "what if the pod went there".
    const NodeVerdict* find(std::string_view node) const;
    // The names of plugins whose points differ between feasible nodes.
    std::vector<std::string> decisive() const;
};

// Absent when there is no such pod.
std::optional<Verdict> explainPod(const World& world, std::string_view ns, std::string_view name);
// Of a pod that is not there yet: where would it go? The error is the API server's.
base::Result<Verdict> explainManifest(const World& world, const base::Json& pod);

} // namespace maqueta::cluster
