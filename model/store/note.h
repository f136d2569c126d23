// What an etcd member reports for the trace: the changes of state that a person would name.
#pragma once

#include "network/address.h"
#include "store/protocol.h"
#include "store/raft/entry.h"

#include <string>
#include <variant>

namespace maqueta::store {

// leader 0 = none known.
struct BecameFollower {
    Term term = 0;
    MemberId leader = 0;
};
struct BecamePreCandidate {
    Term term = 0;
};
struct BecameCandidate {
    Term term = 0;
};
struct BecameLeader {
    Term term = 0;
    int votes = 0;
};
// The leader that this member follows is another one than before; 0 = it lost its leader.
struct LeaderChanged {
    Term term = 0;
    MemberId leader = 0;
    MemberId before = 0;
};
enum class VoteRefusal : std::uint8_t { None, AlreadyVoted, LogBehind, HearsLeader };
// Answer to a candidate; refusal None = granted. `pre`: the vote before the vote.
struct Voted {
    Term term = 0;
    MemberId candidate = 0;
    bool pre = false;
    VoteRefusal refusal = VoteRefusal::None;
};
// A candidate counted a vote.
struct VoteReceived {
    Term term = 0;
    MemberId voter = 0;
    bool pre = false;
    bool granted = false;
};
// The leader gave up: it has not heard from a majority for an election timeout.
struct QuorumLost {
    Term term = 0;
};
struct SnapshotSent {
    MemberId to = 0;
    Index index = 0;
    std::size_t bytes = 0;
};
struct SnapshotInstalled {
    Index index = 0;
    std::int64_t revision = 0;
};
// The Raft log forgot everything up to and with `index`.
struct LogCompacted {
    Index index = 0;
};
// The store forgot the history before `revision`.
struct HistoryCompacted {
    std::int64_t revision = 0;
};
struct LeaseExpired {
    LeaseId lease = 0;
};
struct RequestRefused {
    network::ProcessId client;
    std::uint32_t call = 0;
    ErrorCode reason = ErrorCode::None;
};
struct MembershipChanged {
    ConfState before;
    ConfState conf;
};
struct TransferStarted {
    Term term = 0;
    MemberId to = 0;
};

// The member found its log cut short and will not go on; etcd panics with this text.
struct Panicked {
    std::string reason;
};

using Note = std::variant<BecameFollower, BecamePreCandidate, BecameCandidate, BecameLeader,
                          LeaderChanged, Voted, VoteReceived, QuorumLost, SnapshotSent,
                          SnapshotInstalled, LogCompacted, HistoryCompacted, LeaseExpired,
                          RequestRefused, MembershipChanged, TransferStarted, Panicked>;

} // namespace maqueta::store
