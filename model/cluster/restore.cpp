// Restoring an etcd snapshot, as the Kubernetes documentation has it (Operating etcd clusters,
// "Restoring an etcd cluster"): stop every API server, rebuild every member's data from the same
// file, start etcd, then the API servers, then everybody who remembers something (scheduler,
// controller manager, kubelets).
#include "cluster/beat_text.h"
#include "cluster/parts.h"

#include "api/kinds/pod.h"

namespace maqueta::cluster {
namespace {

constexpr sim::Duration betweenStages = sim::seconds(1);
constexpr sim::Duration lookAgain = sim::milliseconds(100);

const api::Object& objectOf(const store::KeyValue& kv) {
    return static_cast<const api::Object&>(*kv.value);
}

// Leases and Events change all the time and are no loss.
bool matters(const api::Object& object) {
    return object.kind != api::Kind::Lease && object.kind != api::Kind::Event;
}

// The same object, not another one of its name.
bool holds(const store::Root& root, const base::Text& key, const api::Object& object) {
    const store::KeyValue* kv = root.table.find(key);
    return kv && objectOf(*kv).meta.uid == object.meta.uid;
}

// From `present` to `snapshot`; watches are nothing of the store.
RestoreCost costBetween(const store::Root& snapshot, const store::Root& present) {
    RestoreCost preview;
    for (auto at = snapshot.table.begin(); !at.atEnd(); ++at) {
        const api::Object& object = objectOf(at.value());
        if (matters(object) && !holds(present, at.key(), object)) ++preview.returning;
        if (object.kind != api::Kind::Lease) continue;
        const store::KeyValue* kv = present.table.find(at.key());
        if (!kv || kv->modRevision != at.value().modRevision) ++preview.leases;
    }
    for (auto at = present.table.begin(); !at.atEnd(); ++at) {
        const api::Object& object = objectOf(at.value());
        if (!matters(object) || holds(snapshot, at.key(), object)) continue;
        ++preview.lost;
        const auto* pod = api::objectCast<api::Pod>(&object);
        if (pod && !pod->nodeName.empty() && !pod->finished()) ++preview.orphaned;
    }
    return preview;
}

Fields costFields(const RestoreCost& cost) {
    return {{"returning", std::to_string(cost.returning)},
            {"lost", std::to_string(cost.lost)},
            {"orphaned", std::to_string(cost.orphaned)},
            {"leases", std::to_string(cost.leases)},
            {"watches", std::to_string(cost.watches)}};
}

// Keys that stand in the store exactly as they do in the snapshot.
std::size_t equalKeys(const store::Root& snapshot, const store::Root& present) {
    std::size_t equal = 0;
    for (auto at = snapshot.table.begin(); !at.atEnd(); ++at) {
        const store::KeyValue* kv = present.table.find(at.key());
        if (kv && kv->modRevision == at.value().modRevision &&
            kv->value->digest() == at.value().value->digest())
            ++equal;
    }
    return equal;
}

} // namespace

RestoreCost World::restoreCost(std::uint32_t snapshot) const {
    if (snapshot == 0 || snapshot > shelf_.size()) return {};
    RestoreCost cost = costBetween(shelf_[snapshot - 1].content.root, storeRoot());
    for (std::uint32_t i = 0; i < processes_.size(); ++i) {
        const Process& p = processes_[i];
        if (p.kind == ProcessKind::ApiServer && p.running) cost.watches += apiServer(p).watches();
    }
    return cost;
}

void Step::beginRestore(const RestoreSnapshot& act) {
    const std::uint32_t snapshot = act.snapshot;
    w_.restore_.stage = World::Restore::Stage::StopServers;
    w_.restore_.snapshot = snapshot;
    w_.restore_.bumpRevision = act.bumpRevision;
    w_.restore_.restartOthers = act.restartOthers;
    const RestoreCost cost = w_.restoreCost(snapshot);
    w_.restore_.before = w_.storeRoot();
    w_.restore_.watches = cost.watches;
    Beat b;
    b.kind = BeatKind::RestoreStarted;
    b.part = "you";
    const store::Snapshot& content = w_.shelf_[snapshot - 1].content;
    b.text = "restore snapshot " + std::to_string(snapshot) + ": " +
             std::to_string(cost.returning) + " objects return, " + std::to_string(cost.lost) +
             " are lost, " + std::to_string(cost.orphaned) + " pods lose their record";
    b.fields = costFields(cost);
    b.fields.insert(b.fields.begin(), {{"number", std::to_string(snapshot)},
                                       {"revision", std::to_string(content.revision)},
                                       {"keys", std::to_string(content.keys)}});
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

// Whoever comes back while a restore is under way waits for its turn.
bool Step::restoreLets(ProcessKind kind) const {
    using Stage = World::Restore::Stage;
    const Stage next = w_.restore_.stage;
    if (next == Stage::None || next == Stage::RestartOthers) return true;
    if (kind == ProcessKind::Etcd) return next == Stage::StartServers;
    return kind != ProcessKind::ApiServer;
}

bool Step::storeLeads() const {
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const World::Process& p = w_.processes_[i];
        if (p.kind == ProcessKind::Etcd && p.running && w_.member(p).leads()) return true;
    }
    return false;
}

// What every member starts from. A store begins with its older revisions compacted away, so a bump
// leaves no revision readable that was not the snapshot's newest.
store::Snapshot Step::restoredContent() const {
    store::Snapshot content = w_.shelf_[w_.restore_.snapshot - 1].content;
    content.revision += w_.restore_.bumpRevision;
    content.root.revision = content.revision;
    return content;
}

void Step::rebuildMembers() {
    const store::Snapshot content = restoredContent();
    std::vector<std::uint64_t> voters;
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i)
        if (w_.machines_[i].exists && w_.machines_[i].spec.role == w_.etcdRole())
            voters.push_back(w_.raftIdOf(network::MachineId{i}));
    w_.initialMembers_ = sim::Cow<std::vector<std::uint64_t>>(voters);
    w_.etcdClusterIds_.write().push_back(w_.rng_.next());
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
            store::freshFromSnapshot(content, memberOptions(network::ProcessId{i}));
    }
}

Fields Step::comparedWithSnapshot() const {
    const store::Snapshot& content = w_.shelf_[w_.restore_.snapshot - 1].content;
    const store::Root present = w_.storeRoot();
    return {{"revision", std::to_string(present.revision)},
            {"keys", std::to_string(content.keys)},
            {"equal", std::to_string(equalKeys(content.root, present))}};
}

void Step::continueRestore() {
    using Stage = World::Restore::Stage;
    sim::Duration pause = betweenStages;
    std::string what;
    std::string stage;
    Fields fields;
    switch (w_.restore_.stage) {
    case Stage::None: return;
    case Stage::StopServers:
        stopAll(ProcessKind::ApiServer);
        stage = "stop-servers";
        what = "every API server stops";
        w_.restore_.stage = Stage::StopStore;
        break;
    case Stage::StopStore:
        stopAll(ProcessKind::Etcd);
        stage = "stop-store";
        what = "every etcd member stops";
        w_.restore_.stage = Stage::Rebuild;
        break;
    case Stage::Rebuild:
        rebuildMembers();
        stage = "rebuild";
        what = "every member gets the snapshot's data and a new cluster id";
        fields = {{"bump", std::to_string(w_.restore_.bumpRevision)},
                  {"revision", std::to_string(restoredContent().revision)}};
        if (w_.restore_.bumpRevision != 0)
            what += "; revisions go on at " + std::to_string(restoredContent().revision);
        w_.restore_.stage = Stage::StartStore;
        break;
    case Stage::StartStore:
        startAll(ProcessKind::Etcd);
        stage = "start-store";
        what = "etcd starts";
        w_.restore_.stage = Stage::StartServers;
        break;
    case Stage::StartServers:
        if (!storeLeads()) {
            pause = lookAgain;
            break;
        }
        fields = comparedWithSnapshot(); // before anybody can write
        w_.restore_.done = costBetween(w_.storeRoot(), w_.restore_.before);
        w_.restore_.done.watches = w_.restore_.watches;
        w_.restore_.before = {};
        startAll(ProcessKind::ApiServer);
        stage = "start-servers";
        what = "etcd has a leader: the API servers start";
        w_.restore_.stage = Stage::RestartOthers;
        break;
    case Stage::RestartOthers:
        for (const ProcessKind kind :
             {ProcessKind::Scheduler, ProcessKind::ControllerManager, ProcessKind::Kubelet}) {
            if (!w_.restore_.restartOthers) break;
            stopAll(kind);
            startAll(kind);
        }
        stage = "restart-others";
        what = (w_.restore_.restartOthers
                    ? "scheduler, controller manager and kubelets start anew: "
                    : "scheduler, controller manager and kubelets go on as they were: ") +
               std::to_string(w_.restore_.done.returning) + " objects are back, " +
               std::to_string(w_.restore_.done.lost) + " are gone, " +
               std::to_string(w_.restore_.done.orphaned) + " pods lost their record";
        fields = costFields(w_.restore_.done);
        fields.emplace_back("restarted", w_.restore_.restartOthers ? "yes" : "no");
        w_.restore_.stage = Stage::None;
        break;
    }
    if (!what.empty()) {
        Beat b;
        b.kind = w_.restore_.stage == Stage::None ? BeatKind::RestoreDone : BeatKind::RestoreStep;
        b.part = "restore";
        b.text = what;
        fields.emplace_back("stage", stage);
        fields.emplace_back("number", std::to_string(w_.restore_.snapshot));
        b.fields = std::move(fields);
        beat(std::move(b));
    }
    if (w_.restore_.stage != Stage::None)
        w_.queue_.push({.at = now() + pause,
                        .kind = static_cast<std::uint16_t>(World::EventKind::RestoreStep)});
}

} // namespace maqueta::cluster
