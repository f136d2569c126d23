#include "scheduler/framework/pod_volumes.h"

#include <algorithm>

namespace maqueta::scheduler {
namespace {

bool isOwnedBy(const api::Object& claim, const api::Pod& pod) {
    const api::OwnerReference* owner = claim.meta.controller();
    return owner && owner->uid == pod.meta.uid;
}

std::vector<api::Volume> volumesOfClass(const Listers& listers, const Text& name) {
    std::vector<api::Volume> volumes;
    listers.forEach(api::Kind::PersistentVolume, {}, [&](const api::Object& object) {
        api::Volume volume = api::readVolume(object);
        if (volume.className == name) volumes.push_back(std::move(volume));
    });
    return volumes;
}

std::string quoted(const Text& name) {
    return "\"" + name + "\"";
}

} // namespace

Status PodVolumes::read(const Attempt& attempt) {
    *this = {};
    bool any = false;
    for (const PodVolume& volume : attempt.facts.volumes) {
        if (volume.source) continue;
        any = true;
        if (Status status = readClaim(attempt, volume); !status.ok()) return status;
    }
    if (!any) return Status::skipped();
    if (unboundImmediate_)
        return Status::unresolvable("pod has unbound immediate PersistentVolumeClaims");
    std::stable_sort(waiting_.begin(), waiting_.end(), [](const Waiting& a, const Waiting& b) {
        return a.claim.request < b.claim.request;
    });
    return {};
}

Status PodVolumes::readClaim(const Attempt& attempt, const PodVolume& volume) {
    const Listers& listers = attempt.listers;
    const Text& ns = attempt.pod.meta.ns;
    const api::Object* object = listers.get(api::Kind::PersistentVolumeClaim, ns, volume.claim);
    if (!object)
        return Status::unresolvable(volume.ephemeral
                                        ? "waiting for ephemeral volume controller to create the "
                                          "persistentvolumeclaim " +
                                              quoted(volume.claim)
                                        : notFound(api::Kind::PersistentVolumeClaim, volume.claim));
    api::VolumeClaim claim = api::readClaim(*object);
    if (claim.phase == "Lost")
        return Status::unresolvable("persistentvolumeclaim " + quoted(claim.name) +
                                    " bound to non-existent persistentvolume " +
                                    quoted(claim.volumeName));
    if (claim.terminating)
        return Status::unresolvable("persistentvolumeclaim " + quoted(claim.name) +
                                    " is being deleted");
    if (volume.ephemeral && !isOwnedBy(*object, attempt.pod))
        return Status::unresolvable("PVC " + ns + "/" + claim.name + " was not created for pod " +
                                    ns + "/" + attempt.pod.meta.name + " (pod is not owner)");
    if (claim.fullyBound()) {
        const api::Object* its = listers.get(api::Kind::PersistentVolume, {}, claim.volumeName);
        bound_.push_back(its ? std::optional(api::readVolume(*its)) : std::nullopt);
        return {};
    }
    Waiting waiting;
    if (const api::Object* its = claim.className.empty()
                                     ? nullptr
                                     : listers.get(api::Kind::StorageClass, {}, claim.className))
        waiting.storageClass = api::readStorageClass(*its);
    const bool delayed = waiting.storageClass && waiting.storageClass->waitsForConsumer();
    if (!delayed || !claim.volumeName.empty()) {
        unboundImmediate_ = true;
        return {};
    }
    waiting.volumes = volumesOfClass(listers, claim.className);
    waiting.claim = std::move(claim);
    waiting_.push_back(std::move(waiting));
    return {};
}

VolumeChoice PodVolumes::on(const api::Node& node) const {
    constexpr std::string_view elsewhere = "node(s) had volume node affinity conflict";
    constexpr std::string_view noneFree =
        "node(s) didn't find available persistent volumes to bind";
    constexpr std::string_view gone =
        "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)";
    VolumeChoice choice;
    const auto unfit = std::find_if(bound_.begin(), bound_.end(), [&node](const auto& volume) {
        return !volume || !volume->reachableFrom(node);
    });
    const bool missing = unfit != bound_.end() && !*unfit;
    if (unfit != bound_.end() && !missing) choice.reasons.emplace_back(elsewhere);
    std::vector<const Waiting*> toProvision;
    bool satisfied = find(node, toProvision, choice);
    if (satisfied)
        for (const Waiting* each : toProvision) {
            satisfied = each->storageClass->provisions() && each->storageClass->allows(node);
            if (!satisfied) break;
            choice.provisions.push_back(each->claim.name);
        }
    if (!satisfied) choice.reasons.emplace_back(noneFree);
    if (missing) choice.reasons.emplace_back(gone);
    return choice;
}

// Volumes for the claims that wait; false when the scheduler has promised one of them to another
// node already.
bool PodVolumes::find(const api::Node& node, std::vector<const Waiting*>& toProvision,
                      VolumeChoice& choice) const {
    for (const Waiting& each : waiting_)
        if (!each.claim.selectedNode.empty() && each.claim.selectedNode != node.meta.name)
            return false;
    for (const Waiting& each : waiting_)
        if (!each.claim.selectedNode.empty()) toProvision.push_back(&each);
    std::vector<Text> taken;
    for (const Waiting& each : waiting_) {
        if (!each.claim.selectedNode.empty()) continue;
        const auto found = api::findMatchingVolume(each.claim, each.volumes, &node, taken, true);
        if (!found) {
            toProvision.push_back(&each);
            continue;
        }
        taken.push_back(each.volumes[*found].name);
        choice.bindings.push_back({each.claim.name, taken.back()});
    }
    return true;
}

} // namespace maqueta::scheduler
