// How messages get from part to part: connections, the load balancer's hop, loss, and resets.
#include "cluster/outboxes.h"
#include "cluster/parts.h"

namespace maqueta::cluster {
namespace {

// A proposal that a member passes on would be carried out twice: etcd relies on its transport for
// that, as everybody does.
bool bearsRepeating(const Body& body) {
    const auto* peer = std::get_if<store::PeerMessage>(&body);
    return peer && peer->type != store::MessageType::MsgProp;
}

std::uint32_t shortId(std::uint64_t clusterId) {
    return static_cast<std::uint32_t>(clusterId);
}

// The API server that a client talks to without a balancer, or an API server's member, when it has
// one on its own machine.
network::ProcessId straightTarget(const World& w, const World::Process& client) {
    const ProcessKind wanted =
        client.kind == ProcessKind::ApiServer ? ProcessKind::Etcd : ProcessKind::ApiServer;
    return w.findProcess(client.machine, wanted);
}

} // namespace

void Step::transmit(Envelope envelope, sim::Duration after) {
    if (!w_.stalls_.empty() && waitsBehind(envelope)) return;
    if (std::holds_alternative<ConnectionReset>(envelope.body) && envelope.connection != 0 &&
        envelope.to == envelope.origin)
        w_.processes_.write(envelope.origin.value).closed = envelope.connection;
    const World::Process& from = w_.process(envelope.from);
    const World::Process& to = w_.process(envelope.to);
    const bool peers = std::holds_alternative<store::PeerMessage>(envelope.body);
    const Appearance look =
        appearance(envelope.body, peers ? &w_.member(from).raft().log() : nullptr);
    envelope.bytes = static_cast<std::uint32_t>(wireSize(envelope.body));
    envelope.routine = look.routine;
    const network::Delivery way = w_.fabric_.send(
        from.machine, to.machine, envelope.bytes,
        peers ? network::Carriage::Datagram : network::Carriage::Stream, now() + after, w_.rng_);
    envelope.seq = w_.queue_.takeSeq();
    w_.fingerprint_.add(envelope.seq);
    w_.fingerprint_.add(static_cast<std::uint64_t>(way.at.ns));
    w_.fingerprint_.add(static_cast<std::uint64_t>(envelope.from.value) << 32 | envelope.to.value);
    w_.fingerprint_.add(static_cast<std::uint64_t>(envelope.bytes) << 8 |
                        static_cast<std::uint64_t>(way.loss));
    if (observer_.wantsTransits())
        observer_.onTransit({.seq = envelope.seq,
                             .cause = cause_,
                             .sent = now() + after,
                             .arrives = way.at,
                             .loss = way.loss,
                             .kind = look.kind,
                             .routine = look.routine,
                             .preVote = look.preVote,
                             .from = envelope.from,
                             .to = envelope.to,
                             .origin = envelope.origin,
                             .bytes = envelope.bytes,
                             .label = look.label});
    if (observer_.wantsMessages()) observer_.onSent(envelope);
    if (way.loss != network::Loss::None) return stall(envelope);
    if (way.again < sim::Time::never() && bearsRepeating(envelope.body))
        arrive(envelope, way.again);
    arrive(std::move(envelope), way.at);
}

void Step::arrive(Envelope envelope, sim::Time at) {
    const std::uint32_t target = envelope.to.value;
    const std::uint32_t slot = w_.envelopes_.put(std::move(envelope));
    w_.queue_.push({.at = at,
                    .target = target,
                    .kind = static_cast<std::uint16_t>(World::EventKind::Deliver),
                    .payload = slot});
}

// The member that an API server turns to where etcd is external. etcd's client dials all of
// --etcd-servers at once and uses those that answer; here each server begins at another one, keeps
// to it while the connection lasts, and then takes the next.
network::ProcessId Step::memberToDial(network::ProcessId self) const {
    const World::Process& client = w_.process(self);
    const World::Electorate electorate = w_.electorate();
    std::vector<network::ProcessId> voters, reached;
    for (const store::MemberId id : electorate.conf.voters) {
        const network::ProcessId member = w_.memberProcess(id);
        if (!member.valid() || !w_.machine(w_.process(member).machine).exists) continue;
        voters.push_back(member);
        const World::Process& p = w_.process(member);
        const auto arrives = [&](network::MachineId a, network::MachineId b) {
            return w_.fabric_.stillArrives(a, b) == network::Loss::None;
        };
        if (p.running && !p.paused && arrives(client.machine, p.machine) &&
            arrives(p.machine, client.machine))
            reached.push_back(member);
    }
    const std::vector<network::ProcessId>& choice = reached.empty() ? voters : reached;
    if (choice.empty()) return {};
    return choice[(client.index + client.connection) % choice.size()];
}

void Step::sendAsClient(network::ProcessId self, Body body, sim::Duration after) {
    World::Process& client = w_.processes_.write(self.value);
    const bool apart = client.kind == ProcessKind::ApiServer && w_.etcdRole() == Role::Etcd;
    if (!client.open) {
        client.open = true;
        ++client.connection;
        client.server = apart ? memberToDial(self) : network::ProcessId{};
    }
    network::ProcessId target = apart ? client.server : network::ProcessId{};
    if (usesBalancer(client.kind)) target = w_.balancerProcess();
    if (!target.valid() && !apart) target = straightTarget(w_, client);
    if (!target.valid() && !apart) target = w_.anyApiServer();
    if (!target.valid()) return; // nobody to ask: the call's deadline tells
    transmit({.from = self,
              .to = target,
              .origin = self,
              .connection = client.connection,
              .body = std::move(body)},
             after);
}

void Step::sendAsServer(network::ProcessId self, network::ProcessId client, Body body,
                        sim::Duration after) {
    const World::Process& c = w_.process(client);
    if (c.server != self || c.accepted == 0) return; // the connection is gone; so is the answer
    const network::ProcessId balancer =
        usesBalancer(c.kind) ? w_.balancerProcess() : network::ProcessId{};
    transmit({.from = self,
              .to = balancer.valid() ? balancer : client,
              .origin = client,
              .connection = c.accepted,
              .body = std::move(body)},
             after);
}

void Step::sendToPeer(network::ProcessId self, std::uint64_t raftId, store::PeerMessage message) {
    const network::ProcessId peer = w_.memberProcess(raftId);
    if (!peer.valid()) return;
    transmit({.from = self,
              .to = peer,
              .origin = self,
              .cluster = shortId(w_.member(w_.process(self)).clusterId()),
              .body = std::move(message)});
}

bool Step::sendToKubelet(network::ProcessId self, std::string_view node,
                         api::MetricsScrape question) {
    const network::MachineId machine = w_.findMachine(node);
    const network::ProcessId kubelet =
        machine.valid() ? w_.findProcess(machine, ProcessKind::Kubelet) : network::ProcessId{};
    if (!kubelet.valid()) return false;
    transmit({.from = self, .to = kubelet, .origin = self, .body = question});
    return true;
}

void Step::setTimer(network::ProcessId self, sim::Time at, std::uint64_t token) {
    const sim::Event event{.at = std::max(at, now()),
                           .target = self.value,
                           .kind = static_cast<std::uint16_t>(World::EventKind::PartTimer),
                           .epoch = w_.process(self).epoch,
                           .payload = token};
    if (w_.anyClockTrouble_)
        pushTimer(event, at);
    else
        w_.queue_.push(event);
}

void Step::syncDisk(network::ProcessId self, std::size_t bytes, std::uint64_t token) {
    const MachineOptions& options = w_.configuration_.machines;
    World::Machine& machine = w_.machines_.write(w_.process(self).machine.value);
    const auto writing =
        static_cast<std::int64_t>(bytes) * 1'000'000'000 / options.diskBytesPerSecond;
    machine.diskBusyUntil = std::max(machine.diskBusyUntil, now()) + options.diskSync +
                            machine.syncTrouble + sim::nanoseconds(writing);
    w_.queue_.push({.at = machine.diskBusyUntil,
                    .target = self.value,
                    .kind = static_cast<std::uint16_t>(World::EventKind::DiskSynced),
                    .epoch = w_.process(self).epoch,
                    .payload = token});
}

// Whether this is the first that the machine hears of a connection of the sender's own.
bool Step::dialled(const Envelope& e) const {
    const World::Process& client = w_.process(e.origin);
    if (e.from != e.origin) return false;
    const bool stood = w_.process(e.to).kind == ProcessKind::LoadBalancer
                           ? client.server.valid()
                           : client.accepted == e.connection;
    return !stood;
}

void Step::deliver(Envelope envelope) {
    const World::Process& to = w_.process(envelope.to);
    const World::Machine& machine = w_.machine(to.machine);
    if (!machine.on) return stall(envelope);
    if (w_.fabric_.stillArrives(w_.process(envelope.from).machine, to.machine) !=
        network::Loss::None)
        return stall(envelope);
    if (!to.running) {
        const bool answerable = !std::holds_alternative<ConnectionReset>(envelope.body) &&
                                !std::holds_alternative<store::PeerMessage>(envelope.body);
        if (answerable)
            transmit({.from = envelope.to,
                      .to = envelope.from,
                      .origin = envelope.origin,
                      .connection = envelope.connection,
                      .body = ConnectionReset{.refused = dialled(envelope)}});
        return;
    }
    if (observer_.wantsMessages()) observer_.onArrived(envelope);
    switch (to.kind) {
    case ProcessKind::LoadBalancer: return deliverToBalancer(envelope);
    case ProcessKind::ApiServer: return deliverToServer(envelope);
    case ProcessKind::Etcd: return deliverToMember(envelope);
    case ProcessKind::Scheduler:
    case ProcessKind::ControllerManager:
    case ProcessKind::Kubelet:
    case ProcessKind::Client: return deliverToClient(envelope);
    }
}

// A server hears from a client: on a connection that it knows, on a new one, or on one that it does
// not know any more.
bool Step::accept(const Envelope& envelope) {
    World::Process& client = w_.processes_.write(envelope.origin.value);
    const World::Process& server = w_.process(envelope.to);
    if (envelope.connection != client.connection) return false;
    if (client.accepted != envelope.connection) {
        serverSideLost(envelope.origin, envelope.to);
        World::Process& fresh = w_.processes_.write(envelope.origin.value);
        fresh.accepted = envelope.connection;
        fresh.serverEpoch = server.epoch;
        fresh.server = envelope.to;
        return true;
    }
    const bool known = client.server == envelope.to && client.serverEpoch == server.epoch &&
                       client.closed != envelope.connection;
    if (known) return true;
    transmit({.from = envelope.to,
              .to = envelope.from,
              .origin = envelope.origin,
              .connection = envelope.connection,
              .body = ConnectionReset{}});
    return false;
}

void Step::deliverToServer(Envelope& envelope) {
    const network::ProcessId self = envelope.to;
    api::ApiServer& server = w_.apiServers_.write(w_.process(self).index).write();
    ApiServerOutbox out(*this, self);
    if (std::holds_alternative<HealthProbe>(envelope.body)) {
        transmit({.from = self,
                  .to = envelope.from,
                  .origin = envelope.origin,
                  .body = HealthAnswer{server.ready()}});
        return;
    }
    if (w_.process(envelope.from).kind == ProcessKind::Kubelet && envelope.origin == self) {
        if (auto* sample = std::get_if<api::MetricsSample>(&envelope.body))
            server.onMetrics(*sample, out);
        else
            server.onScrapeRefused(w_.machine(w_.process(envelope.from).machine).spec.name, out);
        return;
    }
    if (envelope.origin == self) { // its own connection to the store
        if (envelope.connection != w_.process(self).connection) return;
        if (std::holds_alternative<ConnectionReset>(envelope.body))
            onConnectionReset(envelope);
        else if (auto* answer = std::get_if<store::AnswerMessage>(&envelope.body))
            server.onStore(*answer, out);
        else if (auto* watch = std::get_if<store::WatchMessage>(&envelope.body))
            server.onStore(*watch, out);
        return;
    }
    if (std::holds_alternative<ConnectionReset>(envelope.body)) {
        serverSideLost(envelope.origin, self);
        return;
    }
    if (!accept(envelope)) return;
    if (auto* call = std::get_if<api::CallMessage>(&envelope.body))
        server.onClient(envelope.origin, *call, out);
    else if (auto* start = std::get_if<api::WatchStart>(&envelope.body))
        server.onClient(envelope.origin, *start, out);
    else if (auto* stop = std::get_if<api::WatchStop>(&envelope.body))
        server.onClient(envelope.origin, *stop, out);
}

void Step::deliverToMember(Envelope& envelope) {
    const network::ProcessId self = envelope.to;
    MemberOutbox out(*this, self);
    store::Member& member = w_.members_.write(w_.process(self).index).write();
    if (auto* peer = std::get_if<store::PeerMessage>(&envelope.body)) {
        // "request cluster ID mismatch": it comes from before a restore.
        if (envelope.cluster != shortId(member.clusterId())) return;
        member.onPeer(std::move(*peer), out);
        return afterMember(self);
    }
    if (std::holds_alternative<ConnectionReset>(envelope.body))
        return serverSideLost(envelope.origin, self);
    if (!accept(envelope)) return;
    if (auto* call = std::get_if<store::CallMessage>(&envelope.body))
        member.onClient(envelope.origin, *call, out);
    else if (auto* create = std::get_if<store::WatchCreateMessage>(&envelope.body))
        member.onClient(envelope.origin, *create, out);
    else if (auto* cancel = std::get_if<store::WatchCancelMessage>(&envelope.body))
        member.onClient(envelope.origin, *cancel, out);
}

void Step::deliverToClient(Envelope& envelope) {
    const network::ProcessId self = envelope.to;
    if (auto* scrape = std::get_if<api::MetricsScrape>(&envelope.body)) {
        const World::Process& p = w_.process(self);
        const api::NodeUsage usage =
            w_.kubelet(p).usage(w_.runtime(p.machine), w_.localTime(p.machine));
        return transmit({.from = self,
                         .to = envelope.from,
                         .origin = envelope.origin,
                         .body = api::MetricsSample{scrape->round, usage}});
    }
    if (!w_.process(self).open || envelope.connection != w_.process(self).connection) return;
    if (std::holds_alternative<ConnectionReset>(envelope.body)) return onConnectionReset(envelope);
    if (auto* reply = std::get_if<api::ReplyMessage>(&envelope.body))
        clientPart(self, [&](auto& part, auto& out) { part.message(*reply, out); });
    else if (auto* watch = std::get_if<api::WatchMessage>(&envelope.body))
        clientPart(self, [&](auto& part, auto& out) { part.message(*watch, out); });
    afterPart(self);
}

// --- the load balancer ---------------------------------------------------------------------------

void Step::deliverToBalancer(Envelope& envelope) {
    const network::ProcessId self = envelope.to;
    const bool fromServer = w_.process(envelope.from).kind == ProcessKind::ApiServer;
    LoadBalancer& balancer = w_.balancers_.write(w_.process(self).index).write();
    if (fromServer && envelope.origin == self) { // about its own probe
        const auto* answer = std::get_if<HealthAnswer>(&envelope.body);
        const bool good = answer && answer->ready;
        const auto verdict = balancer.onAnswer(envelope.from, good, w_.configuration_.loadBalancer);
        if (verdict != LoadBalancer::Verdict::Same)
            backendChanged(self, envelope.from, good,
                           answer ? "is not ready" : "refuses connections");
        return;
    }
    const World::Process& client = w_.process(envelope.origin);
    // A connection of an earlier life of this process: nobody here knows it.
    const bool unknown = client.closed == envelope.connection ||
                         (client.server.valid() && client.viaEpoch != w_.process(self).epoch);
    const auto reset = [&](network::ProcessId to) {
        transmit({.from = self,
                  .to = to,
                  .origin = envelope.origin,
                  .connection = envelope.connection,
                  .body = ConnectionReset{}});
    };
    if (fromServer) {
        if (envelope.connection != client.connection) return;
        if (unknown) return reset(envelope.from);
        envelope.from = self;
        envelope.to = envelope.origin;
        return transmit(std::move(envelope));
    }
    if (std::holds_alternative<ConnectionReset>(envelope.body)) { // the client hung up
        if (client.server.valid() && w_.process(client.server).kind == ProcessKind::ApiServer) {
            envelope.from = self;
            envelope.to = client.server;
            transmit(std::move(envelope));
        }
        return;
    }
    if (envelope.connection != client.connection) return;
    if (unknown) return reset(envelope.origin);
    network::ProcessId server = client.server;
    if (!server.valid()) {
        server = balancer.choose();
        if (!server.valid()) return reset(envelope.origin);
        World::Process& chosen = w_.processes_.write(envelope.origin.value);
        chosen.server = server;
        chosen.viaEpoch = w_.process(self).epoch;
    }
    forwardToServer(self, std::move(envelope), server);
}

void Step::forwardToServer(network::ProcessId balancer, Envelope envelope,
                           network::ProcessId server) {
    envelope.from = balancer;
    envelope.to = server;
    if (w_.process(envelope.origin).accepted != envelope.connection) {
        // The server has not answered this connection yet: keep the message until it did.
        const std::uint32_t slot = w_.envelopes_.put(envelope);
        w_.queue_.push({.at = now() + w_.configuration_.loadBalancer.connectTimeout,
                        .target = balancer.value,
                        .kind = static_cast<std::uint16_t>(World::EventKind::ConnectTimeout),
                        .epoch = w_.process(balancer).epoch,
                        .payload = slot});
    }
    transmit(std::move(envelope));
}

void Step::connectTimeout(network::ProcessId balancer, std::uint32_t slot) {
    Envelope waiting = w_.envelopes_.take(slot);
    const World::Process& client = w_.process(waiting.origin);
    if (!client.open || client.connection != waiting.connection) return;
    network::ProcessId server = client.server;
    const bool accepted = client.accepted == waiting.connection;
    if (accepted && server == waiting.to) return;
    // One that was sent behind another, to a server that never answered, goes where that one went.
    if (!accepted && server == waiting.to)
        server = w_.balancers_.write(w_.process(balancer).index).write().choose(waiting.to);
    if (!server.valid())
        return transmit({.from = balancer,
                         .to = waiting.origin,
                         .origin = waiting.origin,
                         .connection = waiting.connection,
                         .body = ConnectionReset{}});
    w_.processes_.write(waiting.origin.value).server = server;
    forwardToServer(balancer, std::move(waiting), server);
}

void Step::probeRound(network::ProcessId balancer) {
    LoadBalancer& part = w_.balancers_.write(w_.process(balancer).index).write();
    const auto takenOut = part.beginRound(w_.configuration_.loadBalancer);
    for (const network::ProcessId server : takenOut)
        backendChanged(balancer, server, false, "does not answer");
    for (const LoadBalancer::Backend& b : w_.balancers_[w_.process(balancer).index]->backends())
        transmit({.from = balancer, .to = b.server, .origin = balancer, .body = HealthProbe{}});
    w_.queue_.push({.at = now() + w_.configuration_.loadBalancer.checkInterval,
                    .target = balancer.value,
                    .kind = static_cast<std::uint16_t>(World::EventKind::ProbeRound),
                    .epoch = w_.process(balancer).epoch});
}

void Step::backendChanged(network::ProcessId balancer, network::ProcessId server, bool up,
                          std::string_view why) {
    const std::string name = w_.machine(w_.process(server).machine).spec.name;
    const bool again = w_.balancers_[w_.process(balancer).index]->wasUp(server);
    Beat b =
        partBeat(balancer, up ? BeatKind::BackendUp : BeatKind::BackendDown, "load-balancer", {},
                 up ? "sends requests to " + name + (again ? " again" : "")
                    : "takes " + name + " out: its API server " + std::string(why));
    b.fields = {{"machine", name},
                {"again", up && again ? "yes" : "no"},
                {"reason", std::string(up ? std::string_view() : why)}};
    beat(std::move(b));
    if (up) return;
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const World::Process& p = w_.processes_[i];
        if (p.server == server && p.open && usesBalancer(p.kind))
            transmit({.from = balancer,
                      .to = network::ProcessId{i},
                      .origin = network::ProcessId{i},
                      .connection = p.connection,
                      .body = ConnectionReset{}});
    }
}

} // namespace maqueta::cluster
