// One kube-apiserver: the only door to the store.
//
// Keeps a picture of the store (its watch cache), moved forward only by watch messages of its etcd
// member. Reads at resourceVersion 0 come from the picture; up-to-date reads and every write go
// through etcd, and a write is answered when etcd has committed it. Holds nothing that survives a
// crash. Owned by the cluster.
#pragma once

#include "api/client.h"
#include "api/note.h"
#include "network/address.h"
#include "store/protocol.h"

namespace maqueta::api {

using ToStore =
    std::variant<store::CallMessage, store::WatchCreateMessage, store::WatchCancelMessage>;
using FromStore = std::variant<store::AnswerMessage, store::WatchMessage>;

class ServerOutbox {
public:
    virtual ~ServerOutbox() = default;
    virtual sim::Time now() const = 0;
    // To a client (a process; the cluster finds the way back through the load balancer), `after`
    // from now.
    virtual void sendToClient(network::ProcessId client, ToClient message, sim::Duration after) = 0;
    virtual void sendToStore(ToStore message) = 0;
    virtual void setTimer(sim::Time at, std::uint64_t token) = 0;
    virtual void record(Note note) = 0;
};

} // namespace maqueta::api
