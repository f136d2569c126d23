#include "controllers/garbage/garbage_collector.h"

#include "api/names.h"
#include "controllers/loop/step.h"

#include <algorithm>

namespace maqueta::controllers {
namespace {

using api::Kind;
using api::OwnerReference;
using api::Versioned;

Graph& graphOf(Step& step) {
    return step.state().seen.graph();
}

void addToDelete(Step& step, const Text& uid) {
    step.add(Loop::GarbageDelete, {{}, uid});
}

// An owner that was not seen yet: asked for later, because it may be gone.
void addVirtual(Step& step, const api::Object& dependent, const OwnerReference& ref) {
    GraphNode& node = graphOf(step).write(ref.uid);
    node.kind = api::findKind(ref.apiVersion, ref.kind);
    node.apiVersion = ref.apiVersion;
    node.kindName = ref.kind;
    node.name = ref.name;
    if (node.kind == Kind::Other || api::info(node.kind).namespaced) node.ns = dependent.meta.ns;
    node.isVirtual = true;
    addToDelete(step, ref.uid);
}

void connect(Step& step, const api::Object& object, const OwnerReference& ref) {
    if (!graphOf(step).find(ref.uid)) addVirtual(step, object, ref);
    graphOf(step).connect(object.meta.uid, ref.uid);
}

bool contains(const Owners& owners, const OwnerReference& ref) {
    return std::find(owners->begin(), owners->end(), ref) != owners->end();
}

bool names(const Owners& owners, const Text& uid) {
    return std::any_of(owners->begin(), owners->end(),
                       [&](const OwnerReference& ref) { return ref.uid == uid; });
}

void updateOwners(Step& step, const api::Object& object, const Owners& before) {
    const Owners& now = object.meta.owners;
    for (const OwnerReference& ref : *before) {
        // An owner that waited for this object need not any more.
        if (ref.blockOwnerDeletion && !contains(now, ref)) addToDelete(step, ref.uid);
        if (!names(now, ref.uid)) graphOf(step).disconnect(object.meta.uid, ref.uid);
    }
    for (const OwnerReference& ref : *now)
        if (!names(before, ref.uid)) connect(step, object, ref);
}

bool startsWaiting(const api::Object* before, const api::Object& now, std::string_view finalizer) {
    const bool was = before && before->meta.terminating() && before->meta.hasFinalizer(finalizer);
    return !was && now.meta.terminating() && now.meta.hasFinalizer(finalizer);
}

void processTransitions(Step& step, const api::Object* before, const api::Object& now) {
    const Text& uid = now.meta.uid;
    if (startsWaiting(before, now, api::names::finalizerOrphan)) {
        step.add(Loop::GarbageOrphan, {{}, uid});
    } else if (startsWaiting(before, now, api::names::finalizerForeground)) {
        graphOf(step).write(uid).deletingDependents = true;
        for (const Text& dependent : graphOf(step).dependentsOf(uid)) addToDelete(step, dependent);
        addToDelete(step, uid);
    }
}

void onGone(Step& step, const Text& uid) {
    Graph& graph = graphOf(step);
    const GraphNode* node = graph.find(uid);
    if (!node) return;
    const Owners owners = node->owners;
    graph.remove(uid);
    const std::vector<Text> dependents = graph.dependentsOf(uid);
    if (!dependents.empty()) graph.rememberAbsent(uid);
    for (const Text& dependent : dependents) addToDelete(step, dependent);
    for (const OwnerReference& ref : *owners) {
        const GraphNode* owner = graph.find(ref.uid);
        if (owner && owner->deletingDependents) addToDelete(step, ref.uid);
    }
}

void onThere(Step& step, const api::Object* before, const api::Object& now) {
    Graph& graph = graphOf(step);
    const Text& uid = now.meta.uid;
    const GraphNode* known = graph.find(uid);
    const Owners owners = known ? known->owners : Owners();
    GraphNode& node = graph.write(uid);
    node.kind = now.kind;
    node.ns = now.meta.ns;
    node.name = now.meta.name;
    node.isVirtual = false;
    node.owners = now.meta.owners;
    node.beingDeleted = node.beingDeleted || now.meta.terminating();
    updateOwners(step, now, owners);
    processTransitions(step, before, now);
}

bool sameForGarbage(const api::ObjectMeta& a, const api::ObjectMeta& b) {
    return a.uid == b.uid && a.terminating() == b.terminating() &&
           (a.owners.shares(b.owners) || *a.owners == *b.owners) &&
           (a.finalizers.shares(b.finalizers) || *a.finalizers == *b.finalizers);
}

// A request about an object that the graph knows; of a kind without a table line by its name.
RequestDraft aboutNode(RequestDraft request, const Text& apiVersion, const Text& kindName) {
    if (request->kind == Kind::Other) {
        request->apiVersion = apiVersion;
        request->kindName = kindName;
    }
    return request;
}

RequestDraft getNode(const GraphNode& node) {
    return aboutNode(getRequest(node.kind, node.ns, node.name), node.apiVersion, node.kindName);
}

struct Classified {
    std::vector<OwnerReference> solid, dangling, waiting;
};

// Which owners are there, which are gone, and which wait for their dependents to go.
Outcome classify(Sync& sync, const api::Object& object, Classified& result) {
    for (const OwnerReference& ref : *object.meta.owners) {
        if (sync.seen().graph().isAbsent(ref.uid)) {
            result.dangling.push_back(ref);
            continue;
        }
        const Answer* owner = sync.ask([&] {
            const Kind kind = api::findKind(ref.apiVersion, ref.kind);
            const bool namespaced = kind == Kind::Other || api::info(kind).namespaced;
            return aboutNode(getRequest(kind, namespaced ? object.meta.ns : Text(), ref.name),
                             ref.apiVersion, ref.kind);
        });
        if (!owner) return Outcome::Waiting;
        if (!owner->ok() && !owner->notFound()) return Outcome::Failed;
        if (owner->notFound() || owner->object->meta.uid != ref.uid) {
            if (sync.live()) graphOf(sync.step()).rememberAbsent(ref.uid);
            result.dangling.push_back(ref);
        } else if (owner->object->meta.terminating() &&
                   owner->object->meta.hasFinalizer(api::names::finalizerForeground)) {
            result.waiting.push_back(ref);
        } else {
            result.solid.push_back(ref);
        }
    }
    return Outcome::Done;
}

base::Json withoutOwners(const Text& uid, const std::vector<Text>& owners) {
    base::Json references = base::Json::array();
    for (const Text& owner : owners) {
        base::Json reference;
        reference["$patch"] = "delete";
        reference["uid"] = owner.str();
        references.push_back(std::move(reference));
    }
    base::Json metadata;
    metadata["ownerReferences"] = std::move(references);
    metadata["uid"] = uid.str();
    base::Json patch;
    patch["metadata"] = std::move(metadata);
    return patch;
}

RequestDraft patchNode(const Text& uid, const GraphNode& node, const std::vector<Text>& owners) {
    return patchRequest(node.kind, node.ns, node.name, api::PatchType::StrategicMerge,
                        withoutOwners(uid, owners));
}

Outcome removeFinalizer(Sync& sync, const GraphNode& node, std::string_view finalizer) {
    const Answer* live = sync.ask([&] { return getNode(node); });
    if (!live) return Outcome::Waiting;
    if (live->notFound()) return Outcome::Done;
    if (!live->ok()) return Outcome::Failed;
    if (!live->object->meta.hasFinalizer(finalizer)) return Outcome::Done;
    const Answer* answer = sync.ask([&] {
        base::Ref<api::Object> copy = live->object->copy();
        std::erase_if(copy->meta.finalizers.write(),
                      [&](const Text& name) { return name == finalizer; });
        return updateRequest(copy, live->object.resourceVersion);
    });
    if (!answer) return Outcome::Waiting;
    return answer->ok() || answer->notFound() ? Outcome::Done : Outcome::Failed;
}

Outcome deleteObject(Sync& sync, const api::Object& object, const std::vector<OwnerReference>& gone,
                     api::Propagation propagation) {
    const Answer* answer = sync.ask([&] {
        api::DeleteOptions options;
        options.propagation = propagation;
        options.uid = object.meta.uid;
        return deleteRequest(object.kind, object.meta.ns, object.meta.name, std::move(options));
    });
    if (!answer) return Outcome::Waiting;
    if (answer->ok() && !gone.empty())
        sync.note(OrphanCollected{object.kind, object.meta.ns, object.meta.name, gone.front().kind,
                                  gone.front().name});
    // A conflict is another object of the same name: this one is gone.
    return answer->ok() || answer->notFound() || answer->code == 409 ? Outcome::Done
                                                                     : Outcome::Failed;
}

// Deleted in the foreground: its turn comes when those that block it are gone.
Outcome deleteDependents(Sync& sync, const Text& uid, const GraphNode& node) {
    const std::vector<Text> blocking = sync.seen().graph().blockingDependentsOf(uid);
    if (blocking.empty()) return removeFinalizer(sync, node, api::names::finalizerForeground);
    if (!sync.live()) return Outcome::Done;
    for (const Text& dependent : blocking) {
        const GraphNode* d = sync.seen().graph().find(dependent);
        if (d && !d->deletingDependents) addToDelete(sync.step(), dependent);
    }
    return Outcome::Done;
}

Outcome deleteByOwners(Sync& sync, const Text& uid, const GraphNode& node,
                       const api::Object& live) {
    Classified owners;
    if (const Outcome o = classify(sync, live, owners); o != Outcome::Done) return o;
    const Graph& graph = sync.seen().graph();
    if (!owners.solid.empty()) {
        std::vector<Text> drop;
        for (const OwnerReference& ref : owners.dangling) drop.push_back(ref.uid);
        for (const OwnerReference& ref : owners.waiting) drop.push_back(ref.uid);
        if (drop.empty()) return Outcome::Done;
        const Answer* answer = sync.ask([&] { return patchNode(uid, node, drop); });
        if (!answer) return Outcome::Waiting;
        return answer->ok() || answer->notFound() ? Outcome::Done : Outcome::Failed;
    }
    if (!owners.waiting.empty()) {
        const std::vector<Text> dependents = graph.dependentsOf(uid);
        if (!dependents.empty())
            return deleteObject(sync, live, owners.waiting, api::Propagation::Foreground);
        return deleteObject(sync, live, owners.waiting, api::Propagation::Background);
    }
    api::Propagation propagation = api::Propagation::Background;
    if (live.meta.hasFinalizer(api::names::finalizerOrphan))
        propagation = api::Propagation::Orphan;
    else if (live.meta.hasFinalizer(api::names::finalizerForeground))
        propagation = api::Propagation::Foreground;
    return deleteObject(sync, live, owners.dangling, propagation);
}

} // namespace

void onChangeForGarbage(Step& step, Kind /*kind*/, const Versioned& before, const Versioned& now) {
    if (before && now && sameForGarbage(before->meta, now->meta)) return;
    if (before && (!now || before->meta.uid != now->meta.uid)) onGone(step, before->meta.uid);
    if (!now) return;
    const bool same = before && before->meta.uid == now->meta.uid;
    onThere(step, same ? before.object.get() : nullptr, *now.object);
}

Outcome reconcileGarbageDelete(Sync& sync) {
    const Text& uid = sync.key().name;
    const GraphNode* found = sync.seen().graph().find(uid);
    if (!found) return Outcome::Done;
    const GraphNode& node = *found;
    if (node.beingDeleted && !node.deletingDependents) return Outcome::Done;
    if (!node.isVirtual && !node.deletingDependents && node.owners->empty()) return Outcome::Done;
    const Answer* live = sync.ask([&] { return getNode(node); });
    if (!live) return Outcome::Waiting;
    if (!live->ok() && !live->notFound()) return Outcome::Failed;
    if (live->notFound() || live->object->meta.uid != uid) {
        if (sync.live()) onGone(sync.step(), uid);
        return Outcome::Done;
    }
    if (node.deletingDependents) return deleteDependents(sync, uid, node);
    if (live->object->meta.owners->empty()) return Outcome::Done;
    return deleteByOwners(sync, uid, node, *live->object.object);
}

Outcome reconcileGarbageOrphan(Sync& sync) {
    const Text& uid = sync.key().name;
    const Graph& graph = sync.seen().graph();
    const GraphNode* node = graph.find(uid);
    if (!node) return Outcome::Done;
    std::vector<Text> dependents;
    for (const Text& dependent : graph.dependentsOf(uid))
        if (graph.find(dependent)) dependents.push_back(dependent);
    const auto answers = sync.askAll(dependents.size(), [&](std::size_t i) {
        return patchNode(dependents[i], *graph.find(dependents[i]), {uid});
    });
    if (!answers) return Outcome::Waiting;
    for (const Answer& answer : *answers)
        if (!answer.ok() && !answer.notFound()) return Outcome::Failed;
    return removeFinalizer(sync, *node, api::names::finalizerOrphan);
}

} // namespace maqueta::controllers
