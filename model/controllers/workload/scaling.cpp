// Sizes of ReplicaSets when the Deployment's own size changes, or while it is paused
// (pkg/controller/deployment/sync.go).
#include "controllers/loop/step.h"
#include "controllers/workload/rollout.h"

#include <algorithm>
#include <cmath>

namespace maqueta::controllers {

using api::ReplicaSet;

Outcome Rollout::scaleTo(RsView& rs, std::int32_t size, bool* scaled) {
    const std::int32_t before = rs->replicas;
    base::Ref<ReplicaSet> copy = api::mutableCopy(*rs);
    const auto annotate = [&](std::string_view name, std::int32_t value) {
        if (numberIn(copy->meta, name) == value) return false;
        copy->meta.annotations.set(name, std::to_string(value));
        return true;
    };
    const bool desired = annotate(desiredAnnotation, d_->replicas);
    const bool most = annotate(maxAnnotation, d_->replicas + maxSurge());
    if (before == size && !desired && !most) return Outcome::Done;

    copy->replicas = size;
    const Answer* answer = sync_.ask([&] { return updateRequest(copy, rs.version); });
    if (!answer) return Outcome::Waiting;
    if (!answer->ok()) return Outcome::Failed;
    rs = {base::Ref<const ReplicaSet>(&answer->object.as<ReplicaSet>()),
          answer->object.resourceVersion};
    if (before == size) return Outcome::Done;
    if (scaled) *scaled = true;
    sync_.event(*d_, "Normal", "ScalingReplicaSet",
                (before < size ? "Scaled up replica set " : "Scaled down replica set ") +
                    rs->meta.name.str() + " from " + std::to_string(before) + " to " +
                    std::to_string(size));
    sync_.note(ReplicaSetScaled{d_->meta.ns, d_->meta.name, rs->meta.name, before, size, false});
    return Outcome::Done;
}

Outcome Rollout::scale() {
    std::vector<RsView*> active;
    for (RsView& rs : old_)
        if (rs->replicas > 0) active.push_back(&rs);
    if (newest_ && newest_->replicas > 0) active.push_back(&newest_);

    // One that is active, or else the latest, takes all.
    RsView* only = active.size() == 1 ? active.front() : nullptr;
    if (active.empty() && newest_) only = &newest_;
    if (active.empty() && !newest_ && !old_.empty()) only = &old_.back();
    if (only)
        return (*only)->replicas == d_->replicas ? Outcome::Done : scaleTo(*only, d_->replicas);
    if (active.empty()) return Outcome::Done;

    const bool saturated = newest_ && numberIn(newest_->meta, desiredAnnotation) == d_->replicas &&
                           newest_->replicas == d_->replicas &&
                           newest_->status.availableReplicas == d_->replicas;
    if (saturated) {
        for (RsView& rs : old_) {
            if (rs->replicas == 0) continue;
            if (const Outcome o = scaleTo(rs, 0); o != Outcome::Done) return o;
        }
        return Outcome::Done;
    }
    return rolling() ? scaleProportionally() : Outcome::Done;
}

// Spreads the difference over all active ReplicaSets by their size, so that a rollout in the middle
// stays as far as it was; what rounding leaves goes to the largest.
Outcome Rollout::scaleProportionally() {
    std::vector<RsView*> active;
    for (RsView& rs : old_)
        if (rs->replicas > 0) active.push_back(&rs);
    if (newest_ && newest_->replicas > 0) active.push_back(&newest_);
    std::int32_t sum = 0;
    for (const RsView* rs : active) sum += (*rs)->replicas;
    const std::int32_t allowed = d_->replicas > 0 ? d_->replicas + maxSurge() : 0;
    const std::int32_t toAdd = allowed - sum;

    // Of two of one size the newer grows first and the older shrinks first.
    std::stable_sort(active.begin(), active.end(), [&](const RsView* a, const RsView* b) {
        if ((*a)->replicas != (*b)->replicas) return (*a)->replicas > (*b)->replicas;
        const sim::Time ta = (*a)->meta.creationTime, tb = (*b)->meta.creationTime;
        if (ta != tb) return toAdd > 0 ? ta > tb : ta < tb;
        return (*a)->meta.name < (*b)->meta.name;
    });

    const auto share = [&](const ReplicaSet& rs, std::int32_t added) -> std::int32_t {
        if (toAdd == 0 || toAdd == added) return 0;
        if (d_->replicas == 0) return std::max(-rs.replicas, toAdd - added);
        std::int32_t before = numberIn(rs.meta, maxAnnotation).value_or(0);
        if (before == 0) before = d_->status.replicas;
        if (before == 0) return 0;
        const double size = static_cast<double>(rs.replicas) *
                            static_cast<double>(d_->replicas + maxSurge()) /
                            static_cast<double>(before);
        const auto fraction = static_cast<std::int32_t>(std::lround(size)) - rs.replicas;
        return toAdd > 0 ? std::min(fraction, toAdd - added) : std::max(fraction, toAdd - added);
    };
    std::vector<std::int32_t> sizes;
    std::int32_t added = 0;
    for (const RsView* rs : active) {
        const std::int32_t part = share(**rs, added);
        sizes.push_back((*rs)->replicas + part);
        added += part;
    }
    for (std::size_t i = 0; i < active.size(); ++i) {
        if (i == 0 && toAdd != 0) sizes[0] = std::max(0, sizes[0] + toAdd - added);
        if (const Outcome o = scaleTo(*active[i], sizes[i]); o != Outcome::Done) return o;
    }
    return Outcome::Done;
}

} // namespace maqueta::controllers
