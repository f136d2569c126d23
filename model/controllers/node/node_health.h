// What node lifecycle remembers of nodes and zones (pkg/controller/nodelifecycle).
#pragma once

#include "controllers/loop/key.h"
#include "controllers/options.h"
#include "sim/persistent_map.h"
#include "sim/throttle.h"

#include <optional>

namespace maqueta::controllers {

// How many of a zone's nodes are Ready: it sets the pace at which silent nodes are tainted.
enum class ZoneState : std::uint8_t { Initial, Normal, PartialDisruption, FullDisruption };
std::string_view text(ZoneState state);

// The nodes of one zone that are to get a NoExecute taint, one after the other
// (scheduler/rate_limited_queue.go). A node that had its turn is remembered until remove().
class TaintLine {
public:
    bool add(const Text& node);
    bool remove(const Text& node);
    bool waiting() const { return !line_.empty(); }
    // The next node whose turn it is now, if the zone's limit allows one.
    std::optional<Text> take(sim::Time now);
    // When take() may give one; never() when it will not.
    sim::Time nextTurn(sim::Time now) const;
    void setRate(double perSecond, sim::Time now);

private:
    struct Place {
        std::uint64_t order = 0;
        bool waits = false;
    };
    sim::PersistentMap<Text, Place> places_;
    sim::PersistentMap<std::uint64_t, Text> line_;
    std::uint64_t nextOrder_ = 0;
    double rate_ = -1;
    sim::Throttle limit_;
};

struct Zone {
    ZoneState state = ZoneState::Initial;
    TaintLine line;
};

struct NodeHealth {
    // What was last heard of a node, by the controller's own clock.
    struct Entry {
        std::int64_t version = 0; // of the Node that this was taken from
        bool hasReady = false;
        sim::Time heartbeat;  // of the Ready condition
        sim::Time transition; // of the Ready condition
        sim::Time renewed{INT64_MIN};
        sim::Time heard; // when something new was seen
        Text zone;
        Text uid;
        bool silent = false;
    };
    sim::PersistentMap<Text, Entry> entries;
    sim::PersistentMap<Text, Zone> zones;
    sim::Time startedAt;
    sim::Time nextMonitor = sim::Time::never();
    sim::Time nextTainting = sim::Time::never();
};

} // namespace maqueta::controllers
