// The closed list of everything that travels on the virtual network, over types that each layer
// owns.
#pragma once

#include "api/node_metrics.h"
#include "api/protocol.h"
#include "cluster/trace.h"
#include "network/address.h"
#include "store/member.h"
#include "store/protocol.h"

#include <variant>

namespace maqueta::cluster {

// The load balancer asks an API server whether it is ready (its readyz), and hears.
struct HealthProbe {};
struct HealthAnswer {
    bool ready = false;
};
// "There is no such connection here": what a machine answers for a process that is not running, or
// that was restarted since (a TCP reset). `refused`: the connection never stood.
struct ConnectionReset {
    bool refused = false;
};

using Body = std::variant<std::monostate, store::CallMessage, store::AnswerMessage,
                          store::WatchCreateMessage, store::WatchCancelMessage, store::WatchMessage,
                          store::PeerMessage, api::CallMessage, api::ReplyMessage, api::WatchStart,
                          api::WatchStop, api::WatchMessage, api::MetricsScrape, api::MetricsSample,
                          HealthProbe, HealthAnswer, ConnectionReset>;

// A message on its way.
struct Envelope {
    network::ProcessId from;
    network::ProcessId to;
    network::ProcessId
        origin; // the client whose connection it belongs to; the sender's own id otherwise
    std::uint16_t connection =
        0; // which of the client's connections: answers of an older one are dropped
    bool routine = false;
    std::uint32_t bytes = 0;
    std::uint32_t cluster = 0; // between members: of which etcd cluster the sender is one
    RecordSeq seq = 0;         // its Transit
    Body body;
};

struct Appearance {
    TransitKind kind = TransitKind::Request;
    bool routine = false;
    const char* label = "";
    bool preVote = false;
};
// How a message looks in the trace. Of one between members of etcd the sender's log says what an
// acknowledgement is of.
Appearance appearance(const Body& body, const store::RaftLog* log);
std::size_t wireSize(const Body& body);

} // namespace maqueta::cluster
