// One etcd member: Raft, the store, its clients' requests and watches, its disk. A step function:
// each input may put anything into the outbox. Owned by the world as a value; a copy goes on by
// itself. It dies with its process: what a new life starts from is disk().
//
// Promises: nothing is told to anybody before it is synced; a write is answered after it was
// applied; a linearizable Range sees every write that was answered before it was asked; a watch
// gets every change of its keys once, in order, all of one revision together, without gaps.
#pragma once

#include "store/disk.h"
#include "store/outbox.h"
#include "store/raft/raft.h"

#include <vector>

namespace maqueta::store {

// Defaults of etcd 3.5 (etcd --help; server/etcdserver, server/lease).
struct MemberOptions {
    MemberId id = 0;
    std::uint64_t clusterId = 0;
    std::vector<MemberId> voters; // of a new cluster; a disk that was used before knows better
    sim::Duration heartbeat = sim::milliseconds(100);
    sim::Duration election = sim::milliseconds(1000); // randomised up to twice
    Index snapshotCount = 100'000;                    // entries applied between two snapshots
    Index catchUpEntries = 5'000; // entries kept behind a snapshot for slow followers
    bool preVote = true;
    bool checkQuorum = true;
    std::size_t maxMessageBytes = 1024 * 1024;
    std::size_t maxInflightMessages = 512;
    // A request fails after 5 s + 2 * election (ServerConfig.ReqTimeout).
    sim::Duration requestTimeout() const { return sim::seconds(5) + election * 2; }
    sim::Duration readIndexRetry = sim::milliseconds(500);
    sim::Duration snapshotResponseTimeout = sim::seconds(5);
    sim::Duration leaseRetry = sim::seconds(3); // and revoked again after this long
    sim::Duration alarmRetry = sim::seconds(1);
    bool diskFull = false; // when it starts
};

inline Disk freshFromSnapshot(const Snapshot& snapshot, const MemberOptions& options) {
    return freshFromSnapshot(snapshot, options.id, options.clusterId, options.voters);
}

class Member {
public:
    Member() = default;
    // A process on this disk; a disk that was never used starts a member of a new cluster.
    Member(MemberOptions options, Disk disk, sim::Rng rng);

    // Inputs. start() comes first.
    void start(Outbox& out);
    void onPeer(PeerMessage message, Outbox& out);
    void onClient(network::ProcessId client, const CallMessage& message, Outbox& out);
    void onClient(network::ProcessId client, const WatchCreateMessage& message, Outbox& out);
    void onClient(network::ProcessId client, const WatchCancelMessage& message, Outbox& out);
    void onConnectionLost(network::ProcessId client, Outbox& out);
    void onTimer(std::uint64_t token, Outbox& out);
    void onSynced(std::uint64_t token, Outbox& out);
    // The transport noticed that a peer cannot be reached.
    void onPeerUnreachable(MemberId peer, Outbox& out);
    // What an operator asks for; dropped when there is no leader to do it.
    void transferLeadership(MemberId to, Outbox& out);
    void proposeMembership(ConfChangeRef change, Outbox& out);
    // Its disk has no space left, or has some again: it raises the NOSPACE alarm when a client
    // wants to store something, and clears it when there is space.
    void setDiskFull(bool full, Outbox& out);
    // An entry of its log on disk is damaged; it will notice when it starts again.
    void damageLog() { synced_.damage(); }

    // It found its log damaged: the process ends, and would end again. Inputs have no effect.
    bool panicked() const { return panicked_; }

    // What a power cut or a crash at this moment leaves behind: see Disk.
    Disk disk() const;
    // `etcdctl snapshot save` from this member.
    Snapshot saveSnapshot() const;

    // For pictures and checks.
    MemberId id() const { return raft_.id(); }
    const Raft& raft() const { return raft_; }
    const Mvcc& store() const { return store_; }
    const Root& root() const { return store_.root(); }
    StateType role() const { return raft_.state(); }
    const char* stateText() const { return stateTypeText(raft_.state()); } // "StateLeader"
    bool leads() const { return raft_.state() == StateType::Leader; }
    bool knowsLeader() const { return raft_.leader() != 0; }
    Term term() const { return raft_.term(); }
    MemberId leader() const { return raft_.leader(); }
    Index commitIndex() const { return raft_.log().committed(); }
    Index appliedIndex() const { return raft_.log().applied(); }
    Index lastIndex() const { return raft_.log().lastIndex(); }
    std::int64_t revision() const { return store_.revision(); }
    const std::vector<std::pair<MemberId, bool>>& votes() const { return raft_.tracker().votes(); }
    int votesGranted() const; // to itself, in the election under way
    // A leader's view of its followers.
    const ProgressMap& progress() const { return raft_.tracker().progress; }
    const ConfState& membership() const { return conf_; }
    // A message of that member has arrived within an election timeout: the streams to it stand. It
    // hears itself, always.
    bool hears(MemberId peer, sim::Time now) const;
    std::size_t watchCount() const { return watches_.size(); }
    std::size_t pendingRequests() const { return pendingCount_ + reads_.size(); }
    // How long clients' writes lately took from here into the log of most and back; zero = none
    // did.
    sim::Duration commitLatency() const { return commitLatency_; }
    // Since when a client waits for an answer; never when none does.
    sim::Time oldestRequest() const;
    std::uint64_t clusterId() const { return synced_.clusterId; }
    // Of everything that decides how it goes on.
    std::uint64_t fingerprint() const;

private:
    struct PendingCall { // proposed, not yet applied
        network::ProcessId client;
        std::uint32_t call = 0;
        sim::Time start;
        bool waiting = false;
    };
    struct Read { // a linearizable Range
        network::ProcessId client;
        std::uint32_t call = 0;
        RequestRef request;
        sim::Time start;
        std::uint64_t context = 0; // of the ReadIndex it goes with; 0 = waits for the next one
    };
    struct Watch {
        network::ProcessId client;
        std::uint32_t watch = 0;
        std::uint32_t sent = 0; // messages
        base::Ref<const WatchRequest> request;
        std::int64_t next = 0; // changes before this revision are not for it
    };
    struct SnapshotOut { // sent, not yet answered
        MemberId to = 0;
        sim::Time deadline;
    };

    // member.cpp: Raft, disk and time.
    void settle(Outbox& out); // until nothing more can be done now
    bool collect(Outbox& out);
    void proposeHeld(Outbox& out);
    bool beginWrite(Outbox& out);
    void finishWrite(Outbox& out);
    void stepSelf(std::vector<PeerMessage> messages, Outbox& out);
    void enqueue(std::vector<PeerMessage>& queue, PeerMessage message, Outbox& out);
    void transmit(std::vector<PeerMessage>& queue, Outbox& out);
    bool applyCommitted(Outbox& out);
    void applyEntry(const EntryRef& entry, Outbox& out);
    bool changesMembership(const ConfChange& change) const;
    void installSnapshot(const RaftSnapshot& snapshot, Outbox& out);
    void compactLogIfLong(Outbox& out);
    void retrySnapshots(sim::Time now);
    void noticeLeader(Outbox& out);
    sim::Time nextDeadline() const;
    void arm(Outbox& out);

    // member_clients.cpp: requests and reads.
    void propose(RequestRef request, network::ProcessId client, std::uint32_t call, sim::Time now);
    void answer(network::ProcessId client, std::uint32_t call, ResponseRef response,
                RequestRef request, Outbox& out);
    void refuse(network::ProcessId client, std::uint32_t call, ErrorCode reason, Outbox& out);
    void answerProposal(const Entry& entry, const ResponseRef& response, Outbox& out);
    void askReadIndex(sim::Time now);
    bool answerReads(Outbox& out);
    void failAskedReads(ErrorCode reason, Outbox& out);
    void askAlarm(MemberId member, bool raised, sim::Time now);
    MemberId alarmToClear() const; // 0 = none
    void clearAlarm(sim::Time now);
    void expireRequests(Outbox& out);
    ErrorCode timeoutReason(sim::Time start) const;

    // member_watches.cpp: watches and leases.
    void notifyWatches(const Applied& applied, Outbox& out);
    bool catchUp(Watch& watch, Outbox& out); // false: it has ended
    void deliver(Watch& watch, base::Ref<const WatchBatch> batch, Outbox& out);
    void promoteLeases(sim::Time now);
    void trackLease(const Request& request, const ResponseRef& response, sim::Time now);
    void expireLeases(sim::Time now, Outbox& out);

    MemberOptions options_;
    Raft raft_;
    Mvcc store_;
    ConfState conf_;                                    // at the applied index
    std::vector<std::pair<MemberId, sim::Time>> heard_; // the last message of each peer
    sim::Rng rng_;
    Index lastSnapshot_ = 0;
    bool panicked_ = false;

    // Disk. At most one write is under way; what comes meanwhile goes with the next one.
    Disk synced_; // log and hard state as on the medium; its backend is store_ and conf_
    HardState writtenHard_;
    bool writing_ = false;
    WriteBatch write_;
    std::uint64_t syncToken_ = 0;
    std::vector<PeerMessage> ready_;          // goes out with the next write or at once
    std::vector<PeerMessage> afterWrite_;     // goes out when the write is done
    std::vector<PeerMessage> selfAfterWrite_; // is stepped then
    std::vector<SnapshotOut> snapshotsOut_;

    // Clients.
    std::vector<EntryRef> proposals_; // of its own clients and of other members, not yet in Raft
    ChunkDeque<PendingCall> pending_; // by proposal number, from firstPending_ on
    std::uint64_t firstPending_ = 1;
    std::size_t pendingCount_ = 0;
    sim::Duration commitLatency_; // a moving average; decides nothing
    std::vector<Read> reads_;
    std::uint64_t nextRead_ = 1;
    std::uint64_t readAsked_ = 0; // the context of the ReadIndex under way; 0 = none
    sim::Time readRetryAt_ = sim::Time::never();
    sim::Time alarmAskedAt_{-1'000'000'000}; // not again within alarmRetry
    std::vector<ReadState> readsConfirmed_;  // wait until their index is applied
    std::vector<Watch> watches_;
    MemberId knownLeader_ = 0;
    StateType knownState_ = StateType::Follower;
    sim::Time leaderElectedAt_;

    // Leases, on the leader only: when they end.
    struct LeaseDeadline {
        sim::Time at;
        LeaseId lease = 0;
        friend auto operator<=>(const LeaseDeadline&, const LeaseDeadline&) = default;
    };
    sim::PersistentMap<LeaseDeadline, bool> leaseDeadlines_; // true: its revocation was proposed

    sim::Time armedAt_ = sim::Time::never();
    std::uint64_t timerToken_ = 0;
};

} // namespace maqueta::store
