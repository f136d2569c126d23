#include "api/defaults.h"

#include "api/codec/parts.h"
#include "api/defaulting/pod_spec.h"
#include "api/names.h"

#include <algorithm>

namespace maqueta::api {

using namespace defaulting;

namespace {

void defaultTemplate(Json& spec) {
    setDefault(spec, "template", Json::object());
    Json& podTemplate = spec["template"];
    setDefault(podTemplate, "spec", Json::object());
    defaultPodSpec(podTemplate["spec"]);
}

// pkg/apis/apps/v1/defaults.go, SetDefaults_Deployment
void defaultDeployment(Json& tree) {
    setDefault(tree, "spec", Json::object());
    Json& spec = tree["spec"];
    defaultTemplate(spec);
    setDefault(spec, "replicas", 1);
    setDefault(spec, "strategy", Json::object());
    Json& strategy = spec["strategy"];
    setDefault(strategy, "type", "RollingUpdate");
    if (strategy["type"] == "RollingUpdate") {
        setDefault(strategy, "rollingUpdate", Json::object());
        setDefault(strategy["rollingUpdate"], "maxUnavailable", "25%");
        setDefault(strategy["rollingUpdate"], "maxSurge", "25%");
    }
    setDefault(spec, "revisionHistoryLimit", 10);
    setDefault(spec, "progressDeadlineSeconds", 600);
}

void defaultReplicaSet(Json& tree) {
    setDefault(tree, "spec", Json::object());
    defaultTemplate(tree["spec"]);
    setDefault(tree["spec"], "replicas", 1);
}

void defaultNode(Json& tree) {
    const auto status = tree.find("status");
    if (status != tree.end() && status->contains("capacity"))
        setDefault(*status, "allocatable", (*status)["capacity"]);
}

// pkg/apis/core/v1/defaults.go, SetDefaults_Namespace
void defaultNamespace(Json& tree) {
    const Text name = codec::textAt(codec::at(tree, "metadata"), "name");
    if (!name.empty())
        setDefault(tree["metadata"]["labels"], "kubernetes.io/metadata.name", name.view());
}

// SetDefaults_PersistentVolume, SetDefaults_PersistentVolumeClaim, and storage/v1's own.
void defaultPersistentVolume(Json& tree) {
    setDefault(tree, "status", Json::object());
    setDefault(tree["status"], "phase", "Pending");
    setDefault(tree, "spec", Json::object());
    setDefault(tree["spec"], "persistentVolumeReclaimPolicy", "Retain");
    setDefault(tree["spec"], "volumeMode", "Filesystem");
}

void defaultPersistentVolumeClaim(Json& tree) {
    setDefault(tree, "status", Json::object());
    setDefault(tree["status"], "phase", "Pending");
    setDefault(tree, "spec", Json::object());
    setDefault(tree["spec"], "volumeMode", "Filesystem");
}

void defaultStorageClass(Json& tree) {
    setDefault(tree, "reclaimPolicy", "Delete");
    setDefault(tree, "volumeBindingMode", "Immediate");
}

bool hasUnset(const Container& c) {
    return std::any_of(c.limits.begin(), c.limits.end(), [&c](const ResourceList::Entry& limit) {
        return !c.requests.find(limit.first);
    });
}

// The amounts that a class looks at.
bool counts(const ResourceList::Entry& entry) {
    return (entry.first == names::cpu || entry.first == names::memory) && entry.second.sign() > 0;
}

bool asksForNothing(const std::vector<Container>& containers) {
    return std::all_of(containers.begin(), containers.end(), [](const Container& c) {
        return std::none_of(c.requests.begin(), c.requests.end(), counts) &&
               std::none_of(c.limits.begin(), c.limits.end(), counts);
    });
}

bool isGuaranteed(const std::vector<Container>& containers) {
    return std::all_of(containers.begin(), containers.end(), [](const Container& c) {
        for (const std::string_view name : {names::cpu, names::memory}) {
            const base::Quantity* limit = c.limits.find(name);
            const base::Quantity* request = c.requests.find(name);
            if (!limit || limit->sign() <= 0) return false;
            if (request && *request != *limit) return false;
        }
        return true;
    });
}

} // namespace

void applyDefaults(Kind kind, Json& tree) {
    switch (kind) {
    case Kind::Pod:
        setDefault(tree, "spec", Json::object());
        defaultPodSpec(tree["spec"]);
        defaultPod(tree["spec"]);
        break;
    case Kind::Deployment: defaultDeployment(tree); break;
    case Kind::ReplicaSet: defaultReplicaSet(tree); break;
    case Kind::Node: defaultNode(tree); break;
    case Kind::Namespace: defaultNamespace(tree); break;
    case Kind::PersistentVolume: defaultPersistentVolume(tree); break;
    case Kind::PersistentVolumeClaim: defaultPersistentVolumeClaim(tree); break;
    case Kind::StorageClass: defaultStorageClass(tree); break;
    default: break;
    }
}

bool completePodSpec(PodSpec& spec) {
    if (spec.restartPolicy.empty() || spec.schedulerName.empty()) return false;
    for (std::vector<Container>* list : {&spec.initContainers, &spec.containers})
        for (Container& c : *list) {
            if (hasUnset(c))
                for (const auto& [name, amount] : c.limits)
                    if (!c.requests.find(name)) c.requests.set(name, amount);
            if (spec.hostNetwork)
                for (ContainerPort& port : c.ports)
                    if (port.hostPort == 0) port.hostPort = port.containerPort;
        }
    const Json* rest = spec.rest ? &spec.rest->value : nullptr;
    if (!rest || !rest->contains("enableServiceLinks")) {
        Json links = rest ? *rest : Json::object();
        links["enableServiceLinks"] = true;
        spec.rest = base::shareJson(std::move(links));
    }
    return true;
}

std::string_view qosClassOf(const PodSpec& spec) {
    if (asksForNothing(spec.containers) && asksForNothing(spec.initContainers)) return "BestEffort";
    if (isGuaranteed(spec.containers) && isGuaranteed(spec.initContainers)) return "Guaranteed";
    return "Burstable";
}

} // namespace maqueta::api
