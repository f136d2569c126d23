#include "controllers/workload/replica_set.h"

#include "controllers/loop/condition_of.h"
#include "controllers/loop/step.h"
#include "controllers/workload/claim.h"
#include "controllers/workload/pods.h"

#include <algorithm>
#include <map>

namespace maqueta::controllers {
namespace {

using api::Kind;
using api::Pod;
using api::ReplicaSet;
using api::Versioned;

constexpr int burstReplicas = 500;

Key keyOf(const api::Object& object) {
    return {object.meta.ns, object.meta.name};
}

// The ReplicaSet that the reference means, if it is still the same one.
const ReplicaSet* resolve(const Seen& seen, const Text& ns, const api::OwnerReference* owner) {
    if (!owner || owner->kind != "ReplicaSet") return nullptr;
    const ReplicaSet* rs = seen.get<ReplicaSet>(ns, owner->name);
    return rs && rs->meta.uid == owner->uid ? rs : nullptr;
}

void addMatching(Step& step, const Pod& pod) {
    if (pod.meta.labels.empty()) return;
    step.seen().forEach(Kind::ReplicaSet, pod.meta.ns, [&](const Versioned& v) {
        const api::LabelSelector& selector = v.as<ReplicaSet>().selector;
        if (!selector.empty() && selector.matches(pod.meta.labels))
            step.add(Loop::ReplicaSet, keyOf(*v.object));
    });
}

void onPodGone(Step& step, const Pod& pod) {
    const ReplicaSet* rs = resolve(step.seen(), pod.meta.ns, pod.meta.controller());
    if (!rs) return;
    step.expectations().deletionObserved(keyOf(*rs), keyOf(pod));
    step.add(Loop::ReplicaSet, keyOf(*rs));
}

void onPodAdded(Step& step, const Pod& pod) {
    if (pod.meta.terminating()) return onPodGone(step, pod);
    if (!pod.meta.controller()) return addMatching(step, pod);
    const ReplicaSet* rs = resolve(step.seen(), pod.meta.ns, pod.meta.controller());
    if (!rs) return;
    step.expectations().creationObserved(keyOf(*rs));
    step.add(Loop::ReplicaSet, keyOf(*rs));
}

void onPodChanged(Step& step, const Pod& before, const Pod& now) {
    const api::OwnerReference* was = before.meta.controller();
    const api::OwnerReference* is = now.meta.controller();
    const bool labelsChanged = !(before.meta.labels == now.meta.labels);
    if (now.meta.terminating()) {
        onPodGone(step, now);
        if (labelsChanged) onPodGone(step, before);
        return;
    }
    const bool ownerChanged = was && is ? !(*was == *is) : was != is;
    if (ownerChanged && was)
        if (const ReplicaSet* rs = resolve(step.seen(), before.meta.ns, was))
            step.add(Loop::ReplicaSet, keyOf(*rs));
    if (is) {
        const ReplicaSet* rs = resolve(step.seen(), now.meta.ns, is);
        if (!rs) return;
        step.add(Loop::ReplicaSet, keyOf(*rs));
        // A pod becomes available without an event: look again then.
        if (!before.ready() && now.ready() && rs->minReadySeconds > 0)
            step.addAfter(Loop::ReplicaSet, keyOf(*rs), sim::seconds(rs->minReadySeconds + 1));
        return;
    }
    if (labelsChanged || ownerChanged) addMatching(step, now);
}

struct Manage {
    bool waiting = false;
    bool failed = false;
    int diff = 0; // pods there minus pods wanted, before anything was done
    Text error{};
};

// Creates in batches of 1, 2, 4, ...: a pod that cannot be created fails once, not 500 times.
Manage createPods(Sync& sync, const ReplicaSet& rs, int count) {
    if (sync.live()) sync.step().expectations().expectCreations(sync.key(), count, sync.now());
    int done = 0;
    for (int batch = std::min(1, count); batch > 0; batch = std::min(2 * batch, count - done)) {
        const auto answers = sync.askAll(static_cast<std::size_t>(batch), [&](std::size_t) {
            return createRequest(podFromTemplate(*rs.podTemplate, rs));
        });
        if (!answers) return {.waiting = true};
        const Answer* refused = nullptr;
        int created = 0;
        for (const Answer& answer : *answers) {
            if (answer.ok()) {
                ++created;
                const Text& pod = answer.object->meta.name;
                sync.event(rs, "Normal", "SuccessfulCreate", "Created pod: " + pod);
                sync.note(PodCreated{rs.meta.ns, pod, Kind::ReplicaSet, rs.meta.name,
                                     info(Component::ReplicaSet).name});
            } else if (!answer.namespaceTerminating()) {
                if (!refused) refused = &answer;
                sync.event(rs, "Warning", "FailedCreate",
                           "Error creating: " + answer.failure.message);
            } else {
                ++created; // counts as done: nothing can be made there any more
                if (sync.live()) sync.step().expectations().creationObserved(sync.key());
            }
        }
        done += created;
        if (!refused) continue;
        if (sync.live())
            for (int i = done; i < count; ++i)
                sync.step().expectations().creationObserved(sync.key());
        return {.failed = true, .diff = -count, .error = refused->failure.message};
    }
    return {.diff = -count};
}

// Pods of the ReplicaSets that have the same controller, counted per node.
std::map<Text, int> podsPerNode(const Seen& seen, const ReplicaSet& rs) {
    std::map<Text, int> count;
    const api::OwnerReference* controller = rs.meta.controller();
    if (!controller) return count;
    seen.forEachControlledBy(controller->uid, Kind::ReplicaSet, rs.meta.ns, [&](const Owned& set) {
        const Text& uid = set.object->meta.uid;
        seen.forEachControlledBy(uid, Kind::Pod, rs.meta.ns, [&](const Owned& pod) {
            if (pod.claimable) ++count[pod.object.as<Pod>().nodeName];
        });
    });
    return count;
}

std::vector<const Pod*> podsToDelete(const Sync& sync, const ReplicaSet& rs,
                                     const std::vector<const Owned*>& pods, int count) {
    std::vector<RankedPod> ranked;
    for (const Owned* pod : pods) ranked.push_back({&pod->object.as<Pod>(), 0});
    if (static_cast<std::size_t>(count) < pods.size()) {
        const std::map<Text, int> perNode = podsPerNode(sync.seen(), rs);
        for (RankedPod& r : ranked)
            if (const auto it = perNode.find(r.pod->nodeName); it != perNode.end())
                r.rank = it->second;
        std::stable_sort(ranked.begin(), ranked.end(), [&](const auto& a, const auto& b) {
            return goesBefore(a, b, sync.now());
        });
    }
    std::vector<const Pod*> chosen;
    for (int i = 0; i < count; ++i) chosen.push_back(ranked[static_cast<std::size_t>(i)].pod);
    return chosen;
}

Manage deletePods(Sync& sync, const ReplicaSet& rs, const std::vector<const Owned*>& pods,
                  int diff) {
    const std::vector<const Pod*> chosen =
        podsToDelete(sync, rs, pods, std::min(diff, burstReplicas));
    if (sync.live()) {
        std::vector<Key> keys;
        for (const Pod* pod : chosen) keys.push_back(keyOf(*pod));
        sync.step().expectations().expectDeletions(sync.key(), keys, sync.now());
    }
    const auto answers = sync.askAll(chosen.size(), [&](std::size_t i) {
        return deleteRequest(Kind::Pod, chosen[i]->meta.ns, chosen[i]->meta.name);
    });
    if (!answers) return {.waiting = true};
    Manage result{.diff = diff};
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const Answer& answer = (*answers)[i];
        const Text& name = chosen[i]->meta.name;
        if (answer.ok()) {
            sync.event(rs, "Normal", "SuccessfulDelete", "Deleted pod: " + name);
            sync.note(PodDeleted{rs.meta.ns, name, info(Component::ReplicaSet).name,
                                 "scale down of " + rs.meta.name});
            continue;
        }
        if (sync.live()) sync.step().expectations().deletionObserved(sync.key(), keyOf(*chosen[i]));
        if (answer.notFound()) continue;
        sync.event(rs, "Warning", "FailedDelete", "Error deleting: " + answer.failure.message);
        if (!result.failed) result.error = answer.failure.message;
        result.failed = true;
    }
    return result;
}

Manage manageReplicas(Sync& sync, const ReplicaSet& rs, const std::vector<const Owned*>& pods) {
    const int diff = static_cast<int>(pods.size()) - rs.replicas;
    if (diff < 0) return createPods(sync, rs, std::min(-diff, burstReplicas));
    if (diff > 0) return deletePods(sync, rs, pods, diff);
    return {};
}

bool hasLabelsOf(const api::PodTemplate& podTemplate, const api::StringMap& labels) {
    return std::all_of(podTemplate.labels.begin(), podTemplate.labels.end(), [&](const auto& l) {
        const Text* value = labels.find(l.first);
        return value && *value == l.second;
    });
}

ReplicaSet::Status statusOf(const Sync& sync, const ReplicaSet& rs,
                            const std::vector<const Owned*>& pods, const Manage& managed) {
    ReplicaSet::Status status = rs.status;
    status.replicas = static_cast<std::int32_t>(pods.size());
    status.fullyLabeledReplicas = status.readyReplicas = status.availableReplicas = 0;
    OncePerMap labeled(
        [&](const api::StringMap& labels) { return hasLabelsOf(*rs.podTemplate, labels); });
    const auto available = [&](const Owned& pod) {
        if (rs.minReadySeconds == 0) return true;
        return isAvailable(pod.object.as<Pod>(), rs.minReadySeconds, sync.now());
    };
    for (const Owned* pod : pods) {
        status.fullyLabeledReplicas += labeled(pod->labels);
        status.readyReplicas += pod->ready;
        status.availableReplicas += pod->ready && available(*pod);
    }
    const bool hadFailure = api::findCondition(status.conditions, "ReplicaFailure");
    if (managed.failed && !hadFailure)
        status.conditions.write().push_back(conditionOf(
            "ReplicaFailure", api::ConditionStatus::True,
            managed.diff < 0 ? "FailedCreate" : "FailedDelete", managed.error, sync.now()));
    else if (!managed.failed && hadFailure)
        api::removeCondition(status.conditions, "ReplicaFailure");
    return status;
}

bool sameStatus(const ReplicaSet::Status& a, const ReplicaSet::Status& b) {
    return a.replicas == b.replicas && a.fullyLabeledReplicas == b.fullyLabeledReplicas &&
           a.readyReplicas == b.readyReplicas && a.availableReplicas == b.availableReplicas &&
           *a.conditions == *b.conditions;
}

// Writes the status if it changed; tried once more on the newest version.
Outcome updateStatus(Sync& sync, const Versioned& rs, ReplicaSet::Status status) {
    const ReplicaSet& now = rs.as<ReplicaSet>();
    if (sameStatus(now.status, status) && now.status.observedGeneration == now.meta.generation)
        return Outcome::Done;
    status.observedGeneration = now.meta.generation;
    const auto write = [&](const ReplicaSet& base, std::int64_t version) {
        return sync.ask([&] {
            base::Ref<ReplicaSet> next = api::mutableCopy(base);
            next->status = status;
            return updateRequest(next, version, api::Subresource::Status);
        });
    };
    const Answer* answer = write(now, rs.resourceVersion);
    if (!answer) return Outcome::Waiting;
    if (answer->ok()) return Outcome::Done;
    const Answer* live =
        sync.ask([&] { return getRequest(Kind::ReplicaSet, now.meta.ns, now.meta.name); });
    if (!live) return Outcome::Waiting;
    if (!live->ok()) return live->notFound() ? Outcome::Done : Outcome::Failed;
    answer = write(live->object.as<ReplicaSet>(), live->object.resourceVersion);
    if (!answer) return Outcome::Waiting;
    return answer->ok() ? Outcome::Done : Outcome::Failed;
}

} // namespace

void onChangeForReplicaSets(Step& step, Kind kind, const Versioned& before, const Versioned& now) {
    if (kind == Kind::ReplicaSet) {
        const Key key = keyOf(now ? *now.object : *before.object);
        const bool replaced = before && now && before->meta.uid != now->meta.uid;
        if (!now || replaced) step.expectations().forget(key);
        step.add(Loop::ReplicaSet, key);
    } else if (kind == Kind::Pod) {
        if (!now) return onPodGone(step, before.as<Pod>());
        if (!before) return onPodAdded(step, now.as<Pod>());
        onPodChanged(step, before.as<Pod>(), now.as<Pod>());
    }
}

Outcome reconcileReplicaSet(Sync& sync) {
    const Versioned found = sync.seen().find(Kind::ReplicaSet, sync.key().ns, sync.key().name);
    if (!found) {
        if (sync.live()) sync.step().expectations().forget(sync.key());
        return Outcome::Done;
    }
    const ReplicaSet& rs = found.as<ReplicaSet>();
    const bool mayManage = sync.seen().expectations().satisfied(sync.key(), sync.now());

    Claimed claimed;
    if (const Outcome o = claim(sync, rs, rs.selector, Kind::Pod, claimed); o != Outcome::Done)
        return o;
    const std::vector<const Owned*>& pods = claimed.all();
    Manage managed;
    if (mayManage && !rs.meta.terminating()) managed = manageReplicas(sync, rs, pods);
    if (managed.waiting) return Outcome::Waiting;

    const ReplicaSet::Status status = statusOf(sync, rs, pods, managed);
    const Outcome updated = updateStatus(sync, found, status);
    if (updated != Outcome::Done) return updated;
    // Ready, and not for long enough: nothing will be heard when it is.
    if (!managed.failed && rs.minReadySeconds > 0 && status.readyReplicas == rs.replicas &&
        status.availableReplicas != rs.replicas && sync.live())
        sync.step().addAfter(Loop::ReplicaSet, sync.key(), sim::seconds(rs.minReadySeconds));
    return managed.failed ? Outcome::Failed : Outcome::Done;
}

} // namespace maqueta::controllers
