#include "scheduler/framework/explain.h"

#include <algorithm>

namespace maqueta::scheduler {

Verdict decide(const ClusterView& view, const api::Pod& pod) {
    const PodFactsRef facts = readPodFacts(pod);
    Framework framework({view.cache, view.listers, pod, *facts, view.scoring, view.measured},
                        view.nominated);
    const Search found = search(framework);
    Verdict verdict;
    verdict.feasible = found.feasible.size();
    verdict.preFilterRejected = found.preFilterRejected;
    if (found.preFilterRejected) verdict.preFilter = found.absent;

    const auto scores = framework.score(found.feasible);
    std::int64_t best = 0;
    for (std::size_t i = 0; i < found.feasible.size(); ++i) {
        NodeVerdict node;
        node.node = found.feasible[i]->node->meta.name;
        for (const Framework::PluginScores& each : scores) {
            node.plugins.push_back({registry()[each.plugin].name, framework.weight(each.plugin),
                                    each.raw[i], each.normalized[i]});
            node.total += node.plugins.back().weighted();
        }
        best = std::max(best, node.total);
        verdict.nodes.push_back(std::move(node));
    }
    for (NodeVerdict& node : verdict.nodes) node.top = node.total == best;

    std::vector<char> named(view.cache.slots(), 0);
    for (const NodeInfo* node : found.feasible) named[node->slot] = 1;
    for (const Search::Rejection& rejection : found.rejected) {
        named[rejection.node->slot] = 1;
        verdict.nodes.push_back({rejection.node->node->meta.name, rejection.status, {}, 0, false});
    }
    for (const std::uint32_t slot : view.cache.order())
        if (!named[slot])
            verdict.nodes.push_back(
                {view.cache.node(slot).node->meta.name, found.absent, {}, 0, false});
    std::sort(verdict.nodes.begin(), verdict.nodes.end(),
              [](const NodeVerdict& a, const NodeVerdict& b) { return a.node < b.node; });

    if (!found.feasible.empty()) return verdict;
    if (view.cache.nodeCount() == 0) {
        verdict.message = noNodesMessage;
        return verdict;
    }
    verdict.preemption = postFilter(framework, found, view.now);
    verdict.message = found.message();
    const std::string more = verdict.preemption->message();
    if (!more.empty()) verdict.message += " " + more;
    return verdict;
}

} // namespace maqueta::scheduler
