// The trace: the one stream that animation, timeline, event list, lessons and tests read.
//
// Two sorts of record. A Transit is a message's way across the network: every arrow on screen is
// one. A Beat is a change of state that a person would name. Both carry the record that
// mechanically caused them; a beat also says because of which earlier beats it happened. Plain
// data, so that it can leave the world's thread.
#pragma once

#include "cluster/intervention.h"
#include "network/address.h"
#include "network/fabric.h"
#include "sim/time.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace maqueta::cluster {

using RecordSeq = std::uint64_t; // 0 = none

// What a message is, as far as a picture cares.
enum class TransitKind : std::uint8_t {
    Request,     // towards an API server or etcd
    Reply,       // its answer
    Heartbeat,   // a kubelet's Lease renewal; etcd's MsgHeartbeat and its answer
    Replication, // MsgApp, MsgAppResp, MsgSnap
    Vote,        // MsgPreVote, MsgVote and their answers
    Watch,       // a watch event
    HealthCheck, // the load balancer's probe and its answer
    Reset        // "there is nobody here": a broken connection
};

struct Transit {
    RecordSeq seq = 0;
    RecordSeq cause = 0;
    sim::Time sent;
    sim::Time arrives;
    network::Loss loss = network::Loss::None;
    TransitKind kind = TransitKind::Request;
    bool routine = false;    // heartbeats, probes, renewals: drawn as a counted flow
    network::ProcessId from; // the hop's ends
    network::ProcessId to;
    network::ProcessId origin; // the client on whose behalf it travels, through the load balancer
    std::uint32_t bytes = 0;
    const char* label = ""; // a constant: "vote", "write", "bind", "pod for you"
};

enum class BeatKind : std::uint8_t {
    // acts
    Acted,           // text: what; the journal's index in number
    RequestAnswered, // a person's request: text = what, reason = the answer's message when refused
    // machines and processes
    MachineAdded,
    MachineRemoved,
    PowerLost,
    PowerBack,
    CablePulled,
    CablePlugged,
    NetworkCut,
    NetworkHealed,
    ProcessCrashed,
    ProcessStarted,
    ProcessExited,
    BackendDown,
    BackendUp,
    // etcd
    ElectionStarted,
    VoteGranted,
    LeaderElected,
    LeaderStoodDown,
    SnapshotInstalled,
    ServerReady,
    ServerNotReady,
    SnapshotSaved,
    RestoreStarted,
    RestoreStep,
    RestoreDone,
    // leadership by Lease
    LeaseTaken,
    LeaseLost,
    // nodes
    NodeRegistered,
    NodeReady,
    NodeNotReady,
    NodeTainted,
    NodeChanged,
    // workloads
    ObjectCreated,
    ObjectChanged,
    ObjectDeleted,
    ReplicasChanged,
    RolloutProgress,
    PodCreated,
    PodScheduled,
    PodUnschedulable,
    PodHeard,
    PodRejected,
    ImagePulling,
    ImagePulled,
    ContainerStarted,
    ContainerCrashed,
    PodReady,
    PodNotReady,
    PodStopping,
    PodEvicted,
    PodDeleted,
    PodEnded,
    OrphanEnded,
};
std::string_view text(BeatKind kind);

struct Beat {
    RecordSeq seq = 0;
    RecordSeq cause = 0;
    std::array<RecordSeq, 2> because{};
    sim::Time at;
    BeatKind kind = BeatKind::Acted;
    network::ProcessId process; // the part that did it, if any
    network::MachineId machine; // where
    std::string part;           // "kubelet", "deployment-controller", "you": who, for the list
    std::string object;         // "Pod default/web-1", empty when no object is concerned
    std::string text;           // one English sentence part for lists and stories
    // What a caption's fields are filled with: {node}, {image}, {term}, {reason}, ...
    std::vector<std::pair<std::string, std::string>> fields;

    const std::string* field(std::string_view name) const;
};

// Whoever wants to see the trace as it is made. Owned by the caller of World::runUntil; never
// alters the run.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void onBeat(const Beat&) {}
    // Called for every message when wantsTransits() is true.
    virtual bool wantsTransits() const { return false; }
    virtual void onTransit(const Transit&) {}
};

} // namespace maqueta::cluster
