// Beats as such, and those that the notes of etcd and of the person become.
#include "cluster/beat_text.h"
#include "cluster/step.h"

#include <algorithm>
#include <utility>

namespace maqueta::cluster {
namespace {

std::string memberName(const World& w, std::uint64_t raftId) {
    return w.machine(w.machineOfMember(raftId)).spec.name;
}

// What a change of the membership did, in one word, and to whom.
struct MemberChange {
    const char* what = "";
    store::MemberId member = 0;
};
MemberChange changeBetween(const store::ConfState& before, const store::ConfState& after) {
    const auto in = [](const std::vector<store::MemberId>& list, store::MemberId id) {
        return std::find(list.begin(), list.end(), id) != list.end();
    };
    for (const store::MemberId id : after.voters)
        if (!in(before.voters, id)) return {"voter", id};
    for (const store::MemberId id : after.learners)
        if (!in(before.learners, id)) return {"learner", id};
    for (const auto* list : {&before.voters, &before.learners})
        for (const store::MemberId id : *list)
            if (!in(after.voters, id) && !in(after.learners, id)) return {"removed", id};
    return {};
}

// A member that comes back follows a leader that was elected before; one that took part in the
// election follows it at once.
constexpr sim::Duration electionNews = sim::seconds(1);

// The voting members, as the leader knows them: how many there are, and how many must agree.
Fields quorumFields(const World& w) {
    std::size_t members = 0;
    std::uint64_t term = 0;
    for (std::uint32_t i = 0; i < w.processCount(); ++i) {
        const World::Process& p = w.process(network::ProcessId{i});
        if (p.kind != ProcessKind::Etcd || !p.running) continue;
        const store::Member& m = w.member(p);
        if (!m.leads() || m.term() < term) continue;
        term = m.term();
        members = m.membership().voters.size();
    }
    if (members == 0) return {};
    return {{"members", std::to_string(members)}, {"quorum", std::to_string(members / 2 + 1)}};
}

} // namespace

std::string_view text(BeatKind kind) {
    switch (kind) {
#define MAQUETA_NAME(name)                                                                         \
    case BeatKind::name: return #name;
        MAQUETA_BEAT_KINDS(MAQUETA_NAME)
#undef MAQUETA_NAME
    }
    return {};
}

const std::string* Beat::field(std::string_view name) const {
    for (const auto& [key, value] : fields)
        if (key == name) return &value;
    return nullptr;
}

void Beat::setSentence(base::Sentence sentence) {
    text = sentence.text();
    // One within another, such as "heal: {sentence}", has no fields of its own.
    const bool within = !sentence.parts.empty();
    const char* around = sentence.pattern;
    if (within) sentence = base::Sentence(sentence.parts.front().second);
    fields = std::move(sentence.fields);
    fields.emplace_back("sentence", sentence.pattern);
    if (within) fields.emplace_back("around", around);
}

RecordSeq Step::beat(Beat b) {
    b.seq = w_.queue_.takeSeq();
    b.at = now();
    b.cause = cause_;
    if (b.because[0] == 0) b.because = w_.because_.why(b);
    w_.fingerprint_.add(b.seq);
    w_.fingerprint_.add(static_cast<std::uint64_t>(b.at.ns));
    w_.fingerprint_.add(static_cast<std::uint64_t>(b.kind) << 32 | b.process.value);
    w_.fingerprint_.add(b.part);
    w_.fingerprint_.add(b.object);
    w_.fingerprint_.add(b.text);
    w_.because_.remember(b);
    observer_.onBeat(b);
    return b.seq;
}

Beat Step::partBeat(network::ProcessId self, BeatKind kind, std::string part, std::string object,
                    std::string what) const {
    Beat b;
    b.kind = kind;
    b.process = self;
    b.machine = w_.process(self).machine;
    b.part = std::move(part);
    b.object = std::move(object);
    b.text = std::move(what);
    b.fields = {{"machine", w_.machine(b.machine).spec.name}};
    return b;
}

void Step::note(network::ProcessId self, const store::Note& note) {
    const std::string here = w_.machine(w_.process(self).machine).spec.name;
    const auto say = [&](BeatKind kind, std::string what, Fields fields) {
        Beat b = partBeat(self, kind, "etcd", {}, std::move(what));
        b.fields.insert(b.fields.end(), fields.begin(), fields.end());
        beat(std::move(b));
    };
    if (const auto* pre = std::get_if<store::BecamePreCandidate>(&note)) {
        // It asks every second or two until there is a leader: told once.
        if (std::exchange(w_.processes_.write(self.value).campaigns, true)) return;
        say(BeatKind::ElectionStarted, "asks whether it would be elected (pre-vote)",
            {{"term", std::to_string(pre->term + 1)}});
    } else if (const auto* leader = std::get_if<store::BecameLeader>(&note)) {
        w_.electedAt_ = now();
        w_.processes_.write(self.value).campaigns = false;
        say(BeatKind::LeaderElected,
            "is the leader of term " + std::to_string(leader->term) + " with " +
                std::to_string(leader->votes) + " votes",
            {{"term", std::to_string(leader->term)}, {"votes", std::to_string(leader->votes)}});
    } else if (const auto* changed = std::get_if<store::LeaderChanged>(&note))
        rejoined(self, changed->leader, changed->term);
    else if (const auto* vote = std::get_if<store::Voted>(&note)) {
        if (!vote->pre && vote->refusal == store::VoteRefusal::None)
            say(BeatKind::VoteGranted, "votes for " + memberName(w_, vote->candidate),
                {{"candidate", memberName(w_, vote->candidate)},
                 {"term", std::to_string(vote->term)}});
    } else if (const auto* lost = std::get_if<store::QuorumLost>(&note))
        say(BeatKind::LeaderStoodDown, "hears no majority and gives up leading",
            {{"term", std::to_string(lost->term)}});
    else if (const auto* conf = std::get_if<store::MembershipChanged>(&note)) {
        if (!w_.member(w_.process(self)).leads()) return; // each member applies it; told once
        const MemberChange change = changeBetween(conf->before, conf->conf);
        if (change.member == 0) return;
        const std::string member = memberName(w_, change.member), what = change.what;
        const std::string voters = std::to_string(conf->conf.voters.size());
        const std::string quorum = std::to_string(conf->conf.voters.size() / 2 + 1);
        say(BeatKind::MembershipChanged,
            what == "learner" ? "takes the member of " + member +
                                    " in as a learner: it catches up before it votes"
                              : (what == "voter" ? "promotes the member of " + member
                                                 : "lets the member of " + member + " go") +
                                    ": " + voters + " voting, " + quorum + " must agree",
            {{"voters", voters},
             {"learners", std::to_string(conf->conf.learners.size())},
             {"quorum", quorum},
             {"change", what},
             {"member", member}});
    } else if (const auto* snapshot = std::get_if<store::SnapshotInstalled>(&note))
        say(BeatKind::SnapshotInstalled, "catches up from the leader's snapshot",
            {{"revision", std::to_string(snapshot->revision)}});
    else if (const auto* panic = std::get_if<store::Panicked>(&note))
        say(BeatKind::ProcessCrashed, "etcd stops: " + panic->reason,
            {{"process", "etcd"}, {"reason", panic->reason}});
    else if (const auto* transfer = std::get_if<store::TransferStarted>(&note))
        say(BeatKind::LeaderStoodDown, "hands leading over to " + memberName(w_, transfer->to),
            {{"term", std::to_string(transfer->term)}, {"to", memberName(w_, transfer->to)}});
}

// Why nobody could serve the request: what the person at the keyboard cannot see, and the window
// can. Empty when a server answered and meant it.
std::string Step::whyUnserved(network::ProcessId client, const ErrandEnd& end,
                              const Quorum& quorum) const {
    if (end.message.view().find(store::errorText(store::ErrorCode::NoSpace)) !=
        std::string_view::npos)
        return "no-space";
    if (end.code != 0 && end.code < 500) return {};
    const auto away = [&](network::ProcessId id) {
        const World::Process& p = w_.process(id);
        return !p.running || p.paused || !w_.fabric_.plugged(p.machine);
    };
    if (away(client)) return "cable";
    if (const auto balancer = w_.balancerProcess(); balancer.valid() && away(balancer))
        return "balancer";
    if (!quorum.holds()) return "no-quorum";
    if (!quorum.led) return "no-leader";
    const auto& servers = w_.serverProcesses_.read();
    const bool anyReady = std::any_of(servers.begin(), servers.end(), [&](network::ProcessId id) {
        return !away(id) && w_.apiServer(w_.process(id)).ready();
    });
    return anyReady ? std::string() : "no-server";
}

// A member that was away follows again: what it missed, and what it has that was never committed.
void Step::rejoined(network::ProcessId self, std::uint64_t leaderId, std::uint64_t term) {
    if (leaderId == 0) return;
    w_.processes_.write(self.value).campaigns = false;
    const network::ProcessId at = w_.memberProcess(leaderId);
    if (at == self || !at.valid() || !w_.process(at).running) return;
    if (now() - w_.electedAt_ < electionNews) return;
    const store::Member& leader = w_.member(w_.process(at));
    const store::Member& member = w_.member(w_.process(self));
    const std::uint64_t behind =
        leader.commitIndex() - std::min(leader.commitIndex(), member.commitIndex());
    Beat b = partBeat(self, BeatKind::MemberRejoined, "etcd", {},
                      "follows " + memberName(w_, leaderId) + " in term " + std::to_string(term) +
                          ", and copies " + std::to_string(behind) + " entries that it missed");
    b.fields.insert(b.fields.end(),
                    {{"leader", memberName(w_, leaderId)},
                     {"term", std::to_string(term)},
                     {"behind", std::to_string(behind)},
                     {"uncommitted", std::to_string(member.lastIndex() - member.commitIndex())}});
    beat(std::move(b));
}

void Step::note(network::ProcessId self, const ErrandEnd& end) {
    Beat b = partBeat(self, BeatKind::RequestAnswered, "kubectl", end.title.str(), {});
    const std::string said = end.message.empty() ? end.reason.str() : end.message.str();
    const Quorum now = w_.quorum(w_.electorate());
    const std::string why = end.ok ? std::string() : whyUnserved(self, end, now);
    const std::string answering = std::to_string(now.answering),
                      voters = std::to_string(now.voters), needed = std::to_string(now.needed());
    const std::string plain = why == "no-space"   ? "etcd's disk is full"
                              : why == "cable"    ? "the client's cable is out"
                              : why == "balancer" ? "the load balancer does not answer"
                              : why == "no-quorum"
                                  ? "etcd has no majority, " + answering + " of " + voters +
                                        " members answer and " + needed + " are needed"
                              : why == "no-leader" ? "etcd has no leader at this moment"
                              : why == "no-server" ? "no API server is ready"
                                                   : "";
    b.text = end.ok          ? end.verb.str()
             : plain.empty() ? "refused: " + said
                             : "refused: " + plain + " (" + said + ")";
    b.fields.insert(b.fields.end(), {{"act", std::to_string(end.act)},
                                     {"ok", end.ok ? "yes" : "no"},
                                     {"verb", end.verb.str()},
                                     {"code", std::to_string(end.code)},
                                     {"reason", end.reason.str()},
                                     {"message", end.message.str()},
                                     {"why", why},
                                     {"answering", answering},
                                     {"voters", voters},
                                     {"needed", needed}});
    if (end.ok) {
        const Fields quorum = quorumFields(w_);
        b.fields.insert(b.fields.end(), quorum.begin(), quorum.end());
    }
    beat(std::move(b));
}

} // namespace maqueta::cluster
