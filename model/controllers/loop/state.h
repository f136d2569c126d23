// Everything that the controller manager knows, as one value: a copy shares all of it.
#pragma once

#include "api/leader_election.h"
#include "controllers/loop/recorder.h"
#include "controllers/loop/sync.h"
#include "controllers/loop/work_queue.h"
#include "controllers/node/cidr_table.h"
#include "controllers/node/evictions.h"
#include "controllers/node/node_health.h"
#include "controllers/node/pod_gc.h"
#include "controllers/options.h"
#include "controllers/volume/persistent_volume.h"

#include <array>

namespace maqueta::controllers {

// A request on its way, or waiting for its controller's rate limit. Task 0 belongs to nobody: it is
// an event's, and `instead` is sent when the event that it counts is not there any more.
struct PendingCall {
    std::uint32_t task = 0;
    std::uint32_t slot = 0;
    Component component = Component::Count;
    api::RequestRef request;
    api::RequestRef instead;
};

// The events of one controller that wait for the one on its way: a recorder writes one after the
// other, so that a new count finds the event that it counts.
struct EventLine {
    sim::PersistentMap<std::uint64_t, PendingCall> waiting; // in order
    std::uint64_t next = 0;
    bool busy = false;
};

struct LoopState {
    WorkQueue queue;
    int working = 0;
};

struct State {
    Options options;
    api::Client client;
    api::LeaderElection election;
    bool exiting = false; // the Lease was lost
    bool started = false; // every informer was synced

    Seen seen;
    bool seenIsOld = false; // the informers' pictures have moved on
    std::array<LoopState, static_cast<std::size_t>(Loop::Count)> loops;
    std::array<sim::Throttle, static_cast<std::size_t>(Component::Count)> limits;
    std::array<Recorder, static_cast<std::size_t>(Component::Count)> recorders;
    std::array<EventLine, static_cast<std::size_t>(Component::Count)> eventLines;

    sim::PersistentMap<std::uint32_t, sim::Cow<Task>> tasks;
    std::uint32_t nextTask = 1;
    sim::PersistentMap<std::uint64_t, PendingCall> calls; // by cookie
    std::uint64_t nextCookie = 1;
    struct SendAt {
        sim::Time at;
        std::uint64_t cookie = 0;
        friend auto operator<=>(const SendAt&, const SendAt&) = default;
    };
    sim::PersistentMap<SendAt, Nothing> delayed;
    sim::Time armedFor = sim::Time::never();

    // What single controllers keep.
    NodeHealth nodes;
    Evictions evictions;
    PodGc podGc;
    CidrTable cidrs;
    VolumeResync volumes;
};

} // namespace maqueta::controllers
