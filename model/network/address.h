// Who is who on the virtual network. The cluster hands the numbers out and never uses one twice.
#pragma once

#include "base/id.h"

#include <cstdint>
#include <string>

namespace maqueta::network {

// A machine, in the order in which machines were added to the cluster.
using MachineId = base::Id<struct MachineTag>;
// A process's place on a machine ("the kubelet of worker-2"); it stays the same when the process
// restarts.
using ProcessId = base::Id<struct ProcessTag>;

// An IPv4 address as a number; 0 = none.
struct Ip {
    std::uint32_t value = 0;

    friend constexpr auto operator<=>(Ip, Ip) = default;
    constexpr bool valid() const { return value != 0; }
    // "10.0.0.11"
    std::string text() const;
};

constexpr Ip ip(unsigned a, unsigned b, unsigned c, unsigned d) {
    return {(a << 24) | (b << 16) | (c << 8) | d};
}

} // namespace maqueta::network
