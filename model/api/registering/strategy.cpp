#include "api/registering/strategy.h"

#include "api/codec/parts.h"
#include "api/defaults.h"
#include "api/digest.h"
#include "api/kinds/volumes.h"
#include "api/names.h"

#include <algorithm>
#include <array>

namespace maqueta::api::registering {
namespace {

using base::Json;

template <class T>
const T& as(const Object& object) {
    return static_cast<const T&>(object);
}
template <class T>
T& as(Object& object) {
    return static_cast<T&>(object);
}

// Kinds that are kept and count generations.
bool countsGenerations(Kind kind) {
    constexpr std::array kinds{Kind::ReplicaSet,
                               Kind::Deployment,
                               Kind::StatefulSet,
                               Kind::DaemonSet,
                               Kind::ReplicationController,
                               Kind::Job,
                               Kind::CronJob,
                               Kind::PodDisruptionBudget,
                               Kind::NetworkPolicy,
                               Kind::Ingress,
                               Kind::IngressClass,
                               Kind::PriorityClass,
                               Kind::CustomResourceDefinition,
                               Kind::ValidatingWebhookConfiguration,
                               Kind::MutatingWebhookConfiguration,
                               Kind::Other};
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

const Json& partOf(const base::JsonRef& rest, const char* part) {
    static const Json absent;
    return rest ? codec::at(rest->value, part) : absent;
}

// Puts another status into the part of the object that stays JSON; null takes it out.
void setPart(base::JsonRef& rest, const char* part, const Json& value) {
    if (partOf(rest, part) == value) return;
    Json tree = rest ? rest->value : Json::object();
    if (value.is_null())
        tree.erase(part);
    else
        tree[part] = value;
    rest = tree.empty() ? base::JsonRef() : base::shareJson(std::move(tree));
}

bool sameTree(const base::JsonRef& a, const base::JsonRef& b) {
    return a == b || (a && b && a->value == b->value);
}

bool sameTemplate(const sim::Cow<PodTemplate>& a, const sim::Cow<PodTemplate>& b) {
    if (a.shares(b)) return true;
    sim::Fingerprint left;
    sim::Fingerprint right;
    addTo(left, *a);
    addTo(right, *b);
    return left == right;
}

bool sameSpec(const ReplicaSet& a, const ReplicaSet& b) {
    return a.replicas == b.replicas && a.minReadySeconds == b.minReadySeconds &&
           a.selector == b.selector && sameTemplate(a.podTemplate, b.podTemplate) &&
           sameTree(a.specRest, b.specRest);
}

// Annotations count, too: a rollback may be in them.
bool sameSpec(const Deployment& a, const Deployment& b) {
    return a.replicas == b.replicas && a.minReadySeconds == b.minReadySeconds &&
           a.progressDeadlineSeconds == b.progressDeadlineSeconds &&
           a.revisionHistoryLimit == b.revisionHistoryLimit && a.paused == b.paused &&
           a.selector == b.selector && a.strategy == b.strategy && a.maxSurge == b.maxSurge &&
           a.maxUnavailable == b.maxUnavailable && sameTemplate(a.podTemplate, b.podTemplate) &&
           sameTree(a.specRest, b.specRest) && a.meta.annotations == b.meta.annotations;
}

// Everything but metadata and status.
Json bareTree(const base::JsonRef& rest) {
    Json tree = rest ? rest->value : Json::object();
    tree.erase("status");
    tree.erase("metadata");
    return tree;
}

bool sameSpec(const Object& a, const Object& b) {
    if (a.kind == Kind::ReplicaSet && !sameSpec(as<ReplicaSet>(a), as<ReplicaSet>(b))) return false;
    if (a.kind == Kind::Deployment && !sameSpec(as<Deployment>(a), as<Deployment>(b))) return false;
    return a.rest == b.rest || bareTree(a.rest) == bareTree(b.rest);
}

Condition gated() {
    Condition c;
    c.type = "PodScheduled";
    c.status = ConditionStatus::False;
    c.reason = "SchedulingGated";
    c.message = "Scheduling is blocked due to non-empty scheduling gates";
    return c;
}

void prepareNewPod(Pod& pod) {
    pod.status = {};
    pod.status.qosClass = qosClassOf(*pod.spec);
    if (!pod.spec->schedulingGates.empty()) setCondition(pod.status.conditions, gated());
}

// Admission (NodeTaint) marks every new node, until its kubelet has reported.
void taintNewNode(Node& node) {
    const auto& taints = *node.taints;
    const bool marked = std::any_of(taints.begin(), taints.end(), [](const Taint& t) {
        return t.key == names::taintNotReady && t.effect == "NoSchedule";
    });
    if (!marked)
        node.taints.write().push_back({names::taintNotReady, {}, "NoSchedule", std::nullopt});
}

// Admission (StorageObjectInUseProtection) keeps claims and volumes while they are used.
void protect(ObjectMeta& meta, std::string_view finalizer) {
    if (!meta.hasFinalizer(finalizer)) meta.finalizers.write().emplace_back(finalizer);
}

void prepareNewNamespace(Namespace& ns) {
    ns.terminatingPhase = false;
    ns.conditions = {};
    const auto& finalizers = *ns.specFinalizers;
    if (std::find(finalizers.begin(), finalizers.end(), names::finalizerKubernetes) ==
        finalizers.end())
        ns.specFinalizers.write().emplace_back(names::finalizerKubernetes);
}

void copyStatus(const Object& from, Object& to) {
    switch (to.kind) {
    case Kind::Pod: as<Pod>(to).status = as<Pod>(from).status; break;
    case Kind::ReplicaSet: as<ReplicaSet>(to).status = as<ReplicaSet>(from).status; break;
    case Kind::Deployment: as<Deployment>(to).status = as<Deployment>(from).status; break;
    case Kind::Node: {
        auto& node = as<Node>(to);
        const auto& other = as<Node>(from);
        node.capacity = other.capacity;
        node.allocatable = other.allocatable;
        node.conditions = other.conditions;
        node.addresses = other.addresses;
        node.images = other.images;
        node.statusRest = other.statusRest;
        break;
    }
    case Kind::Namespace:
        as<Namespace>(to).terminatingPhase = as<Namespace>(from).terminatingPhase;
        as<Namespace>(to).conditions = as<Namespace>(from).conditions;
        break;
    default: break;
    }
    setPart(to.rest, "status", partOf(from.rest, "status"));
}

// What a write of the status makes: `before` with another status and other metadata.
base::Ref<Object> withStatus(const Object& before, const Object& now) {
    base::Ref<Object> object = before.copy();
    object->meta = now.meta;
    copyStatus(now, *object);
    if (object->kind == Kind::Pod) {
        // Old kubelets got the owners wrong.
        object->meta.owners = before.meta.owners;
        object->meta.deletionTime = before.meta.deletionTime;
        as<Pod>(*object).status.qosClass = as<Pod>(before).status.qosClass;
    } else if (object->kind == Kind::Deployment) {
        object->meta.labels = before.meta.labels;
    }
    return object;
}

// What people may not change by writing it.
void keepMeta(const ObjectMeta& before, ObjectMeta& now) {
    if (now.uid.empty()) now.uid = before.uid;
    now.creationTime = before.creationTime;
    now.generation = before.generation;
    if (before.deletionTime) now.deletionTime = before.deletionTime;
    if (before.deletionGraceSeconds) now.deletionGraceSeconds = before.deletionGraceSeconds;
    if (now.generateName.empty()) now.generateName = before.generateName;
}

} // namespace

bool hasStatus(Kind kind) {
    constexpr std::array kinds{Kind::Namespace,
                               Kind::Node,
                               Kind::Pod,
                               Kind::ReplicaSet,
                               Kind::Deployment,
                               Kind::Service,
                               Kind::PersistentVolume,
                               Kind::PersistentVolumeClaim,
                               Kind::StatefulSet,
                               Kind::DaemonSet,
                               Kind::ReplicationController,
                               Kind::Job,
                               Kind::CronJob,
                               Kind::HorizontalPodAutoscaler,
                               Kind::PodDisruptionBudget,
                               Kind::ResourceQuota,
                               Kind::Ingress,
                               Kind::CustomResourceDefinition,
                               Kind::APIService};
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool allowsUnconditionalUpdate(Kind kind) {
    return kind != Kind::Lease && kind != Kind::PodDisruptionBudget &&
           kind != Kind::CustomResourceDefinition && kind != Kind::APIService &&
           kind != Kind::Other;
}

void prepareNew(Object& object) {
    object.meta.deletionTime.reset();
    object.meta.deletionGraceSeconds.reset();
    object.meta.generation = countsGenerations(object.kind) ? 1 : 0;
    switch (object.kind) {
    case Kind::Pod: prepareNewPod(as<Pod>(object)); break;
    case Kind::ReplicaSet: as<ReplicaSet>(object).status = {}; break;
    case Kind::Deployment: as<Deployment>(object).status = {}; break;
    case Kind::Node: taintNewNode(as<Node>(object)); break;
    case Kind::Namespace: prepareNewNamespace(as<Namespace>(object)); break;
    default: break;
    }
    // A node brings its status; of other kinds controllers write it.
    if (hasStatus(object.kind) && object.kind != Kind::Node) setPart(object.rest, "status", {});
    const bool claim = object.kind == Kind::PersistentVolumeClaim;
    if (claim || object.kind == Kind::PersistentVolume) {
        setPart(object.rest, "status", {{"phase", "Pending"}});
        protect(object.meta, claim ? names::claimProtection : names::volumeProtection);
    }
}

void prepareChanged(const Object& before, base::Ref<Object>& now, Subresource sub) {
    keepMeta(before.meta, now->meta);
    if (sub == Subresource::Status) {
        now = withStatus(before, *now);
        return;
    }
    if (hasStatus(now->kind)) copyStatus(before, *now);
    if (now->kind == Kind::Namespace && sub != Subresource::Finalize)
        as<Namespace>(*now).specFinalizers = as<Namespace>(before).specFinalizers;
    if (countsGenerations(now->kind) && !sameSpec(before, *now)) ++now->meta.generation;
}

} // namespace maqueta::api::registering
