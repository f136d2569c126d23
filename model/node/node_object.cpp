#include "node/node_object.h"

#include "api/names.h"
#include "base/hash.h"

#include <algorithm>
#include <cstdio>
#include <string>

namespace maqueta::node {
namespace {

namespace names = api::names;

// "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" that depends on the text and the number alone.
std::string uuid(std::string_view of, std::uint64_t number) {
    const std::uint64_t a = base::hashBytes(of, number);
    const std::uint64_t b = base::mix(a, number);
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%08x-%04x-%04x-%04x-%012llx",
                  static_cast<unsigned>(a >> 32), static_cast<unsigned>(a >> 16 & 0xffff),
                  static_cast<unsigned>(a & 0xffff), static_cast<unsigned>(b >> 48),
                  static_cast<unsigned long long>(b & 0xffff'ffff'ffff));
    return buffer;
}

base::JsonRef info(const api::Node& node, const NodeConfig& config, std::uint32_t boots) {
    const Text boot = bootId(config, boots);
    if (reportedBootId(node) == boot) return node.statusRest;
    base::Json rest = node.statusRest ? node.statusRest->value : base::Json::object();
    std::string machine = uuid(config.name, 1);
    rest["nodeInfo"] = {{"systemUUID", uuid(config.name, 2)},
                        {"bootID", boot.str()},
                        {"kernelVersion", config.kernelVersion.str()},
                        {"osImage", config.osImage.str()},
                        {"containerRuntimeVersion", config.runtimeVersion.str()},
                        {"kubeletVersion", config.kubeletVersion.str()},
                        {"kubeProxyVersion", config.kubeletVersion.str()},
                        {"operatingSystem", "linux"},
                        {"architecture", "amd64"}};
    std::erase(machine, '-');
    rest["nodeInfo"]["machineID"] = std::move(machine);
    rest["daemonEndpoints"] = {{"kubeletEndpoint", {{"Port", 10250}}}};
    return base::shareJson(std::move(rest));
}

void setNodeCondition(api::Node& node, std::string_view type, bool isTrue, std::string_view reason,
                      std::string_view message, sim::Time now) {
    api::Condition c;
    c.type = type;
    c.status = isTrue ? api::ConditionStatus::True : api::ConditionStatus::False;
    c.reason = reason;
    c.message = message;
    c.lastTransitionTime = now;
    c.lastHeartbeatTime = now;
    api::setCondition(node.conditions, std::move(c));
}

void setConditions(api::Node& node, const NodeFacts& facts) {
    if (facts.memoryPressure)
        setNodeCondition(node, "MemoryPressure", true, "KubeletHasInsufficientMemory",
                         "kubelet has insufficient memory available", facts.now);
    else
        setNodeCondition(node, "MemoryPressure", false, "KubeletHasSufficientMemory",
                         "kubelet has sufficient memory available", facts.now);
    setNodeCondition(node, "DiskPressure", false, "KubeletHasNoDiskPressure",
                     "kubelet has no disk pressure", facts.now);
    setNodeCondition(node, "PIDPressure", false, "KubeletHasSufficientPID",
                     "kubelet has sufficient PID available", facts.now);
    if (facts.networkReady)
        setNodeCondition(node, "Ready", true, "KubeletReady", "kubelet is posting ready status",
                         facts.now);
    else
        setNodeCondition(node, "Ready", false, "KubeletNotReady",
                         "container runtime network not ready: NetworkReady=false "
                         "reason:NetworkPluginNotReady message:Network plugin returns error: cni "
                         "plugin not initialized",
                         facts.now);
}

void setResources(api::Node& node, const NodeConfig& config, const KubeletOptions& options) {
    const std::int64_t kept = config.storageBytes / 100 * options.storageReservePercent;
    const auto bytes = [](std::int64_t n) { return base::Quantity::fromBytes(n); };
    const auto set = [](api::ResourceList& list, std::string_view name, base::Quantity amount) {
        const base::Quantity* old = list.find(name);
        if (!old || !(*old == amount)) list.set(name, amount);
    };
    set(node.capacity, names::cpu, base::Quantity::fromMilli(config.cpuMilli));
    set(node.capacity, names::ephemeralStorage, bytes(config.storageBytes));
    set(node.capacity, names::memory, bytes(config.memoryBytes));
    set(node.capacity, names::pods, base::Quantity::fromMilli(1000LL * config.maxPods));
    set(node.allocatable, names::cpu, base::Quantity::fromMilli(config.cpuMilli));
    set(node.allocatable, names::ephemeralStorage, bytes(config.storageBytes - kept));
    set(node.allocatable, names::memory, bytes(config.memoryBytes - options.memoryReserveBytes));
    set(node.allocatable, names::pods, base::Quantity::fromMilli(1000LL * config.maxPods));
}

// The largest ones first, as many as fit into the status.
void setImages(api::Node& node, const KubeletOptions& options, const Runtime& runtime) {
    std::vector<api::NodeImage> images;
    images.reserve(runtime.images().size());
    for (const StoredImage& image : runtime.images()) images.push_back({{image.name}, image.bytes});
    std::stable_sort(images.begin(), images.end(),
                     [](const auto& a, const auto& b) { return a.sizeBytes > b.sizeBytes; });
    if (images.size() > static_cast<std::size_t>(options.mostImagesInStatus))
        images.resize(static_cast<std::size_t>(options.mostImagesInStatus));
    if (*node.images != images) node.images.write() = std::move(images);
}

} // namespace

Text bootId(const NodeConfig& config, std::uint32_t boots) {
    return uuid(config.name, 1000 + std::uint64_t{boots});
}

Text reportedBootId(const api::Node& node) {
    if (!node.statusRest) return {};
    const base::Json& rest = node.statusRest->value;
    const auto at = rest.find("nodeInfo");
    if (at == rest.end() || !at->is_object()) return {};
    const auto id = at->find("bootID");
    return id != at->end() && id->is_string() ? Text(id->get_ref<const std::string&>()) : Text();
}

base::Ref<api::Node> makeNode(const NodeConfig& config, const KubeletOptions& options,
                              const Runtime& runtime, const NodeFacts& facts) {
    const base::Ref<api::Node> node(new api::Node);
    node->meta.name = config.name;
    for (const auto& [key, value] : config.labels) node->meta.labels.set(key, value);
    if (config.controlPlane) {
        node->meta.labels.set(names::labelControlPlane, {});
        node->taints.write().push_back({names::taintControlPlane, {}, "NoSchedule", {}});
    }
    setDefaultLabels(*node, config);
    setStatus(*node, config, options, runtime, facts);
    return node;
}

bool setDefaultLabels(api::Node& node, const NodeConfig& config) {
    bool changed = false;
    const auto set = [&](std::string_view key, const Text& value) {
        const Text* old = node.meta.labels.find(key);
        if (old && *old == value) return;
        node.meta.labels.set(key, value);
        changed = true;
    };
    set(names::labelArch, "amd64");
    set("beta.kubernetes.io/arch", "amd64");
    set("beta.kubernetes.io/os", "linux");
    set(names::labelHostname, config.name);
    set(names::labelOs, "linux");
    if (!config.zone.empty()) set(names::labelZone, config.zone);
    return changed;
}

void setStatus(api::Node& node, const NodeConfig& config, const KubeletOptions& options,
               const Runtime& runtime, const NodeFacts& facts) {
    setResources(node, config, options);
    const std::vector<api::NodeAddress> addresses{{"InternalIP", config.ip.text()},
                                                  {"Hostname", config.name}};
    if (*node.addresses != addresses) node.addresses.write() = addresses;
    node.statusRest = info(node, config, facts.boots);
    setImages(node, options, runtime);
    setConditions(node, facts);
}

bool sameNodeStatus(const api::Node& a, const api::Node& b) {
    const auto sameCondition = [](const api::Condition& x, const api::Condition& y) {
        return x.type == y.type && x.status == y.status && x.reason == y.reason &&
               x.message == y.message;
    };
    return a.capacity == b.capacity && a.allocatable == b.allocatable &&
           (a.addresses.shares(b.addresses) || *a.addresses == *b.addresses) &&
           (a.images.shares(b.images) || *a.images == *b.images) &&
           (a.statusRest == b.statusRest || reportedBootId(a) == reportedBootId(b)) &&
           std::equal(a.conditions->begin(), a.conditions->end(), b.conditions->begin(),
                      b.conditions->end(), sameCondition);
}

} // namespace maqueta::node
