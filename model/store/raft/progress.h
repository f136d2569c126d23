// What a leader believes about each follower, and the configuration it counts by. After the
// `tracker` package of etcd's raft library, under its names.
#pragma once

#include "store/raft/entry.h"

#include <string>
#include <utility>
#include <vector>

namespace maqueta::store {

// Messages with entries that were sent and not yet acknowledged: a sliding window.
class Inflights {
public:
    Inflights() = default;
    Inflights(std::size_t size, std::size_t maxBytes) : size_(size), maxBytes_(maxBytes) {}
    void add(Index last, std::size_t bytes);
    void freeLE(Index to); // everything up to `to` has arrived
    bool full() const { return count_ == size_ || (maxBytes_ != 0 && bytes_ >= maxBytes_); }
    std::size_t count() const { return count_; }
    void reset() { head_ = count_ = bytes_ = 0; }

private:
    struct Message {
        Index last = 0; // index of its last entry
        std::size_t bytes = 0;
    };
    std::size_t size_ = 0;     // messages at most
    std::size_t maxBytes_ = 0; // 0 = no limit
    std::size_t head_ = 0, count_ = 0, bytes_ = 0;
    std::vector<Message> ring_; // grows up to size_
};

// Probe: one message at a time until the follower's log is known. Replicate: entries stream.
// Snapshot: nothing but the snapshot until it has arrived.
enum class ProgressState : std::uint8_t { Probe, Replicate, Snapshot };
const char* progressStateText(ProgressState state); // "StateProbe"

struct Progress {
    Index match = 0; // the follower is known to hold the leader's log up to here
    Index next = 0;  // the next entry to send
    Index sentCommit = 0;
    ProgressState state = ProgressState::Probe;
    Index pendingSnapshot = 0;
    bool recentActive = false; // heard from since the last check of the quorum
    bool appFlowPaused = false;
    bool learner = false;
    Inflights inflights;

    void resetState(ProgressState to);
    void becomeProbe();
    void becomeReplicate();
    void becomeSnapshot(Index snapshot);
    void sentEntries(std::size_t entries, std::size_t bytes);
    bool canBumpCommit(Index commit) const { return commit > sentCommit && sentCommit + 1 < next; }
    // An acknowledgement up to n; false when it is not news.
    bool maybeUpdate(Index n);
    // A refusal of the entry after `rejected`; false when it is stale.
    bool maybeDecrTo(Index rejected, Index matchHint);
    bool isPaused() const { return state == ProgressState::Snapshot || appFlowPaused; }
    std::string text() const; // "StateReplicate match=14 next=15"
};

struct TrackerConfig {
    JointConfig voters;
    bool autoLeave = false;
    MajorityConfig learners;
    MajorityConfig learnersNext; // voters that become learners when the joint configuration ends

    std::string text() const; // "voters=(1 2)&&(1) learners=(3) autoleave"
    ConfState confState() const;
};

using ProgressMap = std::vector<std::pair<MemberId, Progress>>; // ascending ids; members are few

class ProgressTracker final : public AckedIndexer, public VoteReader {
public:
    explicit ProgressTracker(std::size_t messages = 256, std::size_t bytes = 0)
        : maxInflight(messages), maxInflightBytes(bytes) {}

    TrackerConfig config;
    ProgressMap progress;
    std::size_t maxInflight; // messages
    std::size_t maxInflightBytes;

    Progress* find(MemberId id);
    const Progress* find(MemberId id) const;
    bool isSingleton() const;
    Index committed() const { return config.voters.committedIndex(*this); }
    // A majority was heard from since the last check.
    bool quorumActive() const;
    std::vector<MemberId> voterIds() const { return config.voters.all().ids(); }

    void resetVotes() { votes_.clear(); }
    void recordVote(MemberId id, bool granted); // the first vote of a member counts
    VoteResult tally(int& granted, int& rejected) const;
    const std::vector<std::pair<MemberId, bool>>& votes() const { return votes_; }

    bool ackedIndex(MemberId id, Index& index) const override;
    bool vote(MemberId id, bool& granted) const override;

private:
    std::vector<std::pair<MemberId, bool>> votes_;
};

} // namespace maqueta::store
