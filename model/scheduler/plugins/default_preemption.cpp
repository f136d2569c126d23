// DefaultPreemption: when no node fits, on which node would deleting pods of lower priority make
// room, and which of them (pkg/scheduler/framework/preemption, plugins/defaultpreemption).
#include "api/selector_json.h"
#include "scheduler/plugins/plugins.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace maqueta::scheduler {

using api::member;
using api::numberMember;
using api::readSelector;

namespace {

struct Budget {
    Text ns;
    std::optional<api::LabelSelector> selector;
    std::int64_t allowed = 0;
    std::vector<Text> disrupted; // pods whose eviction is under way already
};

std::vector<Budget> readBudgets(const Listers& listers) {
    std::vector<Budget> budgets;
    listers.forEach(api::Kind::PodDisruptionBudget, {}, [&](const api::Object& object) {
        const base::Json* content = object.rest ? &object.rest->value : nullptr;
        const base::Json* status = member(content, "status");
        Budget budget;
        budget.ns = object.meta.ns;
        budget.selector = readSelector(member(member(content, "spec"), "selector"));
        budget.allowed = numberMember(status, "disruptionsAllowed", 0);
        if (const base::Json* pods = member(status, "disruptedPods"); pods && pods->is_object())
            for (const auto& [name, when] : pods->items()) budget.disrupted.emplace_back(name);
        budgets.push_back(std::move(budget));
    });
    return budgets;
}

sim::Time startOf(const PodInfo& info, sim::Time now) {
    return info.pod->status.startTime.value_or(now);
}

// util.MoreImportantPod: by priority, then the one that runs longer.
void sortByImportance(std::vector<PodInfo>& pods, sim::Time now) {
    std::stable_sort(pods.begin(), pods.end(), [now](const PodInfo& a, const PodInfo& b) {
        if (a.facts->priority != b.facts->priority) return a.facts->priority > b.facts->priority;
        return startOf(a, now) < startOf(b, now);
    });
}

// Whether each pod's deletion would break a budget, deleting them in this order.
std::vector<char> violations(const std::vector<PodInfo>& pods, std::vector<Budget> budgets) {
    std::vector<char> violates(pods.size(), 0);
    for (std::size_t i = 0; i < pods.size(); ++i) {
        const api::ObjectMeta& meta = pods[i].pod->meta;
        if (meta.labels.empty()) continue;
        for (Budget& budget : budgets) {
            if (budget.ns != meta.ns || !budget.selector || budget.selector->empty()) continue;
            if (!budget.selector->matches(meta.labels)) continue;
            if (std::find(budget.disrupted.begin(), budget.disrupted.end(), meta.name) !=
                budget.disrupted.end())
                continue;
            if (--budget.allowed < 0) violates[i] = 1;
        }
    }
    return violates;
}

class NodeTrial {
public:
    NodeTrial(const Framework& framework, const NodeInfo& node, sim::Time now)
        : framework_(framework), node_(node), now_(now) {
        candidate_.node = node.node->meta.name;
    }

    Status run(const std::vector<Budget>& budgets) {
        std::vector<PodInfo> lower;
        const std::int32_t priority = framework_.attempt().facts.priority;
        for (const PodInfo& info : *node_.pods)
            if (info.facts->priority < priority) lower.push_back(info);
        if (lower.empty())
            return Status::unresolvable("No preemption victims found for incoming pod");
        for (const PodInfo& info : lower) framework_.removePod(info, node_);
        Status status = framework_.filter(node_);
        if (!status.ok()) return status;
        sortByImportance(lower, now_);
        // As many as possible are let live again: first those that budgets protect, the most
        // important first.
        const std::vector<char> violates = violations(lower, budgets);
        for (std::size_t i = 0; i < lower.size(); ++i)
            if (violates[i] && !reprieve(lower[i])) ++candidate_.budgetViolations;
        for (std::size_t i = 0; i < lower.size(); ++i)
            if (!violates[i]) reprieve(lower[i]);
        if (candidate_.victims.empty())
            return Status::error("expected at least one victim pod on node \"" + candidate_.node +
                                 "\"");
        sortByImportance(candidate_.victims, now_);
        return {};
    }
    PreemptionCandidate take() { return std::move(candidate_); }

private:
    bool reprieve(const PodInfo& info) {
        framework_.addPod(info, node_);
        if (framework_.filter(node_).ok()) return true;
        framework_.removePod(info, node_);
        candidate_.victims.push_back(info);
        return false;
    }

    Framework framework_;
    NodeInfo node_;
    sim::Time now_;
    PreemptionCandidate candidate_;
};

std::int64_t sumOfPriorities(const PreemptionCandidate& candidate) {
    std::int64_t sum = 0;
    for (const PodInfo& info : candidate.victims)
        sum += info.facts->priority + (std::int64_t{1} << 31);
    return sum;
}

// Of the victims of the highest priority.
std::int64_t earliestStart(const PreemptionCandidate& candidate, sim::Time now) {
    const std::int32_t highest = candidate.victims.front().facts->priority;
    sim::Time earliest = sim::Time::never();
    for (const PodInfo& info : candidate.victims)
        if (info.facts->priority == highest) earliest = std::min(earliest, startOf(info, now));
    return earliest.ns;
}

// pickOneNodeForPreemption: one criterion after the other until one node is left.
std::vector<std::size_t> pickBest(const std::vector<PreemptionCandidate>& candidates,
                                  sim::Time now) {
    using Criterion =
        std::function<std::int64_t(const PreemptionCandidate&)>; // the less the better
    const std::array<Criterion, 5> criteria{
        [](const PreemptionCandidate& c) { return c.budgetViolations; },
        [](const PreemptionCandidate& c) -> std::int64_t {
            return c.victims.front().facts->priority;
        },
        sumOfPriorities,
        [](const PreemptionCandidate& c) { return static_cast<std::int64_t>(c.victims.size()); },
        [now](const PreemptionCandidate& c) { return -earliestStart(c, now); }};
    std::vector<std::size_t> best(candidates.size());
    for (std::size_t i = 0; i < best.size(); ++i) best[i] = i;
    for (const Criterion& criterion : criteria) {
        if (best.size() <= 1) break;
        std::int64_t least = std::numeric_limits<std::int64_t>::max();
        for (const std::size_t i : best) least = std::min(least, criterion(candidates[i]));
        std::erase_if(best, [&](std::size_t i) { return criterion(candidates[i]) != least; });
    }
    return best;
}

// What filtering said of this node.
Code codeOf(const Search& search, std::string_view node) {
    for (const Search::Rejection& rejection : search.rejected)
        if (rejection.node->name() == node) return rejection.status.code;
    return search.absent.code;
}

// Whether another preemption for the same pod is under way.
bool waitsForVictims(const Attempt& attempt, const Search& search) {
    const Text& nominated = attempt.pod.status.nominatedNodeName;
    if (nominated.empty() || codeOf(search, nominated) == Code::UnschedulableAndUnresolvable)
        return false;
    const NodeInfo* node = attempt.cache.find(nominated);
    if (!node) return false;
    return std::any_of(node->pods->begin(), node->pods->end(), [&attempt](const PodInfo& info) {
        if (!info.pod->meta.terminating() || info.facts->priority >= attempt.facts.priority)
            return false;
        const api::Condition* target =
            api::findCondition(info.pod->status.conditions, "DisruptionTarget");
        return target && target->status == api::ConditionStatus::True &&
               target->reason == "PreemptionByScheduler";
    });
}

// Nodes where deleting pods might help.
std::vector<const NodeInfo*> potentialNodes(const Attempt& attempt, const Search& search) {
    std::vector<const NodeInfo*> potential;
    for (const Search::Rejection& rejection : search.rejected)
        if (rejection.status.code == Code::Unschedulable) potential.push_back(rejection.node);
    if (search.preFilterRejected && search.absent.code == Code::Unschedulable)
        for (const std::uint32_t slot : attempt.cache.order())
            potential.push_back(&attempt.cache.node(slot));
    return potential;
}

} // namespace

Preemption preemptByDefault(const Framework& framework, const Search& search, sim::Time now) {
    const Attempt& attempt = framework.attempt();
    Preemption result;
    if (!attempt.facts.mayPreempt) {
        result.status = Status::unschedulable("not eligible due to preemptionPolicy=Never.");
        return result;
    }
    if (waitsForVictims(attempt, search)) {
        result.status =
            Status::unschedulable("not eligible due to a terminating pod on the nominated node.");
        return result;
    }
    const std::vector<const NodeInfo*> potential = potentialNodes(attempt, search);
    const std::vector<Budget> budgets = readBudgets(attempt.listers);
    // GetOffsetAndNumCandidates: a tenth of the nodes, 100 at least.
    const std::size_t enough = std::max<std::size_t>(100, potential.size() / 10);
    bool unbroken = false; // a candidate breaks no budget
    std::map<std::string, std::size_t> reasons;
    std::size_t refused = 0;
    for (const NodeInfo* node : potential) {
        if (unbroken && result.candidates.size() >= enough) break;
        NodeTrial trial(framework, *node, now);
        const Status status = trial.run(budgets);
        if (status.ok()) {
            result.candidates.push_back(trial.take());
            unbroken = unbroken || result.candidates.back().budgetViolations == 0;
            continue;
        }
        ++refused;
        for (const std::string& reason : status.reasons) ++reasons[reason];
    }
    if (result.candidates.empty()) {
        reasons["Preemption is not helpful for scheduling"] += search.nodes - refused;
        result.status = Status::unschedulable(noNodeMessage(search.nodes, reasons));
        return result;
    }
    result.best = pickBest(result.candidates, now);
    return result;
}

} // namespace maqueta::scheduler
