#include "conformance/scripted_kubelet.h"

#include "base/quantity.h"

#include <algorithm>
#include <array>

namespace maqueta::tests {
namespace {

using api::ConditionStatus;
using api::Kind;

constexpr sim::Duration heartbeatPeriod = sim::seconds(2);

api::Condition condition(std::string_view type, ConditionStatus status, std::string_view reason,
                         std::string_view message, sim::Time now) {
    api::Condition c;
    c.type = type;
    c.status = status;
    c.reason = reason;
    c.message = message;
    c.lastTransitionTime = now;
    return c;
}

void setHealthy(api::Node& node, sim::Time now) {
    const auto set = [&](std::string_view type, ConditionStatus status, std::string_view reason,
                         std::string_view message) {
        api::Condition c = condition(type, status, reason, message, now);
        c.lastHeartbeatTime = now;
        api::setCondition(node.conditions, std::move(c));
    };
    set("MemoryPressure", ConditionStatus::False, "KubeletHasSufficientMemory",
        "kubelet has sufficient memory available");
    set("DiskPressure", ConditionStatus::False, "KubeletHasNoDiskPressure",
        "kubelet has no disk pressure");
    set("PIDPressure", ConditionStatus::False, "KubeletHasSufficientPID",
        "kubelet has sufficient PID available");
    set("Ready", ConditionStatus::True, "KubeletReady", "kubelet is posting ready status");
}

} // namespace

void ScriptedKubelet::addNode(const std::string& name, const std::string& zone) {
    const base::Ref<api::Node> node(new api::Node);
    node->meta.name = name;
    node->meta.labels.set(api::names::labelHostname, name);
    node->meta.labels.set(api::names::labelZone, zone);
    node->podCidr = "10.244." + name.substr(1) + ".0/24";
    node->capacity.set(api::names::cpu, base::Quantity::parse("4").value());
    node->capacity.set(api::names::memory, base::Quantity::parse("8Gi").value());
    node->capacity.set(api::names::pods, base::Quantity::parse("110").value());
    node->allocatable = node->capacity;
    cluster_.create(node);
    postReady(name);
    heartbeat(name);
}

// Others write a node too: a conflict is tried again, as a kubelet does
// (pkg/kubelet/kubelet_node_status.go, nodeStatusUpdateRetry).
void ScriptedKubelet::postReady(const std::string& name) {
    constexpr int tries = 5;
    for (int i = 0; i < tries; ++i) {
        const auto* there = cluster_.get<api::Node>({}, name);
        if (!there) return;
        const base::Ref<api::Node> node = api::mutableCopy(*there);
        setHealthy(*node, cluster_.now());
        if (cluster_.update(node, api::Subresource::Status)->code != 409) return;
    }
}

// Renews the node's Lease, without waiting for the answer, and so on until the node goes.
void ScriptedKubelet::heartbeat(const std::string& name) {
    const auto* node = cluster_.get<api::Node>({}, name);
    if (!node) return;
    cluster_.loop().after(heartbeatPeriod, [this, name] { heartbeat(name); });
    if (silent_.contains(name)) return;
    const api::Versioned there = cluster_.find(Kind::Lease, api::names::nodeLeaseNamespace, name);
    const base::Ref<api::Lease> lease =
        there ? api::mutableCopy(there.as<api::Lease>()) : base::Ref<api::Lease>(new api::Lease);
    lease->meta.name = name;
    lease->meta.ns = api::names::nodeLeaseNamespace;
    lease->holderIdentity = name;
    lease->leaseDurationSeconds = 40;
    lease->renewTime = cluster_.now();
    const base::Ref<api::Request> request(new api::Request);
    request->verb = there ? api::Verb::Update : api::Verb::Create;
    request->kind = Kind::Lease;
    request->ns = lease->meta.ns;
    request->name = lease->meta.name;
    request->resourceVersion = there.resourceVersion;
    request->body = lease;
    request->userAgent = "kubelet";
    cluster_.sendToApi(SmallCluster::ProcessId{100}, api::CallMessage{1, request});
}

void ScriptedKubelet::resumeHeartbeat(const std::string& node) {
    silent_.erase(node);
    postReady(node);
}

std::string ScriptedKubelet::behaviour(const api::Pod& pod) const {
    const api::Text* text = pod.meta.annotations.find("kubelet.test/behavior");
    return text ? text->str() : std::string();
}

std::vector<std::string> ScriptedKubelet::eligible(const std::string& verb) const {
    std::vector<std::pair<std::int64_t, std::string>> found;
    for (const api::Versioned& v : cluster_.list(Kind::Pod, ns_)) {
        const api::Pod& pod = v.as<api::Pod>();
        if (pod.nodeName.empty() || silent_.contains(pod.nodeName.str())) continue;
        if (!cluster_.get<api::Node>({}, pod.nodeName)) continue;
        const std::string how = behaviour(pod);
        const bool waiting = pod.status.phase == api::PodPhase::Pending;
        const bool running = pod.status.phase == api::PodPhase::Running;
        bool fits = running && !pod.meta.terminating();
        if (verb == "start") fits = waiting && !pod.meta.terminating() && how != "pending";
        if (verb == "terminate") fits = pod.meta.terminating() && how != "stuck";
        if (fits) found.emplace_back(v.resourceVersion, pod.meta.name.str());
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> names;
    for (const auto& [version, name] : found) names.push_back(name);
    return names;
}

std::string ScriptedKubelet::nextPodIp(const std::string& node) {
    return "10.244." + node.substr(1) + "." + std::to_string(++lastIp_);
}

bool ScriptedKubelet::setReady(const api::Pod& pod, bool ready) {
    const base::Ref<api::Pod> copy = api::mutableCopy(pod);
    const ConditionStatus status = ready ? ConditionStatus::True : ConditionStatus::False;
    for (const char* type : {"Ready", "ContainersReady"})
        api::setCondition(
            copy->status.conditions,
            condition(type, status, ready ? "" : "ContainersNotReady", "", cluster_.now()));
    for (api::ContainerStatus& c : copy->status.containerStatuses.write()) c.ready = ready;
    return cluster_.update(copy, api::Subresource::Status)->ok();
}

bool ScriptedKubelet::start(const api::Pod& pod) {
    const base::Ref<api::Pod> copy = api::mutableCopy(pod);
    const bool ready = behaviour(pod) != "notready";
    const sim::Time now = cluster_.now();
    copy->status.phase = api::PodPhase::Running;
    copy->status.podIp = nextPodIp(pod.nodeName.str());
    copy->status.startTime = now;
    api::setCondition(copy->status.conditions,
                      condition("Initialized", ConditionStatus::True, "", "", now));
    for (const char* type : {"Ready", "ContainersReady"})
        api::setCondition(copy->status.conditions,
                          condition(type, ready ? ConditionStatus::True : ConditionStatus::False,
                                    ready ? "" : "ContainersNotReady", "", now));
    std::vector<api::ContainerStatus>& statuses = copy->status.containerStatuses.write();
    statuses.clear();
    for (const api::Container& c : pod.spec->containers) {
        api::ContainerStatus status;
        status.name = c.name;
        status.image = c.image;
        status.ready = ready;
        status.started = true;
        status.state.type = api::ContainerState::Type::Running;
        status.state.startedAt = now;
        statuses.push_back(std::move(status));
    }
    return cluster_.update(copy, api::Subresource::Status)->ok();
}

bool ScriptedKubelet::finish(const api::Pod& pod, bool succeeded, int exitCode) {
    const base::Ref<api::Pod> copy = api::mutableCopy(pod);
    const sim::Time now = cluster_.now();
    copy->status.phase = succeeded ? api::PodPhase::Succeeded : api::PodPhase::Failed;
    for (const char* type : {"Ready", "ContainersReady"})
        api::setCondition(copy->status.conditions,
                          condition(type, ConditionStatus::False,
                                    succeeded ? "PodCompleted" : "PodFailed", "", now));
    for (api::ContainerStatus& c : copy->status.containerStatuses.write()) {
        c.ready = false;
        c.started = false;
        c.state = {};
        c.state.type = api::ContainerState::Type::Terminated;
        c.state.reason = succeeded ? "Completed" : "Error";
        c.state.exitCode = succeeded ? 0 : exitCode;
        c.state.finishedAt = now;
    }
    return cluster_.update(copy, api::Subresource::Status)->ok();
}

bool ScriptedKubelet::act(const std::string& verb, const std::string& name, int exitCode) {
    const auto* pod = cluster_.get<api::Pod>(ns_, name);
    if (!pod) return false;
    if (verb == "start") return start(*pod);
    if (verb == "ready" || verb == "unready") return setReady(*pod, verb == "ready");
    if (verb == "succeed") return finish(*pod, true, 0);
    if (verb == "fail") return finish(*pod, false, exitCode);
    if (verb != "terminate") return false;
    if (!pod->finished() && !finish(*pod, true, 0)) return false;
    api::DeleteOptions options;
    options.graceSeconds = 0;
    return cluster_.remove(Kind::Pod, ns_, name, std::move(options))->ok();
}

} // namespace maqueta::tests
