#include "controllers/volume/persistent_volume.h"

#include "api/kinds/volumes.h"
#include "controllers/loop/kept.h"
#include "controllers/loop/step.h"

#include <algorithm>

namespace maqueta::controllers {
namespace {

using api::Kind;
using api::Versioned;
using api::Volume;
using api::VolumeClaim;
using base::Json;

// pkg/controller/volume/persistentvolume/config: PVClaimBinderSyncPeriod
constexpr sim::Duration resyncPeriod = sim::seconds(15);

std::optional<api::StorageClass> classOf(const Seen& seen, const VolumeClaim& claim) {
    if (claim.className.empty()) return std::nullopt;
    const Versioned found = seen.find(Kind::StorageClass, {}, claim.className);
    if (!found) return std::nullopt;
    return api::readStorageClass(*found.object);
}

Written setPhase(Sync& sync, const Versioned& object, std::string_view phase,
                 const std::string& message = {}) {
    return writeKept(sync, object, api::Subresource::Status, [&](api::ObjectMeta&, Json& content) {
        content["status"]["phase"] = phase;
        if (message.empty())
            content["status"].erase("message");
        else
            content["status"]["message"] = message;
    });
}

Json referenceTo(const Versioned& claim) {
    return {{"kind", "PersistentVolumeClaim"},
            {"apiVersion", "v1"},
            {"namespace", claim->meta.ns.view()},
            {"name", claim->meta.name.view()},
            {"uid", claim->meta.uid.view()},
            {"resourceVersion", std::to_string(claim.resourceVersion)}};
}

// The four writes that join the two; what is written already is left alone.
Outcome bind(Sync& sync, const Versioned& volumeObject, const Versioned& claimObject) {
    const Volume volume = api::readVolume(*volumeObject.object);
    const VolumeClaim claim = api::readClaim(*claimObject.object);
    const bool byController = !volume.belongsTo(claim);
    Written written = writeKept(sync, volumeObject, api::Subresource::None,
                                [&](api::ObjectMeta& meta, Json& content) {
                                    if (byController || volume.claim->uid.empty())
                                        content["spec"]["claimRef"] = referenceTo(claimObject);
                                    if (byController)
                                        meta.annotations.set(api::names::boundByController, "yes");
                                });
    if (written.outcome != Outcome::Done) return written.outcome;
    written = setPhase(sync, written.object, "Bound");
    if (written.outcome != Outcome::Done) return written.outcome;
    written = writeKept(sync, claimObject, api::Subresource::None,
                        [&](api::ObjectMeta& meta, Json& content) {
                            if (claim.volumeName != volume.name) {
                                content["spec"]["volumeName"] = volume.name.view();
                                meta.annotations.set(api::names::boundByController, "yes");
                            }
                            meta.annotations.set(api::names::bindCompleted, "yes");
                        });
    if (written.outcome != Outcome::Done) return written.outcome;
    const Json& its = contentOf(*volumeObject.object).value("spec", Json::object());
    return writeKept(sync, written.object, api::Subresource::Status,
                     [&](api::ObjectMeta&, Json& content) {
                         Json& status = content["status"];
                         status["phase"] = "Bound";
                         status["accessModes"] = its.value("accessModes", Json::array());
                         status["capacity"] = its.value("capacity", Json::object());
                     })
        .outcome;
}

// The name of a pod that uses the claim and has no node yet; empty = none does.
Text waitingPod(const Seen& seen, const VolumeClaim& claim) {
    Text name;
    seen.forEach(Kind::Pod, claim.ns, [&](const Versioned& object) {
        const auto& pod = object.as<api::Pod>();
        if (name.empty() && pod.nodeName.empty() && !pod.finished() &&
            api::mountsClaim(pod, claim.name))
            name = pod.meta.name;
    });
    return name;
}

// Says for what a claim without a volume waits.
void tellWhy(Sync& sync, const Versioned& object, const VolumeClaim& claim) {
    const auto its = classOf(sync.seen(), claim);
    const auto event = [&](std::string_view type, std::string_view reason,
                           const std::string& message) {
        sync.event(*object.object, type, reason, message);
    };
    if (its && its->waitsForConsumer() && claim.selectedNode.empty()) {
        const Text pod = waitingPod(sync.seen(), claim);
        if (pod.empty())
            return event("Normal", "WaitForFirstConsumer",
                         "waiting for first consumer to be created before binding");
        return event("Normal", "WaitForPodScheduled",
                     "waiting for pod " + pod + " to be scheduled");
    }
    if (claim.className.empty())
        return event("Normal", "FailedBinding",
                     "no persistent volumes available for this claim and no storage class is set");
    if (!its)
        return event("Warning", "ProvisioningFailed",
                     "storageclass.storage.k8s.io \"" + claim.className + "\" not found");
    if (!its->provisions())
        return event("Warning", "ProvisioningFailed",
                     "no volume plugin matched name: " + its->provisioner);
    event("Normal", "ExternalProvisioning",
          "Waiting for a volume to be created either by the external provisioner '" +
              its->provisioner +
              "' or manually by the system administrator. If volume creation is delayed, please "
              "verify that the provisioner is running and correctly registered.");
}

struct Known {
    std::vector<Versioned> objects;
    std::vector<Volume> volumes;
};
Known volumesOf(const Seen& seen) {
    Known known;
    seen.forEach(Kind::PersistentVolume, {}, [&](const Versioned& object) {
        known.objects.push_back(object);
        known.volumes.push_back(api::readVolume(*object.object));
    });
    return known;
}

// Gives a claim that named no class, and found no volume without one, the class that became the
// default after it was made (RetroactiveDefaultStorageClass). Absent = there is nothing to give.
std::optional<Outcome> giveDefaultClass(Sync& sync, const Versioned& object,
                                        const VolumeClaim& claim) {
    if (claim.hasClass) return std::nullopt;
    const api::Object* best = nullptr;
    sync.seen().forEach(Kind::StorageClass, {}, [&](const Versioned& each) {
        best = api::betterDefault(best, *each.object);
    });
    if (!best) return std::nullopt;
    return writeKept(sync, object, api::Subresource::None,
                     [&](api::ObjectMeta&, Json& content) {
                         content["spec"]["storageClassName"] = best->meta.name.view();
                     })
        .outcome;
}

Outcome findVolume(Sync& sync, const Versioned& object, const VolumeClaim& claim) {
    const auto its = classOf(sync.seen(), claim);
    const bool delayed = its && its->waitsForConsumer();
    const Known known = volumesOf(sync.seen());
    const auto found = api::findMatchingVolume(claim, known.volumes, nullptr, {}, delayed);
    if (found) return bind(sync, known.objects[*found], object);
    if (const auto given = giveDefaultClass(sync, object, claim)) return *given;
    tellWhy(sync, object, claim);
    return setPhase(sync, object, "Pending").outcome;
}

Outcome lose(Sync& sync, const Versioned& object, std::string_view reason,
             std::string_view message) {
    const Written written =
        writeKept(sync, object, api::Subresource::Status, [](api::ObjectMeta&, Json& content) {
            content["status"] = {{"phase", "Lost"}};
        });
    const bool changed = written.object.resourceVersion != object.resourceVersion;
    if (written.outcome == Outcome::Done && changed)
        sync.event(*object.object, "Warning", reason, message);
    return written.outcome;
}

// A claim that names its volume, or that was bound to it before.
Outcome claimNamed(Sync& sync, const Versioned& object, const VolumeClaim& claim) {
    const Versioned volumeObject = sync.seen().find(Kind::PersistentVolume, {}, claim.volumeName);
    if (!volumeObject) {
        if (claim.bindCompleted)
            return lose(sync, object, "ClaimLost",
                        "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
        return setPhase(sync, object, "Pending").outcome;
    }
    const Volume volume = api::readVolume(*volumeObject.object);
    if (!volume.claim || volume.belongsTo(claim)) {
        const bool fits = volume.capacity >= claim.request && volume.className == claim.className &&
                          volume.volumeMode == claim.volumeMode;
        if (claim.bindCompleted || volume.claim || fits) return bind(sync, volumeObject, object);
        sync.event(*object.object, "Warning", "VolumeMismatch",
                   "Cannot bind to requested volume \"" + volume.name + "\"");
        return setPhase(sync, object, "Pending").outcome;
    }
    if (claim.bindCompleted)
        return lose(sync, object, "ClaimMisbound",
                    "Two claims are bound to the same volume, this one is bound incorrectly");
    return setPhase(sync, object, "Pending").outcome;
}

// Its claim has gone.
Outcome release(Sync& sync, const Versioned& object, const Volume& volume) {
    if (volume.phase != "Released" && volume.phase != "Failed") {
        const Written written = setPhase(sync, object, "Released");
        if (written.outcome != Outcome::Done) return written.outcome;
    }
    // A driver outside deletes volumes of CSI; of other sorts Kubernetes itself deletes few.
    const Json spec = contentOf(*object.object).value("spec", Json::object());
    const bool outside = spec.contains("csi") ||
                         object->meta.annotations.contains("pv.kubernetes.io/provisioned-by");
    if (volume.reclaimPolicy != "Delete" || outside || volume.phase != "Released")
        return Outcome::Done;
    const std::string why = "error getting deleter volume plugin for volume \"" + volume.name +
                            "\": no deletable volume plugin matched";
    sync.event(*object.object, "Warning", "VolumeFailedDelete", why);
    return setPhase(sync, object, "Failed", why).outcome;
}

// The volume's claim has another volume: the one that the controller bound is let go.
Outcome unbind(Sync& sync, const Versioned& object) {
    const Written written =
        writeKept(sync, object, api::Subresource::None, [](api::ObjectMeta& meta, Json& content) {
            if (meta.annotations.contains(api::names::boundByController)) {
                content["spec"].erase("claimRef");
                meta.annotations.erase(api::names::boundByController);
            } else {
                content["spec"]["claimRef"].erase("uid");
            }
        });
    if (written.outcome != Outcome::Done) return written.outcome;
    return setPhase(sync, written.object, "Available").outcome;
}

} // namespace

void onChangeForVolumes(Step& step, Kind kind, const Versioned& before, const Versioned& now) {
    if (kind != Kind::PersistentVolume && kind != Kind::PersistentVolumeClaim) return;
    VolumeResync& resync = step.state().volumes;
    if (resync.next == sim::Time::never()) resync.next = step.now() + resyncPeriod;
    const api::Object& object = now ? *now.object : *before.object;
    if (kind == Kind::PersistentVolume) {
        step.add(Loop::Volumes, {{}, object.meta.name});
        const auto claim = api::readVolume(object).claim;
        if (!now && claim) step.add(Loop::Claims, {claim->ns, claim->name});
        return;
    }
    if (now) step.add(Loop::Claims, {object.meta.ns, object.meta.name});
    // What a claim that has gone was bound to is released.
    const Text volume = api::readClaim(object).volumeName;
    if (!now && !volume.empty()) step.add(Loop::Volumes, {{}, volume});
}

sim::Time nextVolumeTick(const State& state) {
    return state.volumes.next;
}

void tickVolumes(Step& step) {
    bool any = false;
    step.seen().forEach(Kind::PersistentVolume, {}, [&](const Versioned& object) {
        any = true;
        step.add(Loop::Volumes, {{}, object->meta.name});
    });
    step.seen().forEach(Kind::PersistentVolumeClaim, {}, [&](const Versioned& object) {
        any = true;
        step.add(Loop::Claims, {object->meta.ns, object->meta.name});
    });
    step.state().volumes.next = any ? step.now() + resyncPeriod : sim::Time::never();
}

Outcome reconcileClaim(Sync& sync) {
    const Versioned object =
        sync.seen().find(Kind::PersistentVolumeClaim, sync.key().ns, sync.key().name);
    if (!object) return Outcome::Done;
    const VolumeClaim claim = api::readClaim(*object.object);
    if (claim.bindCompleted && claim.volumeName.empty())
        return lose(sync, object, "ClaimLost",
                    "Bound claim has lost reference to PersistentVolume. Data on the volume is "
                    "lost!");
    return claim.volumeName.empty() ? findVolume(sync, object, claim)
                                    : claimNamed(sync, object, claim);
}

Outcome reconcileVolume(Sync& sync) {
    const Versioned object = sync.seen().find(Kind::PersistentVolume, {}, sync.key().name);
    if (!object) return Outcome::Done;
    const Volume volume = api::readVolume(*object.object);
    if (!volume.claim || volume.claim->uid.empty())
        return setPhase(sync, object, "Available").outcome;
    const Versioned claimObject =
        sync.seen().find(Kind::PersistentVolumeClaim, volume.claim->ns, volume.claim->name);
    if (!claimObject || claimObject->meta.uid != volume.claim->uid)
        return release(sync, object, volume);
    const VolumeClaim claim = api::readClaim(*claimObject.object);
    if (claim.volumeName == volume.name) return setPhase(sync, object, "Bound").outcome;
    if (!claim.volumeName.empty()) return unbind(sync, object);
    if (sync.live()) sync.step().add(Loop::Claims, {claim.ns, claim.name});
    return Outcome::Done;
}

} // namespace maqueta::controllers
