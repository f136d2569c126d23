// The kube-scheduler: finds a node for every pod that has none, led by Lease.
//
// A process of a control-plane machine, owned by the cluster. It meets the others only at the API
// server, through its client: it lists and watches, decides from what it was told, and writes
// bindings, conditions and events. A standby keeps its informers up to date and decides nothing.
// When the Lease is lost the real process ends itself; wantsExit() says so, and the cluster starts
// a new one. It holds nothing that survives a crash.
//
// A step function: messages and timers in, an Outbox out. The state is a value; copying it shares
// everything, and the same inputs give the same outputs.
#pragma once

#include "scheduler/options.h"
#include "scheduler/outbox.h"
#include "sim/rng.h"

#include <string>
#include <vector>

namespace maqueta::scheduler {

// One line of the queue, for pictures.
struct WaitingPod {
    PodRef pod;
    QueuePart part = QueuePart::Active;
    sim::Time since;                      // in the queue
    sim::Time until = sim::Time::never(); // when it is looked at again at the latest, if known
    int attempts = 0;                     // decisions made so far
    std::vector<std::string> plugins;     // that rejected it last time; what must change
    Text message;                         // of the last attempt
};

class Scheduler {
public:
    Scheduler() = default;
    Scheduler(SchedulerOptions options, sim::Rng rng);

    // The process has started: begin to list, and to campaign for the Lease.
    void start(Outbox& out);
    void onMessage(const api::ToClient& message, Outbox& out);
    void onConnectionLost(Outbox& out);
    void onTimer(std::uint64_t token, Outbox& out);

    bool leading() const;
    // The Lease was lost: the process is to be ended and started anew.
    bool wantsExit() const;
    // The identity that holds the Lease as far as this process knows; empty when unknown.
    const Text& holder() const;
    // What waits, in the order in which it will be taken: active, backing off, unschedulable,
    // gated.
    std::vector<WaitingPod> waiting() const;

private:
    SchedulerOptions options_;
    sim::Rng rng_;
};

} // namespace maqueta::scheduler
