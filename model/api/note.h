// What the API server and its clients' elections report to the trace.
#pragma once

#include "api/protocol.h"
#include "network/address.h"

#include <variant>

namespace maqueta::api {

// A write was committed, and this is the object now. `before` is empty when it was created, `now`
// is the last state with deleted = true when it went.
struct ObjectWritten {
    Versioned before;
    Versioned now;
    bool deleted = false;
    Text userAgent;
    network::ProcessId client;
};
// A request was refused; people's refusals are beats.
struct RequestRefused {
    RequestRef request;
    Failure failure;
    network::ProcessId client;
};
struct ServerReady {
    bool ready = false;
    Text reason; // when not
};
// Leadership by Lease.
struct LeaseTaken {
    Text lease;
    Text holder;
};
struct LeaseLost {
    Text lease;
    Text holder;
    Text reason;
};

using Note = std::variant<ObjectWritten, RequestRefused, ServerReady, LeaseTaken, LeaseLost>;

} // namespace maqueta::api
