// InterPodAffinity: pods that want to be near others, or away from them, and pods that others want
// near or away (pkg/scheduler/framework/plugins/interpodaffinity).
#include "scheduler/plugins/plugins.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace maqueta::scheduler {
namespace {

// HardPodAffinityWeight: what a required term of a pod that is there counts as a preference.
constexpr std::int64_t requiredTermWeight = 1;

// The pods that a term of the incoming pod means: its namespace selector is looked up now. Absent =
// none.
std::optional<PodQuery> queryOf(const AffinityTerm& term, const Listers& listers) {
    if (!term.selector) return std::nullopt;
    PodQuery query;
    query.terminating = true;
    query.selector = *term.selector;
    query.namespaces = term.namespaces;
    if (!term.namespaceSelector) return query;
    if (term.namespaceSelector->empty()) {
        query.everyNamespace = true;
        query.namespaces.clear();
        return query;
    }
    listers.forEach(api::Kind::Namespace, {}, [&](const api::Object& ns) {
        if (term.namespaceSelector->matches(ns.meta.labels))
            query.namespaces.push_back(ns.meta.name);
    });
    std::sort(query.namespaces.begin(), query.namespaces.end());
    query.namespaces.erase(std::unique(query.namespaces.begin(), query.namespaces.end()),
                           query.namespaces.end());
    return query;
}

PodQuery both(PodQuery a, const PodQuery& b) {
    if (a.everyNamespace) {
        a.everyNamespace = b.everyNamespace;
        a.namespaces = b.namespaces;
    } else if (!b.everyNamespace) {
        std::vector<Text> common;
        std::set_intersection(a.namespaces.begin(), a.namespaces.end(), b.namespaces.begin(),
                              b.namespaces.end(), std::back_inserter(common));
        a.namespaces = std::move(common);
    }
    for (const auto& [name, value] : b.selector.matchLabels)
        a.selector.matchExpressions.push_back({name, api::SelectorOperator::In, {value}});
    for (const api::Requirement& requirement : b.selector.matchExpressions)
        a.selector.matchExpressions.push_back(requirement);
    return a;
}

// The pods that match all required affinity terms: only those attract.
std::optional<PodQuery> attracting(const PodFacts& facts, const Listers& listers) {
    std::optional<PodQuery> all;
    for (const AffinityTerm& term : facts.requiredAffinity) {
        const auto query = queryOf(term, listers);
        if (!query) return std::nullopt;
        all = all ? both(*all, *query) : *query;
    }
    return all;
}

// Numbers by topology value, for one label key.
struct ByValue {
    TopologyColumn column;
    TopologySums sums;
    bool touched = false; // something was added, even if the sum is 0

    ByValue(const Cache& cache, const Text& key) : column(cache.topology(key)) {}
    std::int64_t of(const NodeInfo& node) const { return sums.of(column.of(node)); }
    bool covers(const NodeInfo& node) const { return column.of(node) != TopologyColumn::none; }
    void add(std::uint32_t slot, std::int64_t amount) {
        const std::int32_t value = column.value[slot];
        if (value == TopologyColumn::none) return;
        sums.add(value, amount);
        touched = true;
    }
    void add(const TopologySums& more, std::int64_t weight) {
        if (more.total == 0) return;
        if (!touched && weight == 1) {
            sums = more; // shared until somebody writes
        } else {
            for (std::size_t i = 0; i < more.pods.size(); ++i)
                if (more.pods[i] != 0)
                    sums.add(static_cast<std::int32_t>(i), more.pods[i] * weight);
        }
        touched = true;
    }
};

class InterPodAffinity final : public PluginOf<InterPodAffinity> {
public:
    using PluginOf::PluginOf;

    Status preFilter(NodeNames&) override {
        const Cache& cache = attempt().cache;
        namespaceLabels_ = attempt().listers.namespaceLabels(pod().meta.ns);
        wanted_.clear();
        unwanted_.clear();
        refusing_.clear();
        attracted_ = 0;
        attractingQuery_ = attracting(facts(), attempt().listers);
        for (const AffinityTerm& term : facts().requiredAffinity) {
            ByValue& wanted = wanted_.emplace_back(cache, term.topologyKey);
            if (attractingQuery_) wanted.add(cache.sums(*attractingQuery_, wanted.column), 1);
            attracted_ += wanted.sums.total;
        }
        for (const AffinityTerm& term : facts().requiredAntiAffinity) {
            unwanted_.push_back({queryOf(term, attempt().listers), {cache, term.topologyKey}});
            ByValue& pods = unwanted_.back().pods;
            if (const auto& query = unwanted_.back().query)
                pods.add(cache.sums(*query, pods.column), 1);
        }
        const Cache::Terms& terms = cache.terms();
        for (std::size_t i = 0; i < terms.size(); ++i) {
            if (terms[i].role != TermRole::RequiredAntiAffinity) continue;
            if (terms[i].term.matches(pod(), namespaceLabels_)) add(refusing_, terms[i], 1);
        }
        const bool refused = std::any_of(refusing_.begin(), refusing_.end(),
                                         [](const ByValue& each) { return each.touched; });
        return !refused && wanted_.empty() && unwanted_.empty() ? Status::skipped() : Status{};
    }

    Status filter(const NodeInfo& node) const override {
        if (!isNearWanted(node))
            return Status::unresolvable("node(s) didn't match pod affinity rules");
        for (const Unwanted& each : unwanted_)
            if (each.pods.of(node) > 0)
                return Status::unschedulable("node(s) didn't match pod anti-affinity rules");
        for (const ByValue& each : refusing_)
            if (each.of(node) > 0)
                return Status::unschedulable(
                    "node(s) didn't satisfy existing pods anti-affinity rules");
        return {};
    }

    void addPod(const PodInfo& other, const NodeInfo& node) override { move(other, node, 1); }
    void removePod(const PodInfo& other, const NodeInfo& node) override { move(other, node, -1); }

    Status preScore(Nodes) override {
        const Cache& cache = attempt().cache;
        namespaceLabels_ = attempt().listers.namespaceLabels(pod().meta.ns);
        liked_.clear();
        for (const auto* terms : {&facts().preferredAffinity, &facts().preferredAntiAffinity}) {
            const std::int64_t sign = terms == &facts().preferredAffinity ? 1 : -1;
            for (const AffinityTerm& term : *terms)
                if (const auto query = queryOf(term, attempt().listers)) {
                    ByValue& liked = byKey(liked_, term.topologyKey);
                    liked.add(cache.sums(*query, liked.column), sign * term.weight);
                }
        }
        const Cache::Terms& terms = cache.terms();
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const std::int64_t weight = weightFor(terms[i]);
            if (weight != 0 && terms[i].term.matches(pod(), namespaceLabels_))
                add(liked_, terms[i], weight);
        }
        const bool any = std::any_of(liked_.begin(), liked_.end(),
                                     [](const ByValue& each) { return each.touched; });
        return any ? Status{} : Status::skipped();
    }

    void score(Nodes nodes, Scores scores) const override {
        std::fill(scores.begin(), scores.end(), std::int64_t{0});
        for (const ByValue& each : liked_)
            for (std::size_t i = 0; i < nodes.size(); ++i) scores[i] += each.of(*nodes[i]);
    }

    // From the least to the greatest, stretched over 0 to 100.
    void normalize(Nodes, Scores scores) const override {
        if (scores.empty()) return;
        const auto [low, high] = std::minmax_element(scores.begin(), scores.end());
        const std::int64_t least = *low, range = *high - *low;
        for (std::int64_t& score : scores)
            score = range == 0 ? 0
                               : static_cast<std::int64_t>(static_cast<double>(maxNodeScore) *
                                                           (static_cast<double>(score - least) /
                                                            static_cast<double>(range)));
    }

private:
    struct Unwanted {
        std::optional<PodQuery> query;
        ByValue pods;
    };

    ByValue& byKey(std::vector<ByValue>& list, const Text& key) const {
        for (ByValue& each : list)
            if (each.column.key == key) return each;
        return list.emplace_back(attempt().cache, key);
    }

    void add(std::vector<ByValue>& list, const TermOwners& term, std::int64_t weight) const {
        ByValue& place = byKey(list, term.term.topologyKey);
        place.add(attempt().cache.sums(term, place.column), weight);
    }

    static std::int64_t weightFor(const TermOwners& term) {
        switch (term.role) {
        case TermRole::RequiredAffinity: return requiredTermWeight;
        case TermRole::PreferredAffinity: return term.term.weight;
        case TermRole::PreferredAntiAffinity: return -std::int64_t{term.term.weight};
        case TermRole::RequiredAntiAffinity: break;
        }
        return 0;
    }

    void attract(ByValue& topology, std::uint32_t slot, std::int64_t count) {
        if (topology.column.value[slot] == TopologyColumn::none) return;
        topology.add(slot, count);
        attracted_ += count;
    }

    bool isNearWanted(const NodeInfo& node) const {
        bool near = true;
        for (const ByValue& each : wanted_) {
            if (!each.covers(node)) return false;
            near = near && each.of(node) > 0;
        }
        if (near) return true;
        // The first of pods that want to be near one another has nobody to be near to.
        return attracted_ == 0 && attractingQuery_ && attractingQuery_->matches(pod());
    }

    void move(const PodInfo& other, const NodeInfo& node, int sign) {
        if (attractingQuery_ && attractingQuery_->matches(*other.pod))
            for (ByValue& each : wanted_) attract(each, node.slot, sign);
        for (Unwanted& each : unwanted_)
            if (each.query && each.query->matches(*other.pod)) each.pods.add(node.slot, sign);
        for (const AffinityTerm& term : other.facts->requiredAntiAffinity)
            if (term.matches(pod(), namespaceLabels_))
                byKey(refusing_, term.topologyKey).add(node.slot, sign);
    }

    api::StringMap namespaceLabels_;
    std::optional<PodQuery> attractingQuery_;
    std::vector<ByValue> wanted_;    // by required affinity term
    std::int64_t attracted_ = 0;     // sum over all of them
    std::vector<Unwanted> unwanted_; // by required anti-affinity term
    std::vector<ByValue> refusing_;  // required anti-affinity of pods that are there, by key
    std::vector<ByValue> liked_;     // preferences of both sides, by key
};

} // namespace

std::unique_ptr<Plugin> makeInterPodAffinity(const Attempt& attempt) {
    return std::make_unique<InterPodAffinity>(attempt);
}

void trackInterPodAffinity(Cache& cache, const Listers& listers, const api::Pod&,
                           const PodFacts& facts) {
    if (!facts.hasAffinity()) return;
    if (const auto query = attracting(facts, listers))
        for (const AffinityTerm& term : facts.requiredAffinity)
            cache.trackSums(*query, term.topologyKey);
    for (const auto* terms :
         {&facts.requiredAntiAffinity, &facts.preferredAffinity, &facts.preferredAntiAffinity})
        for (const AffinityTerm& term : *terms)
            if (const auto query = queryOf(term, listers))
                cache.trackSums(*query, term.topologyKey);
}

} // namespace maqueta::scheduler
