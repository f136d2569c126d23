// Where an etcd member puts what it wants done. The cluster implements it, and a test's harness.
#pragma once

#include "store/mvcc.h"
#include "store/note.h"
#include "store/raft/message.h"

#include <variant>

namespace maqueta::store {

using ToClient = std::variant<AnswerMessage, WatchMessage>;

class Outbox {
public:
    virtual ~Outbox() = default;
    virtual sim::Time now() const = 0;
    virtual void sendPeer(PeerMessage message) = 0; // to message.to
    virtual void sendClient(network::ProcessId client, ToClient message) = 0;
    // Wants onTimer(token) at that moment. Timers are not taken back: the member ignores old ones.
    virtual void setTimer(sim::Time at, std::uint64_t token) = 0;
    // Writes that many bytes and syncs; onSynced(token) when they are on the medium.
    virtual void sync(std::size_t bytes, std::uint64_t token) = 0;
    virtual void record(Note note) = 0;
    virtual ApplyMemo& memo() = 0;
};

} // namespace maqueta::store
