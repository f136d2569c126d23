#include "controllers/node/pod_gc.h"

#include "controllers/loop/condition_of.h"
#include "controllers/loop/step.h"

#include <algorithm>

namespace maqueta::controllers {
namespace {

using api::Kind;
using api::Node;
using api::Pod;
using api::Versioned;

Key podKey(const api::Object& pod) {
    return {pod.meta.ns, pod.meta.name};
}

bool isUnboundTerminating(const Pod& pod) {
    return pod.nodeName.empty() && pod.meta.terminating();
}

// The oldest finished pods beyond the threshold.
void collectFinished(Step& step) {
    const PodGc& gc = step.state().podGc;
    const std::int32_t threshold = step.state().options.terminatedPodThreshold;
    if (threshold <= 0 || gc.finished.size() <= static_cast<std::size_t>(threshold)) return;
    std::vector<std::pair<sim::Time, Key>> byAge;
    for (const auto& [key, nothing] : gc.finished)
        if (const Pod* pod = step.seen().get<Pod>(key.ns, key.name))
            byAge.emplace_back(pod->meta.creationTime, key);
    std::sort(byAge.begin(), byAge.end());
    if (byAge.size() > static_cast<std::size_t>(threshold))
        byAge.resize(byAge.size() - static_cast<std::size_t>(threshold));
    else
        byAge.clear();
    for (const auto& [since, key] : byAge) step.add(Loop::PodGc, key);
}

// Nodes that pods name and that have no object. After 40 seconds the API server is asked whether
// that is so.
void collectOrphaned(Step& step) {
    PodGc& gc = step.state().podGc;
    const sim::Time now = step.now();
    std::vector<Text> absent;
    step.seen().forEachNodeWithPods([&](const Text& node) {
        if (!step.seen().get<Node>({}, node)) absent.push_back(node);
    });
    sim::PersistentMap<Text, sim::Time> quarantine;
    for (const Text& node : absent) {
        const sim::Time* since = gc.quarantine.find(node);
        if (!since)
            quarantine.set(node, now + step.state().options.podGcQuarantine);
        else if (*since > now)
            quarantine.set(node, *since);
        else
            step.add(Loop::PodGc, {{}, node});
    }
    gc.quarantine = quarantine;
}

Outcome collect(Sync& sync, const Versioned& found, bool nodeGone, std::string_view reason) {
    const Pod& pod = found.as<Pod>();
    if (!pod.finished()) {
        const Answer* marked = sync.ask([&] {
            base::Ref<Pod> copy = api::mutableCopy(pod);
            copy->status.phase = api::PodPhase::Failed;
            if (nodeGone)
                api::setCondition(copy->status.conditions,
                                  conditionOf("DisruptionTarget", api::ConditionStatus::True,
                                              "DeletionByPodGC", "PodGC: node no longer exists",
                                              sync.now()));
            return updateRequest(copy, found.resourceVersion, api::Subresource::Status);
        });
        if (!marked) return Outcome::Waiting;
        if (marked->notFound()) return Outcome::Done;
        if (!marked->ok()) return Outcome::Failed;
    }
    const Answer* gone = sync.ask([&] {
        api::DeleteOptions options;
        options.graceSeconds = 0;
        return deleteRequest(Kind::Pod, pod.meta.ns, pod.meta.name, std::move(options));
    });
    if (!gone) return Outcome::Waiting;
    if (!gone->ok() && !gone->notFound()) return Outcome::Failed;
    if (gone->ok())
        sync.note(PodDeleted{pod.meta.ns, pod.meta.name, info(Component::PodGc).name, reason});
    return Outcome::Done;
}

Outcome confirmNodeGone(Sync& sync) {
    const Text& name = sync.key().name;
    const Answer* answer = sync.ask([&] { return getRequest(Kind::Node, {}, name); });
    if (!answer) return Outcome::Waiting;
    if (!answer->notFound()) return Outcome::Done;
    if (sync.live())
        sync.seen().forEachPodOn(
            name, [&](const Versioned& v) { sync.step().add(Loop::PodGc, podKey(*v.object)); });
    return Outcome::Done;
}

} // namespace

void startPodGc(Step& step) {
    step.state().podGc.next = step.now();
}

void onChangeForPodGc(Step& step, Kind kind, const Versioned& before, const Versioned& now) {
    if (kind != Kind::Pod) return;
    PodGc& gc = step.state().podGc;
    const auto keep = [&](sim::PersistentMap<Key, Nothing>& set, bool was, bool is) {
        if (was == is) return;
        const Key key = podKey(now ? *now.object : *before.object);
        if (is)
            set.set(key, {});
        else
            set.erase(key);
    };
    keep(gc.finished, before && before.as<Pod>().finished(), now && now.as<Pod>().finished());
    keep(gc.unboundTerminating, before && isUnboundTerminating(before.as<Pod>()),
         now && isUnboundTerminating(now.as<Pod>()));
}

sim::Time nextPodGcTick(const State& state) {
    return state.podGc.next;
}

void tickPodGc(Step& step) {
    collectFinished(step);
    collectOrphaned(step);
    for (const auto& [key, nothing] : step.state().podGc.unboundTerminating)
        step.add(Loop::PodGc, key);
    step.state().podGc.next = step.now() + step.state().options.podGcPeriod;
}

Outcome reconcilePodGc(Sync& sync) {
    if (sync.key().ns.empty()) return confirmNodeGone(sync);
    const Versioned found = sync.seen().find(Kind::Pod, sync.key().ns, sync.key().name);
    if (!found) return Outcome::Done;
    const Pod& pod = found.as<Pod>();
    if (pod.nodeName.empty()) {
        if (pod.meta.terminating())
            return collect(sync, found, false, "deleted before it had a node");
    } else if (!sync.seen().get<Node>({}, pod.nodeName)) {
        return collect(sync, found, true, "node " + pod.nodeName + " is gone");
    }
    return pod.finished() ? collect(sync, found, false, "finished long ago") : Outcome::Done;
}

} // namespace maqueta::controllers
