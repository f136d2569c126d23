// The leader: takes proposals, brings its followers' logs into line with its own, commits.
#include "store/raft/raft.h"

#include <algorithm>

namespace maqueta::store {

StepResult Raft::stepLeader(PeerMessage& m) {
    switch (m.type) {
    case MessageType::MsgBeat:
        broadcastHeartbeat(reads_.empty() ? 0 : reads_.back().context);
        break;
    case MessageType::MsgCheckQuorum: checkQuorum(); break;
    case MessageType::MsgProp: return handleProposal(m);
    case MessageType::MsgReadIndex: handleReadIndex(m); break;
    default: {
        Progress* p = tracker_.find(m.from);
        if (!p) break;
        switch (m.type) {
        case MessageType::MsgAppResp: handleAppendResponse(m, *p); break;
        case MessageType::MsgHeartbeatResp: handleHeartbeatResponse(m, *p); break;
        case MessageType::MsgSnapStatus:
            if (p->state != ProgressState::Snapshot) break;
            if (m.reject) p->pendingSnapshot = 0;
            p->becomeProbe();
            // Wait for its answer, or for the next heartbeat, before sending entries.
            p->appFlowPaused = true;
            break;
        case MessageType::MsgUnreachable:
            // Messages in flight are most likely lost.
            if (p->state == ProgressState::Replicate) p->becomeProbe();
            break;
        case MessageType::MsgTransferLeader: handleTransferLeader(m, *p); break;
        default: break;
        }
    }
    }
    return StepResult::Done;
}

StepResult Raft::handleProposal(const PeerMessage& m) {
    // Removed from the configuration, or handing over: it takes nothing new.
    if (!m.entries || m.entries->entries.empty() || !tracker_.find(id()) || leadTransferee_ != 0)
        return StepResult::ProposalDropped;
    const EntryBatch* batch = m.entries.get();
    EntryBatch checked;
    for (std::size_t i = 0; i < batch->entries.size(); ++i) {
        const EntryRef& e = batch->entries[i];
        if (e->type == EntryType::Normal) continue;
        const bool leaves = !e->confChange || e->confChange->changes.empty();
        const bool joint = tracker_.config.voters.joint();
        const bool refused = pendingConfIndex_ > log_.applied() || joint != leaves;
        // joint != leaves: inside a joint configuration only leaving is allowed, outside it is not.
        const bool allowed = !refused || options_.disableConfChangeValidation;
        if (allowed) {
            pendingConfIndex_ = log_.lastIndex() + i + 1;
            continue;
        }
        if (batch == m.entries.get()) {
            checked.entries = batch->entries;
            batch = &checked;
        }
        base::Ref<Entry> empty(new Entry);
        empty->proposer = e->proposer;
        empty->proposal = e->proposal;
        checked.entries[i] = empty;
    }
    if (!appendEntries(*batch)) return StepResult::ProposalDropped;
    broadcastAppend();
    return StepResult::Done;
}

bool Raft::appendEntries(const EntryBatch& batch) {
    std::size_t bytes = 0;
    for (const EntryRef& e : batch.entries) bytes += e->payload;
    // A first proposal is taken whatever its size, so that it can be made at all.
    if (options_.maxUncommittedBytes != 0 && uncommittedBytes_ > 0 && bytes > 0 &&
        uncommittedBytes_ + bytes > options_.maxUncommittedBytes)
        return false;
    uncommittedBytes_ += bytes;
    for (const EntryRef& proposed : batch.entries) {
        base::Ref<Entry> e(new Entry(*proposed));
        e->term = term_;
        e->index = log_.lastIndex() + 1;
        log_.append(std::move(e));
    }
    // The leader, too, counts an entry only when it is on its own disk.
    PeerMessage self;
    self.type = MessageType::MsgAppResp;
    self.to = id();
    self.index = log_.lastIndex();
    send(std::move(self));
    return true;
}

void Raft::handleAppendResponse(const PeerMessage& m, Progress& p) {
    p.recentActive = true;
    if (m.reject) {
        Index probe = m.rejectHint;
        if (m.logTerm > 0) {
            Term found = 0;
            probe = log_.findConflictByTerm(m.rejectHint, m.logTerm, found);
        }
        if (p.maybeDecrTo(m.index, probe)) {
            if (p.state == ProgressState::Replicate) p.becomeProbe();
            sendAppend(m.from);
        }
        return;
    }
    if (!p.maybeUpdate(m.index) && !(p.match == m.index && p.state == ProgressState::Probe)) return;
    if (p.state == ProgressState::Probe) {
        p.becomeReplicate();
    } else if (p.state == ProgressState::Snapshot && p.match + 1 >= log_.firstIndex()) {
        // However it got there: from here on the log suffices.
        p.becomeProbe();
        p.becomeReplicate();
    } else if (p.state == ProgressState::Replicate) {
        p.inflights.freeLE(m.index);
    }
    if (maybeCommit()) {
        releasePostponedReads();
        broadcastAppend();
    } else if (m.from != id() && p.canBumpCommit(log_.committed())) {
        sendAppend(m.from);
    }
    if (m.from != id())
        while (sendAppend(m.from, false)) {
        }
    if (m.from == leadTransferee_ && p.match == log_.lastIndex()) sendTimeoutNow(m.from);
}

void Raft::handleHeartbeatResponse(const PeerMessage& m, Progress& p) {
    p.recentActive = true;
    p.appFlowPaused = false;
    // Entries were lost, or never sent: an append, if only an empty one, brings that to light.
    if (p.match < log_.lastIndex() || p.state == ProgressState::Probe) sendAppend(m.from);
    if (m.context == 0 || options_.readOnly != ReadOnlyOption::Safe) return;
    if (ackRead(m.from, m.context)) advanceReads(m.context);
}

void Raft::handleTransferLeader(const PeerMessage& m, const Progress& p) {
    if (p.learner || leadTransferee_ == m.from) return;
    leadTransferee_ = 0;
    if (m.from == id()) return;
    // It has one election timeout to succeed.
    electionStart_ = now_;
    leadTransferee_ = m.from;
    notes_.push_back(TransferStarted{term_, m.from});
    if (p.match == log_.lastIndex())
        sendTimeoutNow(m.from);
    else
        sendAppend(m.from);
}

void Raft::checkQuorum() {
    if (Progress* self = tracker_.find(id())) self->recentActive = true;
    if (!tracker_.quorumActive()) {
        notes_.push_back(QuorumLost{term_});
        becomeFollower(term_, 0);
    }
    for (auto& [member, p] : tracker_.progress)
        if (member != id()) p.recentActive = false;
}

bool Raft::sendAppend(MemberId to, bool evenIfEmpty) {
    Progress& p = *tracker_.find(to);
    if (p.isPaused()) return false;
    PeerMessage m;
    m.type = MessageType::MsgApp;
    m.to = to;
    m.index = p.next - 1;
    if (!log_.term(m.index, m.logTerm)) return sendSnapshot(to, p);
    // With a full window only an empty message: it tells whether the others arrived.
    if (p.state != ProgressState::Replicate || !p.inflights.full())
        m.entries = log_.slice(p.next, options_.maxMessageBytes);
    if (!m.entries && !evenIfEmpty) return false;
    m.commit = log_.committed();
    p.sentEntries(m.entryCount(), m.entries ? m.entries->bytes : 0);
    p.sentCommit = m.commit;
    send(std::move(m));
    return true;
}

bool Raft::sendSnapshot(MemberId to, Progress& p) {
    if (!p.recentActive) return false; // nobody there to take it
    base::Ref<RaftSnapshot> snapshot(new RaftSnapshot);
    snapshot->index = log_.applied();
    if (!log_.term(snapshot->index, snapshot->term)) return false;
    snapshot->conf = tracker_.config.confState();
    p.becomeSnapshot(snapshot->index);
    PeerMessage m;
    m.type = MessageType::MsgSnap;
    m.to = to;
    m.snapshot = snapshot;
    send(std::move(m));
    return true;
}

void Raft::broadcastAppend() {
    for (auto& [member, p] : tracker_.progress)
        if (member != id()) sendAppend(member);
}

void Raft::sendHeartbeat(MemberId to, std::uint64_t context) {
    Progress& p = *tracker_.find(to);
    PeerMessage m;
    m.type = MessageType::MsgHeartbeat;
    m.to = to;
    // Never beyond what the follower is known to hold of this leader's log.
    m.commit = std::min(p.match, log_.committed());
    m.context = context;
    p.sentCommit = m.commit;
    send(std::move(m));
}

void Raft::broadcastHeartbeat(std::uint64_t context) {
    for (const auto& [member, p] : tracker_.progress)
        if (member != id()) sendHeartbeat(member, context);
}

void Raft::sendTimeoutNow(MemberId to) {
    PeerMessage m;
    m.type = MessageType::MsgTimeoutNow;
    m.to = to;
    send(std::move(m));
}

bool Raft::maybeCommit() {
    // Only entries of its own term are committed by counting (paper, 5.4.2); older ones with them.
    return log_.maybeCommit(tracker_.committed(), term_);
}

bool Raft::committedInCurrentTerm() const {
    return log_.matchTerm(log_.committed(), term_);
}

void Raft::switchMembership(Membership membership) {
    tracker_.config = std::move(membership.config);
    tracker_.progress = std::move(membership.progress);
    const Progress* self = tracker_.find(id());
    isLearner_ = self && self->learner;
    if ((!self || isLearner_) && state_ == StateType::Leader) {
        if (options_.stepDownOnRemoval) becomeFollower(term_, 0);
        return;
    }
    if (state_ != StateType::Leader || tracker_.config.voters.incoming.empty()) return;
    // Fewer voters may already suffice; new members are probed at once.
    if (maybeCommit()) {
        broadcastAppend();
    } else {
        for (const auto& [member, p] : tracker_.progress)
            if (member != id()) sendAppend(member, false);
    }
    if (leadTransferee_ != 0 && !tracker_.config.voters.contains(leadTransferee_))
        leadTransferee_ = 0;
}

} // namespace maqueta::store
