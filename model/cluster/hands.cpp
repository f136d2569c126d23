// What hands do to the hardware, and how a request reaches the person's own process.
#include "cluster/beat_text.h"
#include "cluster/parts.h"

#include <algorithm>

namespace maqueta::cluster {

network::MachineId Step::addMachine(const MachineSpec& spec) {
    const network::MachineId id = w_.addMachine(spec);
    Beat b;
    b.kind = BeatKind::MachineAdded;
    b.machine = id;
    b.part = spec.name;
    b.text = "is added";
    b.fields = {{"machine", spec.name},
                {"role", std::string(text(spec.role))},
                {"member", spec.role == w_.etcdRole() ? "yes" : "no"}};
    beat(std::move(b));
    powerOn(id);
    watchMembership();
    return id;
}

void Step::removeMachine(network::MachineId id) {
    Beat b;
    b.kind = BeatKind::MachineRemoved;
    b.machine = id;
    b.part = w_.machine(id).spec.name;
    b.text = "is taken away, with its disk";
    b.fields = {{"machine", b.part}, {"role", std::string(text(w_.machine(id).spec.role))}};
    beat(std::move(b));
    const bool on = w_.machine(id).on;
    World::Machine& machine = w_.machines_.write(id.value);
    machine.exists = false;
    const std::vector<network::ProcessId> processes = machine.processes;
    forgetFaultsOf(machine.spec.name);
    w_.byName_.erase(w_.machine(id).spec.name);
    if (on) powerOff(id);
    for (const network::ProcessId p : processes) {
        w_.processes_.write(p.value).wanted = false;
        for (std::uint32_t i = 0; i < w_.balancers_.size(); ++i)
            if (w_.process(p).kind == ProcessKind::ApiServer)
                w_.balancers_.write(i).write().removeBackend(p);
        if (w_.process(p).kind == ProcessKind::Etcd)
            w_.memberDisks_.write(w_.process(p).index) = store::Disk{};
    }
    w_.runtimes_.write(id.value) = {};
    watchMembership();
}

void Step::crash(network::ProcessId id, bool staysDown) {
    w_.processes_.write(id.value).wanted = !staysDown;
    stopProcess(id, Ending::Crash);
    if (!staysDown) restartLater(id);
}

void Step::startWanted(network::ProcessId id) {
    w_.processes_.write(id.value).wanted = true;
    startAfter(id, {});
}

void Step::plug(network::MachineId machine, bool plugged) {
    w_.fabric_.plug(machine, plugged);
    if (!plugged) watchBrokenConnections();
}

// The machines whose heartbeats cannot arrive: on the side from which no majority of the members,
// or no load balancer, is reached, while the other side has both.
std::vector<std::string> Step::silencedBy(const CutNetwork& cut) const {
    const auto has = [](const std::vector<std::string>& side, std::string_view name) {
        return std::find(side.begin(), side.end(), name) != side.end();
    };
    struct Reach {
        std::size_t members = 0;
        std::size_t balancers = 0;
    };
    // What is on neither side is reached from both.
    const auto reachedFrom = [&](const std::vector<std::string>& other) {
        Reach out;
        for (std::uint32_t i = 0; i < w_.machines_.size(); ++i) {
            const World::Machine& m = w_.machines_[i];
            if (!m.exists || !m.on || has(other, m.spec.name)) continue;
            out.members += m.spec.role == w_.etcdRole() ? 1 : 0;
            out.balancers += m.spec.role == Role::LoadBalancer ? 1 : 0;
        }
        return out;
    };
    const Topology all = w_.topology();
    const std::size_t quorum = all.count(w_.etcdRole()) / 2 + 1;
    const bool balanced = all.count(Role::LoadBalancer) > 0;
    const auto serves = [&](const Reach& r) {
        return r.members >= quorum && (r.balancers > 0 || !balanced);
    };
    const bool a = serves(reachedFrom(cut.sideB));
    const bool b = serves(reachedFrom(cut.sideA));
    std::vector<std::string> out;
    if (a == b) return out;
    for (const std::string& name : a ? cut.sideB : cut.sideA)
        for (std::uint32_t i = 0; i < w_.machines_.size(); ++i) {
            const World::Machine& m = w_.machines_[i];
            const bool node = m.spec.role == Role::Worker || m.spec.role == Role::ControlPlane;
            if (node && m.exists && m.on && m.spec.name == name) out.push_back(name);
        }
    return out;
}

void Step::cut(const CutNetwork& cut) {
    w_.cuts_.write().push_back(cut);
    const std::vector<std::string> silent = silencedBy(cut);
    std::string leases;
    std::vector<std::string> sinceRenewal; // of each of the silent
    for (const std::string& name : silent) {
        const network::MachineId machine = w_.findMachine(name);
        if (const std::string held = leasesHeldOn(machine); !held.empty())
            leases += (leases.empty() ? "" : " ") + held;
        sinceRenewal.push_back(sinceRenewalOn(machine));
    }
    troubleWays();
    Beat cutBeat;
    cutBeat.kind = BeatKind::NetworkCut;
    cutBeat.part = "network";
    cutBeat.text = cut.oneWay ? "is cut: messages from one side to the other are lost"
                              : "is cut: messages between the two sides are lost";
    cutBeat.fields = {{"sideA", listText(cut.sideA)},           {"sideB", listText(cut.sideB)},
                      {"oneWay", cut.oneWay ? "yes" : "no"},    {"silent", listText(silent)},
                      {"sinceRenewal", listText(sinceRenewal)}, {"leases", leases}};
    beat(std::move(cutBeat));
    watchBrokenConnections();
}

bool Step::networkBroken() const {
    bool broken = !w_.cuts_->empty();
    for (const Fault& f : *w_.faults_) broken = broken || info(f.kind).place == FaultPlace::Link;
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i)
        broken = broken || (w_.machines_[i].exists && !w_.plugged(network::MachineId{i}));
    return broken;
}

void Step::healNetwork() {
    w_.cuts_.write().clear();
    std::erase_if(w_.faults_.write(),
                  [](const Fault& f) { return info(f.kind).place == FaultPlace::Link; });
    troubleWays();
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i)
        if (w_.machines_[i].exists) w_.fabric_.plug(network::MachineId{i}, true);
    Beat b;
    b.kind = BeatKind::NetworkHealed;
    b.part = "network";
    b.text = "is whole again";
    beat(std::move(b));
}

base::Status Step::setUsage(const SetUsage& act) {
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i) {
        for (const auto& record : w_.runtimes_[i]->pods()) {
            if (record->ns != act.ns || record->name != act.pod || record->containers.empty())
                continue;
            const base::Text uid = record->uid;
            const base::Text container =
                act.container.empty() ? record->containers.front().name : base::Text(act.container);
            const bool done = w_.runtimes_.write(i).write().setUsage(
                uid, container, static_cast<std::int32_t>(act.cpuMilli), act.memoryBytes,
                w_.localTime(network::MachineId{i}));
            if (!done)
                return base::refusal(
                    {MAQUETA_TEXT("Refusals",
                                  "the pod {pod} has no running container called {container}"),
                     {{"pod", act.ns + "/" + act.pod}, {"container", container.str()}}});
            const network::ProcessId kubelet =
                w_.findProcess(network::MachineId{i}, ProcessKind::Kubelet);
            if (kubelet.valid() && w_.process(kubelet).running) {
                KubeletOutbox out(*this, kubelet);
                w_.kubelets_.write(w_.process(kubelet).index)
                    .write()
                    .onRuntimeChanged(uid, w_.runtimes_.write(i).write(), out);
            }
            return {};
        }
    }
    return base::refusal({MAQUETA_TEXT("Refusals", "no machine runs a pod called {pod}"),
                          {{"pod", act.ns + "/" + act.pod}}});
}

base::Status Step::ask(std::vector<Errand> errands) {
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const network::ProcessId id{i};
        const World::Process& p = w_.process(id);
        if (p.kind != ProcessKind::Client || !p.running) continue;
        // Each command opens a connection of its own, as kubectl does.
        if (!w_.persons_[p.index]->busy()) w_.processes_.write(i).open = false;
        PersonPartOutbox out(*this, id);
        w_.persons_.write(p.index).write().ask(std::move(errands), out);
        return {};
    }
    return base::refusal({MAQUETA_TEXT(
        "Refusals", "the client's machine has no power: nobody can ask the cluster anything")});
}

} // namespace maqueta::cluster
