// Pod: what runs on a node (staging/src/k8s.io/api/core/v1/types.go). The spec's shared part stands
// apart from nodeName, so that all pods of one template share it.
#pragma once

#include "api/condition.h"
#include "api/object.h"
#include "api/selector.h"

#include <optional>
#include <vector>

namespace maqueta::api {

struct ContainerPort {
    std::int32_t containerPort = 0;
    std::int32_t hostPort = 0;
    Text protocol; // "TCP" after defaulting
    Text hostIp;
    Text name;
    friend bool operator==(const ContainerPort&, const ContainerPort&) = default;
};

struct Container {
    Text name;
    Text image;
    Text imagePullPolicy;
    Text restartPolicy; // "Always" of an init container makes it a sidecar
    ResourceList requests;
    ResourceList limits;
    std::vector<ContainerPort> ports;
    // Probes stay as JSON: their presence, delay, period and thresholds matter here, not what they
    // call.
    base::JsonRef livenessProbe, readinessProbe, startupProbe;
    base::JsonRef rest;
};

struct Toleration {
    Text key;
    Text op; // "Exists" or "Equal"; empty = Equal
    Text value;
    Text effect; // empty = every effect
    std::optional<std::int64_t> tolerationSeconds;
    friend bool operator==(const Toleration&, const Toleration&) = default;
};

struct NodeSelectorTerm {
    std::vector<Requirement> matchExpressions;
    std::vector<Requirement> matchFields;
    friend bool operator==(const NodeSelectorTerm&, const NodeSelectorTerm&) = default;
};
struct PreferredNodeTerm {
    std::int32_t weight = 1;
    NodeSelectorTerm term;
    friend bool operator==(const PreferredNodeTerm&, const PreferredNodeTerm&) = default;
};
// The part of spec.affinity that chooses nodes; the terms over other pods stay in `rest` of the
// spec under "affinity" until the scheduler reads them.
struct NodeAffinity {
    std::optional<std::vector<NodeSelectorTerm>> required;
    std::vector<PreferredNodeTerm> preferred;
};

struct PodSpec {
    std::vector<Container> initContainers;
    std::vector<Container> containers;
    StringMap nodeSelector;
    sim::Cow<NodeAffinity> nodeAffinity;
    std::vector<Toleration> tolerations;
    Text restartPolicy; // Always, OnFailure, Never
    Text schedulerName;
    Text priorityClassName;
    std::optional<std::int32_t> priority;
    std::optional<std::int64_t> terminationGracePeriodSeconds;
    std::optional<std::int64_t> activeDeadlineSeconds;
    ResourceList overhead;
    bool hostNetwork = false;
    std::vector<Text> schedulingGates;
    base::JsonRef rest;
};

// What a pod asks of a node: the larger of (sum of containers) and (any init container), plus
// overhead (component-helpers/resource/helpers.go, PodRequests; sidecars count with the
// containers).
ResourceList podRequests(const PodSpec& spec);

enum class PodPhase : std::uint8_t { Pending, Running, Succeeded, Failed, Unknown };
std::string_view text(PodPhase phase);

struct ContainerState {
    enum class Type : std::uint8_t { None, Waiting, Running, Terminated } type = Type::None;
    Text reason;
    Text message;
    std::int32_t exitCode = 0;
    sim::MaybeTime startedAt;
    sim::MaybeTime finishedAt;
    base::JsonRef rest = {};
    friend bool operator==(const ContainerState&, const ContainerState&) = default;
};

struct ContainerStatus {
    Text name;
    Text image;
    Text containerId;
    bool ready = false;
    bool started = false;
    std::int32_t restartCount = 0;
    ContainerState state;
    ContainerState lastState;
    base::JsonRef rest = {};
    friend bool operator==(const ContainerStatus&, const ContainerStatus&) = default;
};

struct PodStatus {
    PodPhase phase = PodPhase::Pending;
    Text reason;
    Text message;
    Text podIp;
    Text hostIp;
    Text nominatedNodeName;
    Text qosClass;
    sim::MaybeTime startTime;
    Conditions conditions;
    sim::Cow<std::vector<ContainerStatus>> containerStatuses;
    sim::Cow<std::vector<ContainerStatus>> initContainerStatuses;
    base::JsonRef rest;
};

struct Pod final : ObjectOf<Pod, Kind::Pod> {
    sim::Cow<PodSpec> spec;
    Text nodeName; // spec.nodeName; empty = not scheduled
    // "kube-api-access-x7k2p": name of the volume with the service account's token that admission
    // gave the pod, mounted in all its containers. Apart from the spec, so that pods of one
    // template share theirs; the codec spells volume and mounts out. Empty = none, or spelled out
    // in the spec.
    Text tokenVolume;
    PodStatus status;

    bool finished() const {
        return status.phase == PodPhase::Succeeded || status.phase == PodPhase::Failed;
    }
    bool ready() const { return isTrue(status.conditions, "Ready"); }
    void addContentTo(sim::Fingerprint& f) const override;
};

void addTo(sim::Fingerprint& f, const PodSpec& spec);

// The name that people give to the pod's group: the Deployment of a pod of its ReplicaSet (whose
// name is the Deployment's with the hash of its template), else its controller, else itself.
Text workloadName(const Pod& pod);

// spec.template of a workload: what its pods are made of.
struct PodTemplate {
    StringMap labels;
    StringMap annotations;
    sim::Cow<PodSpec> spec;
    Text nodeName;
    base::JsonRef rest; // of the template: its metadata's other fields under "metadata"
};
void addTo(sim::Fingerprint& f, const PodTemplate& podTemplate);

} // namespace maqueta::api
