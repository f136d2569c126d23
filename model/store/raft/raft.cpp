#include "store/raft/raft.h"

#include <algorithm>
#include <cassert>

namespace maqueta::store {

namespace {

bool isVote(MessageType type) {
    return type == MessageType::MsgVote || type == MessageType::MsgPreVote;
}

bool isResponse(MessageType type) {
    return type == MessageType::MsgAppResp || type == MessageType::MsgVoteResp ||
           type == MessageType::MsgHeartbeatResp || type == MessageType::MsgPreVoteResp;
}

} // namespace

const char* stateTypeText(StateType state) {
    switch (state) {
    case StateType::Follower: return "StateFollower";
    case StateType::Candidate: return "StateCandidate";
    case StateType::Leader: return "StateLeader";
    case StateType::PreCandidate: return "StatePreCandidate";
    }
    return "";
}

Raft::Raft(const RaftOptions& options, const HardState& hard, const ConfState& conf, RaftLog log,
           sim::Rng rng, sim::Time now)
    : options_(options)
    , rng_(rng)
    , now_(now)
    , term_(hard.term)
    , vote_(hard.vote)
    , log_(std::move(log))
    , tracker_(options.maxInflightMessages, options.maxInflightBytes) {
    const auto membership = ConfChanger(tracker_, log_.lastIndex()).restore(conf);
    assert(membership.ok());
    switchMembership(membership.value());
    becomeFollower(term_, 0);
    notes_.clear(); // being a follower is how every member starts
}

bool Raft::promotable() const {
    const Progress* self = tracker_.find(id());
    return self && !self->learner && !log_.pendingSnapshot();
}

sim::Time Raft::nextDeadline() const {
    if (state_ == StateType::Leader)
        return std::min(heartbeatStart_ + options_.heartbeat, electionStart_ + options_.election);
    return promotable() ? electionStart_ + randomized_ : sim::Time::never();
}

void Raft::tick(sim::Time now) {
    now_ = now;
    if (state_ != StateType::Leader) {
        if (!promotable() || electionElapsed() < randomized_) return;
        electionStart_ = now_;
        hup(options_.preVote ? CampaignType::PreElection : CampaignType::Election);
        return;
    }
    if (electionElapsed() >= options_.election) {
        electionStart_ = now_;
        if (options_.checkQuorum) checkQuorum();
        // A transfer that took an election timeout has failed.
        if (state_ == StateType::Leader) leadTransferee_ = 0;
    }
    if (state_ == StateType::Leader && now_ - heartbeatStart_ >= options_.heartbeat) {
        heartbeatStart_ = now_;
        broadcastHeartbeat(reads_.empty() ? 0 : reads_.back().context);
    }
}

void Raft::campaign(sim::Time now) {
    now_ = now;
    hup(options_.preVote ? CampaignType::PreElection : CampaignType::Election);
}

StepResult Raft::propose(EntryBatchRef entries, sim::Time now) {
    PeerMessage m;
    m.type = MessageType::MsgProp;
    m.from = id();
    m.entries = std::move(entries);
    return step(std::move(m), now);
}

void Raft::readIndex(std::uint64_t context, sim::Time now) {
    PeerMessage m;
    m.type = MessageType::MsgReadIndex;
    m.from = id();
    m.context = context;
    step(std::move(m), now);
}

void Raft::transferLeadership(MemberId to, sim::Time now) {
    PeerMessage m;
    m.type = MessageType::MsgTransferLeader;
    m.from = to;
    step(std::move(m), now);
}

StepResult Raft::step(PeerMessage m, sim::Time now) {
    now_ = now;
    if (isResponse(m.type) && !tracker_.find(m.from)) return StepResult::StepPeerNotFound;
    if (!admit(m)) return StepResult::Done;
    switch (m.type) {
    case MessageType::MsgHup:
        hup(options_.preVote ? CampaignType::PreElection : CampaignType::Election);
        return StepResult::Done;
    case MessageType::MsgVote:
    case MessageType::MsgPreVote: handleVoteRequest(m); return StepResult::Done;
    default: break;
    }
    switch (state_) {
    case StateType::Leader: return stepLeader(m);
    case StateType::Follower: return stepFollower(m);
    case StateType::Candidate:
    case StateType::PreCandidate: return stepCandidate(m);
    }
    return StepResult::Done;
}

bool Raft::admit(PeerMessage& m) {
    if (m.term == 0 || m.term == term_) return true; // term 0: a local message
    if (m.term > term_) {
        if (isVote(m.type)) {
            // A member that hears from a leader does not help to depose it (thesis, 4.2.3).
            const bool inLease =
                options_.checkQuorum && lead_ != 0 && electionElapsed() < options_.election;
            if (inLease && m.context != campaignTransferContext) {
                notes_.push_back(Voted{m.term, m.from, m.type == MessageType::MsgPreVote,
                                       VoteRefusal::HearsLeader});
                return false;
            }
        }
        // A pre-vote changes no term; one that is granted carries the term that would come.
        const bool keepsTerm = m.type == MessageType::MsgPreVote ||
                               (m.type == MessageType::MsgPreVoteResp && !m.reject);
        if (!keepsTerm) {
            const bool fromLeader = m.type == MessageType::MsgApp ||
                                    m.type == MessageType::MsgHeartbeat ||
                                    m.type == MessageType::MsgSnap;
            becomeFollower(m.term, fromLeader ? m.from : 0);
        }
        return true;
    }
    // From an older term. A leader that was cut off learns the newer term from an answer, since
    // with pre-vote or check-quorum no candidate would tell it.
    PeerMessage answer;
    answer.to = m.from;
    if ((options_.checkQuorum || options_.preVote) &&
        (m.type == MessageType::MsgHeartbeat || m.type == MessageType::MsgApp)) {
        answer.type = MessageType::MsgAppResp;
        send(std::move(answer));
    } else if (m.type == MessageType::MsgPreVote) {
        answer.type = MessageType::MsgPreVoteResp;
        answer.term = term_;
        answer.reject = true;
        send(std::move(answer));
    }
    return false;
}

void Raft::send(PeerMessage m) {
    m.from = m.from ? m.from : id();
    const bool vote = isVote(m.type) || m.type == MessageType::MsgVoteResp ||
                      m.type == MessageType::MsgPreVoteResp;
    // Proposals and reads are forwarded as if they were local; votes name their term themselves.
    if (!vote && m.type != MessageType::MsgProp && m.type != MessageType::MsgReadIndex)
        m.term = term_;
    const bool afterAppend = m.type == MessageType::MsgAppResp ||
                             m.type == MessageType::MsgVoteResp ||
                             m.type == MessageType::MsgPreVoteResp;
    (afterAppend ? afterAppend_ : messages_).push_back(std::move(m));
}

void Raft::setLeader(MemberId leader) {
    if (lead_ == leader) return;
    notes_.push_back(LeaderChanged{term_, leader, lead_});
    lead_ = leader;
}

void Raft::reset(Term term) {
    if (term_ != term) {
        term_ = term;
        vote_ = 0;
    }
    electionStart_ = heartbeatStart_ = now_;
    const auto span = static_cast<std::uint64_t>(options_.election.ns);
    randomized_ = options_.election + sim::Duration{static_cast<std::int64_t>(rng_.below(span))};
    leadTransferee_ = 0;
    tracker_.resetVotes();
    for (auto& [member, p] : tracker_.progress) {
        const bool learner = p.learner;
        p = Progress{};
        p.learner = learner;
        p.next = log_.lastIndex() + 1;
        p.inflights = Inflights(options_.maxInflightMessages, options_.maxInflightBytes);
        if (member == id()) p.match = log_.lastIndex();
    }
    pendingConfIndex_ = 0;
    uncommittedBytes_ = 0;
    reads_.clear();
    postponedReads_.clear();
}

void Raft::becomeFollower(Term term, MemberId leader) {
    const bool news = state_ != StateType::Follower || term != term_;
    reset(term);
    state_ = StateType::Follower;
    setLeader(leader);
    if (news) notes_.push_back(BecameFollower{term, leader});
}

void Raft::becomeCandidate() {
    assert(state_ != StateType::Leader);
    reset(term_ + 1);
    vote_ = id();
    state_ = StateType::Candidate;
    setLeader(0);
    notes_.push_back(BecameCandidate{term_});
}

void Raft::becomePreCandidate() {
    assert(state_ != StateType::Leader);
    // Asking changes neither term nor vote.
    tracker_.resetVotes();
    state_ = StateType::PreCandidate;
    setLeader(0);
    notes_.push_back(BecamePreCandidate{term_});
}

void Raft::becomeLeader() {
    assert(state_ != StateType::Follower);
    int granted = 0, rejected = 0;
    tracker_.tally(granted, rejected);
    reset(term_);
    state_ = StateType::Leader;
    setLeader(id());
    if (Progress* self = tracker_.find(id())) {
        self->becomeReplicate();
        self->recentActive = true;
    }
    // There may be an unapplied change of membership among the entries it found.
    pendingConfIndex_ = log_.lastIndex();
    notes_.push_back(BecameLeader{term_, granted});
    EntryBatch empty;
    empty.entries.emplace_back(new Entry);
    appendEntries(empty);
}

void Raft::hup(CampaignType type) {
    if (state_ == StateType::Leader || !promotable() || hasUnappliedConfChange()) return;
    runCampaign(type);
}

bool Raft::hasUnappliedConfChange() const {
    for (Index i = log_.applied() + 1; i <= log_.committed(); ++i)
        if (log_.at(i)->type != EntryType::Normal) return true;
    return false;
}

void Raft::runCampaign(CampaignType type) {
    const bool pre = type == CampaignType::PreElection;
    if (pre)
        becomePreCandidate();
    else
        becomeCandidate();
    for (const MemberId voter : tracker_.voterIds()) {
        PeerMessage m;
        m.to = voter;
        m.term = pre ? term_ + 1 : term_;
        if (voter == id()) {
            // Its own vote counts once it is on disk: it comes back after the append.
            m.type = pre ? MessageType::MsgPreVoteResp : MessageType::MsgVoteResp;
        } else {
            m.type = pre ? MessageType::MsgPreVote : MessageType::MsgVote;
            m.index = log_.lastIndex();
            m.logTerm = log_.lastTerm();
            if (type == CampaignType::Transfer) m.context = campaignTransferContext;
        }
        send(std::move(m));
    }
}

VoteResult Raft::poll(MemberId from, bool pre, bool granted) {
    tracker_.recordVote(from, granted);
    notes_.push_back(VoteReceived{term_, from, pre, granted});
    int yes = 0, no = 0;
    return tracker_.tally(yes, no);
}

void Raft::handleVoteRequest(const PeerMessage& m) {
    const bool pre = m.type == MessageType::MsgPreVote;
    // A vote already cast for it, none cast and no leader known in this term, or merely the
    // question whether a vote in a coming term would be granted.
    const bool canVote = vote_ == m.from || (vote_ == 0 && lead_ == 0) || (pre && m.term > term_);
    const bool upToDate = log_.isUpToDate(m.index, m.logTerm);
    PeerMessage answer;
    answer.to = m.from;
    answer.type = pre ? MessageType::MsgPreVoteResp : MessageType::MsgVoteResp;
    answer.reject = !canVote || !upToDate;
    // A granted pre-vote carries the term asked for: the asker's own term may be older.
    answer.term = answer.reject ? term_ : m.term;
    send(std::move(answer));
    notes_.push_back(Voted{m.term, m.from, pre,
                           !canVote    ? VoteRefusal::AlreadyVoted
                           : !upToDate ? VoteRefusal::LogBehind
                                       : VoteRefusal::None});
    if (canVote && upToDate && !pre) {
        electionStart_ = now_;
        vote_ = m.from;
    }
}

void Raft::appliedTo(Index index, std::size_t bytes, sim::Time now) {
    now_ = now;
    log_.appliedTo(index);
    uncommittedBytes_ -= std::min(uncommittedBytes_, bytes);
    if (!tracker_.config.autoLeave || index < pendingConfIndex_ || state_ != StateType::Leader)
        return;
    // The joint configuration is in force: propose to leave it.
    base::Ref<EntryBatch> batch(new EntryBatch);
    base::Ref<Entry> entry(new Entry);
    entry->type = EntryType::ConfChangeV2;
    entry->confChange = ConfChangeRef(new ConfChange);
    entry->payload = entry->payloadBytes();
    batch->entries.push_back(entry);
    propose(batch, now);
}

ConfState Raft::applyConfChange(const ConfChange& change, sim::Time now) {
    now_ = now;
    ConfState before = tracker_.config.confState();
    auto membership = ConfChanger(tracker_, log_.lastIndex()).apply(change);
    // A change that does not fit is one that a newer state made pointless; all members agree.
    if (membership.ok()) switchMembership(std::move(membership.value()));
    ConfState conf = tracker_.config.confState();
    if (membership.ok()) notes_.push_back(MembershipChanged{std::move(before), conf});
    return conf;
}

} // namespace maqueta::store
