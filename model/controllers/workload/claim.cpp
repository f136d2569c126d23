#include "controllers/workload/claim.h"

#include "controllers/loop/requests.h"

#include <algorithm>

namespace maqueta::controllers {
namespace {

base::Json ownersPatch(const api::Object& object, base::Json reference) {
    base::Json metadata;
    metadata["ownerReferences"] = base::Json::array({std::move(reference)});
    metadata["uid"] = object.meta.uid.str();
    return {{"metadata", std::move(metadata)}};
}

base::Json adoptionPatch(const api::Object& owner, const api::Object& object) {
    const api::KindInfo& kind = api::info(owner.kind);
    base::Json reference;
    reference["apiVersion"] = kind.apiVersion();
    reference["kind"] = kind.name;
    reference["name"] = owner.meta.name.str();
    reference["uid"] = owner.meta.uid.str();
    reference["controller"] = true;
    reference["blockOwnerDeletion"] = true;
    return ownersPatch(object, std::move(reference));
}

base::Json releasePatch(const api::Object& owner, const api::Object& object) {
    base::Json reference;
    reference["$patch"] = "delete";
    reference["uid"] = owner.meta.uid.str();
    return ownersPatch(object, std::move(reference));
}

RequestDraft patch(const api::Object& object, base::Json json) {
    return patchRequest(object.kind, object.meta.ns, object.meta.name,
                        api::PatchType::StrategicMerge, std::move(json));
}

} // namespace

Outcome claim(Sync& sync, const api::Object& owner, const api::LabelSelector& selector,
              api::Kind kind, Claimed& claimed) {
    OncePerMap selected([&](const api::StringMap& labels) { return selector.matches(labels); });
    std::vector<api::Versioned> released, adopted;
    sync.seen().forEachControlledBy(owner.meta.uid, kind, owner.meta.ns, [&](const Owned& owned) {
        if (!owned.claimable) return;
        if (selected(owned.labels))
            claimed.all_.push_back(&owned);
        else if (!owner.meta.terminating())
            released.push_back(owned.object);
    });
    if (owner.meta.terminating()) return Outcome::Done;
    sync.seen().forEachControlledBy({}, kind, owner.meta.ns, [&](const Owned& orphan) {
        if (orphan.claimable && selected(orphan.labels) && !orphan.object->meta.terminating())
            adopted.push_back(orphan.object);
    });
    if (adopted.empty() && released.empty()) return Outcome::Done;

    if (!adopted.empty()) {
        // Only a live owner may adopt: the picture may be old.
        const Answer* live =
            sync.ask([&] { return getRequest(owner.kind, owner.meta.ns, owner.meta.name); });
        if (!live) return Outcome::Waiting;
        if (!live->ok() || live->object->meta.uid != owner.meta.uid ||
            live->object->meta.terminating())
            return Outcome::Failed;
    }
    const auto answers = sync.askAll(adopted.size() + released.size(), [&](std::size_t i) {
        if (i < adopted.size())
            return patch(*adopted[i].object, adoptionPatch(owner, *adopted[i].object));
        const api::Object& object = *released[i - adopted.size()].object;
        return patch(object, releasePatch(owner, object));
    });
    if (!answers) return Outcome::Waiting;

    Outcome outcome = Outcome::Done;
    for (std::size_t i = 0; i < answers->size(); ++i) {
        const Answer& answer = (*answers)[i];
        const bool adopting = i < adopted.size();
        const api::Object& object =
            adopting ? *adopted[i].object : *released[i - adopted.size()].object;
        // An object that went meanwhile is nobody's any more.
        if (answer.ok() && kind == api::Kind::Pod)
            sync.note(PodAdopted{object.meta.ns, object.meta.name, owner.meta.name, !adopting});
        if (answer.ok() && adopting)
            claimed.adopted_.emplace_back(answer.object ? answer.object : adopted[i]);
        else if (!answer.ok() && !answer.notFound())
            outcome = Outcome::Failed;
    }
    for (const Owned& owned : claimed.adopted_) claimed.all_.push_back(&owned);
    std::sort(claimed.all_.begin(), claimed.all_.end(), [](const Owned* a, const Owned* b) {
        return a->object->meta.name < b->object->meta.name;
    });
    return outcome;
}

} // namespace maqueta::controllers
