#include "app/cli/explain_text.h"

#include <algorithm>

namespace maqueta::app {
namespace {

using scheduler::NodeVerdict;
using scheduler::PluginVerdict;
using scheduler::Verdict;

constexpr std::size_t mostRanked = 20; // nodes, and lines of those that are ruled out
constexpr std::size_t mostNamed = 8;   // nodes of one reason

std::string countOf(std::size_t number, const char* one, const char* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string padded(std::string text, std::size_t width, bool right = false) {
    const std::size_t missing = width > text.size() ? width - text.size() : 0;
    return right ? std::string(missing, ' ') + text : text + std::string(missing, ' ');
}

// "a, b, c and 5 more".
std::string listed(const std::vector<std::string>& names, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
    return text;
}

std::size_t longest(const std::vector<NodeVerdict>& nodes, std::size_t count) {
    std::size_t width = 4;
    for (std::size_t i = 0; i < count; ++i) width = std::max(width, nodes[i].node.size());
    return width;
}

// Whether some feasible node has other points from the plugin than the first one.
bool differs(const Verdict& verdict, const std::vector<NodeVerdict>& nodes, std::size_t part) {
    for (std::size_t i = 1; i < verdict.feasible; ++i)
        if (nodes[i].plugins[part].weighted() != nodes[0].plugins[part].weighted()) return true;
    return false;
}

std::string whereText(const Verdict& verdict, const std::vector<NodeVerdict>& nodes,
                      const std::string& name) {
    if (verdict.feasible == 0)
        return "Pod " + name + " stays Pending.\n  " + verdict.message + "\n";
    std::vector<std::string> top;
    for (const NodeVerdict& node : nodes)
        if (node.top) top.push_back(node.node.str());
    std::string text = "Pod " + name + " goes to " + listed(top, mostNamed);
    if (top.size() > 1) text += " (one of them, drawn by chance)";
    text += ".\n" + std::to_string(verdict.feasible) + " of " +
            countOf(nodes.size(), "node", "nodes") + (verdict.feasible == 1 ? " takes" : " take") +
            " it";
    if (verdict.scoringSkipped()) text += ", so the scheduler does not compare points";
    return text + ".\n";
}

// What sets the best apart from the next best.
std::string decisionText(const Verdict& verdict, const std::vector<NodeVerdict>& nodes) {
    std::size_t next = 0;
    while (next < verdict.feasible && nodes[next].top) ++next;
    if (next == 0 || next >= verdict.feasible) return {};
    const PluginVerdict *most = nullptr, *other = nullptr;
    for (std::size_t i = 0; i < nodes[0].plugins.size(); ++i) {
        const PluginVerdict& mine = nodes[0].plugins[i];
        const PluginVerdict& theirs = nodes[next].plugins[i];
        if (most && mine.weighted() - theirs.weighted() <= most->weighted() - other->weighted())
            continue;
        most = &mine;
        other = &theirs;
    }
    return "It leads " + nodes[next].node + " by " +
           std::to_string(nodes[0].total - nodes[next].total) + ", most of all by " +
           std::string(most->plugin) + ": " + std::to_string(most->weighted()) + " against " +
           std::to_string(other->weighted()) + ".\n";
}

std::string scoresText(const Verdict& verdict, const std::vector<NodeVerdict>& nodes) {
    if (verdict.feasible == 0) return {};
    std::vector<std::size_t> parts;
    std::string equal;
    for (std::size_t i = 0; i < nodes[0].plugins.size(); ++i) {
        const PluginVerdict& part = nodes[0].plugins[i];
        if (differs(verdict, nodes, i))
            parts.push_back(i);
        else
            equal += (equal.empty() ? "" : ", ") + std::string(part.plugin) + " " +
                     std::to_string(part.weighted());
    }
    const std::size_t shown = std::min(verdict.feasible, mostRanked);
    const std::size_t width = longest(nodes, shown);
    const auto heading = [&](std::size_t part) {
        const PluginVerdict& first = nodes[0].plugins[part];
        return std::string(first.plugin) +
               (first.weight == 1 ? "" : " (x" + std::to_string(first.weight) + ")");
    };
    std::string text = "\nPoints\n  " + padded("NODE", width) + "  TOTAL";
    for (const std::size_t part : parts) text += "  " + heading(part);
    text += "\n";
    for (std::size_t i = 0; i < shown; ++i) {
        text += "  " + padded(nodes[i].node.str(), width) + "  " +
                padded(std::to_string(nodes[i].total), 5, true);
        for (const std::size_t part : parts)
            text += "  " + padded(std::to_string(nodes[i].plugins[part].weighted()),
                                  heading(part).size(), true);
        text += "\n";
    }
    if (verdict.feasible > shown)
        text += "  and " + countOf(verdict.feasible - shown, "node", "nodes") +
                " with fewer points; --format json has all\n";
    if (!equal.empty()) text += "  The same for all: " + equal + "\n";
    return text;
}

std::string rejectedText(const Verdict& verdict, const std::vector<NodeVerdict>& nodes) {
    if (verdict.feasible == nodes.size()) return {};
    std::vector<std::pair<std::string, std::vector<std::string>>> reasons; // nodes of each
    for (std::size_t i = verdict.feasible; i < nodes.size(); ++i) {
        const scheduler::Status& status = nodes[i].status;
        const std::string why = std::string(status.plugin.empty() ? "PreFilter" : status.plugin) +
                                ": " + status.message();
        auto at = std::find_if(reasons.begin(), reasons.end(),
                               [&why](const auto& each) { return each.first == why; });
        if (at == reasons.end()) at = reasons.insert(at, {why, {}});
        at->second.push_back(nodes[i].node.str());
    }
    std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) {
        return a.second.size() > b.second.size();
    });
    std::string text = "\nRuled out\n";
    for (std::size_t i = 0; i < reasons.size() && i < mostRanked; ++i)
        text += "  " + reasons[i].first + "\n    " +
                countOf(reasons[i].second.size(), "node: ", "nodes: ") +
                listed(reasons[i].second, mostNamed) + "\n";
    if (reasons.size() > mostRanked)
        text += "  and for " +
                countOf(reasons.size() - mostRanked, "other reason", "other reasons") +
                "; --format json has all\n";
    return text;
}

std::string preemptionText(const Verdict& verdict) {
    if (!verdict.preemption || verdict.preemption->candidates.empty()) return {};
    const scheduler::Preemption& preemption = *verdict.preemption;
    std::string text = preemption.best.size() == 1
                           ? "\nPreemption makes room\n"
                           : "\nPreemption makes room, on one of the chosen nodes\n";
    std::vector<std::size_t> order = preemption.best; // the chosen ones first
    for (std::size_t i = 0; i < preemption.candidates.size(); ++i)
        if (std::find(preemption.best.begin(), preemption.best.end(), i) == preemption.best.end())
            order.push_back(i);
    for (std::size_t i = 0; i < order.size() && i < mostRanked; ++i) {
        const scheduler::PreemptionCandidate& each = preemption.candidates[order[i]];
        std::vector<std::string> victims;
        for (const scheduler::PodInfo& info : each.victims)
            victims.push_back(info.pod->meta.ns + "/" + info.pod->meta.name);
        text += std::string(i < preemption.best.size() ? "  chosen  " : "          ") + each.node +
                ": deletes " + listed(victims, mostNamed);
        if (each.budgetViolations > 0)
            text += " (" +
                    countOf(static_cast<std::size_t>(each.budgetViolations), "breaks its",
                            "break their") +
                    " PodDisruptionBudget)";
        text += "\n";
    }
    if (order.size() > mostRanked)
        text += "  and " + countOf(order.size() - mostRanked, "more node", "more nodes") +
                "; --format json has all\n";
    return text;
}

} // namespace

std::vector<NodeVerdict> ranked(const Verdict& verdict) {
    std::vector<NodeVerdict> nodes = verdict.nodes;
    std::stable_sort(nodes.begin(), nodes.end(), [](const NodeVerdict& a, const NodeVerdict& b) {
        if (a.status.ok() != b.status.ok()) return a.status.ok();
        return a.total > b.total;
    });
    return nodes;
}

std::string verdictText(const Verdict& verdict, const api::Pod& pod,
                        const std::vector<std::string>& remarks) {
    const std::vector<NodeVerdict> nodes = ranked(verdict);
    std::string text = whereText(verdict, nodes, pod.meta.ns + "/" + pod.meta.name) +
                       decisionText(verdict, nodes) + scoresText(verdict, nodes) +
                       rejectedText(verdict, nodes) + preemptionText(verdict);
    for (const std::string& remark : remarks) text += "\nNote: " + remark + "\n";
    return text;
}

} // namespace maqueta::app
