#include "controllers/node/evictions.h"

#include "controllers/loop/condition_of.h"
#include "controllers/loop/step.h"
#include "controllers/node/taints.h"

#include <algorithm>

namespace maqueta::controllers {
namespace {

using api::Kind;
using api::Node;
using api::Pod;
using api::Versioned;

std::vector<api::Taint> noExecuteTaints(const Node& node) {
    std::vector<api::Taint> taints;
    for (const api::Taint& taint : *node.taints)
        if (taint.effect == noExecute) taints.push_back(taint);
    return taints;
}

api::ObjectReference podReference(const Key& pod) {
    return referenceTo(Kind::Pod, pod.ns, pod.name);
}

std::string nameFor(const Key& pod) {
    return pod.ns + "/" + pod.name;
}

// Calls an eviction off, and says so when it had not happened yet.
void cancel(Step& step, const Key& pod, const Text& node) {
    Evictions& evictions = step.state().evictions;
    const Evictions::Planned* planned = evictions.planned.find(pod);
    if (!planned) return;
    const Evictions::Planned was = *planned;
    evictions.planned.erase(pod);
    if (was.happened) return;
    step.event(Component::TaintEviction, podReference(pod), "Normal", "TaintManagerEviction",
               "Cancelling deletion of Pod " + nameFor(pod));
    step.note(PodEvictionPlanned{pod.ns, pod.name, node, was.at, true});
}

void plan(Step& step, const Key& pod, const Text& node, sim::Time since, sim::Time at) {
    Evictions& evictions = step.state().evictions;
    if (evictions.planned.contains(pod)) return;
    evictions.planned.set(pod, {since, at, false});
    if (at > step.now()) step.note(PodEvictionPlanned{pod.ns, pod.name, node, at, false});
    step.addAfter(Loop::TaintEviction, pod, at - step.now());
}

// How long the pod stays with these taints: nullopt = for ever.
struct Stay {
    bool forEver = false;
    bool tolerated = true;
    sim::Duration length{};
};

Stay stayOf(const Pod& pod, const std::vector<api::Taint>& taints) {
    std::optional<std::int64_t> least;
    for (const api::Taint& taint : taints) {
        const auto& all = pod.spec->tolerations;
        const auto used = std::find_if(all.begin(), all.end(),
                                       [&](const auto& t) { return tolerates(t, taint); });
        if (used == all.end()) return {.tolerated = false};
        if (used->tolerationSeconds)
            least = std::min(least.value_or(INT64_MAX), *used->tolerationSeconds);
    }
    if (!least) return {.forEver = true};
    return {.length = sim::seconds(std::clamp<std::int64_t>(*least, 0, 1'000'000'000))};
}

void process(Step& step, const Pod& pod, const std::vector<api::Taint>& taints) {
    const Key key{pod.meta.ns, pod.meta.name};
    const Text& node = pod.nodeName;
    const sim::Time now = step.now();
    if (taints.empty()) return cancel(step, key, node);
    const Stay stay = stayOf(pod, taints);
    if (!stay.tolerated) {
        cancel(step, key, node);
        return plan(step, key, node, now, now);
    }
    if (stay.forEver) return cancel(step, key, node);
    sim::Time since = now;
    const Evictions::Planned* planned = step.state().evictions.planned.find(key);
    if (planned && !planned->happened) {
        since = planned->since;
        if (since + stay.length < now + stay.length) return;
        cancel(step, key, node);
    }
    plan(step, key, node, since, now + stay.length);
}

void onNode(Step& step, const Text& name, const Node* node) {
    Evictions& evictions = step.state().evictions;
    const std::vector<api::Taint> taints =
        node ? noExecuteTaints(*node) : std::vector<api::Taint>();
    if (taints.empty())
        evictions.tainted.erase(name);
    else
        evictions.tainted.set(name, {});
    if (!node) return;
    step.seen().forEachPodOn(name, [&](const Versioned& v) { process(step, v.as<Pod>(), taints); });
}

void onPod(Step& step, const Versioned& before, const Versioned& now) {
    const Evictions& evictions = step.state().evictions;
    if (evictions.tainted.empty() && evictions.planned.empty()) return;
    if (!now) return cancel(step, {before->meta.ns, before->meta.name}, before.as<Pod>().nodeName);
    const Pod& pod = now.as<Pod>();
    if (before) {
        const Pod& was = before.as<Pod>();
        if (was.nodeName == pod.nodeName && was.spec->tolerations == pod.spec->tolerations) return;
    }
    if (pod.nodeName.empty() || !evictions.tainted.contains(pod.nodeName)) return;
    if (const Node* node = step.seen().get<Node>({}, pod.nodeName))
        process(step, pod, noExecuteTaints(*node));
}

} // namespace

void startTaintEviction(Step& step) {
    step.seen().forEach(Kind::Node, {}, [&](const Versioned& v) {
        const Node& node = v.as<Node>();
        if (!noExecuteTaints(node).empty()) onNode(step, node.meta.name, &node);
    });
}

void onChangeForTaintEviction(Step& step, Kind kind, const Versioned& before,
                              const Versioned& now) {
    if (!step.state().started) return;
    if (kind == Kind::Pod) return onPod(step, before, now);
    if (kind != Kind::Node) return;
    if (!now) return onNode(step, before->meta.name, nullptr);
    const Node& node = now.as<Node>();
    const auto was = before ? noExecuteTaints(before.as<Node>()) : std::vector<api::Taint>();
    if (was != noExecuteTaints(node)) onNode(step, node.meta.name, &node);
}

Outcome reconcileTaintEviction(Sync& sync) {
    const Key& key = sync.key();
    if (sync.live()) {
        Evictions& evictions = sync.step().state().evictions;
        const Evictions::Planned* planned = evictions.planned.find(key);
        if (!planned || planned->happened) return Outcome::Done;
        if (planned->at > sync.now()) {
            // An earlier plan was called off and made anew for later.
            sync.step().addAfter(Loop::TaintEviction, key, planned->at - sync.now());
            return Outcome::Done;
        }
        sync.step().event(Component::TaintEviction, podReference(key), "Normal",
                          "TaintManagerEviction", "Marking for deletion Pod " + nameFor(key));
    }
    const Answer* live = sync.ask([&] { return getRequest(Kind::Pod, key.ns, key.name); });
    if (!live) return Outcome::Waiting;
    const auto happened = [&] {
        Evictions& evictions = sync.step().state().evictions;
        if (sync.live() && evictions.planned.contains(key))
            evictions.planned.write(key).happened = true;
        return Outcome::Done;
    };
    if (live->notFound()) return happened();
    if (!live->ok()) return Outcome::Failed;
    base::Ref<Pod> pod = api::mutableCopy(live->object.as<Pod>());
    const Text node = pod->nodeName;
    if (api::setCondition(
            pod->status.conditions,
            conditionOf("DisruptionTarget", api::ConditionStatus::True, "DeletionByTaintManager",
                        "Taint manager: deleting due to NoExecute taint", sync.now()))) {
        const Answer* marked = sync.ask([&] {
            return updateRequest(pod, live->object.resourceVersion, api::Subresource::Status);
        });
        if (!marked) return Outcome::Waiting;
        if (!marked->ok() && !marked->notFound()) return Outcome::Failed;
    }
    const Answer* gone = sync.ask([&] { return deleteRequest(Kind::Pod, key.ns, key.name); });
    if (!gone) return Outcome::Waiting;
    if (!gone->ok() && !gone->notFound()) return Outcome::Failed;
    if (gone->ok()) sync.note(PodEvicted{key.ns, key.name, node});
    return happened();
}

} // namespace maqueta::controllers
