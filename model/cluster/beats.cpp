// Notes of the store, the API and the person become beats: what a person would name.
#include "cluster/beat_text.h"
#include "cluster/step.h"

#include "api/kinds/deployment.h"
#include "api/kinds/node.h"
#include "api/kinds/pod.h"

namespace maqueta::cluster {
namespace {

std::string memberName(const World& w, std::uint64_t raftId) {
    const network::ProcessId p = w.memberProcess(raftId);
    return p.valid() ? w.machine(w.process(p).machine).spec.name
                     : "member " + std::to_string(raftId);
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
    const auto say = [&](BeatKind kind, std::string what,
                         std::vector<std::pair<std::string, std::string>> fields) {
        Beat b = partBeat(self, kind, "etcd", {}, std::move(what));
        b.fields.insert(b.fields.end(), fields.begin(), fields.end());
        beat(std::move(b));
    };
    if (const auto* pre = std::get_if<store::BecamePreCandidate>(&note))
        say(BeatKind::ElectionStarted, "asks whether it would be elected (pre-vote)",
            {{"term", std::to_string(pre->term + 1)}});
    else if (const auto* leader = std::get_if<store::BecameLeader>(&note))
        say(BeatKind::LeaderElected,
            "is the leader of term " + std::to_string(leader->term) + " with " +
                std::to_string(leader->votes) + " votes",
            {{"term", std::to_string(leader->term)}, {"votes", std::to_string(leader->votes)}});
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
        say(BeatKind::MembershipChanged,
            "counts " + std::to_string(conf->conf.voters.size()) + " voting members" +
                (conf->conf.learners.empty() ? "" : ", and a learner that catches up"),
            {{"voters", std::to_string(conf->conf.voters.size())},
             {"learners", std::to_string(conf->conf.learners.size())}});
    } else if (const auto* snapshot = std::get_if<store::SnapshotInstalled>(&note))
        say(BeatKind::SnapshotInstalled, "catches up from the leader's snapshot",
            {{"revision", std::to_string(snapshot->revision)}});
    else if (const auto* panic = std::get_if<store::Panicked>(&note))
        say(BeatKind::ProcessCrashed, "etcd stops: " + panic->reason,
            {{"process", "etcd"}, {"reason", panic->reason}});
    else if (const auto* transfer = std::get_if<store::TransferStarted>(&note))
        say(BeatKind::LeaderStoodDown, "hands leading over to " + memberName(w_, transfer->to),
            {{"term", std::to_string(transfer->term)}});
}

void Step::note(network::ProcessId self, const ErrandEnd& end) {
    Beat b = partBeat(self, BeatKind::RequestAnswered, "kubectl", end.title.str(), {});
    b.text = end.ok ? end.verb.str()
                    : "refused: " + (end.message.empty() ? end.reason.str() : end.message.str());
    b.fields.insert(b.fields.end(), {{"act", std::to_string(end.act)},
                                     {"ok", end.ok ? "yes" : "no"},
                                     {"reason", end.reason.str()},
                                     {"message", end.message.str()}});
    beat(std::move(b));
}

// --- the API server's notes
// ------------------------------------------------------------------------------

namespace {

// What a write changed, when a person would name it.
struct Change {
    BeatKind kind = BeatKind::ObjectChanged;
    std::string text;
    std::vector<std::pair<std::string, std::string>> fields;
    bool worthABeat = false;
};

Change nodeChange(const api::Node* before, const api::Node& now) {
    Change c;
    if (!before) return c;
    const bool was = before->ready();
    if (was != now.ready()) {
        c.worthABeat = true;
        c.kind = now.ready() ? BeatKind::NodeReady : BeatKind::NodeNotReady;
        const auto* ready = api::findCondition(now.conditions, "Ready");
        c.text = now.ready() ? "is Ready" : "is NotReady: " + (ready ? ready->message.str() : "");
        c.fields = {{"reason", ready ? ready->reason.str() : ""}};
    } else if (!(*before->taints == *now.taints)) {
        c.worthABeat = true;
        c.kind = BeatKind::NodeTainted;
        for (const api::Taint& t : *now.taints)
            c.text +=
                (c.text.empty() ? "has the taints " : ", ") + t.key.str() + ":" + t.effect.str();
        if (c.text.empty()) c.text = "has no taints any more";
    } else if (before->unschedulable != now.unschedulable) {
        c.worthABeat = true;
        c.kind = BeatKind::NodeChanged;
        c.text = now.unschedulable ? "is cordoned" : "is uncordoned";
    }
    return c;
}

Change podChange(const api::Pod* before, const api::Pod& now) {
    Change c;
    if (!before) {
        c = {BeatKind::PodCreated, "is created", {}, true};
    } else if (!before->meta.terminating() && now.meta.terminating()) {
        c = {BeatKind::PodDeleted, "is to be deleted", {}, true};
    } else if (before->nodeName.empty() && !now.nodeName.empty()) {
        c = {BeatKind::PodScheduled, "is bound to " + now.nodeName.str(), {}, true};
    } else if (!before->ready() && now.ready()) {
        c = {BeatKind::PodReady, "is Ready", {}, true};
    } else if (before->ready() && !now.ready() && !now.meta.terminating()) {
        c = {BeatKind::PodNotReady, "is not Ready any more", {}, true};
    }
    c.fields.emplace_back("node", now.nodeName.str());
    return c;
}

Change deploymentChange(const api::Deployment* before, const api::Deployment& now) {
    Change c;
    if (!before) return {BeatKind::ObjectCreated, "is created", {}, true};
    if (before->replicas != now.replicas)
        return {BeatKind::ReplicasChanged,
                "wants " + std::to_string(now.replicas) + " pods instead of " +
                    std::to_string(before->replicas),
                {{"from", std::to_string(before->replicas)}, {"to", std::to_string(now.replicas)}},
                true};
    if (before->meta.generation != now.meta.generation)
        return {BeatKind::ObjectChanged, "has a new specification", {}, true};
    if (before->status.availableReplicas != now.status.availableReplicas)
        return {BeatKind::RolloutProgress,
                std::to_string(now.status.availableReplicas) + " of " +
                    std::to_string(now.replicas) + " pods are available",
                {{"available", std::to_string(now.status.availableReplicas)},
                 {"replicas", std::to_string(now.replicas)}},
                true};
    return c;
}

} // namespace

void Step::note(network::ProcessId self, const api::Note& note) {
    if (const auto* written = std::get_if<api::ObjectWritten>(&note)) {
        const api::Object& now = *written->now.object;
        w_.fingerprint_.add(now.digest());
        const std::string object = objectText(now);
        Change c;
        if (written->deleted) {
            const bool quiet = now.kind == api::Kind::Event || now.kind == api::Kind::Lease;
            c = {now.kind == api::Kind::Pod ? BeatKind::PodEnded : BeatKind::ObjectDeleted,
                 "is gone",
                 {},
                 !quiet};
        } else if (const auto* node = api::objectCast<api::Node>(&now)) {
            c = nodeChange(api::objectCast<api::Node>(written->before.object), *node);
        } else if (const auto* pod = api::objectCast<api::Pod>(&now)) {
            c = podChange(api::objectCast<api::Pod>(written->before.object), *pod);
        } else if (const auto* deployment = api::objectCast<api::Deployment>(&now)) {
            c = deploymentChange(api::objectCast<api::Deployment>(written->before.object),
                                 *deployment);
        } else if (!written->before && now.kind != api::Kind::Event &&
                   now.kind != api::Kind::Lease) {
            c = {BeatKind::ObjectCreated, "is created", {}, true};
        }
        if (!c.worthABeat) return;
        Beat b = partBeat(self, c.kind, written->userAgent.str(), object, std::move(c.text));
        b.fields.insert(b.fields.end(), c.fields.begin(), c.fields.end());
        b.fields.emplace_back("name", now.meta.name.str());
        if (const api::OwnerReference* owner = now.meta.controller())
            b.fields.emplace_back("owner", objectText(owner->kind, now.meta.ns, owner->name));
        beat(std::move(b));
    } else if (const auto* ready = std::get_if<api::ServerReady>(&note)) {
        beat(partBeat(self, ready->ready ? BeatKind::ServerReady : BeatKind::ServerNotReady,
                      "kube-apiserver", {},
                      ready->ready ? "is ready" : "is not ready: " + ready->reason.str()));
    } else if (const auto* taken = std::get_if<api::LeaseTaken>(&note)) {
        leaseBeat(self, *taken);
    } else if (const auto* lost = std::get_if<api::LeaseLost>(&note)) {
        leaseBeat(self, *lost);
    }
}

void Step::leaseBeat(network::ProcessId self, const api::LeaseTaken& taken) {
    Beat b = partBeat(self, BeatKind::LeaseTaken, taken.lease.str(), {}, "takes the Lease");
    b.fields.emplace_back("lease", taken.lease.str());
    beat(std::move(b));
}

void Step::leaseBeat(network::ProcessId self, const api::LeaseLost& lost) {
    Beat b = partBeat(self, BeatKind::LeaseLost, lost.lease.str(), {},
                      "leads no longer: " + lost.reason.str());
    b.fields.emplace_back("lease", lost.lease.str());
    beat(std::move(b));
}

} // namespace maqueta::cluster
