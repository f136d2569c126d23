#include "store/raft/entry.h"

#include "store/raft/message.h"

#include <algorithm>

namespace maqueta::store {

bool ConfChange::entersJoint(bool& autoLeave) const {
    if (transition == ConfChangeTransition::Auto && changes.size() <= 1) return false;
    autoLeave = transition != ConfChangeTransition::JointExplicit;
    return true;
}

std::string ConfChange::text() const {
    std::string out;
    for (const ConfChangeSingle& change : changes) {
        if (!out.empty()) out += ' ';
        switch (change.type) {
        case ConfChangeType::AddNode: out += 'v'; break;
        case ConfChangeType::RemoveNode: out += 'r'; break;
        case ConfChangeType::UpdateNode: out += 'u'; break;
        case ConfChangeType::AddLearnerNode: out += 'l'; break;
        }
        out += std::to_string(change.node);
    }
    return out;
}

std::size_t Entry::payloadBytes() const {
    if (request) return request->bytes();
    if (confChange) return 8 + 12 * confChange->changes.size();
    return 0;
}

bool ConfState::contains(MemberId id) const {
    const auto in = [id](const std::vector<MemberId>& ids) {
        return std::find(ids.begin(), ids.end(), id) != ids.end();
    };
    return in(voters) || in(learners) || in(votersOutgoing);
}

const char* messageTypeText(MessageType type) {
    switch (type) {
    case MessageType::MsgHup: return "MsgHup";
    case MessageType::MsgBeat: return "MsgBeat";
    case MessageType::MsgCheckQuorum: return "MsgCheckQuorum";
    case MessageType::MsgProp: return "MsgProp";
    case MessageType::MsgApp: return "MsgApp";
    case MessageType::MsgAppResp: return "MsgAppResp";
    case MessageType::MsgVote: return "MsgVote";
    case MessageType::MsgVoteResp: return "MsgVoteResp";
    case MessageType::MsgPreVote: return "MsgPreVote";
    case MessageType::MsgPreVoteResp: return "MsgPreVoteResp";
    case MessageType::MsgSnap: return "MsgSnap";
    case MessageType::MsgSnapStatus: return "MsgSnapStatus";
    case MessageType::MsgUnreachable: return "MsgUnreachable";
    case MessageType::MsgHeartbeat: return "MsgHeartbeat";
    case MessageType::MsgHeartbeatResp: return "MsgHeartbeatResp";
    case MessageType::MsgTransferLeader: return "MsgTransferLeader";
    case MessageType::MsgTimeoutNow: return "MsgTimeoutNow";
    case MessageType::MsgReadIndex: return "MsgReadIndex";
    case MessageType::MsgReadIndexResp: return "MsgReadIndexResp";
    case MessageType::MsgForgetLeader: return "MsgForgetLeader";
    }
    return "";
}

std::size_t PeerMessage::bytes() const {
    // A message without entries is about 60 bytes of protobuf on etcd's streams.
    std::size_t n = 60;
    if (entries) n += entries->bytes + 24 * entries->entries.size();
    if (snapshot && snapshot->content) n += snapshot->content->bytes();
    return n;
}

} // namespace maqueta::store
