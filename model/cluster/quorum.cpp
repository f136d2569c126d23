#include "cluster/quorum.h"

#include "cluster/picture.h"

#include <algorithm>

namespace maqueta::cluster {
namespace {

using base::Sentence;

std::string number(std::size_t n) {
    return std::to_string(n);
}

base::SentenceFields fieldsOf(const Quorum& q, const std::string& machine) {
    return {{"machine", machine},
            {"voters", number(q.voters)},
            {"answering", number(q.answering)},
            {"down", number(q.voters - std::min(q.voters, q.answering))},
            {"needed", number(q.needed())}};
}

// After the change there would be so many voting members.
std::optional<Sentence> warningOfSize(std::size_t voters) {
    if (voters == 1)
        return Sentence{MAQUETA_TEXT("Warnings", "one voting member alone tolerates no loss")};
    if (voters == 2)
        return Sentence{MAQUETA_TEXT("Warnings", "2 voting members tolerate no more losses than 1: "
                                                 "none")};
    if (voters == 0 || voters % 2 == 1) return {};
    return Sentence{
        MAQUETA_TEXT("Warnings",
                     "{voters} voting members tolerate no more losses than {fewer}: {losses}"),
        {{"voters", number(voters)},
         {"fewer", number(voters - 1)},
         {"losses", number((voters - 1) / 2)}}};
}

const ProcessPicture* memberOn(const Picture& now, const std::string& machine) {
    for (const ProcessPicture& p : now.processes)
        if (p.kind == ProcessKind::Etcd && now.machines[p.machine].spec.name == machine) return &p;
    return nullptr;
}

} // namespace

Quorum quorumOf(const Picture& now) {
    Quorum q;
    q.voters = now.etcdMembers;
    q.led = now.etcdLeader >= 0;
    for (const ProcessPicture& p : now.processes) {
        if (p.kind != ProcessKind::Etcd) continue;
        q.answering += p.membership == Membership::Voter && p.heard;
        q.learners += p.membership == Membership::Learner;
    }
    return q;
}

bool leaderReaches(const Picture& now, const ProcessPicture& member) {
    if (now.etcdLeader < 0 || !member.running) return false;
    const std::uint32_t from = now.processes[static_cast<std::size_t>(now.etcdLeader)].machine;
    const std::uint32_t to = member.machine;
    if (from == to) return true;
    if (!now.machines[from].plugged || !now.machines[to].plugged) return false;
    const auto among = [](const std::vector<std::uint32_t>& side, std::uint32_t machine) {
        return std::find(side.begin(), side.end(), machine) != side.end();
    };
    return std::none_of(now.faults.begin(), now.faults.end(), [&](const FaultPicture& fault) {
        return fault.isCut() && ((among(fault.machines, from) && among(fault.others, to)) ||
                                 (among(fault.machines, to) && among(fault.others, from)));
    });
}

std::size_t inTouch(const Picture& now) {
    std::size_t count = 0;
    for (const ProcessPicture& p : now.processes)
        count += p.kind == ProcessKind::Etcd && p.membership == Membership::Voter &&
                 (now.etcdLeader < 0 ? p.heard && p.running : leaderReaches(now, p));
    return count;
}

std::optional<Sentence> whyItStays(const Quorum& now, const MemberView& member,
                                   const std::string& machine) {
    base::SentenceFields fields = fieldsOf(now, machine);
    if (member.membership == Membership::None) return {};
    if (member.membership == Membership::Voter && now.voters == 1)
        return Sentence{
            MAQUETA_TEXT("Refusals",
                         "{machine} cannot be removed: it holds the last voter of etcd"),
            std::move(fields)};
    if (!now.holds())
        return Sentence{
            MAQUETA_TEXT("Refusals",
                         "etcd has no quorum to let {machine} go: {answering} of {voters} members "
                         "answer, {needed} are needed. Cut its power, or take it away by force"),
            std::move(fields)};
    if (!now.led)
        return Sentence{
            MAQUETA_TEXT("Refusals",
                         "etcd has no leader at this moment that could let {machine} go"),
            std::move(fields)};
    if (member.membership == Membership::Learner || !member.answers) return {};
    const Quorum after{.voters = now.voters - 1, .answering = now.answering - 1};
    if (after.holds()) return {};
    fields.emplace_back("left", number(after.answering));
    fields.emplace_back("rest", number(after.voters));
    fields.emplace_back("majority", number(after.needed()));
    return Sentence{MAQUETA_TEXT("Refusals",
                                 "etcd does not let {machine} go: {left} of the other {rest} "
                                 "members would answer, and {majority} are needed"),
                    std::move(fields)};
}

std::optional<Sentence> whyItStays(const Picture& now, const std::string& machine) {
    const ProcessPicture* p = memberOn(now, machine);
    if (!p) return {};
    return whyItStays(quorumOf(now), {.membership = p->membership, .answers = p->heard}, machine);
}

std::optional<Sentence> warningBefore(const Picture& now, const AddMachine& act) {
    if (act.spec.role != now.etcdRole) return {};
    const Quorum q = quorumOf(now);
    return warningOfSize(q.voters + q.learners + 1);
}

std::optional<Sentence> warningBefore(const Picture& now, const RemoveMachine& act) {
    const ProcessPicture* p = memberOn(now, act.machine);
    if (!p || p->membership != Membership::Voter) return {};
    const Quorum q = quorumOf(now);
    if (!act.byForce) {
        if (auto stays = whyItStays(now, act.machine)) return stays;
        return warningOfSize(q.voters - 1);
    }
    const std::size_t left = q.answering - (p->heard ? 1 : 0);
    if (left >= q.needed()) return warningOfSize(q.voters - 1);
    base::SentenceFields fields = fieldsOf(q, act.machine);
    fields.emplace_back("left", number(left));
    if (q.answering == q.voters)
        return Sentence{MAQUETA_TEXT("Warnings",
                                     "without {machine} {left} of {voters} members answer, "
                                     "{needed} are needed: etcd stands still"),
                        std::move(fields)};
    return Sentence{MAQUETA_TEXT("Warnings",
                                 "{down} of {voters} members are down: without {machine} "
                                 "{left} answer, {needed} are needed, and etcd stands still"),
                    std::move(fields)};
}

} // namespace maqueta::cluster
