#include "api/schema/types.h"

namespace maqueta::api::schema {
namespace {

// staging/src/k8s.io/api/{core,apps,coordination}/v1/types.go
constexpr TypeLine kindLines[] = {
    {"Pod",
     "kind? string, apiVersion? string, metadata? ObjectMeta, spec? PodSpec, status? PodStatus"},
    {"ReplicaSet", "kind? string, apiVersion? string, metadata? ObjectMeta, spec? ReplicaSetSpec, "
                   "status? ReplicaSetStatus"},
    {"ReplicaSetSpec", "replicas? *int32, minReadySeconds? int32, selector *LabelSelector, "
                       "template? PodTemplateSpec"},
    {"ReplicaSetStatus", "replicas int32, fullyLabeledReplicas? int32, readyReplicas? int32, "
                         "availableReplicas? int32, observedGeneration? int64, "
                         "conditions? []ReplicaSetCondition@type"},
    {"ReplicaSetCondition", "type string:ReplicaSetConditionType, status string:ConditionStatus, "
                            "lastTransitionTime? Time, reason? string, message? string"},
    {"Deployment", "kind? string, apiVersion? string, metadata? ObjectMeta, spec? DeploymentSpec, "
                   "status? DeploymentStatus"},
    {"DeploymentSpec",
     "replicas? *int32, selector *LabelSelector, template PodTemplateSpec, "
     "strategy? DeploymentStrategy!, minReadySeconds? int32, revisionHistoryLimit? *int32, "
     "paused? bool, progressDeadlineSeconds? *int32"},
    {"DeploymentStrategy",
     "type? string:DeploymentStrategyType, rollingUpdate? *RollingUpdateDeployment"},
    {"RollingUpdateDeployment", "maxUnavailable? *IntOrString, maxSurge? *IntOrString"},
    {"DeploymentStatus",
     "observedGeneration? int64, replicas? int32, updatedReplicas? int32, readyReplicas? int32, "
     "availableReplicas? int32, unavailableReplicas? int32, "
     "conditions? []DeploymentCondition@type, collisionCount? *int32"},
    {"DeploymentCondition",
     "type string:DeploymentConditionType, status string:ConditionStatus, lastUpdateTime? Time, "
     "lastTransitionTime? Time, reason? string, message? string"},
    {"Namespace", "kind? string, apiVersion? string, metadata? ObjectMeta, spec? NamespaceSpec, "
                  "status? NamespaceStatus"},
    {"NamespaceSpec", "finalizers? []string:FinalizerName"},
    {"NamespaceStatus", "phase? string:NamespacePhase, conditions? []NamespaceCondition@type"},
    {"NamespaceCondition", "type string:NamespaceConditionType, status string:ConditionStatus, "
                           "lastTransitionTime? Time, reason? string, message? string"},
    {"Node",
     "kind? string, apiVersion? string, metadata? ObjectMeta, spec? NodeSpec, status? NodeStatus"},
    {"NodeSpec", "podCIDR? string, podCIDRs? []string@., providerID? string, unschedulable? bool, "
                 "taints? []Taint, configSource? *any, externalID? string"},
    {"Taint", "key string, value? string, effect string:TaintEffect, timeAdded? *Time"},
    {"NodeStatus",
     "capacity? map:Quantity, allocatable? map:Quantity, phase? string:NodePhase, "
     "conditions? []NodeCondition@type, addresses? []NodeAddress@type, "
     "daemonEndpoints? NodeDaemonEndpoints, nodeInfo? NodeSystemInfo, images? []ContainerImage, "
     "volumesInUse? []string, volumesAttached? []AttachedVolume, config? *any, "
     "runtimeHandlers? []any, features? *any"},
    {"NodeCondition",
     "type string:NodeConditionType, status string:ConditionStatus, lastHeartbeatTime? Time, "
     "lastTransitionTime? Time, reason? string, message? string"},
    {"NodeAddress", "type string:NodeAddressType, address string"},
    {"NodeDaemonEndpoints", "kubeletEndpoint? DaemonEndpoint"},
    {"DaemonEndpoint", "Port int32"},
    {"NodeSystemInfo",
     "machineID string, systemUUID string, bootID string, kernelVersion string, osImage string, "
     "containerRuntimeVersion string, kubeletVersion string, kubeProxyVersion string, "
     "operatingSystem string, architecture string"},
    {"ContainerImage", "names []string, sizeBytes? int64"},
    {"AttachedVolume", "name string, devicePath string"},
    {"Lease", "kind? string, apiVersion? string, metadata? ObjectMeta, spec? LeaseSpec"},
    {"LeaseSpec",
     "holderIdentity? *string, leaseDurationSeconds? *int32, acquireTime? *MicroTime, "
     "renewTime? *MicroTime, leaseTransitions? *int32, strategy? *string:CoordinatedLeaseStrategy, "
     "preferredHolder? *string"},
    {"Event",
     "kind? string, apiVersion? string, metadata ObjectMeta, involvedObject ObjectReference, "
     "reason? string, message? string, source? EventSource, firstTimestamp? Time, "
     "lastTimestamp? Time, count? int32, type? string, eventTime? MicroTime, series? *EventSeries, "
     "action? string, related? *ObjectReference, reportingComponent string, "
     "reportingInstance string"},
    {"ObjectReference",
     "kind? string, namespace? string, name? string, uid? string:UID, apiVersion? string, "
     "resourceVersion? string, fieldPath? string"},
    {"EventSource", "component? string, host? string"},
    {"EventSeries", "count? int32, lastObservedTime? MicroTime"},

    // Kinds that are kept: only the lists that merge.
    {"Service", "metadata? ObjectMeta, spec? ServiceSpec"},
    {"ServiceSpec", "ports? []ServicePort@port"},
    {"ServicePort", "port int32"},
    {"StatefulSet", "metadata? ObjectMeta, spec? WorkloadSpec"},
    {"DaemonSet", "metadata? ObjectMeta, spec? WorkloadSpec"},
    {"ReplicationController", "metadata? ObjectMeta, spec? WorkloadSpec"},
    {"Job", "metadata? ObjectMeta, spec? WorkloadSpec"},
    {"WorkloadSpec", "template PodTemplateSpec"},
    {"CronJob", "metadata? ObjectMeta, spec? CronJobSpec"},
    {"CronJobSpec", "jobTemplate JobTemplateSpec"},
    {"JobTemplateSpec", "metadata? ObjectMeta, spec? WorkloadSpec"},
    {"PodTemplate", "metadata? ObjectMeta, template? PodTemplateSpec"},
    {"ServiceAccount", "metadata? ObjectMeta, secrets? []ObjectReference@name, "
                       "imagePullSecrets? []LocalObjectReference@name"},
    {"ConfigMap", "metadata? ObjectMeta"},
    {"Secret", "metadata? ObjectMeta"},
    {"Ingress", "metadata? ObjectMeta"},
    {"NetworkPolicy", "metadata? ObjectMeta"},
    {"PersistentVolumeClaim", "metadata? ObjectMeta"},
    {"PersistentVolume", "metadata? ObjectMeta"},
    {"PodDisruptionBudget", "metadata? ObjectMeta"},
    {"HorizontalPodAutoscaler", "metadata? ObjectMeta"},
};

} // namespace

std::span<const TypeLine> kindTypes() {
    return kindLines;
}

} // namespace maqueta::api::schema
