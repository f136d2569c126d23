// The cluster at one moment, as plain columns that share nothing with the world: what a frame is
// drawn from, what a headless run summarises, and what an exporter writes.
//
// Two layers, never mixed: `on`, `plugged`, `running` tell what is; `ready` and pods' `phase` tell
// what the API says.
#pragma once

#include "cluster/intervention.h"
#include "cluster/queue_picture.h"
#include "cluster/quorum.h"
#include "cluster/topology.h"
#include "network/address.h"
#include "sim/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace maqueta::cluster {

struct ProcessPicture {
    network::ProcessId id;
    ProcessKind kind = ProcessKind::Kubelet;
    std::uint32_t machine = 0; // index into Picture::machines
    bool running = false;      // the process lives
    bool paused = false;       // it stands still
    bool healthy = false; // it can do its work: an API server is ready, a member knows a leader
    // etcd: Raft leader of the newest term; scheduler, controller manager: holder of the Lease.
    bool leads = false;
    bool believes = false; // it acts as the leader, whatever the others or the Lease say by now
    bool mistaken() const { return believes && !leads; }
    // Of a client of the API that waits before it asks again: what is left of the wait, its length,
    // and how often it has asked again by then.
    sim::Duration repeatLeft;
    sim::Duration repeatWait;
    int repeats = 0;
    // etcd only
    Membership membership = Membership::None;
    bool heard = false; // by the leader
    std::string state;  // StateLeader, StateFollower, StateCandidate, StatePreCandidate
    std::uint64_t term = 0;
    std::uint64_t commitIndex = 0;
    std::uint64_t lastIndex = 0;
    std::int64_t revision = 0;
    int votes = 0; // gathered in a running election
    // Of a member that can stand for election: how long it has heard of no leader, and how long it
    // waits this time; zero = it cannot.
    sim::Duration leaderSilence;
    sim::Duration electionTimeout;
    sim::Duration oldestRequest; // how long a client waits for its answer by now
};

// A machine, or a Node object that no machine stands behind: its machine was taken away, or
// somebody created the object by hand. Such a one has neither power nor cable, only what the API
// says of it.
struct MachinePicture {
    network::MachineId id; // of no machine when there is none
    bool exists = true;    // false: the Node object alone
    MachineSpec spec;
    std::string ip;
    std::string podCidr;
    bool on = false;
    bool plugged = true;
    bool leaving = false; // it goes as soon as its member has left etcd
    // What the API says of the Node of this name.
    bool registered = false;
    bool ready = false;
    bool unschedulable = false;
    std::string readyReason;
    std::vector<std::string> taints; // "key=value:Effect"
    std::int64_t requestedCpuMilli = 0;
    std::int64_t requestedMemory = 0;
    std::int64_t usedCpuMilli = 0;
    std::int64_t usedMemory = 0;
    std::int64_t allocatableCpuMilli = 0;
    std::int64_t allocatableMemory = 0;
    sim::Time lastRenewal; // of its node Lease, as the store has it
    // Of its Node, by key; only while the machines are few enough to be looked at one by one.
    std::vector<std::pair<std::string, std::string>> labels;
};

enum class PodLook : std::uint8_t {
    Waiting,
    Assigned,
    Starting,
    Running,
    Ready,
    Unknown,
    Terminating,
    Succeeded,
    Failed
};

struct PodPicture {
    std::string ns;
    std::string name;
    std::string uid;
    std::string workload; // the owner's owner or owner: "web"; its own name when it has none
    std::string image;
    std::string ip;
    std::int32_t machine = -1; // index into Picture::machines of the node it is bound to; -1 = none
    PodLook look = PodLook::Waiting;
    std::string phase;        // as the API says it: Pending, Running, Succeeded, Failed
    bool running = false;     // in truth: one of its containers runs on its machine
    bool onlyRunning = false; // its containers run, but the API has no such pod any more
    std::string reason;       // ImagePullBackOff, Unschedulable, ...
    std::string message;
    std::int32_t restarts = 0;
    std::int64_t cpuMilli = 0; // requested
    std::int64_t memory = 0;
    sim::Time created;
};

struct DeploymentPicture {
    std::string ns;
    std::string name;
    std::string image;
    std::int32_t replicas = 0;
    std::int32_t updated = 0;
    std::int32_t ready = 0;
    std::int32_t available = 0;
    // What a rolling update keeps to: pods at most, and available ones at least.
    std::int32_t most = 0;
    std::int32_t least = 0;
    // Of older ReplicaSets that are kept although they are to have no pods: the ways back, the
    // newest first.
    std::vector<std::string> keptImages = {};
};

// Something that is broken, where it sits, and the act that heals it: a badge with an x.
struct FaultPicture {
    base::Sentence says; // "the etcd of control-plane-1 is paused"
    // None: no power, a pulled cable, a cut network, a process that was stopped for good.
    std::optional<FaultKind> kind;
    std::int64_t amount = 0;
    // Indices into Picture::machines: where it sits, and of a link or a cut the far side.
    std::vector<std::uint32_t> machines;
    std::vector<std::uint32_t> others;
    network::ProcessId process; // of a fault of a process
    bool oneWay = false;
    Intervention heal;

    bool isCut() const { return !kind && !others.empty(); } // of the network, with two sides
    // Of the way between two machines.
    bool isWay() const { return kind && !machines.empty() && !others.empty(); }
};

struct SnapshotPicture {
    std::uint32_t number = 0;
    std::int64_t revision = 0;
    std::int64_t keys = 0;
    std::int64_t bytes = 0;
    std::string machine;
    sim::Time taken;
    std::string file; // that it was loaded from; empty = it was saved here
};

struct Picture {
    sim::Time now;
    std::vector<MachinePicture>
        machines; // in the order in which they were added, then Nodes without one, by name
    std::vector<ProcessPicture> processes;
    std::vector<PodPicture> pods; // by namespace and name
    std::vector<DeploymentPicture> deployments;
    std::vector<SnapshotPicture> snapshots;
    std::vector<FaultPicture> faults;
    std::vector<std::pair<std::string, std::int64_t>> keptKinds; // kind, objects of it
    std::int32_t etcdLeader = -1;                                // index into processes
    std::uint64_t etcdTerm = 0;
    Role etcdRole = Role::ControlPlane; // of the machines that host it
    std::size_t etcdMembers = 0;        // that vote
    std::size_t etcdQuorum = 0;
    std::int64_t etcdRevision = 0;
    std::string schedulerHolder; // machine, empty = nobody
    std::string controllerManagerHolder;
    bool restoring = false;
    QueuePicture queue; // of the scheduler in charge

    const MachinePicture* machine(std::string_view name) const;
    // What a person adds who says no more than the role: a worker goes to the zone that has the
    // fewest, of those that the cluster's workers have. The world names it.
    MachineSpec another(Role role) const;
};

} // namespace maqueta::cluster
