// PodTopologySpread: pods of one sort are kept apart over zones, nodes or other topologies. Hard
// constraints rule nodes out, soft ones rank them; a pod without constraints of its own that
// belongs to a Service or a workload gets two soft ones
// (pkg/scheduler/framework/plugins/podtopologyspread).
#include "api/names.h"
#include "scheduler/framework/logarithm.h"
#include "scheduler/framework/matching.h"
#include "scheduler/plugins/plugins.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace maqueta::scheduler {
namespace {

using Constraints = std::vector<SpreadConstraint>;

// The system's own defaults, for pods of `selector`.
Constraints defaultConstraints(const Listers& listers, const api::Pod& pod) {
    const api::LabelSelector selector = listers.defaultSelector(pod);
    if (selector.empty()) return {};
    SpreadConstraint byNode, byZone;
    byNode.hard = byZone.hard = false;
    byNode.selector = byZone.selector = selector;
    byNode.topologyKey = api::names::labelHostname;
    byNode.maxSkew = 3;
    byZone.topologyKey = api::names::labelZone;
    byZone.maxSkew = 5;
    return {byNode, byZone};
}

Constraints ownConstraints(const PodFacts& facts, bool hard) {
    Constraints constraints;
    for (const SpreadConstraint& constraint : facts.spread)
        if (constraint.hard == hard) constraints.push_back(constraint);
    return constraints;
}

// Absent when no pod is meant: no selector, or one that is empty.
std::optional<PodQuery> queryOf(const SpreadConstraint& constraint, const Text& ns) {
    if (!constraint.selector || constraint.selector->empty()) return std::nullopt;
    return PodQuery{false, {ns}, *constraint.selector, false};
}

// One constraint with what it needs to know of every node.
struct Spread {
    SpreadConstraint rule;
    bool byHostname = false;
    TopologyColumn column;
    std::optional<PodQuery> query; // absent = no pod is meant
    PodCounts pods;                // that match, by node
};

std::vector<Spread> lookUp(const Constraints& constraints, const Attempt& attempt) {
    std::vector<Spread> spreads;
    for (const SpreadConstraint& rule : constraints) {
        Spread spread;
        spread.rule = rule;
        spread.byHostname = rule.topologyKey == api::names::labelHostname;
        spread.column = attempt.cache.topology(rule.topologyKey);
        spread.query = queryOf(rule, attempt.pod.meta.ns);
        if (spread.query) spread.pods = attempt.cache.matching(*spread.query);
        spreads.push_back(std::move(spread));
    }
    return spreads;
}

bool hasAllTopologies(const std::vector<Spread>& spreads, const NodeInfo& node) {
    return std::all_of(spreads.begin(), spreads.end(), [&node](const Spread& spread) {
        return spread.column.of(node) != TopologyColumn::none;
    });
}

class PodTopologySpread final : public PluginOf<PodTopologySpread> {
public:
    using PluginOf::PluginOf;

    Status preFilter(NodeNames&) override {
        hard_ = lookUp(ownConstraints(facts(), true), attempt());
        if (hard_.empty()) return Status::skipped();
        domains_.clear();
        for (const Spread& spread : hard_) countDomains(spread);
        return {};
    }

    Status filter(const NodeInfo& node) const override {
        for (std::size_t i = 0; i < hard_.size(); ++i) {
            const Spread& spread = hard_[i];
            const std::int32_t value = spread.column.of(node);
            if (value == TopologyColumn::none)
                return Status::unresolvable("node(s) didn't match pod topology spread constraints "
                                            "(missing required label)");
            const Domains& domains = domains_[i];
            const std::int64_t least = domains.present < spread.rule.minDomains ? 0 : domains.least;
            const std::int64_t counted = domains.pods[at(value)];
            const std::int64_t here = counted == absent ? 0 : counted;
            const bool self =
                spread.rule.selector && spread.rule.selector->matches(pod().meta.labels);
            if (here + (self ? 1 : 0) - least > spread.rule.maxSkew)
                return Status::unschedulable(
                    "node(s) didn't match pod topology spread constraints");
        }
        return {};
    }

    void addPod(const PodInfo& other, const NodeInfo& node) override { move(*other.pod, node, 1); }
    void removePod(const PodInfo& other, const NodeInfo& node) override {
        move(*other.pod, node, -1);
    }

    Status preScore(Nodes nodes) override {
        // With the defaults a node needs no zone to be ranked by its name.
        const bool needAll = facts().hasSpreadConstraints;
        soft_ = lookUp(needAll ? ownConstraints(facts(), false)
                               : defaultConstraints(attempt().listers, pod()),
                       attempt());
        if (soft_.empty()) return Status::skipped();
        ignored_.assign(nodes.size(), false);
        std::size_t ranked = 0;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            ignored_[i] = needAll && !hasAllTopologies(soft_, *nodes[i]);
            if (!ignored_[i]) ++ranked;
        }
        totals_.clear();
        weights_.clear();
        for (const Spread& spread : soft_) countTotals(spread, nodes, ranked, needAll);
        return {};
    }

    void score(Nodes nodes, Scores scores) const override {
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            scores[i] = 0;
            if (ignored_[i]) continue;
            double sum = 0;
            for (std::size_t c = 0; c < soft_.size(); ++c) {
                const Spread& spread = soft_[c];
                const std::int32_t value = spread.column.of(*nodes[i]);
                if (value == TopologyColumn::none) continue;
                const std::int32_t* own = nullptr;
                if (spread.byHostname) own = spread.pods.find(nodes[i]->slot);
                const std::int64_t pods =
                    spread.byHostname ? (own ? *own : 0) : totals_[c][at(value)];
                sum += static_cast<double>(pods) * weights_[c] +
                       static_cast<double>(spread.rule.maxSkew - 1);
            }
            scores[i] = static_cast<std::int64_t>(std::round(sum));
        }
    }

    // The fewer, the better.
    void normalize(Nodes, Scores scores) const override {
        std::int64_t least = std::numeric_limits<std::int64_t>::max(), most = 0;
        for (std::size_t i = 0; i < scores.size(); ++i) {
            if (ignored_[i]) continue;
            least = std::min(least, scores[i]);
            most = std::max(most, scores[i]);
        }
        for (std::size_t i = 0; i < scores.size(); ++i) {
            if (ignored_[i])
                scores[i] = 0;
            else
                scores[i] =
                    most == 0 ? maxNodeScore : maxNodeScore * (most + least - scores[i]) / most;
        }
    }

private:
    static constexpr std::int64_t absent = std::numeric_limits<std::int64_t>::min();
    struct Domains {
        std::vector<std::int64_t> pods; // by topology value; absent = no eligible node has it
        std::int32_t present = 0;       // values that are not absent
        std::int64_t least = 0;         // of those
    };

    static std::size_t at(std::int32_t value) { return static_cast<std::size_t>(value); }

    // Nodes where pods count for this constraint.
    bool eligible(const SpreadConstraint& rule, const NodeInfo& node) const {
        if (rule.honorAffinity && hasRequiredNodeAffinity(*pod().spec) &&
            !matchesRequiredNodeAffinity(*pod().spec, *node.node))
            return false;
        return !rule.honorTaints || !node.tainted || !untoleratedTaint(*node.node, *pod().spec);
    }

    // Whether no node is left out for any reason but that it lacks this constraint's own label.
    // Then what the cache sums up is what counts.
    bool everyNodeCounts(const Spread& spread, const std::vector<Spread>& all, bool needAll) const {
        const Cache& cache = attempt().cache;
        const SpreadConstraint& rule = spread.rule;
        if (rule.honorAffinity && hasRequiredNodeAffinity(*pod().spec)) return false;
        if (rule.honorTaints && cache.taintedNodes() > 0) return false;
        return !needAll || std::all_of(all.begin(), all.end(), [&](const Spread& other) {
            return &other == &spread || other.column.labelled == cache.nodeCount();
        });
    }

    TopologySums sumsOf(const Spread& spread) const {
        return spread.query ? attempt().cache.sums(*spread.query, spread.column) : TopologySums();
    }

    void countDomains(const Spread& spread) {
        const Cache& cache = attempt().cache;
        Domains domains;
        domains.pods.assign(spread.column.size(), absent);
        if (everyNodeCounts(spread, hard_, true)) {
            const TopologySums sums = sumsOf(spread);
            for (std::size_t i = 0; i < domains.pods.size(); ++i) {
                if (spread.column.nodes[i] == 0) continue;
                domains.pods[i] = sums.of(static_cast<std::int32_t>(i));
                ++domains.present;
            }
            findLeast(domains);
            domains_.push_back(std::move(domains));
            return;
        }
        for (const std::uint32_t slot : cache.order()) {
            const NodeInfo& node = cache.node(slot);
            const std::int32_t value = spread.column.of(node);
            if (value == TopologyColumn::none || domains.pods[at(value)] != absent) continue;
            if (!hasAllTopologies(hard_, node) || !eligible(spread.rule, node)) continue;
            domains.pods[at(value)] = 0;
            ++domains.present;
        }
        for (const auto& [slot, pods] : spread.pods) {
            const NodeInfo& node = cache.node(slot);
            if (!node.node || !hasAllTopologies(hard_, node) || !eligible(spread.rule, node))
                continue;
            domains.pods[at(spread.column.of(node))] += pods;
        }
        findLeast(domains);
        domains_.push_back(std::move(domains));
    }

    static void findLeast(Domains& domains) {
        // The greatest number that Kubernetes starts from when there is no domain at all.
        domains.least = std::numeric_limits<std::int32_t>::max();
        for (const std::int64_t pods : domains.pods)
            if (pods != absent) domains.least = std::min(domains.least, pods);
    }

    // As Kubernetes does it: a terminating pod was not counted before, and leaves all the same, so
    // a number may fall below 0.
    void move(const api::Pod& other, const NodeInfo& node, int sign) {
        if (other.meta.ns != pod().meta.ns || !hasAllTopologies(hard_, node)) return;
        for (std::size_t i = 0; i < hard_.size(); ++i) {
            const SpreadConstraint& rule = hard_[i].rule;
            if (!rule.selector || !rule.selector->matches(other.meta.labels)) continue;
            if (!eligible(rule, node)) continue;
            std::int64_t& pods = domains_[i].pods[at(hard_[i].column.of(node))];
            if (pods == absent) {
                pods = 0;
                ++domains_[i].present;
            }
            pods += sign;
            findLeast(domains_[i]);
        }
    }

    // Pods by topology value, and the weight of a pod: a topology of few values would drown
    // otherwise.
    void countTotals(const Spread& spread, Nodes nodes, std::size_t ranked, bool needAll) {
        std::vector<std::int64_t> totals;
        if (spread.byHostname) {
            totals_.push_back(std::move(totals));
            weights_.push_back(logarithm(static_cast<std::uint32_t>(ranked) + 2));
            return;
        }
        // Nodes without the label form a value of their own, as those with an empty one do.
        const std::int32_t* empty = spread.column.ids.find(std::string_view());
        const auto nothing = empty ? *empty : static_cast<std::int32_t>(spread.column.size());
        const auto valueOf = [&](const NodeInfo& node) {
            const std::int32_t value = spread.column.of(node);
            return at(value == TopologyColumn::none ? nothing : value);
        };
        totals.assign(spread.column.size() + 1, absent);
        std::uint32_t values = 0;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (ignored_[i] || totals[valueOf(*nodes[i])] != absent) continue;
            totals[valueOf(*nodes[i])] = 0;
            ++values;
        }
        addPods(spread, needAll, valueOf, totals);
        totals_.push_back(std::move(totals));
        weights_.push_back(logarithm(values + 2));
    }

    template <class F>
    void addPods(const Spread& spread, bool needAll, const F& valueOf,
                 std::vector<std::int64_t>& totals) const {
        const Cache& cache = attempt().cache;
        if (everyNodeCounts(spread, soft_, needAll) &&
            spread.column.labelled == cache.nodeCount()) {
            const TopologySums sums = sumsOf(spread);
            for (std::size_t i = 0; i < spread.column.size(); ++i)
                if (totals[i] != absent) totals[i] += sums.of(static_cast<std::int32_t>(i));
            return;
        }
        for (const auto& [slot, pods] : spread.pods) {
            const NodeInfo& node = cache.node(slot);
            if (!node.node || (needAll && !hasAllTopologies(soft_, node))) continue;
            if (totals[valueOf(node)] == absent || !eligible(spread.rule, node)) continue;
            totals[valueOf(node)] += pods;
        }
    }

    std::vector<Spread> hard_;
    std::vector<Domains> domains_; // by constraint
    std::vector<Spread> soft_;
    std::vector<char> ignored_;                     // by node: misses a topology
    std::vector<std::vector<std::int64_t>> totals_; // by constraint and value
    std::vector<double> weights_;                   // by constraint
};

} // namespace

std::unique_ptr<Plugin> makePodTopologySpread(const Attempt& attempt) {
    return std::make_unique<PodTopologySpread>(attempt);
}

void trackPodTopologySpread(Cache& cache, const Listers& listers, const api::Pod& pod,
                            const PodFacts& facts) {
    const Constraints constraints =
        facts.hasSpreadConstraints ? facts.spread : defaultConstraints(listers, pod);
    for (const SpreadConstraint& constraint : constraints) {
        cache.trackTopology(constraint.topologyKey);
        if (const auto query = queryOf(constraint, pod.meta.ns))
            cache.trackSums(*query, constraint.topologyKey);
    }
}

} // namespace maqueta::scheduler
