// The real road of a message: out of its process, down the ramp, along the highway, up the ramp;
// through the load balancer where the hop touches it; a short inner road between two processes of
// one machine. Nothing leaves the roads, because nothing teleports.
#pragma once

#include "cluster/trace.h"
#include "diagram/layout.h"

#include <optional>

namespace maqueta::diagram {

struct Route {
    Road road;
    double leaves = 0;  // the length at which it has left the sender's ramp
    double arrives = 0; // the length at which it takes the receiver's ramp

    bool empty() const { return road.points.size() < 2; }
};

class Router {
public:
    Router(const cluster::Picture& picture, const Layout& layout)
        : picture_(picture), layout_(layout) {}

    // Empty when one of the two is not in the picture.
    Route route(network::ProcessId from, network::ProcessId to) const;
    // The way between two machines, from the edge of the one to the edge of the other; empty when
    // there is none in the picture.
    Road between(std::uint32_t from, std::uint32_t to) const;
    // From a machine's edge to the highway; empty when it has none.
    Road ramp(std::uint32_t machine) const;
    // How far a message gets that is lost; 1 = it is not.
    double reach(const Route& route, network::ProcessId from, network::ProcessId to,
                 network::Loss loss) const;
    // From the tray to a slot on that machine: down to the highway, along it, and in.
    Road toSlot(Point from, std::uint32_t machine, Point slot) const;
    // Null when the process is not in the picture.
    const cluster::ProcessPicture* process(network::ProcessId id) const;
    // Where glyphs of a process are: the chip of a control-plane process; an empty box otherwise.
    Box chipOf(const cluster::ProcessPicture& process) const;

private:
    // From the process to the edge of its machine, towards the highway or the load balancer.
    Road wayOut(const cluster::ProcessPicture& process, bool up) const;
    Road inner(const cluster::ProcessPicture& from, const cluster::ProcessPicture& to) const;
    Road toBalancer(const cluster::ProcessPicture& process, double& leaves) const;

    const cluster::Picture& picture_;
    const Layout& layout_;
};

std::optional<Chip> chipFor(cluster::ProcessKind kind);

} // namespace maqueta::diagram
