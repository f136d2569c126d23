// How the ends of a connection learn that it is over: resets, ways that do not work any more, and
// everybody who hangs up with a process that ends.
#include "cluster/outboxes.h"
#include "cluster/parts.h"

namespace maqueta::cluster {

void Step::serverSideLost(network::ProcessId client, network::ProcessId server) {
    const World::Process& s = w_.process(server);
    if (!s.running) return;
    if (s.kind == ProcessKind::ApiServer) {
        ApiServerOutbox out(*this, server);
        w_.apiServers_.write(s.index).write().onClientLost(client, out);
    } else if (s.kind == ProcessKind::Etcd) {
        MemberOutbox out(*this, server);
        w_.members_.write(s.index).write().onConnectionLost(client, out);
    }
}

void Step::clientSideLost(network::ProcessId client, api::ConnectionEnd how) {
    World::Process& c = w_.processes_.write(client.value);
    c.open = false;
    c.server = {};
    if (!c.running) return;
    if (c.kind == ProcessKind::ApiServer) {
        ApiServerOutbox out(*this, client);
        w_.apiServers_.write(c.index).write().onStoreLost(out);
    } else {
        clientPart(client, [&](auto& part, auto& out) { part.lost(how, out); });
        afterPart(client);
    }
}

void Step::onConnectionReset(const Envelope& envelope) {
    const World::Process& c = w_.process(envelope.to);
    if (!c.open || c.connection != envelope.connection) return;
    const bool refused = std::get<ConnectionReset>(envelope.body).refused;
    clientSideLost(envelope.to, refused ? api::ConnectionEnd::Refused : api::ConnectionEnd::Reset);
}

bool Step::pathWorks(const World::Process& client) const {
    if (!client.running || client.paused || !client.server.valid()) return false;
    if (client.closed == client.connection) return false;
    const World::Process& server = w_.process(client.server);
    if (!server.running || server.paused) return false;
    if (client.accepted == client.connection && client.serverEpoch != server.epoch) return false;
    const auto both = [&](network::MachineId a, network::MachineId b) {
        return w_.fabric_.stillArrives(a, b) == network::Loss::None &&
               w_.fabric_.stillArrives(b, a) == network::Loss::None;
    };
    const network::ProcessId balancer =
        usesBalancer(client.kind) ? w_.balancerProcess() : network::ProcessId{};
    if (!balancer.valid()) return both(client.machine, server.machine);
    const World::Process& middle = w_.process(balancer);
    return middle.running && !middle.paused && client.viaEpoch == middle.epoch &&
           both(client.machine, middle.machine) && both(middle.machine, server.machine);
}

void Step::watchBrokenConnections() {
    const MachineOptions& options = w_.configuration_.machines;
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const World::Process& p = w_.processes_[i];
        const bool connected = p.connection != 0 && (p.open || p.accepted == p.connection);
        if (!connected || pathWorks(p)) continue;
        const sim::Duration silence =
            sim::nanoseconds(w_.rng_.between(options.silenceMin.ns, options.silenceMax.ns));
        w_.queue_.push({.at = now() + silence,
                        .target = i,
                        .kind = static_cast<std::uint16_t>(World::EventKind::ConnectionCheck),
                        .payload = p.connection});
    }
}

void Step::connectionCheck(network::ProcessId client, std::uint16_t connection) {
    const World::Process& c = w_.process(client);
    if (c.connection != connection || (pathWorks(c) && !stalledLong(client, connection))) return;
    const network::ProcessId server = c.server;
    if (server.valid() && c.accepted == connection && w_.process(server).epoch == c.serverEpoch)
        serverSideLost(client, server);
    if (c.open) clientSideLost(client, api::ConnectionEnd::Silence);
}

void Step::hangUp(network::ProcessId client) {
    const World::Process& c = w_.process(client);
    const network::ProcessId balancer =
        usesBalancer(c.kind) ? w_.balancerProcess() : network::ProcessId{};
    transmit({.from = client,
              .to = balancer.valid() ? balancer : c.server,
              .origin = client,
              .connection = c.connection,
              .body = ConnectionReset{}});
}

// The load balancer's process ended, and its machine closes what it had open on both sides.
void Step::resetBothSides(network::ProcessId balancer) {
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const World::Process& p = w_.processes_[i];
        if (!p.open || !p.server.valid() || !usesBalancer(p.kind)) continue;
        const network::ProcessId client{i}, server = p.server;
        for (const network::ProcessId side : {client, server})
            transmit({.from = balancer,
                      .to = side,
                      .origin = client,
                      .connection = p.connection,
                      .body = ConnectionReset{}});
    }
}

void Step::resetClientsOf(network::ProcessId server) {
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const World::Process& p = w_.processes_[i];
        if (p.server != server || !p.open) continue;
        const network::ProcessId balancer =
            usesBalancer(p.kind) ? w_.balancerProcess() : network::ProcessId{};
        transmit({.from = server,
                  .to = balancer.valid() ? balancer : network::ProcessId{i},
                  .origin = network::ProcessId{i},
                  .connection = p.connection,
                  .body = ConnectionReset{}});
    }
}

} // namespace maqueta::cluster
