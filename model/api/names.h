// Names that Kubernetes gives to conditions, taints, labels and reasons, each spelled once.
#pragma once

#include <string_view>

namespace maqueta::api::names {

// Taints and well-known labels (staging/src/k8s.io/api/core/v1/well_known_taints.go,
// well_known_labels.go).
inline constexpr std::string_view taintNotReady = "node.kubernetes.io/not-ready";
inline constexpr std::string_view taintUnreachable = "node.kubernetes.io/unreachable";
inline constexpr std::string_view taintUnschedulable = "node.kubernetes.io/unschedulable";
inline constexpr std::string_view taintMemoryPressure = "node.kubernetes.io/memory-pressure";
inline constexpr std::string_view taintDiskPressure = "node.kubernetes.io/disk-pressure";
inline constexpr std::string_view taintPidPressure = "node.kubernetes.io/pid-pressure";
inline constexpr std::string_view taintNetworkUnavailable =
    "node.kubernetes.io/network-unavailable";
inline constexpr std::string_view taintControlPlane = "node-role.kubernetes.io/control-plane";
inline constexpr std::string_view labelControlPlane = "node-role.kubernetes.io/control-plane";
inline constexpr std::string_view labelHostname = "kubernetes.io/hostname";
inline constexpr std::string_view labelZone = "topology.kubernetes.io/zone";
inline constexpr std::string_view labelRegion = "topology.kubernetes.io/region";
inline constexpr std::string_view labelArch = "kubernetes.io/arch";
inline constexpr std::string_view labelOs = "kubernetes.io/os";
inline constexpr std::string_view labelPodTemplateHash = "pod-template-hash";
inline constexpr std::string_view nodeLeaseNamespace = "kube-node-lease";
inline constexpr std::string_view systemNamespace = "kube-system";
inline constexpr std::string_view schedulerLease = "kube-scheduler";
inline constexpr std::string_view controllerManagerLease = "kube-controller-manager";

// Resources.
inline constexpr std::string_view cpu = "cpu";
inline constexpr std::string_view memory = "memory";
inline constexpr std::string_view ephemeralStorage = "ephemeral-storage";
inline constexpr std::string_view pods = "pods";

// Finalizers.
inline constexpr std::string_view finalizerForeground = "foregroundDeletion";
inline constexpr std::string_view finalizerOrphan = "orphan";
inline constexpr std::string_view finalizerKubernetes = "kubernetes";

} // namespace maqueta::api::names
