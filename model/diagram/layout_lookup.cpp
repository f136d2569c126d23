// What is asked of a layout.
#include "diagram/layout.h"

#include <algorithm>

namespace maqueta::diagram {

using cluster::Picture;
using cluster::Role;

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
