#include "cluster/world.h"

#include "base/hash.h"
#include "cluster/step.h"

#include <algorithm>

namespace maqueta::cluster {
namespace {

std::vector<ProcessKind> processesOf(Role role, Role etcdRole) {
    switch (role) {
    case Role::ControlPlane:
        if (etcdRole == Role::Etcd)
            return {ProcessKind::ApiServer, ProcessKind::Scheduler, ProcessKind::ControllerManager,
                    ProcessKind::Kubelet};
        return {ProcessKind::Etcd, ProcessKind::ApiServer, ProcessKind::Scheduler,
                ProcessKind::ControllerManager, ProcessKind::Kubelet};
    case Role::Etcd: return {ProcessKind::Etcd};
    case Role::Worker: return {ProcessKind::Kubelet};
    case Role::LoadBalancer: return {ProcessKind::LoadBalancer};
    case Role::Client: return {ProcessKind::Client};
    }
    return {};
}

// Node addresses: 10.0.0.0/16; the load balancer .10, control planes from .11, workers from .21 as
// long as these ranges last, machines of etcd from .231, then one after another from 10.0.1.1.
network::Ip addressFor(Role role, std::size_t nth, std::size_t machineIndex) {
    const auto n = static_cast<unsigned>(nth);
    if (role == Role::Client && n < 5) return network::ip(10, 0, 0, 2 + n);
    if (role == Role::LoadBalancer && n == 0) return network::ip(10, 0, 0, 10);
    if (role == Role::ControlPlane && n < 10) return network::ip(10, 0, 0, 11 + n);
    if (role == Role::Worker && n < 200) return network::ip(10, 0, 0, 21 + n);
    if (role == Role::Etcd && n < 20) return network::ip(10, 0, 0, 231 + n);
    return {network::ip(10, 0, 1, 1).value + static_cast<std::uint32_t>(machineIndex)};
}

} // namespace

World::World(const Topology& topology, Configuration configuration, std::uint64_t seed)
    : seed_(seed)
    , etcdRole_(etcdRoleIn(topology))
    , configuration_(std::move(configuration))
    , rng_(sim::Rng::stream(seed, "cluster"))
    , kubeletOptions_(configuration_.kubelet) {
    for (const MachineSpec& spec : topology.machines) addMachine(spec);
    for (std::uint32_t i = 0; i < machines_.size(); ++i)
        if (machines_[i].spec.role == etcdRole_)
            initialMembers_.write().push_back(raftIdOf(network::MachineId{i}));
    // etcd makes it of the first members and a token (etcdserver/api/membership, genID).
    std::uint64_t clusterId = rng_.next();
    for (const std::uint64_t member : *initialMembers_) {
        const Process& p = process(memberProcess(member));
        clusterId = base::mix(clusterId, base::hashBytes(machine(p.machine).spec.name));
    }
    etcdClusterIds_.write().push_back(clusterId);
    BlindObserver blind;
    Step step(*this, blind, 0);
    for (std::uint32_t i = 0; i < machines_.size(); ++i) step.powerOn(network::MachineId{i});
}

network::MachineId World::addMachine(const MachineSpec& spec) {
    const network::MachineId id{static_cast<std::uint32_t>(machines_.size())};
    std::size_t nth = 0;
    for (std::size_t i = 0; i < machines_.size(); ++i) nth += machines_[i].spec.role == spec.role;
    machines_.push_back({.spec = spec,
                         .ip = addressFor(spec.role, nth, machines_.size()),
                         .raftId = id.value + 1ULL,
                         .clock = {},
                         .diskBusyUntil = {},
                         .syncTrouble = {},
                         .processes = {}});
    byName_.set(spec.name, id);
    fabric_.addMachine(id, configuration_.machines.cable);
    runtimes_.push_back({});
    for (const ProcessKind kind : processesOf(spec.role, etcdRole_)) {
        const network::ProcessId process = addProcess(id, kind);
        machines_.write(id.value).processes.push_back(process);
    }
    return id;
}

network::ProcessId World::addProcess(network::MachineId machine, ProcessKind kind) {
    const network::ProcessId id{static_cast<std::uint32_t>(processes_.size())};
    std::size_t index = 0;
    switch (kind) {
    case ProcessKind::Etcd:
        index = members_.size();
        members_.push_back({});
        memberDisks_.push_back({});
        memberProcesses_.set(raftIdOf(machine), id);
        break;
    case ProcessKind::ApiServer:
        index = apiServers_.size();
        apiServers_.push_back({});
        for (std::uint32_t i = 0; i < balancers_.size(); ++i)
            balancers_.write(i).write().addBackend(id);
        serverProcesses_.write().push_back(id);
        break;
    case ProcessKind::Scheduler:
        index = schedulers_.size();
        schedulers_.push_back({});
        break;
    case ProcessKind::ControllerManager:
        index = controllerManagers_.size();
        controllerManagers_.push_back({});
        break;
    case ProcessKind::Kubelet:
        index = kubelets_.size();
        kubelets_.push_back({});
        break;
    case ProcessKind::LoadBalancer:
        index = balancers_.size();
        balancers_.push_back({});
        balancerProcesses_.write().push_back(id);
        break;
    case ProcessKind::Client:
        index = persons_.size();
        persons_.push_back({});
        break;
    }
    processes_.push_back({.kind = kind,
                          .machine = machine,
                          .index = static_cast<std::uint32_t>(index),
                          .startedAt = {},
                          .server = {}});
    return id;
}

bool World::step(sim::Time until, Observer& observer) {
    if (queue_.empty() || queue_.top().at > until) return false;
    const sim::Event event = queue_.pop();
    now_ = event.at;
    ++events_;
    Step(*this, observer, 0).handle(event);
    return true;
}

void World::runUntil(sim::Time until, Observer& observer) {
    while (step(until, observer)) {
    }
    now_ = std::max(now_, until);
}

void Step::handle(const sim::Event& event) {
    using Kind = World::EventKind;
    const network::ProcessId target{event.target};
    const auto alive = [&] {
        const World::Process& p = w_.process(target);
        return p.running && p.epoch == event.epoch;
    };
    if (heldBack(event)) return;
    w_.fingerprint_.add(event.seq);
    w_.fingerprint_.add(static_cast<std::uint64_t>(event.at.ns));
    switch (static_cast<Kind>(event.kind)) {
    case Kind::Deliver: {
        Envelope envelope = w_.envelopes_.take(static_cast<std::uint32_t>(event.payload));
        cause_ = envelope.seq;
        deliver(std::move(envelope));
        break;
    }
    case Kind::PartTimer:
        if (w_.anyClockTrouble_ && notYet(event)) break;
        if (alive()) partTimer(target, event.payload);
        break;
    case Kind::DiskSynced:
        if (alive()) diskSynced(target, event.payload);
        break;
    case Kind::StartProcess:
        if (w_.process(target).epoch == event.epoch) startProcess(target);
        break;
    case Kind::ConnectionCheck:
        connectionCheck(target, static_cast<std::uint16_t>(event.payload));
        break;
    case Kind::ProbeRound:
        if (alive()) probeRound(target);
        break;
    case Kind::ConnectTimeout: {
        const auto slot = static_cast<std::uint32_t>(event.payload);
        if (alive())
            connectTimeout(target, slot);
        else
            w_.envelopes_.take(slot);
        break;
    }
    case Kind::RestoreStep: continueRestore(); break;
    case Kind::MembershipLook: lookAtMembership(); break;
    case Kind::Retransmit: retransmit(event.payload); break;
    case Kind::LoopCrash:
        if (alive()) loopCrash(target);
        break;
    }
}

// --- looking around
// ----------------------------------------------------------------------------------

network::MachineId World::findMachine(std::string_view name) const {
    const auto* id = byName_.find(name);
    return id && machines_[id->value].exists ? *id : network::MachineId{};
}

network::ProcessId World::findProcess(network::MachineId machine, ProcessKind kind) const {
    for (const network::ProcessId p : machines_[machine.value].processes)
        if (processes_[p.value].kind == kind) return p;
    return {};
}

network::ProcessId World::balancerProcess() const {
    for (const network::ProcessId p : balancerProcesses_.read())
        if (machines_[processes_[p.value].machine.value].exists) return p;
    return {};
}

network::ProcessId World::anyApiServer() const {
    for (const network::ProcessId p : serverProcesses_.read())
        if (machines_[processes_[p.value].machine.value].exists) return p;
    return {};
}

network::ProcessId World::memberProcess(std::uint64_t raftId) const {
    const auto* id = memberProcesses_.find(raftId);
    return id ? *id : network::ProcessId{};
}

Topology World::topology() const {
    Topology t;
    for (std::size_t i = 0; i < machines_.size(); ++i)
        if (machines_[i].exists) t.machines.push_back(machines_[i].spec);
    return t;
}

bool World::personBusy() const {
    for (std::size_t i = 0; i < persons_.size(); ++i)
        if (persons_[i]->busy()) return true;
    return false;
}

store::Root World::storeRoot() const {
    store::Root best;
    for (std::size_t i = 0; i < processes_.size(); ++i) {
        const Process& p = processes_[i];
        if (p.kind != ProcessKind::Etcd || !machines_[p.machine.value].exists) continue;
        const store::Root root =
            p.running ? member(p).store().root() : memberDisks_[p.index].store.root();
        if (root.revision > best.revision) best = root;
    }
    return best;
}

const api::Client* World::clientOf(const Process& p) const {
    switch (p.kind) {
    case ProcessKind::Scheduler: return &schedulers_[p.index]->client();
    case ProcessKind::ControllerManager: return &controllerManagers_[p.index]->state().client;
    case ProcessKind::Client: return &persons_[p.index]->client();
    default: return nullptr;
    }
}

} // namespace maqueta::cluster
