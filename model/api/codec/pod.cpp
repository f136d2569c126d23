#include "api/codec/parts.h"

#include <array>

namespace maqueta::api::codec {
namespace {

Json stateToJson(const ContainerState& s) {
    Json tree = Json::object();
    Json state = Json::object();
    using Type = ContainerState::Type;
    if (s.type == Type::None) return tree;
    if (s.type != Type::Running) {
        put(state, "reason", s.reason.view());
        put(state, "message", s.message.view());
    }
    if (s.type != Type::Waiting) put(state, "startedAt", s.startedAt);
    if (s.type == Type::Terminated) {
        put(state, "exitCode", std::int64_t{s.exitCode});
        put(state, "finishedAt", s.finishedAt);
    }
    const char* name = s.type == Type::Waiting   ? "waiting"
                       : s.type == Type::Running ? "running"
                                                 : "terminated";
    tree[name] = std::move(state);
    addRest(tree, s.rest);
    return tree;
}

ContainerState readState(const Json& tree) {
    ContainerState s;
    using Type = ContainerState::Type;
    constexpr std::array<std::pair<const char*, Type>, 3> types{
        {{"waiting", Type::Waiting}, {"running", Type::Running}, {"terminated", Type::Terminated}}};
    for (const auto& [name, type] : types) {
        const Json& state = at(tree, name);
        if (!state.is_object()) continue;
        s.type = type;
        s.reason = textAt(state, "reason");
        s.message = textAt(state, "message");
        s.exitCode = int32At(state, "exitCode");
        s.startedAt = timeAt(state, "startedAt");
        s.finishedAt = timeAt(state, "finishedAt");
    }
    s.rest = restOf(tree, stateToJson(s));
    return s;
}

Json statusToJson(const ContainerStatus& s) {
    Json tree = Json::object();
    put(tree, "name", s.name.view());
    put(tree, "image", s.image.view());
    put(tree, "containerID", s.containerId.view());
    put(tree, "ready", s.ready);
    tree["started"] = s.started;
    put(tree, "restartCount", std::int64_t{s.restartCount});
    putTree(tree, "state", stateToJson(s.state));
    putTree(tree, "lastState", stateToJson(s.lastState));
    addRest(tree, s.rest);
    return tree;
}

sim::Cow<std::vector<ContainerStatus>> statusesAt(const Json& tree, const char* field) {
    sim::Cow<std::vector<ContainerStatus>> statuses;
    for (const Json& one : at(tree, field)) {
        ContainerStatus s;
        s.name = textAt(one, "name");
        s.image = textAt(one, "image");
        s.containerId = textAt(one, "containerID");
        s.ready = flagAt(one, "ready");
        s.started = flagAt(one, "started");
        s.restartCount = int32At(one, "restartCount");
        s.state = readState(at(one, "state"));
        s.lastState = readState(at(one, "lastState"));
        s.rest = restOf(one, statusToJson(s));
        statuses.write().push_back(std::move(s));
    }
    return statuses;
}

Json toJson(const std::vector<ContainerStatus>& statuses) {
    Json list = Json::array();
    for (const ContainerStatus& s : statuses) list.push_back(statusToJson(s));
    return list;
}

void putAddress(Json& tree, const char* one, const char* all, const Text& address) {
    if (address.empty()) return;
    tree[one] = address.view();
    tree[all] = Json::array({Json::object({{"ip", address.view()}})});
}

Json toJson(const PodStatus& status) {
    Json tree = Json::object();
    tree["phase"] = text(status.phase);
    put(tree, "reason", status.reason.view());
    put(tree, "message", status.message.view());
    putAddress(tree, "podIP", "podIPs", status.podIp);
    putAddress(tree, "hostIP", "hostIPs", status.hostIp);
    put(tree, "nominatedNodeName", status.nominatedNodeName.view());
    put(tree, "qosClass", status.qosClass.view());
    put(tree, "startTime", status.startTime);
    putTree(tree, "conditions", codec::toJson(status.conditions));
    putTree(tree, "containerStatuses", toJson(*status.containerStatuses));
    putTree(tree, "initContainerStatuses", toJson(*status.initContainerStatuses));
    addRest(tree, status.rest);
    return tree;
}

PodStatus readStatus(const Json& tree) {
    PodStatus status;
    const Text phase = textAt(tree, "phase");
    for (const PodPhase known :
         {PodPhase::Running, PodPhase::Succeeded, PodPhase::Failed, PodPhase::Unknown})
        if (phase == text(known)) status.phase = known;
    status.reason = textAt(tree, "reason");
    status.message = textAt(tree, "message");
    status.podIp = textAt(tree, "podIP");
    status.hostIp = textAt(tree, "hostIP");
    status.nominatedNodeName = textAt(tree, "nominatedNodeName");
    status.qosClass = textAt(tree, "qosClass");
    status.startTime = timeAt(tree, "startTime");
    status.conditions = conditionsAt(tree, "conditions");
    status.containerStatuses = statusesAt(tree, "containerStatuses");
    status.initContainerStatuses = statusesAt(tree, "initContainerStatuses");
    status.rest = restOf(tree, toJson(status));
    return status;
}

constexpr const char* tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";
constexpr std::string_view tokenPrefix = "kube-api-access-";

// As the ServiceAccount admission plugin writes it
// (plugin/pkg/admission/serviceaccount/admission.go, TokenVolumeSource).
Json tokenVolume(std::string_view name) {
    Json sources = Json::array();
    sources.push_back({{"serviceAccountToken", {{"expirationSeconds", 3607}, {"path", "token"}}}});
    const Json certificate = Json::array({{{"key", "ca.crt"}, {"path", "ca.crt"}}});
    sources.push_back({{"configMap", {{"name", "kube-root-ca.crt"}, {"items", certificate}}}});
    const Json field = {{"apiVersion", "v1"}, {"fieldPath", "metadata.namespace"}};
    const Json items = Json::array({{{"path", "namespace"}, {"fieldRef", field}}});
    sources.push_back({{"downwardAPI", {{"items", items}}}});
    return {{"name", name}, {"projected", {{"sources", sources}, {"defaultMode", 420}}}};
}

Json tokenMount(std::string_view name) {
    return {{"name", name}, {"readOnly", true}, {"mountPath", tokenPath}};
}

bool mountsTokenPath(const Json& container) {
    for (const Json& mount : at(container, "volumeMounts"))
        if (textAt(mount, "mountPath") == tokenPath) return true;
    return false;
}

void addTokenVolume(Json& spec, const Text& name) {
    spec["volumes"].push_back(tokenVolume(name));
    for (const char* field : {"initContainers", "containers"}) {
        const auto containers = spec.find(field);
        if (containers == spec.end()) continue;
        for (Json& container : *containers)
            if (!mountsTokenPath(container)) container["volumeMounts"].push_back(tokenMount(name));
    }
}

// Drops the last element, and the list when it was the only one.
void dropLast(Json& tree, const char* field) {
    Json& list = tree[field];
    list.erase(list.size() - 1);
    if (list.empty()) tree.erase(field);
}

// Takes the volume and its mounts out when they are exactly what admission adds.
Text takeTokenVolume(Json& spec) {
    const Json& volumes = at(spec, "volumes");
    if (!volumes.is_array() || volumes.empty()) return {};
    const Text name = textAt(volumes.back(), "name");
    if (!name.view().starts_with(tokenPrefix) || volumes.back() != tokenVolume(name)) return {};
    const Json mount = tokenMount(name);
    Json bare = spec;
    for (const char* field : {"initContainers", "containers"}) {
        const auto containers = bare.find(field);
        if (containers == bare.end()) continue;
        for (Json& container : *containers) {
            const Json& mounts = at(container, "volumeMounts");
            if (mounts.is_array() && !mounts.empty() && mounts.back() == mount)
                dropLast(container, "volumeMounts");
        }
    }
    dropLast(bare, "volumes");
    Json again = bare;
    addTokenVolume(again, name);
    if (again != spec) return {};
    spec = std::move(bare);
    return name;
}

} // namespace

void read(Pod& pod, const Json& tree) {
    Json spec = at(tree, "spec");
    if (spec.is_object()) {
        pod.tokenVolume = takeTokenVolume(spec);
        pod.nodeName = textAt(spec, "nodeName");
        pod.spec = sim::Cow(readPodSpec(spec));
    }
    pod.status = readStatus(at(tree, "status"));
}

Json toJson(const Pod& pod) {
    Json tree = Json::object();
    Json spec = codec::toJson(*pod.spec);
    put(spec, "nodeName", pod.nodeName.view());
    if (!pod.tokenVolume.empty()) addTokenVolume(spec, pod.tokenVolume);
    putTree(tree, "spec", std::move(spec));
    tree["status"] = toJson(pod.status);
    return tree;
}

} // namespace maqueta::api::codec
