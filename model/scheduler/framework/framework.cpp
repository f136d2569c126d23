#include "scheduler/framework/framework.h"

#include "scheduler/framework/registry.h"

#include <algorithm>
#include <iterator>

namespace maqueta::scheduler {
namespace {

// pkg/scheduler/schedule_one.go
constexpr std::size_t leastNodesToFind = 100;
constexpr int leastPercentage = 5;

std::string listed(const std::vector<std::string_view>& names) {
    std::string text;
    for (const std::string_view name : names) text.append(text.empty() ? "" : " ").append(name);
    return "[" + text + "]";
}

} // namespace

Framework::Framework(const Attempt& attempt, std::span<const NominatedPod> nominated)
    : attempt_(attempt), profile_(profileOf(attempt.pod)), nominated_(nominated) {
    if (!profile_) profile_ = &profiles().front();
    running_.reserve(registry().size());
    for (std::size_t i = 0; i < registry().size(); ++i) {
        const PluginInfo& plugin = registry()[i];
        if (plugin.make && (plugin.filters || weight(i) != 0))
            running_.push_back({i, plugin.make(attempt_), plugin.filters});
    }
}

Framework::Framework(const Framework& other)
    : attempt_(other.attempt_)
    , profile_(other.profile_)
    , nominated_(other.nominated_)
    , only_(other.only_)
    , narrowedBy_(other.narrowedBy_) {
    running_.reserve(other.running_.size());
    for (const Running& each : other.running_)
        running_.push_back({each.index, each.plugin->clone(), each.filters});
}

std::int64_t Framework::weight(std::size_t plugin) const {
    return profile_->weights[plugin];
}

Status Framework::preFilter() {
    for (Running& each : running_) {
        if (!each.filters) continue;
        const std::string_view name = registry()[each.index].name;
        NodeNames names;
        Status status = each.plugin->preFilter(names);
        if (status.skip()) {
            each.filters = false;
        } else if (!status.ok()) {
            status.plugin = name;
            return status;
        } else if (names) {
            status = narrow(name, std::move(names));
            if (!status.ok()) return status;
        }
    }
    return {};
}

Status Framework::narrow(std::string_view plugin, NodeNames names) {
    narrowedBy_.push_back(plugin);
    if (only_) {
        std::vector<Text> both;
        std::set_intersection(only_->begin(), only_->end(), names->begin(), names->end(),
                              std::back_inserter(both));
        names = std::move(both);
    }
    only_ = std::move(names);
    if (!only_->empty()) return {};
    return Status::unresolvable(narrowedBy_.size() == 1
                                    ? "node(s) didn't satisfy plugin " + std::string(plugin)
                                    : "node(s) didn't satisfy plugin(s) " + listed(narrowedBy_) +
                                          " simultaneously");
}

Status Framework::filterPlain(const NodeInfo& node) const {
    for (const Running& each : running_) {
        if (!each.filters) continue;
        Status status = each.plugin->filter(node);
        if (status.ok()) continue;
        status.plugin = registry()[each.index].name;
        return status;
    }
    return {};
}

Status Framework::filter(const NodeInfo& node) const {
    if (nominated_.empty()) return filterPlain(node);
    std::vector<const PodInfo*> ahead;
    for (const NominatedPod& nominated : nominated_)
        if (nominated.node == node.name() &&
            nominated.info.facts->priority >= attempt_.facts.priority &&
            nominated.info.pod->meta.uid != attempt_.pod.meta.uid)
            ahead.push_back(&nominated.info);
    if (ahead.empty()) return filterPlain(node);
    Framework crowded(*this);
    NodeInfo full = node;
    for (const PodInfo* pod : ahead) crowded.addPod(*pod, full);
    Status status = crowded.filterPlain(full);
    return status.ok() ? filterPlain(node) : status;
}

void Framework::addPod(const PodInfo& pod, NodeInfo& node) {
    node.add(pod);
    for (Running& each : running_)
        if (each.filters) each.plugin->addPod(pod, node);
}

void Framework::removePod(const PodInfo& pod, NodeInfo& node) {
    node.remove(*pod.pod);
    for (Running& each : running_)
        if (each.filters) each.plugin->removePod(pod, node);
}

std::vector<Framework::PluginScores> Framework::score(Nodes nodes) {
    std::vector<PluginScores> all;
    for (Running& each : running_) {
        if (weight(each.index) == 0 || each.plugin->preScore(nodes).skip()) continue;
        PluginScores scores;
        scores.plugin = each.index;
        scores.raw.resize(nodes.size());
        each.plugin->score(nodes, scores.raw);
        scores.normalized = scores.raw;
        each.plugin->normalize(nodes, scores.normalized);
        all.push_back(std::move(scores));
    }
    return all;
}

std::vector<std::int64_t> Framework::totals(Nodes nodes) {
    std::vector<std::int64_t> sums(nodes.size(), 0), scores(nodes.size());
    for (Running& each : running_) {
        const std::int64_t times = weight(each.index);
        if (times == 0 || each.plugin->preScore(nodes).skip()) continue;
        each.plugin->score(nodes, scores);
        each.plugin->normalize(nodes, scores);
        for (std::size_t i = 0; i < nodes.size(); ++i) sums[i] += times * scores[i];
    }
    return sums;
}

std::size_t feasibleNodesToFind(std::size_t nodes, int percentage) {
    if (nodes < leastNodesToFind) return nodes;
    if (percentage == 0) percentage = std::max(leastPercentage, 50 - static_cast<int>(nodes / 125));
    if (percentage >= 100) return nodes;
    return std::max(leastNodesToFind, nodes * static_cast<std::size_t>(percentage) / 100);
}

Search search(Framework& framework, SearchOptions options) {
    const Cache& cache = framework.attempt().cache;
    Search found;
    found.nodes = cache.nodeCount();
    Status status = framework.preFilter();
    if (!status.ok()) {
        found.preFilterRejected = true;
        found.absent = std::move(status);
        return found;
    }
    if (const NodeInfo* node = cache.find(options.nominated);
        node && framework.filter(*node).ok()) {
        found.evaluated = 1;
        found.candidates = cache.nodeCount();
        found.feasible.push_back(node);
        return found;
    }
    std::vector<std::uint32_t> narrowed;
    std::span<const std::uint32_t> order = cache.order();
    if (framework.only()) {
        for (const Text& name : *framework.only())
            if (const NodeInfo* node = cache.find(name)) narrowed.push_back(node->slot);
        order = narrowed;
        found.absent = Status::unresolvable("node(s) didn't satisfy plugin(s) " +
                                            listed(framework.narrowedBy()));
    }
    found.candidates = order.size();
    const std::size_t wanted = options.wanted == 0 ? order.size() : options.wanted;
    for (std::size_t i = 0; i < order.size() && found.feasible.size() < wanted; ++i) {
        const NodeInfo& node = cache.node(order[(options.start + i) % order.size()]);
        ++found.evaluated;
        status = framework.filter(node);
        if (status.ok())
            found.feasible.push_back(&node);
        else
            found.rejected.push_back({&node, std::move(status)});
    }
    return found;
}

std::string noNodeMessage(std::size_t nodes, const std::map<std::string, std::size_t>& reasons) {
    std::vector<std::string> parts;
    for (const auto& [reason, count] : reasons)
        if (count > 0) parts.push_back(std::to_string(count) + " " + reason);
    std::sort(parts.begin(), parts.end()); // as text: "10 x" stands before "2 y"
    std::string message = "0/" + std::to_string(nodes) + " nodes are available:";
    for (std::size_t i = 0; i < parts.size(); ++i) message += (i == 0 ? " " : ", ") + parts[i];
    return parts.empty() ? message : message + ".";
}

std::string Search::message() const {
    if (preFilterRejected) return noNodeMessage(nodes, {}) + " " + absent.message() + ".";
    std::map<std::string, std::size_t> reasons;
    for (const Rejection& rejection : rejected)
        for (const std::string& reason : rejection.status.reasons) ++reasons[reason];
    if (rejected.size() < nodes)
        for (const std::string& reason : absent.reasons) reasons[reason] += nodes - rejected.size();
    return noNodeMessage(nodes, reasons);
}

} // namespace maqueta::scheduler
