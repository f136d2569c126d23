// What comes to the snapshot shelf: a picture of the store that a member saves, or a file.
#include "cluster/beat_text.h"
#include "cluster/parts.h"
#include "cluster/snapshot_bytes.h"

namespace maqueta::cluster {

// Of the machine, or of the newest leader, or of any member; invalid when it can tell nothing.
network::ProcessId Step::memberToSave(const std::string& machineName) const {
    network::ProcessId from;
    const auto rank = [&](const store::Member& m) { return std::pair(m.leads(), m.term()); };
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const World::Process& p = w_.processes_[i];
        if (p.kind != ProcessKind::Etcd || !p.running || p.paused) continue;
        if (!machineName.empty() && w_.machine(p.machine).spec.name != machineName) continue;
        const store::Member& m = w_.member(p);
        // One that has just been added has no data yet.
        if (m.panicked() || !m.membership().contains(m.id())) continue;
        if (!from.valid() || rank(m) > rank(w_.member(w_.process(from))))
            from = network::ProcessId{i};
    }
    return from;
}

base::Status Step::saveSnapshot(const std::string& machineName) {
    const network::ProcessId from = memberToSave(machineName);
    if (!from.valid())
        return base::refusal(
            {machineName.empty()
                 ? MAQUETA_TEXT("Refusals", "no etcd member answers: nothing can be saved")
                 : MAQUETA_TEXT("Refusals",
                                "no etcd member that has the data answers on {machine}"),
             {{"machine", machineName}}});
    const World::Process& p = w_.process(from);
    ShelfSnapshot shelf{.number = static_cast<std::uint32_t>(w_.shelf_.size() + 1),
                        .machine = w_.machine(p.machine).spec.name,
                        .taken = now(),
                        .content = w_.member(p).saveSnapshot()};
    Beat b = partBeat(from, BeatKind::SnapshotSaved, "etcd", {},
                      "saves snapshot " + std::to_string(shelf.number) + " at revision " +
                          std::to_string(shelf.content.revision));
    b.fields = {{"number", std::to_string(shelf.number)},
                {"revision", std::to_string(shelf.content.revision)},
                {"keys", std::to_string(shelf.content.keys)},
                {"bytes", std::to_string(shelf.content.bytes)},
                {"machine", shelf.machine}};
    beat(std::move(b));
    w_.shelf_.push_back(std::move(shelf));
    return {};
}

base::Status World::accepts(const ShelfSnapshot& snapshot, const std::string& file) const {
    for (const std::uint64_t id : *etcdClusterIds_)
        if (id == snapshot.content.clusterId) return {};
    return base::refusal(
        {MAQUETA_TEXT("Refusals",
                      "is a snapshot of another etcd cluster: {other}, while this one is {own}. "
                      "etcd would restore it all the same; here it is loaded only on purpose "
                      "(anyCluster)"),
         {{"other", hexText(snapshot.content.clusterId)},
          {"own", hexText(etcdClusterIds_->back())}}},
        file);
}

base::Status Step::loadSnapshot(const LoadSnapshot& act) {
    auto shelf = unpackSnapshot(*act.content, act.file);
    if (!shelf) return shelf.error();
    if (!act.anyCluster)
        if (base::Status own = w_.accepts(*shelf, act.file); !own) return own;
    shelf->number = static_cast<std::uint32_t>(w_.shelf_.size() + 1);
    shelf->file = act.file;
    Beat b;
    b.kind = BeatKind::SnapshotLoaded;
    b.part = "you";
    b.text = "load snapshot " + std::to_string(shelf->number) + " from " + act.file +
             ": revision " + std::to_string(shelf->content.revision);
    b.fields = {{"number", std::to_string(shelf->number)},
                {"file", act.file},
                {"revision", std::to_string(shelf->content.revision)},
                {"keys", std::to_string(shelf->content.keys)},
                {"bytes", std::to_string(shelf->content.bytes)}};
    beat(std::move(b));
    w_.shelf_.push_back(*std::move(shelf));
    return {};
}

} // namespace maqueta::cluster
