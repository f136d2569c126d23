#include "scheduler/framework/decide.h"

#include "scheduler/framework/registry.h"

#include <algorithm>

namespace maqueta::scheduler {
namespace {

// Of the best, one by chance.
std::size_t draw(const std::vector<std::int64_t>& totals, sim::Rng& rng) {
    const std::int64_t best = *std::max_element(totals.begin(), totals.end());
    const auto ties = static_cast<std::uint64_t>(std::count(totals.begin(), totals.end(), best));
    std::uint64_t left = ties == 1 ? 0 : rng.below(ties);
    for (std::size_t i = 0;; ++i)
        if (totals[i] == best && left-- == 0) return i;
}

} // namespace

void track(Cache& cache, const Listers& listers, const api::Pod& pod, const PodFacts& facts) {
    for (const PluginInfo& plugin : registry())
        if (plugin.track) plugin.track(cache, listers, pod, facts);
}

Choice choose(Framework& framework, Turn& turn, const Text& own, sim::Rng& rng) {
    const std::size_t wanted =
        feasibleNodesToFind(framework.attempt().cache.nodeCount(), turn.percentageOfNodesToScore);
    Choice choice;
    choice.found = search(framework, {turn.start, wanted, own});
    const Search& found = choice.found;
    if (found.candidates > 0) turn.start = (turn.start + found.evaluated) % found.candidates;
    if (found.feasible.empty()) return choice;
    if (found.feasible.size() == 1) {
        choice.node = found.feasible.front();
        return choice;
    }
    choice.totals = framework.totals(found.feasible);
    choice.node = found.feasible[draw(choice.totals, rng)];
    return choice;
}

Choice choose(Cache& cache, const Listers& listers, std::span<const NominatedPod> nominated,
              const api::Pod& pod, Turn& turn, sim::Rng& rng) {
    const PodFactsRef facts = cache.facts(pod);
    track(cache, listers, pod, *facts);
    Framework framework({cache, listers, pod, *facts}, nominated);
    return choose(framework, turn, {}, rng);
}

} // namespace maqueta::scheduler
