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

#include "api/leader_election.h"
#include "scheduler/event_series.h"
#include "scheduler/framework/decide.h"
#include "scheduler/framework/measurements.h"
#include "scheduler/framework/registry.h"
#include "scheduler/lane.h"
#include "scheduler/options.h"
#include "scheduler/outbox.h"
#include "scheduler/queue/scheduling_queue.h"
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
    std::uint32_t events = NoEvent;       // after which it is tried again: bits of ClusterEvents
    Text message;                         // of the last attempt
};

class Scheduler {
public:
    Scheduler() = default;
    Scheduler(SchedulerOptions options, sim::Rng rng);

    // The process has started: begin to list, and to campaign for the Lease.
    void start(Outbox& out);
    void onMessage(const api::ToClient& message, Outbox& out);
    void onConnectionLost(api::ConnectionEnd how, Outbox& out);
    void onTimer(std::uint64_t token, Outbox& out);

    bool leading() const { return leads_; }
    const api::Client& client() const { return client_; }
    // The Lease was lost: the process is to be ended and started anew.
    bool wantsExit() const { return exiting_; }
    // The identity that holds the Lease as far as this process knows; empty when unknown.
    const Text& holder() const { return election_.holder(); }
    // What waits, in the order in which it will be taken: active, backing off, unschedulable,
    // gated; `most` of them.
    std::vector<WaitingPod> waiting(std::size_t most) const;
    std::array<std::size_t, 4> queued() const; // how many, by QueuePart
    // The nodes' measured load that a decision now would rank by; nullptr when the scheduler would
    // ask for it first.
    const Measurements* measurements(sim::Time now) const;

private:
    class Ear;
    // A binding on its way, and what goes back into the queue when it fails.
    struct Binding {
        QueuedPod pod;
        base::Ref<const api::Pod> assumed;
        bool waitsForVolumes = false; // the Binding itself is not sent yet
        sim::Time since;
        sim::Time nextLook; // at its volumes
    };
    // When the timers that are awaited come; others are ignored.
    struct Timers {
        sim::Time cycle = sim::Time::never();
        sim::Time lanes = sim::Time::never();
        sim::Time backoff = sim::Time::never();
        sim::Time waits = sim::Time::never();
        sim::Time series = sim::Time::never();
        sim::Time volumes = sim::Time::never();
    };

    // scheduler.cpp: the process
    void react(api::LeaderElection::Change change, Outbox& out);
    void beginIfReady(Outbox& out);
    void onReply(std::uint64_t cookie, const api::Response& response, Outbox& out);
    void pumpLanes(Outbox& out);
    void arm(sim::Time& timer, sim::Time at, std::uint64_t token, Outbox& out);
    void armQueue(Outbox& out);
    Listers listers() const;
    Cache readCache() const;
    bool isOurs(const api::Pod& pod) const;

    // changes.cpp: what the informers tell
    void onChange(api::Kind kind, const api::Versioned& before, const api::Versioned& now,
                  Outbox& out);
    void onNode(const api::Versioned& before, const api::Versioned& now, Outbox& out);
    void onPod(const api::Versioned& before, const api::Versioned& now, Outbox& out);
    void onPlacedPod(const api::Versioned& before, const api::Versioned& now, Outbox& out);
    void onWaitingPod(const api::Versioned& now, Outbox& out);
    void forget(const PodKey& key, Outbox& out);
    void enqueue(const api::Versioned& pod, sim::Time since, Outbox& out);
    void retryAfter(ClusterEvents event, const NodeInfo* node, Outbox& out);
    void retry(const PodKey& key, std::string_view why, Outbox& out);

    // cycle.cpp: one pod at a time
    void cycle(Outbox& out);
    void decide(QueuedPod pod, Outbox& out);
    void bind(QueuedPod pod, const NodeInfo& node, DecisionRef decision, Outbox& out);
    void fail(QueuedPod pod, const Framework& framework, const Search& found, Outbox& out);
    Text makeRoom(const api::Pod& pod, const Preemption& preemption, Outbox& out);
    void failWith(QueuedPod pod, std::string_view reason, std::uint32_t plugins,
                  const std::string& message, const Text& nominatedNode, Outbox& out);
    void onBound(const Binding& binding, const api::Response& response, Outbox& out);
    void failBinding(const Binding& binding, const std::string& message, Outbox& out);
    void report(const api::Versioned& about, std::string_view type, std::string_view reason,
                std::string_view action, const std::string& message, bool once, Outbox& out);
    void write(const EventSeries::Write& write, Outbox& out);
    void patchStatus(const api::Pod& pod, base::Json status, Outbox& out);

    // measure.cpp: what the nodes really use, for pods whose profile ranks by it
    bool mustMeasure(sim::Time now) const;
    void measure(Outbox& out);
    void onMeasured(const api::Response& response, Outbox& out);

    // volumes.cpp: what a pod's claims wait for between decision and binding
    bool reserveVolumes(const api::Pod& pod, const NodeInfo& node, const PodFacts& facts,
                        std::uint64_t binding, Outbox& out);
    void promise(const api::Versioned& before, const base::Ref<api::Object>& now,
                 std::uint64_t binding, Outbox& out);
    void overlayPromises(api::Kind kind, store::Table& table) const;
    void onVolumeWritten(std::uint64_t binding, const api::Response& response, Outbox& out);
    bool volumesAreBound(const api::Pod& pod) const;
    void armVolumes(Outbox& out);
    void lookAtVolumes(Outbox& out);

    SchedulerOptions options_;
    sim::Rng rng_;
    api::Client client_;
    api::LeaderElection election_;
    bool leads_ = false;
    bool deciding_ = false; // it leads and has seen everything
    bool exiting_ = false;
    Lane requests_;
    Lane events_;
    EventSeries series_;
    Timers timers_;
    sim::Time began_; // deciding; the queue looks at multiples of its periods after this

    Cache cache_;
    SchedulingQueue queue_;
    sim::PersistentMap<PodKey, base::Ref<const api::Pod>> assumed_; // with their nodeName
    sim::PersistentMap<PodKey, NominatedPod> nominated_;
    sim::PersistentMap<std::uint64_t, Binding> bindings_; // by cookie
    std::uint64_t nextCookie_ = 1;
    // Volumes and claims as they will be once the writes that are on their way have arrived.
    sim::PersistentMap<Text, store::KeyValue> promised_;
    sim::PersistentMap<std::uint64_t, std::uint64_t> volumeWrites_; // cookie: of which binding
    Turn turn_;
    Measurements measured_;
    sim::Time measuredUntil_;     // when it is too old to decide by
    std::uint64_t measuring_ = 0; // cookie of the question under way; 0 = none
};

} // namespace maqueta::scheduler
