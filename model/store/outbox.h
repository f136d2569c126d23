// Where an etcd member puts what it wants done. The cluster implements it, and a test's harness.
#pragma once

#include "store/mvcc.h"
#include "store/note.h"
#include "store/raft/message.h"

#include <variant>

namespace maqueta::store {

using ClientMessage = std::variant<AnswerMessage, WatchMessage>;

class Outbox {
public:
    virtual ~Outbox() = default;
    virtual void sendPeer(MemberId to, PeerMessage message, std::size_t bytes) = 0;
    virtual void sendClient(network::ProcessId to, ClientMessage message, std::size_t bytes) = 0;
    // Wants timer(token) at that moment. Timers are not taken back: the member ignores old ones.
    virtual void setTimer(sim::Time at, std::uint64_t token) = 0;
    // Writes that many bytes and syncs; syncDone(token) when they are on the medium.
    virtual void sync(std::size_t bytes, std::uint64_t token) = 0;
    virtual void record(Note note) = 0;
    virtual ApplyMemo& memo() = 0;
};

} // namespace maqueta::store
