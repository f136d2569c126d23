#include "api/schema/types.h"

namespace maqueta::api::schema {
namespace {

// staging/src/k8s.io/api/core/v1/types.go
constexpr TypeLine podLines[] = {
    {"PodTemplateSpec", "metadata? ObjectMeta, spec? PodSpec"},
    {"PodSpec",
     "volumes? []Volume@name!, initContainers? []Container@name, containers []Container@name, "
     "ephemeralContainers? []EphemeralContainer@name, restartPolicy? string:RestartPolicy, "
     "terminationGracePeriodSeconds? *int64, activeDeadlineSeconds? *int64, "
     "dnsPolicy? string:DNSPolicy, nodeSelector? map:string, serviceAccountName? string, "
     "serviceAccount? string, automountServiceAccountToken? *bool, nodeName? string, "
     "hostNetwork? bool, hostPID? bool, hostIPC? bool, shareProcessNamespace? *bool, "
     "securityContext? *PodSecurityContext, imagePullSecrets? []LocalObjectReference@name, "
     "hostname? string, subdomain? string, affinity? *Affinity, schedulerName? string, "
     "tolerations? []Toleration, hostAliases? []HostAlias@ip, priorityClassName? string, "
     "priority? *int32, dnsConfig? *PodDNSConfig, readinessGates? []PodReadinessGate, "
     "runtimeClassName? *string, enableServiceLinks? *bool, "
     "preemptionPolicy? *string:PreemptionPolicy, overhead? map:Quantity, "
     "topologySpreadConstraints? []TopologySpreadConstraint@topologyKey, setHostnameAsFQDN? *bool, "
     "os? *PodOS, hostUsers? *bool, schedulingGates? []PodSchedulingGate@name, "
     "resourceClaims? []PodResourceClaim@name!, resources? *ResourceRequirements"},
    {"Container",
     "name string, image? string, command? []string, args? []string, workingDir? string, "
     "ports? []ContainerPort@containerPort, envFrom? []EnvFromSource, env? []EnvVar@name, "
     "resources? ResourceRequirements, resizePolicy? []ContainerResizePolicy, "
     "restartPolicy? *string:ContainerRestartPolicy, volumeMounts? []VolumeMount@mountPath, "
     "volumeDevices? []VolumeDevice@devicePath, livenessProbe? *Probe, readinessProbe? *Probe, "
     "startupProbe? *Probe, lifecycle? *Lifecycle, terminationMessagePath? string, "
     "terminationMessagePolicy? string:TerminationMessagePolicy, "
     "imagePullPolicy? string:PullPolicy, securityContext? *SecurityContext, stdin? bool, "
     "stdinOnce? bool, tty? bool"},
    {"EphemeralContainer", "+Container, targetContainerName? string"},
    {"ContainerPort",
     "name? string, hostPort? int32, containerPort int32, protocol? string:Protocol, "
     "hostIP? string"},
    {"EnvVar", "name string, value? string, valueFrom? *EnvVarSource"},
    {"EnvVarSource", "fieldRef? *ObjectFieldSelector, resourceFieldRef? *ResourceFieldSelector, "
                     "configMapKeyRef? *ConfigMapKeySelector, secretKeyRef? *SecretKeySelector"},
    {"ObjectFieldSelector", "apiVersion? string, fieldPath string"},
    {"ResourceFieldSelector", "containerName? string, resource string, divisor? Quantity"},
    {"ConfigMapKeySelector", "name? string, key string, optional? *bool"},
    {"SecretKeySelector", "name? string, key string, optional? *bool"},
    {"EnvFromSource",
     "prefix? string, configMapRef? *ConfigMapEnvSource, secretRef? *SecretEnvSource"},
    {"ConfigMapEnvSource", "name? string, optional? *bool"},
    {"SecretEnvSource", "name? string, optional? *bool"},
    {"ResourceRequirements",
     "limits? map:Quantity, requests? map:Quantity, claims? []ResourceClaim"},
    {"ResourceClaim", "name string, request? string"},
    {"ContainerResizePolicy",
     "resourceName string:ResourceName, restartPolicy string:ResourceResizeRestartPolicy"},
    {"ProbeHandler",
     "exec? *ExecAction, httpGet? *HTTPGetAction, tcpSocket? *TCPSocketAction, grpc? *GRPCAction"},
    {"Probe",
     "+ProbeHandler, initialDelaySeconds? int32, timeoutSeconds? int32, periodSeconds? int32, "
     "successThreshold? int32, failureThreshold? int32, terminationGracePeriodSeconds? *int64"},
    {"ExecAction", "command? []string"},
    {"HTTPGetAction", "path? string, port IntOrString, host? string, scheme? string:URIScheme, "
                      "httpHeaders? []HTTPHeader"},
    {"HTTPHeader", "name string, value string"},
    {"TCPSocketAction", "port IntOrString, host? string"},
    {"GRPCAction", "port int32, service *string"},
    {"Lifecycle", "postStart? *LifecycleHandler, preStop? *LifecycleHandler"},
    {"LifecycleHandler", "exec? *ExecAction, httpGet? *HTTPGetAction, tcpSocket? *TCPSocketAction, "
                         "sleep? *SleepAction"},
    {"SleepAction", "seconds int64"},
    {"SecurityContext",
     "capabilities? *Capabilities, privileged? *bool, seLinuxOptions? *SELinuxOptions, "
     "windowsOptions? *WindowsSecurityContextOptions, runAsUser? *int64, runAsGroup? *int64, "
     "runAsNonRoot? *bool, readOnlyRootFilesystem? *bool, allowPrivilegeEscalation? *bool, "
     "procMount? *string:ProcMountType, seccompProfile? *SeccompProfile, "
     "appArmorProfile? *AppArmorProfile"},
    {"PodSecurityContext",
     "seLinuxOptions? *SELinuxOptions, windowsOptions? *WindowsSecurityContextOptions, "
     "runAsUser? *int64, runAsGroup? *int64, runAsNonRoot? *bool, supplementalGroups? []int64, "
     "supplementalGroupsPolicy? *string:SupplementalGroupsPolicy, fsGroup? *int64, "
     "sysctls? []Sysctl, fsGroupChangePolicy? *string:PodFSGroupChangePolicy, "
     "seccompProfile? *SeccompProfile, appArmorProfile? *AppArmorProfile, "
     "seLinuxChangePolicy? *string:PodSELinuxChangePolicy"},
    {"Capabilities", "add? []string:Capability, drop? []string:Capability"},
    {"SELinuxOptions", "user? string, role? string, type? string, level? string"},
    {"WindowsSecurityContextOptions",
     "gmsaCredentialSpecName? *string, gmsaCredentialSpec? *string, runAsUserName? *string, "
     "hostProcess? *bool"},
    {"SeccompProfile", "type string:SeccompProfileType, localhostProfile? *string"},
    {"AppArmorProfile", "type string:AppArmorProfileType, localhostProfile? *string"},
    {"Sysctl", "name string, value string"},
    {"LocalObjectReference", "name? string"},
    {"Affinity",
     "nodeAffinity? *NodeAffinity, podAffinity? *PodAffinity, podAntiAffinity? *PodAntiAffinity"},
    {"NodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution? *NodeSelector, "
                     "preferredDuringSchedulingIgnoredDuringExecution? []PreferredSchedulingTerm"},
    {"NodeSelector", "nodeSelectorTerms []NodeSelectorTerm"},
    {"NodeSelectorTerm",
     "matchExpressions? []NodeSelectorRequirement, matchFields? []NodeSelectorRequirement"},
    {"NodeSelectorRequirement",
     "key string, operator string:NodeSelectorOperator, values? []string"},
    {"PreferredSchedulingTerm", "weight int32, preference NodeSelectorTerm"},
    {"PodAffinity", "requiredDuringSchedulingIgnoredDuringExecution? []PodAffinityTerm, "
                    "preferredDuringSchedulingIgnoredDuringExecution? []WeightedPodAffinityTerm"},
    {"PodAntiAffinity", "+PodAffinity"},
    {"PodAffinityTerm",
     "labelSelector? *LabelSelector, namespaces? []string, topologyKey string, "
     "namespaceSelector? *LabelSelector, matchLabelKeys? []string, mismatchLabelKeys? []string"},
    {"WeightedPodAffinityTerm", "weight int32, podAffinityTerm PodAffinityTerm"},
    {"Toleration",
     "key? string, operator? string:TolerationOperator, value? string, effect? string:TaintEffect, "
     "tolerationSeconds? *int64"},
    {"TopologySpreadConstraint",
     "maxSkew int32, topologyKey string, "
     "whenUnsatisfiable string:UnsatisfiableConstraintAction, labelSelector? *LabelSelector, "
     "minDomains? *int32, nodeAffinityPolicy? *string:NodeInclusionPolicy, "
     "nodeTaintsPolicy? *string:NodeInclusionPolicy, matchLabelKeys? []string"},
    {"HostAlias", "ip string, hostnames? []string"},
    {"PodDNSConfig", "nameservers? []string, searches? []string, options? []PodDNSConfigOption"},
    {"PodDNSConfigOption", "name? string, value? *string"},
    {"PodReadinessGate", "conditionType string:PodConditionType"},
    {"PodOS", "name string:OSName"},
    {"PodSchedulingGate", "name string"},
    {"PodResourceClaim",
     "name string, resourceClaimName? *string, resourceClaimTemplateName? *string"},
    {"PodStatus",
     "phase? string:PodPhase, conditions? []PodCondition@type, message? string, reason? string, "
     "nominatedNodeName? string, hostIP? string, hostIPs? []HostIP, podIP? string, "
     "podIPs? []PodIP@ip, startTime? *Time, initContainerStatuses? []ContainerStatus, "
     "containerStatuses? []ContainerStatus, qosClass? string:PodQOSClass, "
     "ephemeralContainerStatuses? []ContainerStatus, resize? string:PodResizeStatus, "
     "resourceClaimStatuses? []any"},
    {"HostIP", "ip string"},
    {"PodIP", "ip string"},
    {"PodCondition",
     "type string:PodConditionType, status string:ConditionStatus, lastProbeTime? Time, "
     "lastTransitionTime? Time, reason? string, message? string"},
    {"ContainerStatus",
     "name string, state? ContainerState, lastState? ContainerState, ready bool, "
     "restartCount int32, image string, imageID string, containerID? string, started? *bool, "
     "allocatedResources? map:Quantity, resources? *ResourceRequirements, volumeMounts? []any, "
     "user? *any, allocatedResourcesStatus? []any"},
    {"ContainerState", "waiting? *ContainerStateWaiting, running? *ContainerStateRunning, "
                       "terminated? *ContainerStateTerminated"},
    {"ContainerStateWaiting", "reason? string, message? string"},
    {"ContainerStateRunning", "startedAt? Time"},
    {"ContainerStateTerminated",
     "exitCode int32, signal? int32, reason? string, message? string, startedAt? Time, "
     "finishedAt? Time, containerID? string"},
};

// staging/src/k8s.io/api/core/v1/types.go; sources that only real storage has are not spelled out.
constexpr TypeLine volumeLines[] = {
    {"Volume",
     "name string, hostPath? *HostPathVolumeSource, emptyDir? *EmptyDirVolumeSource, "
     "secret? *SecretVolumeSource, nfs? *NFSVolumeSource, "
     "persistentVolumeClaim? *PersistentVolumeClaimVolumeSource, "
     "downwardAPI? *DownwardAPIVolumeSource, configMap? *ConfigMapVolumeSource, "
     "projected? *ProjectedVolumeSource, csi? *CSIVolumeSource, ephemeral? *EphemeralVolumeSource, "
     "image? *ImageVolumeSource, gcePersistentDisk? *any, awsElasticBlockStore? *any, "
     "gitRepo? *any, iscsi? *any, glusterfs? *any, rbd? *any, flexVolume? *any, cinder? *any, "
     "cephfs? *any, flocker? *any, fc? *any, azureFile? *any, vsphereVolume? *any, quobyte? *any, "
     "azureDisk? *any, photonPersistentDisk? *any, portworxVolume? *any, scaleIO? *any, "
     "storageos? *any"},
    {"VolumeMount",
     "name string, readOnly? bool, recursiveReadOnly? *string:RecursiveReadOnlyMode, "
     "mountPath string, subPath? string, mountPropagation? *string:MountPropagationMode, "
     "subPathExpr? string"},
    {"VolumeDevice", "name string, devicePath string"},
    {"HostPathVolumeSource", "path string, type? *string:HostPathType"},
    {"EmptyDirVolumeSource", "medium? string:StorageMedium, sizeLimit? *Quantity"},
    {"SecretVolumeSource",
     "secretName? string, items? []KeyToPath, defaultMode? *int32, optional? *bool"},
    {"ConfigMapVolumeSource",
     "name? string, items? []KeyToPath, defaultMode? *int32, optional? *bool"},
    {"KeyToPath", "key string, path string, mode? *int32"},
    {"NFSVolumeSource", "server string, path string, readOnly? bool"},
    {"PersistentVolumeClaimVolumeSource", "claimName string, readOnly? bool"},
    {"DownwardAPIVolumeSource", "items? []DownwardAPIVolumeFile, defaultMode? *int32"},
    {"DownwardAPIVolumeFile",
     "path string, fieldRef? *ObjectFieldSelector, resourceFieldRef? *ResourceFieldSelector, "
     "mode? *int32"},
    {"ProjectedVolumeSource", "sources []VolumeProjection, defaultMode? *int32"},
    {"VolumeProjection",
     "secret? *SecretProjection, downwardAPI? *DownwardAPIProjection, "
     "configMap? *ConfigMapProjection, serviceAccountToken? *ServiceAccountTokenProjection, "
     "clusterTrustBundle? *any"},
    {"SecretProjection", "name? string, items? []KeyToPath, optional? *bool"},
    {"ConfigMapProjection", "name? string, items? []KeyToPath, optional? *bool"},
    {"DownwardAPIProjection", "items? []DownwardAPIVolumeFile"},
    {"ServiceAccountTokenProjection", "audience? string, expirationSeconds? *int64, path string"},
    {"CSIVolumeSource",
     "driver string, readOnly? *bool, fsType? *string, volumeAttributes? map:string, "
     "nodePublishSecretRef? *LocalObjectReference"},
    {"EphemeralVolumeSource", "volumeClaimTemplate? *any"},
    {"ImageVolumeSource", "reference? string, pullPolicy? string:PullPolicy"},
};

} // namespace

std::span<const TypeLine> podTypes() {
    return podLines;
}

std::span<const TypeLine> volumeTypes() {
    return volumeLines;
}

} // namespace maqueta::api::schema
