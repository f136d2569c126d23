// One member's part of the Raft protocol: a pure state machine. Messages and moments in, messages,
// log and notes out; the member that owns it does the disk, the network and the state machine.
//
// After the paper (Ongaro, Ousterhout: In Search of an Understandable Consensus Algorithm, 2014),
// the thesis for pre-vote, check-quorum, membership and reads, and etcd's raft library for names
// and for the behaviour that its scripts fix. Instead of ticks it has deadlines.
//
// Contract with the owner: messages of takeMessages() may be sent at once; those of
// takeMessagesAfterAppend() only when all entries and the hard state that existed when they were
// taken are on disk, the ones to itself being stepped then. Committed entries are applied in order
// and reported with appliedTo(); a pending snapshot is installed and reported with
// snapshotInstalled().
#pragma once

#include "sim/rng.h"
#include "sim/time.h"
#include "store/note.h"
#include "store/raft/confchange.h"
#include "store/raft/message.h"
#include "store/raft/raft_log.h"

#include <vector>

namespace maqueta::store {

enum class StateType : std::uint8_t { Follower, Candidate, Leader, PreCandidate };
const char* stateTypeText(StateType state); // "StateFollower"

enum class ReadOnlyOption : std::uint8_t { Safe, LeaseBased };

struct RaftOptions {
    MemberId id = 0;
    sim::Duration heartbeat = sim::milliseconds(100);
    sim::Duration election = sim::milliseconds(1000); // randomised in [election, 2 * election)
    bool preVote = true;
    bool checkQuorum = true;
    ReadOnlyOption readOnly = ReadOnlyOption::Safe;
    bool disableConfChangeValidation = false;
    bool stepDownOnRemoval = false;
    std::size_t maxMessageBytes = 1024 * 1024;
    std::size_t maxInflightMessages = 512;
    std::size_t maxInflightBytes = 0;
    std::size_t maxUncommittedBytes = 0; // 0 = no limit
};

// A read that may be answered once the member has applied `index`.
struct ReadState {
    Index index = 0;
    std::uint64_t context = 0;
};

enum class StepResult : std::uint8_t {
    Done,
    ProposalDropped,  // nobody would append it
    StepPeerNotFound, // an answer from a member that is not in the configuration
};

class Raft {
public:
    Raft() = default;
    // `conf` is the membership at log.applied().
    Raft(const RaftOptions& options, const HardState& hard, const ConfState& conf, RaftLog log,
         sim::Rng rng, sim::Time now);

    StepResult step(PeerMessage message, sim::Time now);
    // Does what is due at `now`: heartbeats, an election, the check of the quorum.
    void tick(sim::Time now);
    sim::Time nextDeadline() const;
    void campaign(sim::Time now);
    StepResult propose(EntryBatchRef entries, sim::Time now);
    // context: a number other than 0 that this member uses once.
    void readIndex(std::uint64_t context, sim::Time now);
    void transferLeadership(MemberId to, sim::Time now);

    std::vector<PeerMessage> takeMessages() { return std::exchange(messages_, {}); }
    std::vector<PeerMessage> takeMessagesAfterAppend() { return std::exchange(afterAppend_, {}); }
    std::vector<Note> takeNotes() { return std::exchange(notes_, {}); }
    std::vector<ReadState> takeReadStates() { return std::exchange(readStates_, {}); }
    bool hasMessages() const { return !messages_.empty(); }
    bool hasMessagesAfterAppend() const { return !afterAppend_.empty(); }
    bool hasNotes() const { return !notes_.empty(); }
    bool hasReadStates() const { return !readStates_.empty(); }

    void stableTo(Index index, Term term) { log_.stableTo(index, term); }
    void appliedTo(Index index, std::size_t bytes, sim::Time now);
    void snapshotInstalled(Index index) { log_.stableSnapshotTo(index); }
    void compactLog(Index index) { log_.compact(index); }
    // Called when an entry with a change of membership is applied.
    ConfState applyConfChange(const ConfChange& change, sim::Time now);

    MemberId id() const { return options_.id; }
    const RaftOptions& options() const { return options_; }
    StateType state() const { return state_; }
    Term term() const { return term_; }
    MemberId leader() const { return lead_; }
    MemberId leadTransferee() const { return leadTransferee_; }
    HardState hardState() const { return {term_, vote_, log_.committed()}; }
    const RaftLog& log() const { return log_; }
    const ProgressTracker& tracker() const { return tracker_; }
    bool isLearner() const { return isLearner_; }
    bool promotable() const;
    sim::Time electionStarted() const { return electionStart_; }
    // How long it waits for a leader this time before it asks for votes.
    sim::Duration electionTimeout() const { return randomized_; }
    // For scripts that fix chance.
    void setRandomizedElectionTimeout(sim::Duration timeout) { randomized_ = timeout; }

private:
    enum class CampaignType : std::uint8_t { PreElection, Election, Transfer };
    struct PendingRead {
        std::uint64_t context = 0;
        MemberId from = 0;
        Index index = 0;
        std::vector<MemberId> acks;
    };

    // raft.cpp: what all states share.
    void send(PeerMessage message);
    bool admit(PeerMessage& message); // by its term; false when it was dealt with
    void reset(Term term);
    void becomeFollower(Term term, MemberId leader);
    void becomeCandidate();
    void becomePreCandidate();
    void becomeLeader();
    void setLeader(MemberId leader);
    void hup(CampaignType type);
    void runCampaign(CampaignType type);
    VoteResult poll(MemberId from, bool pre, bool granted);
    void handleVoteRequest(const PeerMessage& m);
    bool hasUnappliedConfChange() const;

    // raft_follower.cpp: followers and candidates.
    StepResult stepFollower(PeerMessage& m);
    StepResult stepCandidate(PeerMessage& m);
    void handleAppendEntries(const PeerMessage& m);
    void handleHeartbeat(const PeerMessage& m);
    void handleSnapshot(const PeerMessage& m);
    bool restore(const RaftSnapshotRef& snapshot);

    // raft_leader.cpp.
    StepResult stepLeader(PeerMessage& m);
    StepResult handleProposal(const PeerMessage& m);
    void handleAppendResponse(const PeerMessage& m, Progress& p);
    void handleHeartbeatResponse(const PeerMessage& m, Progress& p);
    void handleTransferLeader(const PeerMessage& m, const Progress& p);
    void checkQuorum();
    bool appendEntries(const EntryBatch& batch);
    bool sendAppend(MemberId to, bool evenIfEmpty = true);
    bool sendSnapshot(MemberId to, Progress& p);
    void sendHeartbeat(MemberId to, std::uint64_t context);
    void broadcastAppend();
    void broadcastHeartbeat(std::uint64_t context);
    void sendTimeoutNow(MemberId to);
    bool maybeCommit();
    bool committedInCurrentTerm() const;
    void switchMembership(Membership membership);

    // read_index.cpp: reads that a majority confirms.
    void handleReadIndex(const PeerMessage& m);
    void startRead(const PeerMessage& m);
    bool ackRead(MemberId from, std::uint64_t context); // a majority now stands behind it
    void advanceReads(std::uint64_t context);
    void answerRead(MemberId from, std::uint64_t context, Index index);
    void releasePostponedReads();

    sim::Duration electionElapsed() const { return now_ - electionStart_; }

    RaftOptions options_;
    sim::Rng rng_;
    sim::Time now_;
    StateType state_ = StateType::Follower;
    bool isLearner_ = false;
    Term term_ = 0;
    MemberId vote_ = 0;
    MemberId lead_ = 0;
    MemberId leadTransferee_ = 0;
    Index pendingConfIndex_ = 0; // at most one change of membership may be unapplied
    std::size_t uncommittedBytes_ = 0;
    RaftLog log_;
    ProgressTracker tracker_;

    sim::Time electionStart_;  // since when the election timeout runs
    sim::Time heartbeatStart_; // of the leader: its last heartbeat
    sim::Duration randomized_; // this member's election timeout for now

    std::vector<PendingRead> reads_; // in order of arrival
    std::vector<PeerMessage> postponedReads_;
    std::vector<ReadState> readStates_;
    std::vector<PeerMessage> messages_;
    std::vector<PeerMessage> afterAppend_;
    std::vector<Note> notes_;
};

} // namespace maqueta::store
