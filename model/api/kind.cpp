#include "api/kind.h"

#include <array>

namespace maqueta::api {
namespace {

constexpr std::string_view networkingGroup = "networking.k8s.io";
constexpr std::string_view rbacGroup = "rbac.authorization.k8s.io";
constexpr std::string_view storageGroup = "storage.k8s.io";
constexpr std::string_view admissionGroup = "admissionregistration.k8s.io";

// Order of the enum; the test checks it.
constexpr std::array<KindInfo, static_cast<std::size_t>(Kind::Count)> table{{
    {Kind::Other, "", "", "", "", "", true, false},
    {Kind::Namespace, "", "v1", "Namespace", "namespaces", "ns", false, true},
    {Kind::Node, "", "v1", "Node", "nodes", "no", false, true},
    {Kind::Pod, "", "v1", "Pod", "pods", "po", true, true},
    {Kind::ReplicaSet, "apps", "v1", "ReplicaSet", "replicasets", "rs", true, true},
    {Kind::Deployment, "apps", "v1", "Deployment", "deployments", "deploy", true, true},
    {Kind::Lease, "coordination.k8s.io", "v1", "Lease", "leases", "", true, true},
    {Kind::Event, "", "v1", "Event", "events", "ev", true, true},
    {Kind::Service, "", "v1", "Service", "services", "svc", true, false},
    {Kind::EndpointSlice, "discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", "", true,
     false},
    {Kind::Endpoints, "", "v1", "Endpoints", "endpoints", "ep", true, false},
    {Kind::ConfigMap, "", "v1", "ConfigMap", "configmaps", "cm", true, false},
    {Kind::Secret, "", "v1", "Secret", "secrets", "", true, false},
    {Kind::ServiceAccount, "", "v1", "ServiceAccount", "serviceaccounts", "sa", true, false},
    {Kind::PersistentVolume, "", "v1", "PersistentVolume", "persistentvolumes", "pv", false, false},
    {Kind::PersistentVolumeClaim, "", "v1", "PersistentVolumeClaim", "persistentvolumeclaims",
     "pvc", true, false},
    {Kind::StorageClass, storageGroup, "v1", "StorageClass", "storageclasses", "sc", false, false},
    {Kind::StatefulSet, "apps", "v1", "StatefulSet", "statefulsets", "sts", true, false},
    {Kind::DaemonSet, "apps", "v1", "DaemonSet", "daemonsets", "ds", true, false},
    {Kind::ReplicationController, "", "v1", "ReplicationController", "replicationcontrollers", "rc",
     true, false},
    {Kind::ControllerRevision, "apps", "v1", "ControllerRevision", "controllerrevisions", "", true,
     false},
    {Kind::Job, "batch", "v1", "Job", "jobs", "", true, false},
    {Kind::CronJob, "batch", "v1", "CronJob", "cronjobs", "cj", true, false},
    {Kind::HorizontalPodAutoscaler, "autoscaling", "v2", "HorizontalPodAutoscaler",
     "horizontalpodautoscalers", "hpa", true, false},
    {Kind::PodDisruptionBudget, "policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets",
     "pdb", true, false},
    {Kind::PriorityClass, "scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", "pc",
     false, false},
    {Kind::ResourceQuota, "", "v1", "ResourceQuota", "resourcequotas", "quota", true, false},
    {Kind::LimitRange, "", "v1", "LimitRange", "limitranges", "limits", true, false},
    {Kind::NetworkPolicy, networkingGroup, "v1", "NetworkPolicy", "networkpolicies", "netpol", true,
     false},
    {Kind::Ingress, networkingGroup, "v1", "Ingress", "ingresses", "ing", true, false},
    {Kind::IngressClass, networkingGroup, "v1", "IngressClass", "ingressclasses", "", false, false},
    {Kind::Role, rbacGroup, "v1", "Role", "roles", "", true, false},
    {Kind::RoleBinding, rbacGroup, "v1", "RoleBinding", "rolebindings", "", true, false},
    {Kind::ClusterRole, rbacGroup, "v1", "ClusterRole", "clusterroles", "", false, false},
    {Kind::ClusterRoleBinding, rbacGroup, "v1", "ClusterRoleBinding", "clusterrolebindings", "",
     false, false},
    {Kind::CustomResourceDefinition, "apiextensions.k8s.io", "v1", "CustomResourceDefinition",
     "customresourcedefinitions", "crd", false, false},
    {Kind::ValidatingWebhookConfiguration, admissionGroup, "v1", "ValidatingWebhookConfiguration",
     "validatingwebhookconfigurations", "", false, false},
    {Kind::MutatingWebhookConfiguration, admissionGroup, "v1", "MutatingWebhookConfiguration",
     "mutatingwebhookconfigurations", "", false, false},
    {Kind::APIService, "apiregistration.k8s.io", "v1", "APIService", "apiservices", "", false,
     false},
    {Kind::RuntimeClass, "node.k8s.io", "v1", "RuntimeClass", "runtimeclasses", "", false, false},
    {Kind::CSIDriver, storageGroup, "v1", "CSIDriver", "csidrivers", "", false, false},
    {Kind::CSINode, storageGroup, "v1", "CSINode", "csinodes", "", false, false},
    {Kind::PodTemplate, "", "v1", "PodTemplate", "podtemplates", "", true, false},
}};

std::string_view groupOf(std::string_view apiVersion) {
    const std::size_t slash = apiVersion.find('/');
    return slash == std::string_view::npos ? std::string_view() : apiVersion.substr(0, slash);
}

} // namespace

std::string KindInfo::apiVersion() const {
    return group.empty() ? std::string(version) : std::string(group).append("/").append(version);
}

std::string KindInfo::qualifiedName() const {
    return group.empty() ? std::string(name) : std::string(name).append(".").append(group);
}

std::string KindInfo::qualifiedPlural() const {
    return group.empty() ? std::string(plural) : std::string(plural).append(".").append(group);
}

const KindInfo& info(Kind kind) {
    return table[static_cast<std::size_t>(kind)];
}

std::span<const KindInfo> allKinds() {
    return std::span(table).subspan(1);
}

Kind findKind(std::string_view apiVersion, std::string_view kind) {
    const std::string_view group = groupOf(apiVersion);
    for (const KindInfo& k : allKinds())
        if (k.name == kind && k.group == group) return k.kind;
    return Kind::Other;
}

Kind findKindByWord(std::string_view word) {
    std::string lower(word);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    for (const KindInfo& k : allKinds()) {
        std::string singular(k.name);
        for (char& c : singular)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        const bool short_ = !k.shortName.empty() && lower == k.shortName;
        if (short_ || lower == k.plural || lower == singular || lower == k.qualifiedPlural())
            return k.kind;
    }
    return Kind::Other;
}

base::Text prefixOf(Kind kind, std::string_view ns) {
    std::string key = "/registry/";
    // Kubernetes stores nodes and leases under names of their own
    // (kubeapiserver/default_storage_factory_builder.go).
    key += kind == Kind::Node ? "minions" : info(kind).plural;
    key += '/';
    if (!ns.empty()) key.append(ns).append("/");
    return key;
}

base::Text keyOf(Kind kind, std::string_view ns, std::string_view name) {
    return prefixOf(kind, info(kind).namespaced ? ns : std::string_view()) + name;
}

std::string guessPlural(std::string_view kind) {
    std::string plural(kind);
    for (char& c : plural)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (plural.ends_with("endpoints")) return plural;
    if (plural.ends_with("s") || plural.ends_with("x") || plural.ends_with("ch") ||
        plural.ends_with("sh"))
        return plural + "es";
    // Kubernetes itself guesses "gatewaies"; the definition then says "gateways".
    const bool vowel = plural.size() > 1 &&
                       std::string_view("aeiou").find(plural.end()[-2]) != std::string_view::npos;
    if (plural.ends_with("y") && !vowel) {
        plural.back() = 'i';
        return plural + "es";
    }
    return plural + "s";
}

base::Text keyOfOther(std::string_view apiVersion, std::string_view kind, std::string_view ns,
                      std::string_view name) {
    std::string key = "/registry/";
    const std::string_view group = groupOf(apiVersion);
    if (!group.empty()) key.append(group).append("/");
    key += guessPlural(kind) + "/";
    if (!ns.empty()) key.append(ns).append("/");
    return key.append(name);
}

base::Text prefixEnd(std::string_view prefix) {
    std::string end(prefix);
    while (!end.empty()) {
        if (static_cast<unsigned char>(end.back()) < 0xff) {
            end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
            return end;
        }
        end.pop_back();
    }
    return {};
}

} // namespace maqueta::api
