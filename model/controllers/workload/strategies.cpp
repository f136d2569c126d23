// How pods move from the old templates to the newest (pkg/controller/deployment/rolling.go,
// recreate.go).
#include "controllers/loop/step.h"
#include "controllers/workload/rollout.h"

#include <algorithm>

namespace maqueta::controllers {

using api::ReplicaSet;

// What the newest ReplicaSet may have now: never more in all than replicas + surge.
std::int32_t Rollout::newestSize(std::int32_t current) const {
    if (!rolling()) return d_->replicas;
    const std::int32_t most = d_->replicas + maxSurge();
    const std::int32_t there = wantedByAll();
    if (there >= most) return current;
    return current + std::min(most - there, d_->replicas - current);
}

Outcome Rollout::rollOut() {
    if (const Outcome o = findReplicaSets(true); o != Outcome::Done) return o;
    bool scaled = false;
    if (const Outcome o = growNewest(scaled); o != Outcome::Done) return o;
    if (scaled) return syncRolloutStatus();
    if (const Outcome o = shrinkOld(scaled); o != Outcome::Done) return o;
    if (scaled) return syncRolloutStatus();
    if (complete(d_->status))
        if (const Outcome o = cleanUp(); o != Outcome::Done) return o;
    return syncRolloutStatus();
}

Outcome Rollout::growNewest(bool& scaled) {
    if (newest_->replicas == d_->replicas) return Outcome::Done;
    const std::int32_t size =
        newest_->replicas > d_->replicas ? d_->replicas : newestSize(newest_->replicas);
    return size == newest_->replicas ? Outcome::Done : scaleTo(newest_, size, &scaled);
}

Outcome Rollout::shrinkOld(bool& scaled) {
    std::int32_t oldPods = 0;
    for (const RsView& rs : old_) oldPods += rs->replicas;
    if (oldPods == 0) return Outcome::Done;
    // Pods of the newest that are not available yet hold back the old ones.
    const std::int32_t atLeast = d_->replicas - maxUnavailable();
    const std::int32_t notThereYet = newest_->replicas - newest_->status.availableReplicas;
    const std::int32_t most = wantedByAll() - atLeast - notThereYet;
    if (most <= 0) return Outcome::Done;

    std::int32_t unhealthy = 0, available = 0;
    Outcome outcome = shrinkUnhealthy(most, unhealthy);
    if (outcome == Outcome::Done) outcome = shrinkAvailable(available);
    // A refused write ends the pass without an error; what changed meanwhile starts the next.
    if (outcome == Outcome::Waiting) return outcome;
    scaled = outcome == Outcome::Done && unhealthy + available > 0;
    return Outcome::Done;
}

Outcome Rollout::shrinkUnhealthy(std::int32_t most, std::int32_t& by) {
    for (RsView& rs : old_) {
        if (by >= most) break;
        const std::int32_t unhealthy = rs->replicas - rs->status.availableReplicas;
        if (rs->replicas == 0 || unhealthy == 0) continue;
        const std::int32_t less = std::min(most - by, unhealthy);
        if (less <= 0) continue;
        if (const Outcome o = scaleTo(rs, rs->replicas - less); o != Outcome::Done) return o;
        by += less;
    }
    return Outcome::Done;
}

Outcome Rollout::shrinkAvailable(std::int32_t& by) {
    std::int32_t available = 0;
    for (const ReplicaSet* rs : all()) available += rs->status.availableReplicas;
    const std::int32_t most = available - (d_->replicas - maxUnavailable());
    for (RsView& rs : old_) {
        if (by >= most) break;
        if (rs->replicas == 0) continue;
        const std::int32_t less = std::min(rs->replicas, most - by);
        if (const Outcome o = scaleTo(rs, rs->replicas - less); o != Outcome::Done) return o;
        by += less;
    }
    return Outcome::Done;
}

Outcome Rollout::recreate() {
    if (const Outcome o = findReplicaSets(false); o != Outcome::Done) return o;
    bool scaled = false;
    for (RsView& rs : old_) {
        if (rs->replicas == 0) continue;
        if (const Outcome o = scaleTo(rs, 0, &scaled); o != Outcome::Done) return o;
    }
    if (scaled || oldPodsRunning()) return syncRolloutStatus();
    if (!newest_)
        if (const Outcome o = findReplicaSets(true); o != Outcome::Done) return o;
    if (newest_->replicas != d_->replicas)
        if (const Outcome o = scaleTo(newest_, d_->replicas); o != Outcome::Done) return o;
    if (complete(d_->status))
        if (const Outcome o = cleanUp(); o != Outcome::Done) return o;
    return syncRolloutStatus();
}

bool Rollout::oldPodsRunning() const {
    bool running = false;
    for (const RsView& rs : old_) {
        running = running || rs->status.replicas > 0;
        sync_.seen().forEachControlledBy(
            rs->meta.uid, api::Kind::Pod, rs->meta.ns,
            [&](const Owned& pod) { running = running || !pod.object.as<api::Pod>().finished(); });
    }
    return running;
}

} // namespace maqueta::controllers
