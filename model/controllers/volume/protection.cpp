#include "controllers/volume/protection.h"

#include "api/kinds/volumes.h"
#include "controllers/loop/kept.h"
#include "controllers/loop/step.h"

#include <algorithm>

namespace maqueta::controllers {
namespace {

using api::Kind;
using api::Versioned;

// Kubelets do not start a pod whose claim is being deleted: one without a node does not use it.
bool isUsed(const Seen& seen, const api::Object& claim) {
    bool used = false;
    seen.forEach(Kind::Pod, claim.meta.ns, [&](const Versioned& object) {
        const auto& pod = object.as<api::Pod>();
        used = used ||
               (!pod.nodeName.empty() && !pod.finished() && api::mountsClaim(pod, claim.meta.name));
    });
    return used;
}

Outcome letGo(Sync& sync, const Versioned& object, std::string_view finalizer) {
    if (!object->meta.terminating() || !object->meta.hasFinalizer(finalizer)) return Outcome::Done;
    return writeKept(sync, object, api::Subresource::None,
                     [finalizer](api::ObjectMeta& meta, base::Json&) {
                         auto& list = meta.finalizers.write();
                         list.erase(std::remove(list.begin(), list.end(), finalizer), list.end());
                     })
        .outcome;
}

} // namespace

void onChangeForProtection(Step& step, Kind kind, const Versioned& before, const Versioned& now) {
    if (kind == Kind::PersistentVolume && now && now->meta.terminating())
        step.add(Loop::Protection, {{}, now->meta.name});
    if (kind == Kind::PersistentVolumeClaim && now && now->meta.terminating())
        step.add(Loop::Protection, {now->meta.ns, now->meta.name});
    if (kind != Kind::Pod || !before) return;
    const auto& was = before.as<api::Pod>();
    if (now && !now.as<api::Pod>().finished()) return;
    for (const Text& claim : api::claimsOf(was)) step.add(Loop::Protection, {was.meta.ns, claim});
}

Outcome reconcileProtection(Sync& sync) {
    const Key& key = sync.key();
    const Kind kind = key.ns.empty() ? Kind::PersistentVolume : Kind::PersistentVolumeClaim;
    const Versioned object = sync.seen().find(kind, key.ns, key.name);
    if (!object) return Outcome::Done;
    if (kind == Kind::PersistentVolume)
        return api::readVolume(*object.object).phase == "Bound"
                   ? Outcome::Done
                   : letGo(sync, object, api::names::volumeProtection);
    return isUsed(sync.seen(), *object.object) ? Outcome::Done
                                               : letGo(sync, object, api::names::claimProtection);
}

} // namespace maqueta::controllers
