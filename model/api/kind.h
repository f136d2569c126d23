// The kinds of objects that the API knows: one line each in one table (kind.cpp).
//
// A kind with behaviour in the model is "simulated"; any other kind of Kubernetes is accepted,
// stored, shown and exported unchanged, and marked as kept. A kind that the table lacks (a custom
// resource) is kept too, as Kind::Other, with its group, version and kind in the object itself.
#pragma once

#include "base/text.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace maqueta::api {

enum class Kind : std::uint16_t {
    Other,
    Namespace,
    Node,
    Pod,
    ReplicaSet,
    Deployment,
    Lease,
    Event,
    Service,
    EndpointSlice,
    Endpoints,
    ConfigMap,
    Secret,
    ServiceAccount,
    PersistentVolume,
    PersistentVolumeClaim,
    StorageClass,
    StatefulSet,
    DaemonSet,
    ReplicationController,
    ControllerRevision,
    Job,
    CronJob,
    HorizontalPodAutoscaler,
    PodDisruptionBudget,
    PriorityClass,
    ResourceQuota,
    LimitRange,
    NetworkPolicy,
    Ingress,
    IngressClass,
    Role,
    RoleBinding,
    ClusterRole,
    ClusterRoleBinding,
    CustomResourceDefinition,
    ValidatingWebhookConfiguration,
    MutatingWebhookConfiguration,
    APIService,
    RuntimeClass,
    CSIDriver,
    CSINode,
    PodTemplate,
    Count
};

struct KindInfo {
    Kind kind = Kind::Other;
    std::string_view group;     // "" for core
    std::string_view version;   // "v1"
    std::string_view name;      // "Deployment"
    std::string_view plural;    // "deployments"
    std::string_view shortName; // "deploy", may be empty
    bool namespaced = true;
    bool simulated = false;

    // "apps/v1", "v1"
    std::string apiVersion() const;
    // "Deployment.apps", "Pod": as messages name a kind
    std::string qualifiedName() const;
    // "deployments.apps", "pods": as messages name a resource
    std::string qualifiedPlural() const;
};

const KindInfo& info(Kind kind);
std::span<const KindInfo> allKinds();
// Kind::Other when the table has none. Any version of a known group is taken for the one of the
// table.
Kind findKind(std::string_view apiVersion, std::string_view kind);
// By plural, singular or short name, as kubectl takes them ("deploy", "pods", "Deployment",
// "deployments.apps").
Kind findKindByWord(std::string_view word);

// "/registry/pods/default/web-1", as Kubernetes names keys in etcd
// (apiserver/pkg/registry/generic/registry/store.go).
base::Text keyOf(Kind kind, std::string_view ns, std::string_view name);
// Of a custom resource: "/registry/<group>/<plural>/...".
base::Text keyOfOther(std::string_view apiVersion, std::string_view kind, std::string_view ns,
                      std::string_view name);
// "gateways" of "Gateway", "policies" of "Policy": the plural that a kind has unless its definition
// says otherwise (apimachinery/pkg/api/meta/restmapper.go, UnsafeGuessKindToResource).
std::string guessPlural(std::string_view kind);
// "/registry/pods/" or, with a namespace, "/registry/pods/default/": what all keys of a list start
// with.
base::Text prefixOf(Kind kind, std::string_view ns = {});
// The first key behind every key that starts with the prefix (etcd's clientv3.GetPrefixRangeEnd).
base::Text prefixEnd(std::string_view prefix);

} // namespace maqueta::api
