// Keeps etcd's membership equal to the machines that host it, as an operator with kubeadm and
// etcdctl does: a new machine's member joins as a learner, catches up, and is promoted; that of a
// machine that is to go leaves first, and then the machine goes. One change at a time, each
// proposed to the leader; without a leader nothing happens.
#include "cluster/parts.h"

#include <algorithm>

namespace maqueta::cluster {
namespace {

constexpr sim::Duration betweenLooks = sim::milliseconds(500);
// etcd promotes a learner whose log reaches this share of the leader's (server/etcdserver:
// readyPercentThreshold 0.9). kubeadm asks for it on the machine that joins, so somebody must be
// there to ask; whether the leader heard from it since its last quorum check is nothing to go by,
// because looks as far apart as these checks may fall just behind each of them.
constexpr std::uint64_t readyPercent = 90;

store::ConfChangeRef change(store::ConfChangeType type, std::uint64_t member) {
    auto out = base::makeRef<store::ConfChange>();
    out->changes.push_back({.type = type, .node = member});
    return out;
}

bool holds(const std::vector<store::MemberId>& list, std::uint64_t member) {
    return std::find(list.begin(), list.end(), member) != list.end();
}

} // namespace

// Of two that believe they lead, the one of the newer term; invalid when nobody does, or when it
// does not answer.
network::ProcessId World::etcdLeader() const {
    network::ProcessId leader;
    for (std::uint32_t i = 0; i < processes_.size(); ++i) {
        const Process& p = processes_[i];
        if (p.kind != ProcessKind::Etcd || !p.running || p.paused) continue;
        const store::Member& m = member(p);
        if (!m.leads()) continue;
        if (!leader.valid() || m.term() > member(process(leader)).term())
            leader = network::ProcessId{i};
    }
    return leader;
}

// The membership as the leader applied it; without one, as the member that applied most.
World::Electorate World::electorate() const {
    Electorate out;
    out.leader = etcdLeader();
    if (out.leader.valid()) {
        out.conf = member(process(out.leader)).membership();
        return out;
    }
    store::Index best = 0;
    for (std::uint32_t i = 0; i < processes_.size(); ++i) {
        const Process& p = processes_[i];
        if (p.kind != ProcessKind::Etcd || !machines_[p.machine.value].exists) continue;
        const store::Disk& disk = memberDisks_[p.index];
        const store::Index applied = p.running ? member(p).appliedIndex() : disk.applied;
        if (applied <= best) continue;
        best = applied;
        out.conf = p.running ? member(p).membership() : disk.conf;
    }
    if (best == 0) out.conf.voters = *initialMembers_; // none has started yet
    return out;
}

MemberView World::viewOf(const Electorate& electorate, std::uint64_t raftId) const {
    MemberView out;
    if (holds(electorate.conf.voters, raftId))
        out.membership = Membership::Voter;
    else if (holds(electorate.conf.learners, raftId))
        out.membership = Membership::Learner;
    if (electorate.leader.valid()) {
        const Process& p = process(electorate.leader);
        out.answers = member(p).hears(raftId, localTime(p.machine));
        return out;
    }
    const network::ProcessId id = memberProcess(raftId);
    out.answers = id.valid() && process(id).running && !process(id).paused;
    return out;
}

Quorum World::quorum(const Electorate& electorate) const {
    Quorum out;
    out.led = electorate.leader.valid();
    out.voters = electorate.conf.voters.size();
    out.learners = electorate.conf.learners.size();
    for (const store::MemberId id : electorate.conf.voters)
        out.answering += viewOf(electorate, id).answers;
    return out;
}

void Step::watchMembership() {
    if (w_.membershipWatched_) return;
    w_.membershipWatched_ = true;
    w_.queue_.push({.at = now() + betweenLooks,
                    .kind = static_cast<std::uint16_t>(World::EventKind::MembershipLook)});
}

// The next change that brings the membership nearer to the machines; empty when there is none to
// make now, and `settled` tells whether they are equal.
store::ConfChangeRef Step::nextMembershipChange(const World::Electorate& now, bool& settled) const {
    const store::ConfState& conf = now.conf;
    const store::Member& leader = w_.member(w_.process(now.leader));
    settled = false;
    if (!conf.votersOutgoing.empty()) return {};
    // The member whose data was lost, once another one has taken its machine over.
    for (const auto* list : {&conf.voters, &conf.learners})
        for (const store::MemberId id : *list)
            if (!w_.memberProcess(id).valid()) return change(store::ConfChangeType::RemoveNode, id);
    bool waits = false;
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i) {
        const World::Machine& m = w_.machines_[i];
        if (!w_.findProcess(network::MachineId{i}, ProcessKind::Etcd).valid()) continue;
        const std::uint64_t id = m.raftId;
        const MemberView member = w_.viewOf(now, id);
        const bool in = member.membership != Membership::None;
        if (!m.exists && in) return change(store::ConfChangeType::RemoveNode, id);
        if (!m.exists) continue;
        if (m.parting != World::Parting::None) {
            waits = true; // for what comes after that
            if (!in || whyItStays(w_.quorum(now), member, m.spec.name)) continue;
            return change(store::ConfChangeType::RemoveNode, id);
        }
        if (member.membership == Membership::Voter) continue;
        if (!in) return change(store::ConfChangeType::AddLearnerNode, id);
        const auto progress =
            std::find_if(leader.progress().begin(), leader.progress().end(),
                         [&](const auto& follower) { return follower.first == id; });
        const bool caughtUp = progress != leader.progress().end() &&
                              progress->second.match * 100 >= leader.lastIndex() * readyPercent &&
                              member.answers;
        if (caughtUp) return change(store::ConfChangeType::AddNode, id);
        return {};
    }
    settled = !waits;
    return {};
}

// Those whose members have left: the leader has applied it, so it is committed.
void Step::afterParting(const store::ConfState& conf) {
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i) {
        const World::Machine& m = w_.machines_[i];
        if (!m.exists || m.parting == World::Parting::None || conf.contains(m.raftId)) continue;
        if (m.parting == World::Parting::MachineGoes) {
            // Its processes end, and so hang up: a member that was removed ends itself.
            const std::vector<network::ProcessId> processes = m.processes;
            for (const network::ProcessId p : processes) stopProcess(p, Ending::Crash);
            removeMachine(network::MachineId{i});
        } else
            startEmptyMember(network::MachineId{i});
    }
}

void Step::lookAtMembership() {
    w_.membershipWatched_ = false;
    if (!improveMembership()) watchMembership();
}

bool Step::improveMembership() {
    const World::Electorate electorate = w_.electorate();
    if (!electorate.leader.valid()) return false;
    afterParting(electorate.conf);
    bool settled = false;
    const World::Process& leader = w_.process(electorate.leader);
    if (!leader.running) return false; // it was the one that went
    if (const auto next = nextMembershipChange(electorate, settled)) {
        MemberOutbox out(*this, electorate.leader);
        w_.members_.write(leader.index).write().proposeMembership(next, out);
    }
    return settled;
}

// As `kubeadm reset` does: first the member leaves etcd, then the machine goes.
base::Status Step::beginLeaving(network::MachineId id) {
    const World::Machine& m = w_.machine(id);
    if (m.parting == World::Parting::MachineGoes)
        return base::refusal(
            {MAQUETA_TEXT("Refusals", "{machine} is leaving already"), {{"machine", m.spec.name}}});
    World::Electorate electorate = w_.electorate();
    // Those that are about to leave do not count any more.
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i)
        if (w_.machines_[i].parting == World::Parting::MachineGoes)
            std::erase(electorate.conf.voters, w_.machines_[i].raftId);
    const MemberView member = w_.viewOf(electorate, m.raftId);
    if (auto stays = whyItStays(w_.quorum(electorate), member, m.spec.name))
        return base::refusal(*std::move(stays));
    if (member.membership == Membership::None) {
        removeMachine(id);
        return {};
    }
    w_.machines_.write(id.value).parting = World::Parting::MachineGoes;
    Beat b;
    b.kind = BeatKind::MachineLeaving;
    b.machine = id;
    b.part = m.spec.name;
    b.text = "is to go: its etcd member leaves first";
    b.fields = {{"machine", b.part}, {"role", std::string(text(m.spec.role))}};
    beat(std::move(b));
    improveMembership();
    watchMembership();
    return {};
}

base::Status Step::moveLeader(network::ProcessId to) {
    const std::string& name = w_.machine(w_.process(to).machine).spec.name;
    const auto refuse = [&](const char* why) { return base::refusal({why, {{"machine", name}}}); };
    const network::ProcessId from = w_.etcdLeader();
    if (!from.valid())
        return refuse(MAQUETA_TEXT("Refusals", "etcd has no leader that could hand over"));
    if (to == from)
        return refuse(MAQUETA_TEXT("Refusals", "the member of {machine} leads already"));
    const std::uint32_t index = w_.process(from).index;
    const store::ConfState& conf = w_.members_[index]->membership();
    const std::uint64_t id = w_.raftIdOf(w_.process(to).machine);
    if (holds(conf.learners, id))
        return refuse(
            MAQUETA_TEXT("Refusals", "the member of {machine} is a learner: it cannot lead"));
    if (!holds(conf.voters, id))
        return refuse(
            MAQUETA_TEXT("Refusals", "the member of {machine} is not part of the cluster"));
    MemberOutbox out(*this, from);
    w_.members_.write(index).write().transferLeadership(id, out);
    return {};
}

} // namespace maqueta::cluster
