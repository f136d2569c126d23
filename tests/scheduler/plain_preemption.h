// Preemption written down plainly: every trial is the plain scheduler's, on the pods that would be
// left.
#pragma once

#include "scheduler/plain_scheduler.h"

namespace maqueta::tests {

struct PlainBudget {
    std::set<std::string> apps; // it protects pods of "default" with one of these
    int allowed = 0;
};

class PlainPreemption {
public:
    struct Candidate {
        std::vector<std::string> victims; // the most important first
        std::int64_t violations = 0;
        friend bool operator==(const Candidate&, const Candidate&) = default;
    };
    struct Answer {
        std::map<std::string, Candidate> candidates; // by node
        std::set<std::string> best;
        friend bool operator==(const Answer&, const Answer&) = default;
    };

    PlainPreemption(const std::vector<NodeRef>& nodes, const std::vector<PodRef>& pods,
                    const PlainObjects& objects, const std::vector<PlainBudget>& budgets)
        : nodes_(nodes), pods_(pods), objects_(objects), budgets_(budgets) {}

    Answer decide(const api::Pod& pod) const {
        Answer answer;
        const PlainScheduler plain(nodes_, pods_, objects_);
        std::map<std::string, std::vector<PodRef>> victims;
        for (const NodeRef& node : nodes_) {
            if (!mayHelp(plain.refusal(pod, *node))) continue;
            Candidate candidate;
            std::vector<PodRef> gone = tryOn(pod, *node, candidate.violations);
            if (gone.empty()) continue;
            for (const PodRef& each : gone) candidate.victims.push_back(each->meta.name.str());
            answer.candidates[node->meta.name.str()] = std::move(candidate);
            victims[node->meta.name.str()] = std::move(gone);
        }
        std::vector<std::int64_t> least;
        for (const auto& [node, candidate] : answer.candidates) {
            const auto rank = rankOf(victims[node], candidate.violations);
            if (!answer.best.empty() && rank > least) continue;
            if (answer.best.empty() || rank < least) answer.best.clear();
            least = rank;
            answer.best.insert(node);
        }
        return answer;
    }

private:
    // What goes away when pods go.
    static bool mayHelp(const std::string& refusal) {
        static const std::set<std::string> resolvable{
            "NodePorts: node(s) didn't have free ports for the requested pod ports",
            "VolumeRestrictions: node(s) had no available disk",
            "PodTopologySpread: node(s) didn't match pod topology spread constraints",
            "InterPodAffinity: node(s) didn't match pod anti-affinity rules",
            "InterPodAffinity: node(s) didn't satisfy existing pods anti-affinity rules"};
        return resolvable.contains(refusal) || refusal.starts_with("NodeResourcesFit: ");
    }
    static std::int32_t priorityOf(const PodRef& pod) { return pod->spec->priority.value_or(0); }
    static void sortByImportance(std::vector<PodRef>& pods) {
        std::sort(pods.begin(), pods.end(), [](const PodRef& a, const PodRef& b) {
            if (priorityOf(a) != priorityOf(b)) return priorityOf(a) > priorityOf(b);
            return *a->status.startTime < *b->status.startTime;
        });
    }
    static std::vector<PodRef> without(const std::vector<PodRef>& pods,
                                       const std::vector<PodRef>& gone) {
        std::vector<PodRef> left;
        for (const PodRef& pod : pods)
            if (std::find(gone.begin(), gone.end(), pod) == gone.end()) left.push_back(pod);
        return left;
    }
    bool fits(const api::Pod& pod, const api::Node& node, const std::vector<PodRef>& gone) const {
        const std::vector<PodRef> left = without(pods_, gone);
        return PlainScheduler(nodes_, left, objects_).refusal(pod, node).empty();
    }

    // The pods that have to go; none = it does not help.
    std::vector<PodRef> tryOn(const api::Pod& pod, const api::Node& node,
                              std::int64_t& violations) const {
        std::vector<PodRef> lower;
        for (const PodRef& other : PlainScheduler(nodes_, pods_, objects_).on(node))
            if (priorityOf(other) < pod.spec->priority.value_or(0)) lower.push_back(other);
        if (lower.empty() || !fits(pod, node, lower)) return {};
        sortByImportance(lower);
        std::vector<PodRef> gone = lower, first, second;
        std::vector<PlainBudget> budgets = budgets_;
        for (const PodRef& each : lower) {
            bool breaks = false;
            const api::Text* app = each->meta.labels.find("app");
            for (PlainBudget& budget : budgets)
                if (each->meta.ns == "default" && app && budget.apps.contains(app->str()))
                    breaks = --budget.allowed < 0 || breaks;
            (breaks ? first : second).push_back(each);
        }
        const auto reprieve = [&](const PodRef& each) {
            const std::vector<PodRef> still = without(gone, {each});
            if (!fits(pod, node, still)) return false;
            gone = still;
            return true;
        };
        for (const PodRef& each : first)
            if (!reprieve(each)) ++violations;
        for (const PodRef& each : second) reprieve(each);
        return gone;
    }

    // Compared from the left, the less the better.
    static std::vector<std::int64_t> rankOf(const std::vector<PodRef>& victims,
                                            std::int64_t violations) {
        std::int64_t sum = 0, earliest = std::numeric_limits<std::int64_t>::max();
        for (const PodRef& each : victims) {
            sum += priorityOf(each) + (std::int64_t{1} << 31);
            if (priorityOf(each) == priorityOf(victims.front()))
                earliest = std::min(earliest, each->status.startTime->ns);
        }
        return {violations, priorityOf(victims.front()), sum,
                static_cast<std::int64_t>(victims.size()), -earliest};
    }

    const std::vector<NodeRef>& nodes_;
    const std::vector<PodRef>& pods_;
    const PlainObjects& objects_;
    const std::vector<PlainBudget>& budgets_;
};

} // namespace maqueta::tests
