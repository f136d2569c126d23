// What is asked of a layout, and of the labels that its areas go by.
#include "diagram/layout.h"

#include <algorithm>
#include <map>

namespace maqueta::diagram {

using cluster::Picture;
using cluster::Role;

std::string groupOf(const cluster::MachinePicture& machine, std::string_view label) {
    if (label.empty()) return machine.spec.zone;
    for (const auto& [key, value] : machine.labels)
        if (key == label) return value;
    return {};
}

std::vector<std::string> labelsThatTellApart(const Picture& picture) {
    constexpr std::string_view zone = "topology.kubernetes.io/zone";
    std::map<std::string, std::map<std::string, std::size_t>> values; // of each key
    std::size_t workers = 0;
    for (const cluster::MachinePicture& m : picture.machines) {
        if (m.exists && m.spec.role != Role::Worker) continue;
        ++workers;
        for (const auto& [key, value] : m.labels)
            if (key != zone) ++values[key][value];
    }
    std::vector<std::string> keys;
    for (const auto& [key, counts] : values) {
        std::size_t labelled = 0;
        for (const auto& [value, count] : counts) labelled += count;
        const std::size_t groups = counts.size() + (labelled < workers ? 1 : 0);
        if (groups >= 2 && groups < workers) keys.push_back(key);
    }
    return keys;
}

const ControlPlaneCard* Layout::controlPlane(std::uint32_t machine) const {
    const auto at = std::find_if(controlPlanes.begin(), controlPlanes.end(),
                                 [&](const auto& c) { return c.machine == machine; });
    return at == controlPlanes.end() ? nullptr : &*at;
}

const WorkerCard* Layout::worker(std::uint32_t machine) const {
    // Workers stand in the order of the picture's machines.
    const auto at =
        std::lower_bound(workers.begin(), workers.end(), machine,
                         [](const WorkerCard& c, std::uint32_t m) { return c.machine < m; });
    return at == workers.end() || at->machine != machine ? nullptr : &*at;
}

Box Layout::boxOf(std::uint32_t machine) const {
    if (const auto* c = controlPlane(machine)) return c->box;
    if (const auto* w = worker(machine)) return w->box;
    if (clientMachine == static_cast<std::int32_t>(machine)) return client;
    if (loadBalancerMachine == static_cast<std::int32_t>(machine)) return loadBalancer;
    return {};
}

} // namespace maqueta::diagram
