// Event: what a part reports about an object, kept for an hour
// (staging/src/k8s.io/api/core/v1/types.go).
#pragma once

#include "api/object.h"

namespace maqueta::api {

struct ObjectReference {
    Text kind;
    Text ns;
    Text name;
    Text uid;
    Text apiVersion;
    Text resourceVersion;
    Text fieldPath;
};

struct Event final : ObjectOf<Event, Kind::Event> {
    ObjectReference involvedObject;
    Text reason;
    Text message;
    Text type;      // Normal, Warning
    Text component; // source.component, and reportingComponent of the newer form
    Text host;      // source.host
    Text action;
    std::int32_t count = 1;
    sim::Time firstTimestamp;
    sim::Time lastTimestamp;

    void addContentTo(sim::Fingerprint& f) const override;
};

// A kind, type or reason of events. Those that come with every pod are stored once for all events.
Text eventWord(std::string_view word);

} // namespace maqueta::api
