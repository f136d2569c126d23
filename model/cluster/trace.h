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
    bool preVote = false;    // a vote that binds nobody yet
    network::ProcessId from; // the hop's ends
    network::ProcessId to;
    network::ProcessId origin; // the client on whose behalf it travels, through the load balancer
    std::uint32_t bytes = 0;
    const char* label = ""; // a constant: "vote", "write", "bind", "pod for you"
};

// What a beat tells. One list, so that a kind and its name cannot drift apart.
#define MAQUETA_BEAT_KINDS(X)                                                                      \
    /* acts; of a request its end, with the answer's reason */                                     \
    X(Acted)                                                                                       \
    X(RequestAnswered)                                                                             \
    X(RequestRepeated) /* machines, network, processes */                                          \
    X(MachineAdded)                                                                                \
    X(MachineLeaving)                                                                              \
    X(MachineRemoved)                                                                              \
    X(PowerLost)                                                                                   \
    X(PowerBack)                                                                                   \
    X(CablePulled)                                                                                 \
    X(CablePlugged)                                                                                \
    X(NetworkCut)                                                                                  \
    X(NetworkHealed)                                                                               \
    X(FaultInjected) X(FaultHealed) X(ProcessCrashed) X(ProcessStarted) X(ProcessExited)           \
        X(BackendDown) X(BackendUp) /* etcd and API servers */                                     \
        X(ElectionStarted) X(VoteGranted) X(LeaderElected) X(LeaderStoodDown) X(MemberRejoined)    \
            X(SnapshotInstalled) X(MembershipChanged) X(ServerReady) X(ServerNotReady)             \
                X(SnapshotSaved) X(SnapshotLoaded) X(RestoreStarted) X(RestoreStep)                \
                    X(RestoreDone) /* leadership by Lease */                                       \
        X(LeaseTaken) X(LeaseLost) /* nodes */                                                     \
        X(NodeRegistered) X(NodeReady) X(NodeNotReady) X(NodeTainted)                              \
            X(NodeChanged) /* objects and pods */                                                  \
        X(ObjectCreated) X(ObjectChanged) X(ObjectDeleted) X(ReplicasChanged) X(RolloutProgress)   \
            X(RolloutComplete) X(RolloutFailed) X(PodCreated) X(NodesFiltered) X(NodesScored)      \
                X(PodDecided) X(PodScheduled) X(PodUnschedulable) X(PodHeard) X(PodRejected)       \
                    X(SandboxStarted) X(ImagePulling) X(ImagePulled) X(ImagePullFailed)            \
                        X(ContainerStarted) X(ContainerEnded) X(BackOff) X(PodReady)               \
                            X(PodNotReady) X(PodStopping) X(EvictionPlanned) X(PodEvicted)         \
                                X(PodPreempted) X(PodDeleted) X(PodEnded) X(OrphanEnded)

enum class BeatKind : std::uint8_t {
#define MAQUETA_ENUMERATOR(name) name,
    MAQUETA_BEAT_KINDS(MAQUETA_ENUMERATOR)
#undef MAQUETA_ENUMERATOR
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
    // What a person did is said by the act's own sentence; the trace carries it.
    void setSentence(base::Sentence sentence);
};

struct Envelope;

// Whoever wants to see the trace as it is made. Owned by the caller of World::runUntil; never
// alters the run.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void onBeat(const Beat&) {}
    // Called for every message when wantsTransits() is true.
    virtual bool wantsTransits() const { return false; }
    virtual void onTransit(const Transit&) {}
    // The messages themselves, as they leave and as they reach a process that runs: for checks of
    // what was promised to whom. Called when wantsMessages() is true.
    virtual bool wantsMessages() const { return false; }
    virtual void onSent(const Envelope&) {}
    virtual void onArrived(const Envelope&) {}
};

// Looks away.
class BlindObserver final : public Observer {};

} // namespace maqueta::cluster
