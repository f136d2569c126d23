// The full answer to "why there?" and "why not?": every node, every plugin. Computed only when
// somebody asks, by the very plugins that decide.
#pragma once

#include "scheduler/framework/framework.h"
#include "scheduler/framework/registry.h"

namespace maqueta::scheduler {

// A picture of the cluster as a decision sees it.
struct ClusterView {
    const Cache& cache;
    const Listers& listers;
    std::span<const NominatedPod> nominated = {};
    sim::Time now = {};
    Scoring scoring = Scoring::LeastAllocated;
    const Measurements* measured = nullptr;
};

struct PluginVerdict {
    std::string_view plugin;
    std::int64_t weight = 0;
    std::int64_t raw = 0;
    std::int64_t normalized = 0; // 0 to 100
    std::int64_t weighted() const { return weight * normalized; }
};

struct NodeVerdict {
    Text node;
    Status status;                      // Success, or who rejected it and why
    std::vector<PluginVerdict> plugins; // of a feasible node; those that skipped the pod are absent
    std::int64_t total = 0;
    bool top = false; // no other has more
};

struct Verdict {
    std::vector<NodeVerdict> nodes; // in order of name
    bool preFilterRejected = false;
    Status preFilter; // when it refused the pod outright
    std::size_t feasible = 0;
    // With one feasible node the scheduler does not score; the scores are given all the same.
    bool scoringSkipped() const { return feasible == 1; }
    std::string message; // when nothing fits: text of the condition and of the event
    std::optional<Preemption> preemption; // when nothing fits, and it was tried
};

Verdict decide(const ClusterView& view, const api::Pod& pod);

} // namespace maqueta::scheduler
