// Machines get and lose power; processes start, end and are started again.
#include "api/kinds/node.h"
#include "cluster/outboxes.h"
#include "cluster/parts.h"

#include <algorithm>

namespace maqueta::cluster {
namespace {

sim::Duration bootTime(const MachineOptions& options, ProcessKind kind) {
    switch (kind) {
    case ProcessKind::Etcd: return options.bootEtcd;
    case ProcessKind::ApiServer: return options.bootApiServer;
    case ProcessKind::LoadBalancer:
    case ProcessKind::Client: return {};
    case ProcessKind::Scheduler:
    case ProcessKind::ControllerManager:
    case ProcessKind::Kubelet: break;
    }
    return options.bootOthers;
}

// A process that ran this long before it ended is not in a crash loop (twice the longest back-off).
constexpr sim::Duration calmTime = sim::minutes(10);

} // namespace

void Step::powerOn(network::MachineId id) {
    World::Machine& machine = w_.machines_.write(id.value);
    machine.on = true;
    ++machine.life;
    machine.diskBusyUntil = now();
    w_.runtimes_.write(id.value).write().powerOn();
    const MachineOptions& options = w_.configuration_.machines;
    const std::vector<network::ProcessId> processes = machine.processes;
    for (const network::ProcessId p : processes) {
        w_.processes_.write(p.value).wanted = true;
        const sim::Duration base = bootTime(options, w_.process(p).kind);
        const sim::Duration jitter =
            base.ns == 0 ? base : sim::nanoseconds(w_.rng_.between(0, options.bootJitter.ns));
        startAfter(p, base + jitter);
    }
}

std::string Step::leasesHeldOn(network::MachineId id) const {
    std::string leases;
    for (const network::ProcessId p : w_.machine(id).processes) {
        const World::Process& process = w_.process(p);
        const bool holds =
            process.running &&
            ((process.kind == ProcessKind::Scheduler && w_.schedulers_[process.index]->leading()) ||
             (process.kind == ProcessKind::ControllerManager &&
              w_.controllerManagers_[process.index]->leading()));
        if (holds) leases.append(leases.empty() ? "" : " ").append(text(process.kind));
    }
    return leases;
}

std::string Step::sinceRenewalOn(network::MachineId id) const {
    for (const network::ProcessId p : w_.machine(id).processes) {
        const World::Process& process = w_.process(p);
        if (process.kind != ProcessKind::Kubelet || !process.running) continue;
        const sim::Time renewed = w_.kubelet(process).lastHeartbeat();
        if (renewed != sim::Time{})
            return std::to_string((w_.localTime(id) - renewed).ns / 1'000'000);
    }
    return {};
}

std::string Step::saidReady(network::MachineId id) const {
    const store::Root root = w_.storeRoot();
    const store::KeyValue* kv =
        root.table.find(api::keyOf(api::Kind::Node, {}, w_.machine(id).spec.name));
    return kv && static_cast<const api::Node&>(*kv->value).ready() ? "yes" : "no";
}

void Step::powerOff(network::MachineId id) {
    w_.machines_.write(id.value).on = false;
    const std::vector<network::ProcessId> processes = w_.machine(id).processes;
    for (const network::ProcessId p : processes) stopProcess(p, Ending::PowerCut);
    w_.runtimes_.write(id.value).write().cutPower(w_.localTime(id));
    watchBrokenConnections();
}

void Step::startAfter(network::ProcessId id, sim::Duration delay) {
    World::Process& p = w_.processes_.write(id.value);
    ++p.epoch;
    w_.queue_.push({.at = now() + delay,
                    .target = id.value,
                    .kind = static_cast<std::uint16_t>(World::EventKind::StartProcess),
                    .epoch = p.epoch});
}

void Step::startProcess(network::ProcessId id) {
    World::Process& p = w_.processes_.write(id.value);
    if (p.running || !p.wanted || !w_.machine(p.machine).on) return;
    if (!restoreLets(p.kind)) return; // it starts what it needs, when it is time
    if (p.kind == ProcessKind::Etcd && !storeCanStart(id)) return;
    p.running = true;
    p.open = false;
    p.server = {};
    p.startedAt = now();
    p.campaigns = false;
    buildPart(id);
    Beat b = partBeat(id, BeatKind::ProcessStarted, std::string(text(p.kind)), {}, "starts");
    beat(std::move(b));
    switch (w_.process(id).kind) {
    case ProcessKind::Etcd: {
        MemberOutbox out(*this, id);
        w_.members_.write(w_.process(id).index).write().start(out);
        afterMember(id);
        break;
    }
    case ProcessKind::ApiServer: {
        ApiServerOutbox out(*this, id);
        w_.apiServers_.write(w_.process(id).index).write().start(out);
        break;
    }
    case ProcessKind::LoadBalancer:
        probeRound(id);
        watchBrokenConnections(); // those of its earlier life
        break;
    case ProcessKind::Scheduler:
    case ProcessKind::ControllerManager:
    case ProcessKind::Kubelet:
    case ProcessKind::Client: clientPart(id, [](auto& part, auto& out) { part.start(out); }); break;
    }
    planLoopCrash(id);
}

// A member whose data is gone does not begin anew: that would forget what it had promised.
bool Step::storeCanStart(network::ProcessId id) {
    if (!w_.machine(w_.process(id).machine).diskLost) return true;
    Beat b =
        partBeat(id, BeatKind::ProcessExited, "etcd", {},
                 "ends itself: its data is gone, and the member has already been bootstrapped");
    b.fields.emplace_back("why", "data");
    beat(std::move(b));
    w_.processes_.write(id.value).startedAt = now();
    restartLater(id);
    return false;
}

void Step::stopProcess(network::ProcessId id, Ending ending) {
    World::Process& p = w_.processes_.write(id.value);
    ++p.epoch; // a start that was planned is off, too
    if (!p.running) return;
    p.running = false;
    p.open = false;
    if (p.paused) dropHeld(id);
    if (p.kind == ProcessKind::Etcd) {
        const store::Disk disk = w_.members_[p.index]->disk();
        w_.memberDisks_.write(p.index) =
            ending == Ending::Crash ? disk.afterCrash() : disk.afterPowerCut();
    }
    if (ending == Ending::PowerCut) return; // nobody is told
    if (p.kind == ProcessKind::ApiServer || p.kind == ProcessKind::Etcd) resetClientsOf(id);
    if (p.kind == ProcessKind::LoadBalancer) {
        resetBothSides(id);
        watchBrokenConnections();
    }
    // As a client it hangs up: the machine closes the connection for it.
    if (p.server.valid() && p.accepted == p.connection && p.kind != ProcessKind::LoadBalancer)
        hangUp(id);
}

void Step::restartLater(network::ProcessId id) {
    World::Process& p = w_.processes_.write(id.value);
    const MachineOptions& options = w_.configuration_.machines;
    if (now() - p.startedAt > calmTime) p.crashes = 0;
    sim::Duration pause = options.restartFirst;
    for (int i = 0; i < p.crashes && pause < options.restartMax; ++i)
        pause = i == 0 ? sim::seconds(10) : pause * 2;
    ++p.crashes;
    startAfter(id, std::min(pause, options.restartMax));
}

void Step::afterMember(network::ProcessId id) {
    const World::Process& p = w_.process(id);
    if (!p.running || !w_.member(p).panicked()) return;
    stopProcess(id, Ending::Crash);
    restartLater(id);
}

void Step::afterPart(network::ProcessId id) {
    const World::Process& p = w_.process(id);
    if (!p.running) return;
    bool exits = false;
    if (p.kind == ProcessKind::Scheduler)
        exits = w_.schedulers_[p.index]->wantsExit();
    else if (p.kind == ProcessKind::ControllerManager)
        exits = w_.controllerManagers_[p.index]->wantsExit();
    if (!exits) return;
    beat(partBeat(id, BeatKind::ProcessExited, std::string(text(p.kind)), {},
                  "ends itself: it lost its Lease"));
    stopProcess(id, Ending::Crash);
    restartLater(id);
}

} // namespace maqueta::cluster
