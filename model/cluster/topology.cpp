#include "cluster/topology.h"

#include <algorithm>

namespace maqueta::cluster {

std::string_view text(Role role) {
    switch (role) {
    case Role::ControlPlane: return "control-plane";
    case Role::Worker: return "worker";
    case Role::LoadBalancer: return "load-balancer";
    case Role::Client: return "client";
    case Role::Etcd: return "etcd";
    }
    return {};
}

std::size_t Topology::count(Role role) const {
    return static_cast<std::size_t>(std::count_if(
        machines.begin(), machines.end(), [&](const MachineSpec& m) { return m.role == role; }));
}

Topology makeTopology(int controlPlanes, int workers, int etcd) {
    Topology t;
    t.machines.push_back({.name = "kubectl", .role = Role::Client, .zone = {}});
    t.machines.push_back({.name = "load-balancer", .role = Role::LoadBalancer, .zone = {}});
    for (int i = 1; i <= controlPlanes; ++i)
        t.machines.push_back(
            {.name = "control-plane-" + std::to_string(i), .role = Role::ControlPlane, .zone = {}});
    for (int i = 1; i <= etcd; ++i)
        t.machines.push_back({.name = "etcd-" + std::to_string(i), .role = Role::Etcd, .zone = {}});
    for (int i = 1; i <= workers; ++i)
        t.machines.push_back({.name = "worker-" + std::to_string(i),
                              .role = Role::Worker,
                              .zone = i % 2 == 1 ? "a" : "b"});
    return t;
}

Role etcdRoleIn(const Topology& topology) {
    return topology.count(Role::Etcd) > 0 ? Role::Etcd : Role::ControlPlane;
}

Topology defaultTopology() {
    return makeTopology(3, 4);
}

} // namespace maqueta::cluster
