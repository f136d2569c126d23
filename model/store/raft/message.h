// What Raft members say to one another, under the names of etcd's raftpb.
#pragma once

#include "store/raft/entry.h"

namespace maqueta::store {

enum class MessageType : std::uint8_t {
    MsgHup,         // local: campaign
    MsgBeat,        // local: send heartbeats
    MsgCheckQuorum, // local: does a majority still answer?
    MsgProp,
    MsgApp,
    MsgAppResp,
    MsgVote,
    MsgVoteResp,
    MsgPreVote,
    MsgPreVoteResp,
    MsgSnap,
    MsgSnapStatus,  // local: a snapshot arrived or, with reject, did not
    MsgUnreachable, // local: the transport cannot reach a member
    MsgHeartbeat,
    MsgHeartbeatResp,
    MsgTransferLeader,
    MsgTimeoutNow,
    MsgReadIndex,
    MsgReadIndexResp,
    MsgForgetLeader, // local
};
const char* messageTypeText(MessageType type); // "MsgApp"

// The context of a vote that the leader itself asked for: other members grant it even while they
// hear from that leader.
inline constexpr std::uint64_t campaignTransferContext = UINT64_MAX;

// Which fields mean something depends on the type; see etcd's raftpb.Message.
struct PeerMessage {
    MessageType type = MessageType::MsgHup;
    bool reject = false;
    MemberId to = 0;
    MemberId from = 0;
    Term term = 0;
    Term logTerm = 0;
    Index index = 0;
    Index commit = 0;
    Index rejectHint = 0;
    std::uint64_t context = 0; // of a read, or campaignTransferContext
    EntryBatchRef entries;
    RaftSnapshotRef snapshot;

    std::size_t entryCount() const { return entries ? entries->entries.size() : 0; }
    std::size_t bytes() const; // on the wire
};
static_assert(sizeof(PeerMessage) <= 96);

} // namespace maqueta::store
