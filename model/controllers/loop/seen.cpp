#include "controllers/loop/seen.h"

#include "base/hash.h"
#include "controllers/workload/pods.h"

namespace maqueta::controllers {

using api::Kind;
using api::Versioned;

Owned::Owned(const Versioned& v) : object(v), labels(v->meta.labels) {
    if (const api::OwnerReference* owner = v->meta.controller()) controller = owner->uid;
    if (const auto* pod = api::objectCast<api::Pod>(v.object)) {
        claimable = isActive(*pod);
        ready = pod->ready();
    }
}

std::uint64_t Seen::hashOf(std::string_view uid) {
    return uid.empty() ? 0 : base::hashBytes(uid);
}

const store::Table* Seen::tableOf(Kind kind) const {
    switch (kind) {
    case Kind::Pod: return &pods_;
    case Kind::ReplicaSet: return &replicaSets_;
    case Kind::Deployment: return &deployments_;
    case Kind::Node: return &nodes_;
    case Kind::Lease: return &leases_;
    case Kind::Namespace: return &namespaces_;
    case Kind::PodDisruptionBudget: return &budgets_;
    case Kind::PersistentVolumeClaim: return &claims_;
    case Kind::PersistentVolume: return &volumes_;
    case Kind::StorageClass: return &storageClasses_;
    case Kind::StatefulSet: return &statefulSets_;
    case Kind::ReplicationController: return &replicationControllers_;
    default: return nullptr;
    }
}

Versioned Seen::find(Kind kind, std::string_view ns, std::string_view name) const {
    const store::Table* table = tableOf(kind);
    const store::KeyValue* kv = table ? table->find(api::keyOf(kind, ns, name)) : nullptr;
    if (!kv) return {};
    return {api::ObjectRef(static_cast<const api::Object*>(kv->value.get())), kv->modRevision};
}

void Seen::onChange(Kind kind, const Versioned& before, const Versioned& now) {
    if (kind != Kind::Pod && kind != Kind::ReplicaSet) return;
    const auto controlledKey = [&](const api::Object& object) {
        const api::OwnerReference* owner = object.meta.controller();
        return Controlled{owner ? hashOf(owner->uid) : 0, kind, {object.meta.ns, object.meta.name}};
    };
    if (before && (!now || controlledKey(*before.object) != controlledKey(*now.object)))
        controlled_.erase(controlledKey(*before.object));
    if (now) controlled_.set(controlledKey(*now.object), Owned(now));

    if (kind != Kind::Pod) return;
    const auto nodeOf = [](const Versioned& v) { return v ? v.as<api::Pod>().nodeName : Text(); };
    const auto nodeKey = [&](const Versioned& v) {
        return OnNode{nodeOf(v), {v->meta.ns, v->meta.name}};
    };
    if (!nodeOf(before).empty() && nodeOf(before) != nodeOf(now)) onNode_.erase(nodeKey(before));
    if (!nodeOf(now).empty()) onNode_.set(nodeKey(now), now);
}

void Seen::refresh(const api::Client& client) {
    const auto take = [&](Kind kind, store::Table& table) {
        const api::Informer* informer = client.informer(kind);
        if (informer) table = informer->table;
    };
    take(Kind::Pod, pods_);
    take(Kind::ReplicaSet, replicaSets_);
    take(Kind::Deployment, deployments_);
    take(Kind::Node, nodes_);
    take(Kind::Lease, leases_);
    take(Kind::Namespace, namespaces_);
    take(Kind::PodDisruptionBudget, budgets_);
    take(Kind::PersistentVolumeClaim, claims_);
    take(Kind::PersistentVolume, volumes_);
    take(Kind::StorageClass, storageClasses_);
    take(Kind::StatefulSet, statefulSets_);
    take(Kind::ReplicationController, replicationControllers_);
}

} // namespace maqueta::controllers
