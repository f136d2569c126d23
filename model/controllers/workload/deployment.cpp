#include "controllers/workload/deployment.h"

#include "controllers/loop/step.h"
#include "controllers/workload/claim.h"
#include "controllers/workload/rollout.h"

#include <algorithm>

namespace maqueta::controllers {
namespace {

using api::Deployment;
using api::Kind;
using api::ReplicaSet;
using api::Versioned;

Key nameOf(const api::Object& object) {
    return {object.meta.ns, object.meta.name};
}

const Deployment* resolveDeployment(const Seen& seen, const Text& ns,
                                    const api::OwnerReference* owner) {
    if (!owner || owner->kind != "Deployment") return nullptr;
    const Deployment* d = seen.get<Deployment>(ns, owner->name);
    return d && d->meta.uid == owner->uid ? d : nullptr;
}

void addOwner(Step& step, const api::Object& rs) {
    if (const Deployment* d = resolveDeployment(step.seen(), rs.meta.ns, rs.meta.controller()))
        step.add(Loop::Deployment, nameOf(*d));
}

void addMatchingDeployments(Step& step, const api::Object& rs) {
    if (rs.meta.labels.empty()) return;
    step.seen().forEach(Kind::Deployment, rs.meta.ns, [&](const Versioned& v) {
        const api::LabelSelector& selector = v.as<Deployment>().selector;
        if (!selector.empty() && selector.matches(rs.meta.labels))
            step.add(Loop::Deployment, nameOf(*v.object));
    });
}

void onReplicaSetChanged(Step& step, const Versioned& before, const Versioned& now) {
    if (!now) return addOwner(step, *before.object);
    const bool orphan = !now->meta.controller();
    if (!before)
        return orphan ? addMatchingDeployments(step, *now.object) : addOwner(step, *now.object);
    const bool ownerChanged = !(*before->meta.owners == *now->meta.owners);
    if (ownerChanged) addOwner(step, *before.object);
    if (!orphan) return addOwner(step, *now.object);
    if (ownerChanged || !(before->meta.labels == now->meta.labels))
        addMatchingDeployments(step, *now.object);
}

// A Recreate Deployment goes on when its last pod has gone.
void onPodDeleted(Step& step, const api::Object& pod) {
    const api::OwnerReference* owner = pod.meta.controller();
    if (!owner || owner->kind != "ReplicaSet") return;
    const ReplicaSet* rs = step.seen().get<ReplicaSet>(pod.meta.ns, owner->name);
    if (!rs) return;
    const Deployment* d = resolveDeployment(step.seen(), rs->meta.ns, rs->meta.controller());
    if (!d || d->strategy != Deployment::Strategy::Recreate) return;
    bool any = false;
    const Seen& seen = step.seen();
    seen.forEachControlledBy(d->meta.uid, Kind::ReplicaSet, d->meta.ns, [&](const Owned& set) {
        seen.forEachControlledBy(set.object->meta.uid, Kind::Pod, d->meta.ns,
                                 [&](const Owned&) { any = true; });
    });
    if (!any) step.add(Loop::Deployment, nameOf(*d));
}

} // namespace

void onChangeForDeployments(Step& step, Kind kind, const Versioned& before, const Versioned& now) {
    if (kind == Kind::Deployment)
        step.add(Loop::Deployment, nameOf(now ? *now.object : *before.object));
    else if (kind == Kind::ReplicaSet)
        onReplicaSetChanged(step, before, now);
    else if (kind == Kind::Pod && !now)
        onPodDeleted(step, *before.object);
}

Outcome reconcileDeployment(Sync& sync) {
    const Versioned found = sync.seen().find(Kind::Deployment, sync.key().ns, sync.key().name);
    if (!found) return Outcome::Done;
    return Rollout(sync, found).run();
}

Rollout::Rollout(Sync& sync, const Versioned& deployment)
    : sync_(sync)
    , d_(api::mutableCopy(deployment.as<Deployment>()))
    , version_(deployment.resourceVersion) {}

Outcome Rollout::run() {
    if (d_->selector.empty()) {
        sync_.event(*d_, "Warning", "SelectingAll",
                    "This deployment is selecting all pods. A non-empty selector is required.");
        if (d_->status.observedGeneration >= d_->meta.generation) return Outcome::Done;
        d_->status.observedGeneration = d_->meta.generation;
        return writeStatus();
    }
    Claimed claimed;
    const Outcome outcome = claim(sync_, *d_, d_->selector, Kind::ReplicaSet, claimed);
    if (outcome != Outcome::Done) return outcome;
    for (const Owned* set : claimed.all()) {
        const Versioned& v = set->object;
        replicaSets_.push_back(
            {base::Ref<const ReplicaSet>(&v.as<ReplicaSet>()), v.resourceVersion});
    }

    if (d_->meta.terminating()) {
        const Outcome sets = findReplicaSets(false);
        return sets == Outcome::Done ? syncStatus() : sets;
    }
    if (const Outcome paused = checkPaused(); paused != Outcome::Done) return paused;
    if (d_->paused) return syncScaling();
    if (const Outcome sets = findReplicaSets(false); sets != Outcome::Done) return sets;
    if (isScalingEvent()) return syncScaling();
    return rolling() ? rollOut() : recreate();
}

// A pause is written down, so that its time does not count against the deadline.
Outcome Rollout::checkPaused() {
    if (!hasDeadline()) return Outcome::Done;
    const api::Condition* progressing = api::findCondition(d_->status.conditions, "Progressing");
    if (progressing && progressing->reason == "ProgressDeadlineExceeded") return Outcome::Done;
    const bool known = progressing && progressing->reason == "DeploymentPaused";
    if (d_->paused == known) return Outcome::Done;
    setCondition(d_->status.conditions, "Progressing", api::ConditionStatus::Unknown,
                 d_->paused ? "DeploymentPaused" : "DeploymentResumed",
                 d_->paused ? "Deployment is paused" : "Deployment is resumed");
    return writeStatus();
}

bool Rollout::isScalingEvent() const {
    const std::vector<const ReplicaSet*> sets = all();
    return std::any_of(sets.begin(), sets.end(), [&](const ReplicaSet* rs) {
        const auto desired = numberIn(rs->meta, desiredAnnotation);
        return rs->replicas > 0 && desired && *desired != d_->replicas;
    });
}

Outcome Rollout::syncScaling() {
    if (const Outcome sets = findReplicaSets(false); sets != Outcome::Done) return sets;
    if (const Outcome scaled = scale(); scaled != Outcome::Done) return scaled;
    if (d_->paused)
        if (const Outcome cleaned = cleanUp(); cleaned != Outcome::Done) return cleaned;
    return syncStatus();
}

bool Rollout::hasDeadline() const {
    return d_->progressDeadlineSeconds && *d_->progressDeadlineSeconds != INT32_MAX;
}

std::vector<const ReplicaSet*> Rollout::all() const {
    std::vector<const ReplicaSet*> sets;
    for (const RsView& rs : old_) sets.push_back(rs.rs.get());
    if (newest_) sets.push_back(newest_.rs.get());
    return sets;
}

std::int32_t Rollout::wantedByAll() const {
    std::int32_t sum = 0;
    for (const ReplicaSet* rs : all()) sum += rs->replicas;
    return sum;
}

// Share of both, in pods; at least one of them is not 0 (ResolveFenceposts).
std::int32_t Rollout::maxSurge() const {
    return rolling() ? d_->maxSurge.scaled(d_->replicas, true) : 0;
}

std::int32_t Rollout::maxUnavailable() const {
    if (!rolling() || d_->replicas == 0) return 0;
    const std::int32_t unavailable = d_->maxUnavailable.scaled(d_->replicas, false);
    if (unavailable == 0 && maxSurge() == 0) return 1;
    return std::min(unavailable, d_->replicas);
}

} // namespace maqueta::controllers
