// What a cluster is built of before it is switched on. Plain data: it is saved in documents and
// crosses threads.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace maqueta::cluster {

// Etcd: a machine that hosts a member and nothing else. Where there is one, etcd is external, and
// control-plane machines have no member; else it is stacked: each of them has one.
enum class Role : std::uint8_t { ControlPlane, Worker, LoadBalancer, Client, Etcd };
// "control-plane", "worker", "load-balancer", "client", "etcd"
std::string_view text(Role role);

struct MachineSpec {
    std::string name;
    Role role = Role::Worker;
    std::string zone; // topology.kubernetes.io/zone; empty = none
    std::int64_t cpuMilli = 4000;
    std::int64_t memoryBytes = 16LL << 30;
    std::int64_t diskBytes = 100LL << 30;
    friend bool operator==(const MachineSpec&, const MachineSpec&) = default;
};

struct Topology {
    std::vector<MachineSpec> machines; // names are unique

    std::size_t count(Role role) const;
    friend bool operator==(const Topology&, const Topology&) = default;
};

// Three control-plane machines, four workers in two zones, a load balancer, a client.
Topology defaultTopology();
// The same with other numbers; workers alternate between zones a and b. With machines for etcd it
// is external.
Topology makeTopology(int controlPlanes, int workers, int etcd = 0);
// Of the machines that host etcd's members.
Role etcdRoleIn(const Topology& topology);

} // namespace maqueta::cluster
