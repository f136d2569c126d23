#include "node/pod/admission.h"

#include "api/names.h"

#include <algorithm>

namespace maqueta::node {
namespace {

namespace names = api::names;
using base::Text;

// scheduling.SystemCriticalPriority (pkg/apis/scheduling/types.go)
constexpr std::int32_t criticalPriority = 2'000'000'000;

Rejection outOf(std::string_view resource, std::int64_t requested, std::int64_t used,
                std::int64_t capacity) {
    return {"OutOf" + std::string(resource),
            "Node didn't have enough resource: " + std::string(resource) +
                ", requested: " + std::to_string(requested) + ", used: " + std::to_string(used) +
                ", capacity: " + std::to_string(capacity)};
}

Rejection failed(std::string_view predicate, std::string_view why) {
    return {std::string(predicate),
            "Predicate " + std::string(predicate) + " failed: " + std::string(why)};
}

bool termMatches(const api::NodeSelectorTerm& term, const api::Node& node) {
    if (term.matchExpressions.empty() && term.matchFields.empty()) return false;
    const api::StringMap fields{{"metadata.name", node.meta.name}};
    const auto all = [](const std::vector<api::Requirement>& list, const api::StringMap& in) {
        return std::all_of(list.begin(), list.end(),
                           [&](const api::Requirement& r) { return r.matches(in); });
    };
    return all(term.matchExpressions, node.meta.labels) && all(term.matchFields, fields);
}

bool affinityMatches(const api::PodSpec& spec, const api::Node& node) {
    for (const auto& [key, value] : spec.nodeSelector) {
        const Text* label = node.meta.labels.find(key);
        if (!label || *label != value) return false;
    }
    const auto& required = spec.nodeAffinity->required;
    return !required || std::any_of(required->begin(), required->end(),
                                    [&](const auto& term) { return termMatches(term, node); });
}

bool tolerates(const api::Toleration& toleration, std::string_view key, std::string_view value,
               std::string_view effect) {
    if (!toleration.effect.empty() && toleration.effect != effect) return false;
    if (!toleration.key.empty() && toleration.key != key) return false;
    if (toleration.op == "Exists") return true;
    return !toleration.key.empty() && toleration.value == value;
}

bool toleratedBy(const api::PodSpec& spec, std::string_view key, std::string_view value,
                 std::string_view effect) {
    return std::any_of(spec.tolerations.begin(), spec.tolerations.end(),
                       [&](const auto& t) { return tolerates(t, key, value, effect); });
}

bool survivesPressure(const api::PodSpec& spec) {
    return spec.priority.value_or(0) >= criticalPriority || qosClass(spec) != "BestEffort" ||
           toleratedBy(spec, names::taintMemoryPressure, {}, "NoSchedule");
}

} // namespace

void Amounts::add(const Amounts& other, int sign) {
    cpuMilli += sign * other.cpuMilli;
    memoryBytes += sign * other.memoryBytes;
    storageBytes += sign * other.storageBytes;
    pods += sign * other.pods;
}

Amounts amountsOf(const api::PodSpec& spec) {
    const api::ResourceList requests = api::podRequests(spec);
    return {requests.milliCpu(), requests.value(names::memory),
            requests.value(names::ephemeralStorage), 1};
}

std::optional<Rejection> rejectionOf(const api::Pod& pod, const Amounts& asked, const Amounts& used,
                                     const api::Node& node, bool memoryPressure, bool portsTaken) {
    const api::PodSpec& spec = *pod.spec;
    if (memoryPressure && !survivesPressure(spec))
        return Rejection{"Evicted", "The node had condition: [MemoryPressure]. "};

    const api::ResourceList& room = node.allocatable;
    const std::int64_t mostPods = room.value(names::pods);
    if (used.pods + 1 > mostPods) return outOf(names::pods, 1, used.pods, mostPods);
    const std::int64_t cpu = room.milliCpu();
    if (asked.cpuMilli > 0 && asked.cpuMilli > cpu - used.cpuMilli)
        return outOf(names::cpu, asked.cpuMilli, used.cpuMilli, cpu);
    const std::int64_t memory = room.value(names::memory);
    if (asked.memoryBytes > 0 && asked.memoryBytes > memory - used.memoryBytes)
        return outOf(names::memory, asked.memoryBytes, used.memoryBytes, memory);
    const std::int64_t storage = room.value(names::ephemeralStorage);
    if (asked.storageBytes > 0 && asked.storageBytes > storage - used.storageBytes)
        return outOf(names::ephemeralStorage, asked.storageBytes, used.storageBytes, storage);

    if (!affinityMatches(spec, node))
        return failed("NodeAffinity", "node(s) didn't match Pod's node affinity/selector");
    if (portsTaken)
        return failed("NodePorts", "node(s) didn't have free ports for the requested pod ports");
    for (const api::Taint& taint : *node.taints)
        if (taint.effect == "NoExecute" && !toleratedBy(spec, taint.key, taint.value, taint.effect))
            return failed("TaintToleration", "node(s) had taints that the pod didn't tolerate");
    return std::nullopt;
}

bool hostPortsClash(const api::PodSpec& a, const api::PodSpec& b) {
    const auto any = [](const Text& ip) { return ip.empty() || ip == "0.0.0.0" || ip == "::"; };
    for (const api::Container& ours : a.containers)
        for (const api::ContainerPort& port : ours.ports) {
            if (port.hostPort == 0) continue;
            for (const api::Container& theirs : b.containers)
                for (const api::ContainerPort& other : theirs.ports)
                    if (other.hostPort == port.hostPort && other.protocol == port.protocol &&
                        (any(port.hostIp) || any(other.hostIp) || port.hostIp == other.hostIp))
                        return true;
        }
    return false;
}

std::string_view qosClass(const api::PodSpec& spec) {
    bool any = false;
    bool guaranteed = true;
    const auto look = [&](const api::Container& c) {
        for (const std::string_view resource : {names::cpu, names::memory}) {
            const base::Quantity* request = c.requests.find(resource);
            const base::Quantity* limit = c.limits.find(resource);
            const bool asks = request && request->milliValue() > 0;
            const bool limited = limit && limit->milliValue() > 0;
            any = any || asks || limited;
            if (!limited || (asks && !(*request == *limit))) guaranteed = false;
        }
    };
    for (const api::Container& c : spec.initContainers) look(c);
    for (const api::Container& c : spec.containers) look(c);
    return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
}

} // namespace maqueta::node
