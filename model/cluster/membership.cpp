// Keeps etcd's membership equal to the control-plane machines that stand there, as an operator with
// etcdctl does: a new machine's member joins as a learner, catches up, and is promoted; the member
// of a machine that was taken away is removed. One change at a time, each proposed to the leader;
// without a leader nothing happens.
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

void Step::watchMembership() {
    if (w_.membershipWatched_) return;
    w_.membershipWatched_ = true;
    w_.queue_.push({.at = now() + betweenLooks,
                    .kind = static_cast<std::uint16_t>(World::EventKind::MembershipLook)});
}

// The next change that brings the membership nearer to the machines; empty when there is none to
// make now, and `settled` tells whether they are equal.
store::ConfChangeRef Step::nextMembershipChange(network::ProcessId process, bool& settled) const {
    const store::Member& leader = w_.member(w_.process(process));
    const sim::Time itsTime = w_.localTime(w_.process(process).machine);
    const store::ConfState& conf = leader.membership();
    settled = false;
    if (!conf.votersOutgoing.empty()) return {};
    // The member whose data was lost, once another one has taken its machine over.
    for (const auto* list : {&conf.voters, &conf.learners})
        for (const store::MemberId id : *list)
            if (!w_.memberProcess(id).valid()) return change(store::ConfChangeType::RemoveNode, id);
    for (std::uint32_t i = 0; i < w_.machines_.size(); ++i) {
        const World::Machine& m = w_.machines_[i];
        if (m.spec.role != Role::ControlPlane) continue;
        const std::uint64_t id = w_.raftIdOf(network::MachineId{i});
        const bool voter = holds(conf.voters, id);
        const bool learner = holds(conf.learners, id);
        if (!m.exists && (voter || learner)) return change(store::ConfChangeType::RemoveNode, id);
        if (!m.exists || voter) continue;
        if (!learner) return change(store::ConfChangeType::AddLearnerNode, id);
        const auto progress =
            std::find_if(leader.progress().begin(), leader.progress().end(),
                         [&](const auto& follower) { return follower.first == id; });
        const bool caughtUp = progress != leader.progress().end() &&
                              progress->second.match * 100 >= leader.lastIndex() * readyPercent &&
                              leader.hears(id, itsTime);
        if (caughtUp) return change(store::ConfChangeType::AddNode, id);
        return {};
    }
    settled = true;
    return {};
}

// Of two that believe they lead, the one of the newer term; invalid when nobody does, or when it
// does not answer.
network::ProcessId Step::etcdLeader() const {
    network::ProcessId leader;
    for (std::uint32_t i = 0; i < w_.processes_.size(); ++i) {
        const World::Process& p = w_.processes_[i];
        if (p.kind != ProcessKind::Etcd || !p.running || p.paused) continue;
        const store::Member& m = w_.member(p);
        if (!m.leads()) continue;
        if (!leader.valid() || m.term() > w_.member(w_.process(leader)).term())
            leader = network::ProcessId{i};
    }
    return leader;
}

void Step::lookAtMembership() {
    w_.membershipWatched_ = false;
    bool settled = false;
    if (const network::ProcessId leader = etcdLeader(); leader.valid()) {
        const std::uint32_t index = w_.process(leader).index;
        if (const auto next = nextMembershipChange(leader, settled)) {
            MemberOutbox out(*this, leader);
            w_.members_.write(index).write().proposeMembership(next, out);
        }
    }
    if (!settled) watchMembership();
}

base::Status Step::moveLeader(network::ProcessId to) {
    const std::string& name = w_.machine(w_.process(to).machine).spec.name;
    const auto refuse = [&](const char* why) { return base::refusal({why, {{"machine", name}}}); };
    const network::ProcessId from = etcdLeader();
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
