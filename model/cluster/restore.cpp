// Restoring an etcd snapshot, as the Kubernetes documentation has it (Operating etcd clusters,
// "Restoring an etcd cluster"): stop every API server, rebuild every member's data from the same
// file, start etcd, then the API servers, then everybody who remembers something (scheduler,
// controller manager, kubelets).
#include "cluster/parts.h"

namespace maqueta::cluster {
namespace {

constexpr sim::Duration betweenStages = sim::seconds(1);
constexpr sim::Duration lookAgain = sim::milliseconds(100);

} // namespace

void Step::beginRestore(std::uint32_t snapshot) {
    w_.restore_.stage = World::Restore::Stage::StopServers;
    w_.restore_.snapshot = snapshot;
    Beat b;
    b.kind = BeatKind::RestoreStarted;
    b.part = "you";
    b.text = "restore snapshot " + std::to_string(snapshot);
    b.fields = {{"number", std::to_string(snapshot)},
                {"revision", std::to_string(w_.shelf_[snapshot - 1].content.revision)}};
    beat(std::move(b));
    continueRestore();
}

void Step::stopAll(ProcessKind kind) {
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        if (w_.processes_[i].kind != kind) continue;
        w_.processes_.write(i).wanted = false;
        stopProcess(network::ProcessId{i}, Ending::Crash);
    }
}

void Step::startAll(ProcessKind kind) {
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const World::Process& p = w_.processes_[i];
        if (p.kind != kind || !w_.machine(p.machine).exists) continue;
        startWanted(network::ProcessId{i});
    }
}

bool Step::storeLeads() const {
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const World::Process& p = w_.processes_[i];
        if (p.kind == ProcessKind::Etcd && p.running && w_.member(p).leads()) return true;
    }
    return false;
}

void Step::rebuildMembers() {
    const ShelfSnapshot& shelf = w_.shelf_[w_.restore_.snapshot - 1];
    std::vector<std::uint64_t> voters;
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i)
        if (w_.machines_[i].exists && w_.machines_[i].spec.role == Role::ControlPlane)
            voters.push_back(w_.raftIdOf(network::MachineId{i}));
    w_.initialMembers_ = sim::Cow<std::vector<std::uint64_t>>(voters);
    w_.etcdClusterId_ = w_.rng_.next();
    // Every member's data is new: what was lost or damaged before is of no concern any more.
    std::erase_if(w_.faults_.write(), [](const Fault& f) {
        return f.kind == FaultKind::LostDisk || f.kind == FaultKind::CorruptLog;
    });
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i)
        if (w_.machines_[i].diskLost) w_.machines_.write(i).diskLost = false;
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const World::Process& p = w_.processes_[i];
        if (p.kind != ProcessKind::Etcd || !w_.machine(p.machine).exists) continue;
        w_.memberDisks_.write(p.index) =
            store::freshFromSnapshot(shelf.content, memberOptions(network::ProcessId{i}));
    }
}

void Step::continueRestore() {
    using Stage = World::Restore::Stage;
    sim::Duration pause = betweenStages;
    std::string what;
    switch (w_.restore_.stage) {
    case Stage::None: return;
    case Stage::StopServers:
        stopAll(ProcessKind::ApiServer);
        what = "every API server stops";
        w_.restore_.stage = Stage::StopStore;
        break;
    case Stage::StopStore:
        stopAll(ProcessKind::Etcd);
        what = "every etcd member stops";
        w_.restore_.stage = Stage::Rebuild;
        break;
    case Stage::Rebuild:
        rebuildMembers();
        what = "every member gets the snapshot's data and a new cluster id";
        w_.restore_.stage = Stage::StartStore;
        break;
    case Stage::StartStore:
        startAll(ProcessKind::Etcd);
        what = "etcd starts";
        w_.restore_.stage = Stage::StartServers;
        break;
    case Stage::StartServers:
        if (!storeLeads()) {
            pause = lookAgain;
            break;
        }
        startAll(ProcessKind::ApiServer);
        what = "etcd has a leader: the API servers start";
        w_.restore_.stage = Stage::RestartOthers;
        break;
    case Stage::RestartOthers:
        for (const ProcessKind kind :
             {ProcessKind::Scheduler, ProcessKind::ControllerManager, ProcessKind::Kubelet}) {
            stopAll(kind);
            startAll(kind);
        }
        what = "scheduler, controller manager and kubelets start anew: nobody relies on old memory";
        w_.restore_.stage = Stage::None;
        break;
    }
    if (!what.empty()) {
        Beat b;
        b.kind = w_.restore_.stage == Stage::None ? BeatKind::RestoreDone : BeatKind::RestoreStep;
        b.part = "restore";
        b.text = what;
        beat(std::move(b));
    }
    if (w_.restore_.stage != Stage::None)
        w_.queue_.push({.at = now() + pause,
                        .kind = static_cast<std::uint16_t>(World::EventKind::RestoreStep)});
}

} // namespace maqueta::cluster
