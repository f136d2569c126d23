// The scheduling cycle: takes the next pod, decides, assumes that the decision holds, and has it
// written (pkg/scheduler/schedule_one.go).
#include "scheduler/scheduler.h"

#include <algorithm>

namespace maqueta::scheduler {
namespace {

api::ObjectReference referenceTo(const api::Versioned& pod) {
    const api::ObjectMeta& meta = pod->meta;
    return {"Pod", meta.ns, meta.name, meta.uid, "v1", std::to_string(pod.resourceVersion), {}};
}

base::Ref<api::Request> requestFor(api::Verb verb, api::Subresource sub, const api::Pod& pod) {
    const base::Ref<api::Request> request(new api::Request);
    request->verb = verb;
    request->kind = api::Kind::Pod;
    request->sub = sub;
    request->ns = pod.meta.ns;
    request->name = pod.meta.name;
    request->userAgent = "kube-scheduler";
    return request;
}

void addRejection(std::vector<Decision::Rejected>& list, std::string_view plugin,
                  const std::string& reason, const Text& node) {
    auto at = std::find_if(list.begin(), list.end(), [&](const Decision::Rejected& each) {
        return each.plugin == plugin && each.reason == reason;
    });
    if (at == list.end()) at = list.insert(at, {plugin, reason, 0, {}});
    ++at->count;
    if (at->nodes.size() < Decision::most) at->nodes.push_back(node);
}

DecisionRef summary(const Search& found, const std::vector<std::int64_t>& totals) {
    // Everything about a small cluster, a glimpse of a large one.
    const std::size_t shown = found.nodes <= Decision::most ? Decision::most : 8;
    const base::Ref<Decision> decision(new Decision);
    decision->nodes = static_cast<std::int32_t>(found.nodes);
    decision->evaluated = static_cast<std::int32_t>(found.evaluated);
    decision->feasible = static_cast<std::int32_t>(found.feasible.size());
    std::vector<std::size_t> ranked(totals.size());
    for (std::size_t i = 0; i < ranked.size(); ++i) ranked[i] = i;
    const std::size_t kept = std::min(shown, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept),
                      ranked.end(), [&totals](std::size_t a, std::size_t b) {
                          return totals[a] != totals[b] ? totals[a] > totals[b] : a < b;
                      });
    for (std::size_t i = 0; i < kept; ++i)
        decision->scored.push_back({found.feasible[ranked[i]]->node->meta.name, totals[ranked[i]]});
    for (const Search::Rejection& rejection : found.rejected)
        for (const std::string& reason : rejection.status.reasons)
            addRejection(decision->rejected, rejection.status.plugin, reason,
                         rejection.node->node->meta.name);
    return decision;
}

std::uint32_t bitOf(std::string_view plugin) {
    const int index = pluginIndex(plugin);
    return index < 0 ? 0U : 1U << index;
}

// Who has to be helped so that the pod can go somewhere.
std::uint32_t rejectors(const Framework& framework, const Search& found) {
    std::uint32_t bits = bitOf(found.absent.plugin);
    for (const std::string_view plugin : framework.narrowedBy()) bits |= bitOf(plugin);
    for (const Search::Rejection& rejection : found.rejected)
        bits |= bitOf(rejection.status.plugin);
    return bits;
}

base::Json conditionJson(std::string_view type, std::string_view status, std::string_view reason,
                         std::string_view message, sim::Time since) {
    return {{"type", type},
            {"status", status},
            {"reason", reason},
            {"message", message},
            {"lastTransitionTime", sim::rfc3339(since)}};
}

} // namespace

void Scheduler::cycle(Outbox& out) {
    if (!deciding_) return;
    if (mustMeasure(out.now())) return measure(out);
    if (auto next = queue_.pop()) decide(std::move(*next), out);
    armQueue(out);
}

void Scheduler::decide(QueuedPod queued, Outbox& out) {
    const api::Versioned keep = queued.pod;
    const auto& pod = keep.as<api::Pod>();
    if (cache_.nodeCount() == 0) {
        out.record(Unschedulable{refOf(pod), noNodesMessage, {}, DecisionRef(new Decision)});
        return failWith(std::move(queued), "Unschedulable", 0, std::string(noNodesMessage), {},
                        out);
    }
    const PodFactsRef facts = cache_.facts(pod);
    const Listers others = listers();
    track(cache_, others, pod, *facts);
    std::vector<NominatedPod> nominated;
    for (const auto& [key, each] : nominated_) nominated.push_back(each);
    const NominatedPod* own = nominated_.find(keyOf(pod));

    const auto scoring = static_cast<Scoring>(options_.scoring);
    Framework framework({cache_, others, pod, *facts, scoring, &measured_}, nominated);
    const Choice choice = choose(framework, turn_, own ? own->node : Text(), rng_);
    if (!choice.node) return fail(std::move(queued), framework, choice.found, out);
    bind(std::move(queued), *choice.node, summary(choice.found, choice.totals), out);
}

void Scheduler::bind(QueuedPod queued, const NodeInfo& node, DecisionRef decision, Outbox& out) {
    const auto& pod = queued.object();
    const PodKey key = keyOf(pod);
    const base::Ref<api::Pod> assumed = api::mutableCopy(pod);
    assumed->nodeName = node.node->meta.name;
    const base::Ref<api::Request> request = bindingFor(pod, assumed->nodeName);
    out.record(Decided{refOf(pod), assumed->nodeName, std::move(decision)});
    const std::uint64_t cookie = nextCookie_++;
    const bool waits = reserveVolumes(pod, node, *cache_.facts(pod), cookie, out);
    cache_.addPod(assumed); // `node` may have moved now
    assumed_.set(key, assumed);
    nominated_.erase(key);
    const sim::Time now = out.now();
    bindings_.set(cookie, {std::move(queued), assumed, waits, now, now + sim::seconds(1)});
    if (waits)
        armVolumes(out);
    else
        requests_.push(request, cookie, now);
    pumpLanes(out);
}

void Scheduler::onBound(const Binding& binding, const api::Response& response, Outbox& out) {
    const api::Pod& pod = binding.pod.object();
    if (response.ok()) {
        report(binding.pod.pod, "Normal", "Scheduled", "Binding",
               "Successfully assigned " + pod.meta.ns + "/" + pod.meta.name + " to " +
                   binding.assumed->nodeName,
               true, out);
        return armQueue(out);
    }
    failBinding(binding, "running Bind plugin \"DefaultBinder\": " + response.failure.message.str(),
                out);
}

// The pod holds nothing any more, and is tried again.
void Scheduler::failBinding(const Binding& binding, const std::string& message, Outbox& out) {
    const api::Pod& pod = binding.pod.object();
    const PodKey key = keyOf(pod);
    out.record(BindFailed{refOf(pod), binding.assumed->nodeName, message});
    const auto* assumed = assumed_.find(key);
    if (assumed && *assumed == binding.assumed) {
        cache_.removePod(*binding.assumed);
        assumed_.erase(key);
        retryAfter(AssignedPodDelete, nullptr, out);
    }
    // It may have been deleted, or bound after all, while the answer was on its way.
    const api::Versioned current =
        client_.informer(api::Kind::Pod)->get(pod.meta.ns, pod.meta.name);
    if (current && isOurs(current.as<api::Pod>()) && current->meta.uid == pod.meta.uid) {
        QueuedPod again = binding.pod;
        again.pod = current;
        failWith(std::move(again), "SchedulerError", 0, message, {}, out);
    }
    armQueue(out);
}

void Scheduler::fail(QueuedPod queued, const Framework& framework, const Search& found,
                     Outbox& out) {
    const PodRef ref = refOf(queued.object());
    const Preemption preemption = postFilter(framework, found, out.now());
    std::string message = found.message();
    if (const std::string more = preemption.message(); !more.empty()) message += " " + more;
    const std::uint32_t plugins = rejectors(framework, found);
    const DecisionRef decision = summary(found, {});
    const Text node =
        preemption.candidates.empty() ? Text() : makeRoom(queued.object(), preemption, out);
    out.record(Unschedulable{ref, message, node, decision});
    failWith(std::move(queued), "Unschedulable", plugins, message, node, out);
}

// Has the victims of the best candidate deleted; the node's name.
Text Scheduler::makeRoom(const api::Pod& pod, const Preemption& preemption, Outbox& out) {
    const std::size_t drawn = preemption.best.size() == 1
                                  ? preemption.best[0]
                                  : preemption.best[rng_.below(preemption.best.size())];
    const PreemptionCandidate& chosen = preemption.candidates[drawn];
    const Text node = chosen.node;
    for (const PodInfo& info : chosen.victims) {
        const api::Pod& victim = *info.pod;
        out.record(PodPreempted{refOf(victim), node, refOf(pod)});
        patchStatus(victim,
                    {{"conditions", base::Json::array({conditionJson(
                                        "DisruptionTarget", "True", "PreemptionByScheduler",
                                        "default-scheduler: preempting to accommodate a higher "
                                        "priority pod",
                                        out.now())})}},
                    out);
        const base::Ref<api::Request> request =
            requestFor(api::Verb::Delete, api::Subresource::None, victim);
        requests_.push(request, 0, out.now());
        report({base::Ref<const api::Pod>(info.pod), 0}, "Normal", "Preempted", "Preempting",
               "Preempted by pod " + pod.meta.uid + " on node " + node, true, out);
    }
    // Those of lower priority that waited for this node must look for another.
    std::vector<PodKey> displaced;
    const std::int32_t priority = pod.spec->priority.value_or(0);
    for (const auto& [key, each] : nominated_)
        if (each.node == node && each.info.facts->priority < priority) displaced.push_back(key);
    for (const PodKey& key : displaced) {
        patchStatus(*nominated_.find(key)->info.pod, {{"nominatedNodeName", nullptr}}, out);
        nominated_.erase(key);
    }
    return node;
}

// Puts the pod back, and tells its owner why: an event, the condition PodScheduled.
void Scheduler::failWith(QueuedPod queued, std::string_view reason, std::uint32_t plugins,
                         const std::string& message, const Text& nominatedNode, Outbox& out) {
    const api::Versioned keep = queued.pod;
    const auto& pod = keep.as<api::Pod>();
    const PodKey key = keyOf(pod);
    if (!nominatedNode.empty())
        nominated_.set(key, {{base::Ref<const api::Pod>(&pod), cache_.facts(pod)}, nominatedNode});
    queue_.putBack(std::move(queued), plugins, message, out.now());
    report(keep, "Warning", "FailedScheduling", "Scheduling", message, false, out);

    const api::Condition* told = api::findCondition(pod.status.conditions, "PodScheduled");
    const bool wasFalse = told && told->status == api::ConditionStatus::False;
    const bool known = wasFalse && told->reason == reason && told->message == message;
    const bool renominated =
        !nominatedNode.empty() && nominatedNode != pod.status.nominatedNodeName;
    if (known && !renominated) return;
    const sim::Time since = wasFalse ? told->lastTransitionTime.value_or(out.now()) : out.now();
    base::Json status{{"conditions", base::Json::array({conditionJson("PodScheduled", "False",
                                                                      reason, message, since)})}};
    if (renominated) status["nominatedNodeName"] = nominatedNode.view();
    patchStatus(pod, std::move(status), out);
}

void Scheduler::patchStatus(const api::Pod& pod, base::Json status, Outbox& out) {
    const base::Ref<api::Request> request =
        requestFor(api::Verb::Patch, api::Subresource::Status, pod);
    request->patchType = api::PatchType::StrategicMerge;
    request->json = base::shareJson({{"status", std::move(status)}});
    requests_.push(request, 0, out.now());
    pumpLanes(out);
}

void Scheduler::report(const api::Versioned& about, std::string_view type, std::string_view reason,
                       std::string_view action, const std::string& message, bool once,
                       Outbox& out) {
    const auto event =
        series_.record(referenceTo(about), type, reason, action, message, out.now(), once);
    if (event) write(*event, out);
}

void Scheduler::write(const EventSeries::Write& event, Outbox& out) {
    const base::Ref<api::Request> request(new api::Request);
    request->kind = api::Kind::Event;
    request->ns = event.ns;
    request->userAgent = "kube-scheduler";
    if (event.create) {
        request->verb = api::Verb::Create;
        request->name = event.name;
        request->body = event.create;
    } else {
        request->verb = api::Verb::Patch;
        request->name = event.name;
        request->patchType = api::PatchType::Merge;
        request->json =
            base::shareJson({{"count", event.count}, {"lastTimestamp", sim::rfc3339(event.last)}});
    }
    events_.push(request, 0, out.now());
    pumpLanes(out);
}

} // namespace maqueta::scheduler
