// A world: one whole cluster at one moment, as a value.
//
// It can be copied (copies share what neither changed since), compared by fingerprint, and run on.
// A run is a pure function of topology, configuration, seed and the interventions with their
// moments: the same inputs give the same trace, byte for byte. Parts are step functions held by
// value; they refer to each other by ProcessId and meet only through messages on the virtual
// network. A world lives on one thread.
#pragma once

#include "api/server.h"
#include "base/result.h"
#include "cluster/because.h"
#include "cluster/clock.h"
#include "cluster/intervention.h"
#include "cluster/load_balancer.h"
#include "cluster/message.h"
#include "cluster/options.h"
#include "cluster/person.h"
#include "cluster/picture.h"
#include "cluster/quorum.h"
#include "cluster/restore_cost.h"
#include "cluster/topology.h"
#include "cluster/trace.h"
#include "controllers/controller_manager.h"
#include "network/fabric.h"
#include "node/kubelet.h"
#include "scheduler/scheduler.h"
#include "sim/cow.h"
#include "sim/event_queue.h"
#include "sim/fingerprint.h"
#include "store/member.h"

namespace maqueta::cluster {

// A saved picture of the store, on the shelf.
struct ShelfSnapshot {
    std::uint32_t number = 0; // from 1
    std::string machine;
    sim::Time taken;
    std::string file = {}; // that it was loaded from; empty = it was saved here
    store::Snapshot content;
};

class World {
public:
    World(const Topology& topology, Configuration configuration, std::uint64_t seed);

    // Does it now. Refused with the reason when it makes no sense (no such machine, already off,
    // ...): then nothing changed. `number` is the act's place in the journal; records that follow
    // from a request carry it.
    base::Status apply(const Intervention& act, std::uint64_t number, Observer& observer);
    // Handles every event up to and including that moment; now() is that moment afterwards.
    void runUntil(sim::Time until, Observer& observer);
    // Handles the next event, if there is one not later than `until`; false when there was none.
    bool step(sim::Time until, Observer& observer);

    sim::Time now() const { return now_; }
    std::uint64_t events() const { return events_; }
    std::size_t pending() const { return queue_.size(); } // events to come, old timers included
    std::uint64_t nextSeq() const { return queue_.nextSeq(); } // of the next record
    std::uint64_t seed() const { return seed_; }
    const sim::Fingerprint& fingerprint() const { return fingerprint_; }
    const Configuration& configuration() const { return configuration_; }

    // The machines that exist now, as specified.
    Topology topology() const;
    Picture picture() const;
    // The newest committed picture of the store that any member holds, on disk or in memory.
    store::Root storeRoot() const;
    const sim::CowVector<ShelfSnapshot, 4>& shelf() const { return shelf_; }
    // Refused when the snapshot is of an etcd cluster that this one never was; each restore gives
    // the cluster another id. `file` is for the error.
    base::Status accepts(const ShelfSnapshot& snapshot, const std::string& file) const;
    // What restoring that snapshot would cost now.
    RestoreCost restoreCost(std::uint32_t snapshot) const;
    bool personBusy() const;
    // Everything asked for was answered and no restore is running.
    bool restoring() const { return restore_.stage != Restore::Stage::None; }

    struct Process {
        ProcessKind kind = ProcessKind::Kubelet;
        network::MachineId machine;
        std::uint16_t epoch = 0; // counts its lives; timers of an earlier one are dropped
        bool running = false;
        bool paused = false;     // stands still: what comes for it waits
        bool wanted = true;      // its supervisor starts it again
        std::uint32_t index = 0; // among the parts of its kind
        int crashes = 0;         // in a row, for the back-off
        sim::Time startedAt;
        // Its connection as a client: to an API server (through the load balancer or straight), or
        // of an API server to its etcd member.
        std::uint16_t connection = 0;  // number of the current one
        std::uint16_t accepted = 0;    // the one that the server knows
        std::uint16_t serverEpoch = 0; // the life of the server that knows it
        network::ProcessId server;     // none until the load balancer chose
        std::uint16_t closed =
            0; // the one that the other end closed, whether it heard of it or not
        std::uint16_t viaEpoch = 0; // the life of the load balancer that carries it
        bool open = false;
        bool campaigns = false; // etcd: it asked for votes, and has heard of no leader since
    };
    // What happens once its member has left etcd, in order.
    enum class Parting : std::uint8_t { None, MachineGoes, MemberIsReplaced };
    struct Machine {
        MachineSpec spec;
        network::Ip ip;
        bool exists = true;
        bool on = false;
        Parting parting = Parting::None;
        std::uint16_t life = 0;   // counts its power-ons
        std::uint64_t raftId = 0; // of its etcd member; never used twice
        Clock clock;
        sim::Time diskBusyUntil;
        sim::Duration syncTrouble; // what each sync takes longer
        bool diskFull = false;
        bool diskLost = false; // etcd's data is gone
        std::vector<network::ProcessId> processes;
    };

    std::size_t machineCount() const { return machines_.size(); } // removed ones included
    std::size_t processCount() const { return processes_.size(); }
    bool plugged(network::MachineId id) const { return fabric_.plugged(id); }
    const node::Runtime& runtime(network::MachineId id) const { return *runtimes_[id.value]; }
    const Process& process(network::ProcessId id) const { return processes_[id.value]; }
    const Machine& machine(network::MachineId id) const { return machines_[id.value]; }
    // Invalid when there is none.
    network::MachineId findMachine(std::string_view name) const;
    network::ProcessId findProcess(network::MachineId machine, ProcessKind kind) const;
    // The load balancer in use, any API server where there is none, and the process of an etcd
    // member; invalid when there is none.
    network::ProcessId balancerProcess() const;
    network::ProcessId anyApiServer() const;
    network::ProcessId memberProcess(std::uint64_t raftId) const;
    Role etcdRole() const { return etcdRole_; } // of the machines that host its members
    // Of a member that is no more, too.
    network::MachineId machineOfMember(std::uint64_t raftId) const {
        return {static_cast<std::uint32_t>((raftId - 1) % memberGeneration)};
    }
    std::uint64_t raftIdOf(network::MachineId machine) const {
        return machines_[machine.value].raftId;
    }
    const store::Member& member(const Process& p) const { return *members_[p.index]; }
    // Of a member that does not run: what it will start from.
    const store::Disk& restingDisk(const Process& p) const { return memberDisks_[p.index]; }
    // etcd's membership as the leader counts it; without one, as the member that applied most does.
    struct Electorate {
        network::ProcessId leader; // invalid: nobody leads, or it does not answer
        store::ConfState conf;
    };
    network::ProcessId etcdLeader() const;
    Electorate electorate() const;
    Quorum quorum(const Electorate& electorate) const;
    MemberView viewOf(const Electorate& electorate, std::uint64_t raftId) const;
    // What the clock of a machine shows now; parts know no other time.
    sim::Time localTime(network::MachineId machine) const {
        return anyClockTrouble_ ? machines_[machine.value].clock.at(now_) : now_;
    }
    const std::vector<Fault>& faults() const { return *faults_; }
    const std::vector<CutNetwork>& cuts() const { return *cuts_; }
    const api::ApiServer& apiServer(const Process& p) const { return *apiServers_[p.index]; }
    const scheduler::Scheduler& schedulerOf(const Process& p) const {
        return *schedulers_[p.index];
    }
    const controllers::ControllerManager& controllerManagerOf(const Process& p) const {
        return *controllerManagers_[p.index];
    }
    // The client of a scheduler, a controller manager or the person; nullptr of others.
    const api::Client* clientOf(const Process& p) const;
    const node::Kubelet& kubelet(const Process& p) const { return *kubelets_[p.index]; }

private:
    friend class Step; // one step's view of the world: the outboxes of all parts (step.h)

    enum class EventKind : std::uint16_t {
        Deliver,    // payload: slot of the envelope
        PartTimer,  // payload: the part's token
        DiskSynced, // payload: the member's token
        StartProcess,
        ConnectionCheck, // payload: number of the connection
        ProbeRound,
        ConnectTimeout, // payload: slot of the envelope that waits
        RestoreStep,
        MembershipLook,
        LoopCrash,
        Retransmit, // payload: number of the stall
    };
    // What one connection could not deliver on one hop: the sender's kernel sends it again.
    struct Stall {
        std::vector<Envelope> waiting; // in the order in which they were sent
        sim::Time since;
        sim::Duration timeout; // until the next attempt
    };
    struct Restore {
        enum class Stage : std::uint8_t {
            None,
            StopServers,
            StopStore,
            Rebuild,
            StartStore,
            StartServers,
            RestartOthers
        } stage = Stage::None;
        std::uint32_t snapshot = 0;
        std::int64_t bumpRevision = 0;
        bool restartOthers = true;
        store::Root before;      // the store, until the snapshot has taken its place
        std::size_t watches = 0; // that were open
        RestoreCost done;        // measured
    };

    // Member ids of one machine lie this far apart: machines are fewer.
    static constexpr std::uint64_t memberGeneration = 1ULL << 16;

    network::MachineId addMachine(const MachineSpec& spec);
    network::ProcessId addProcess(network::MachineId machine, ProcessKind kind);

    std::uint64_t seed_ = 0;
    Role etcdRole_ = Role::ControlPlane;
    Configuration configuration_;
    sim::Rng rng_;
    sim::Time now_;
    std::uint64_t events_ = 0;
    sim::EventQueue queue_;
    sim::Fingerprint fingerprint_;
    network::Fabric fabric_;
    sim::Slab<Envelope, 64> envelopes_;
    sim::CowVector<Process, 64> processes_;
    sim::CowVector<Machine, 16> machines_;
    sim::PersistentMap<base::Text, network::MachineId> byName_;
    sim::PersistentMap<std::uint64_t, network::ProcessId> memberProcesses_; // by Raft id
    sim::Cow<std::vector<std::uint64_t>> initialMembers_; // of the etcd cluster, when it is new
    sim::Cow<std::vector<network::ProcessId>> balancerProcesses_;
    sim::Cow<std::vector<network::ProcessId>> serverProcesses_;
    sim::Cow<std::vector<Fault>> faults_;    // that last, in order of injection
    sim::Cow<std::vector<CutNetwork>> cuts_; // of the network
    // Timers of machines whose clock is or was wrong, by the event's seq: when they are due by that
    // clock. It may have changed its speed since they were set.
    sim::PersistentMap<std::uint64_t, sim::Time> localTimers_;
    bool anyClockTrouble_ = false; // some clock is or was not the true one
    sim::PersistentMap<std::uint64_t, sim::Cow<Stall>> stalls_; // by number
    std::uint64_t stallNumber_ = 0;
    // What arrived for a paused process, in order.
    sim::PersistentMap<std::uint32_t, sim::Cow<std::vector<sim::Event>>> held_;
    store::ApplyMemo memo_;
    sim::CowVector<sim::Cow<store::Member>, 8> members_;
    sim::CowVector<store::Disk, 8> memberDisks_; // of members that do not run
    sim::CowVector<sim::Cow<api::ApiServer>, 8> apiServers_;
    sim::CowVector<sim::Cow<scheduler::Scheduler>, 8> schedulers_;
    sim::CowVector<sim::Cow<controllers::ControllerManager>, 8> controllerManagers_;
    sim::CowVector<sim::Cow<node::Kubelet>, 64> kubelets_;
    sim::CowVector<sim::Cow<node::Runtime>, 64> runtimes_; // by machine
    sim::CowVector<sim::Cow<LoadBalancer>, 4> balancers_;
    sim::CowVector<sim::Cow<Person>, 4> persons_;
    sim::CowVector<ShelfSnapshot, 4> shelf_;
    sim::Cow<node::KubeletOptions> kubeletOptions_;       // one for all kubelets
    sim::Cow<std::vector<std::uint64_t>> etcdClusterIds_; // the last is the one in use
    bool membershipWatched_ = false;
    sim::Time electedAt_; // when etcd's last leader was
    BecauseMemory because_;
    Restore restore_;
};

} // namespace maqueta::cluster
