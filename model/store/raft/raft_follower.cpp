// Followers and candidates: they take what the leader says, or vote to get one.
#include "store/raft/raft.h"

#include <algorithm>

namespace maqueta::store {

StepResult Raft::stepFollower(PeerMessage& m) {
    switch (m.type) {
    case MessageType::MsgProp:
        if (lead_ == 0) return StepResult::ProposalDropped;
        m.to = lead_;
        send(std::move(m));
        break;
    case MessageType::MsgApp:
        electionStart_ = now_;
        setLeader(m.from);
        handleAppendEntries(m);
        break;
    case MessageType::MsgHeartbeat:
        electionStart_ = now_;
        setLeader(m.from);
        handleHeartbeat(m);
        break;
    case MessageType::MsgSnap:
        electionStart_ = now_;
        setLeader(m.from);
        handleSnapshot(m);
        break;
    case MessageType::MsgTransferLeader:
    case MessageType::MsgReadIndex:
        if (lead_ == 0) break;
        m.to = lead_;
        send(std::move(m));
        break;
    case MessageType::MsgForgetLeader:
        // A lease would allow reads on a leader that was forgotten and replaced.
        if (options_.readOnly != ReadOnlyOption::LeaseBased) setLeader(0);
        break;
    case MessageType::MsgTimeoutNow:
        // The leader wants this member to take over: no pre-vote, no waiting.
        hup(CampaignType::Transfer);
        break;
    case MessageType::MsgReadIndexResp: readStates_.push_back({m.index, m.context}); break;
    default: break;
    }
    return StepResult::Done;
}

StepResult Raft::stepCandidate(PeerMessage& m) {
    const bool pre = state_ == StateType::PreCandidate;
    switch (m.type) {
    case MessageType::MsgProp: return StepResult::ProposalDropped;
    case MessageType::MsgApp:
        becomeFollower(m.term, m.from);
        handleAppendEntries(m);
        break;
    case MessageType::MsgHeartbeat:
        becomeFollower(m.term, m.from);
        handleHeartbeat(m);
        break;
    case MessageType::MsgSnap:
        becomeFollower(m.term, m.from);
        handleSnapshot(m);
        break;
    case MessageType::MsgPreVoteResp:
    case MessageType::MsgVoteResp:
        // The answer to a question that is no longer asked counts for nothing.
        if (pre != (m.type == MessageType::MsgPreVoteResp)) break;
        switch (poll(m.from, pre, !m.reject)) {
        case VoteResult::Won:
            if (pre) {
                runCampaign(CampaignType::Election);
            } else {
                becomeLeader();
                broadcastAppend();
            }
            break;
        case VoteResult::Lost: becomeFollower(term_, 0); break;
        case VoteResult::Pending: break;
        }
        break;
    default: break;
    }
    return StepResult::Done;
}

void Raft::handleAppendEntries(const PeerMessage& m) {
    PeerMessage answer;
    answer.type = MessageType::MsgAppResp;
    answer.to = m.from;
    Index last = 0;
    if (m.index < log_.committed()) {
        answer.index = log_.committed();
    } else if (log_.maybeAppend(m.index, m.logTerm, m.commit, m.entries.get(), last)) {
        answer.index = last;
    } else {
        // Tell where the logs may agree, so that the leader need not try index by index.
        answer.index = m.index;
        answer.reject = true;
        answer.rejectHint =
            log_.findConflictByTerm(std::min(m.index, log_.lastIndex()), m.logTerm, answer.logTerm);
    }
    send(std::move(answer));
}

void Raft::handleHeartbeat(const PeerMessage& m) {
    log_.commitTo(m.commit);
    PeerMessage answer;
    answer.type = MessageType::MsgHeartbeatResp;
    answer.to = m.from;
    answer.context = m.context;
    send(std::move(answer));
}

void Raft::handleSnapshot(const PeerMessage& m) {
    PeerMessage answer;
    answer.type = MessageType::MsgAppResp;
    answer.to = m.from;
    answer.index = restore(m.snapshot) ? log_.lastIndex() : log_.committed();
    send(std::move(answer));
}

bool Raft::restore(const RaftSnapshotRef& snapshot) {
    if (!snapshot || snapshot->index <= log_.committed()) return false;
    if (!snapshot->conf.contains(id())) return false;
    if (log_.matchTerm(snapshot->index, snapshot->term)) {
        // It holds these entries already: only the news that they are committed is new.
        log_.commitTo(snapshot->index);
        return false;
    }
    log_.restore(snapshot);
    ProgressTracker fresh(options_.maxInflightMessages, options_.maxInflightBytes);
    auto membership = ConfChanger(fresh, log_.lastIndex()).restore(snapshot->conf);
    if (membership.ok()) {
        ConfState before = tracker_.config.confState();
        switchMembership(std::move(membership.value()));
        notes_.push_back(MembershipChanged{std::move(before), snapshot->conf});
    }
    return true;
}

} // namespace maqueta::store
