// One step of a world: everything that happens because of one event or one act.
//
// Gives the parts their outboxes, carries their messages, keeps their connections, and writes the
// trace. Lives only as long as the step; a friend of World, so that parts and pictures need not see
// its inside.
#pragma once

#include "cluster/beat_text.h"
#include "cluster/world.h"

#include <optional>

namespace maqueta::cluster {

class Step {
public:
    // `cause` is the record that made this step happen; 0 for an act of a person.
    Step(World& world, Observer& observer, RecordSeq cause)
        : w_(world), observer_(observer), cause_(cause) {}

    void handle(const sim::Event& event);

    // --- records
    RecordSeq beat(Beat beat);
    RecordSeq cause() const { return cause_; }
    sim::Time now() const { return w_.now_; }
    // The time as a process's own machine knows it.
    sim::Time localNow(network::ProcessId process) const {
        return w_.localTime(w_.process(process).machine);
    }

    // --- the network (carry.cpp)
    void sendAsClient(network::ProcessId self, Body body, sim::Duration after);
    void sendAsServer(network::ProcessId self, network::ProcessId client, Body body,
                      sim::Duration after);
    void sendToPeer(network::ProcessId self, std::uint64_t raftId, store::PeerMessage message);
    bool sendToKubelet(network::ProcessId self, std::string_view node, api::MetricsScrape question);
    void setTimer(network::ProcessId self, sim::Time at, std::uint64_t token);
    void syncDisk(network::ProcessId self, std::size_t bytes, std::uint64_t token);

    // --- power and life (power.cpp)
    enum class Ending : std::uint8_t { Crash, PowerCut };
    void powerOn(network::MachineId machine);
    void powerOff(network::MachineId machine);
    // The Leases that processes on the machine hold, joined by spaces.
    std::string leasesHeldOn(network::MachineId machine) const;
    // Milliseconds since the machine's kubelet last renewed its Lease; "" when it never did.
    std::string sinceRenewalOn(network::MachineId machine) const;
    // "yes" while the API says so of the machine's Node; "no" also where there is none.
    std::string saidReady(network::MachineId machine) const;
    std::vector<std::string> silencedBy(const CutNetwork& cut) const;
    void startAfter(network::ProcessId id, sim::Duration delay);
    void startProcess(network::ProcessId id);
    void stopProcess(network::ProcessId id, Ending ending);
    void buildPart(network::ProcessId id); // a fresh part, knowing only its disk (build.cpp)
    // The supervisor's part: starts an ended process again after its back-off.
    void restartLater(network::ProcessId id);
    // Connections whose other end cannot be heard any more are noticed after a while of silence.
    void watchBrokenConnections();

    // --- hands (hands.cpp)
    network::MachineId addMachine(const MachineSpec& spec);
    void removeMachine(network::MachineId machine);
    void crash(network::ProcessId id, bool staysDown);
    void startWanted(network::ProcessId id);
    bool plugged(network::MachineId machine) const { return w_.fabric_.plugged(machine); }
    void plug(network::MachineId machine, bool plugged);
    void cut(const CutNetwork& cut);
    bool networkBroken() const; // a cut, a pulled cable, a link with trouble
    void healNetwork();
    base::Status setUsage(const SetUsage& act);
    base::Status ask(std::vector<Errand> errands);

    // --- faults (faults.cpp)
    base::Status injectFault(Fault fault);
    base::Status healFault(const Fault& fault);
    base::Status healCut(const CutNetwork& cut);
    base::Status healEverything();
    void forgetFaultsOf(std::string_view machine);
    void loopCrash(network::ProcessId id);
    // A process that has just started may not live long.
    void planLoopCrash(network::ProcessId id);
    void dropHeld(network::ProcessId id); // the process ended: nobody waits for it any more

    // --- etcd's membership (membership.cpp)
    void watchMembership(); // look at it from now on until it equals the machines
    void lookAtMembership();
    // The machine goes as soon as its member has left; refused when etcd would not let it go.
    base::Status beginLeaving(network::MachineId machine);
    base::Status moveLeader(network::ProcessId to);

    // --- snapshots (snapshots.cpp)
    network::ProcessId memberToSave(const std::string& machineName) const;
    base::Status saveSnapshot(const std::string& machine);
    base::Status loadSnapshot(const LoadSnapshot& act);

    // --- restore (restore.cpp)
    void beginRestore(const RestoreSnapshot& act);
    void continueRestore();
    void stopAll(ProcessKind kind);
    void startAll(ProcessKind kind);
    Fields comparedWithSnapshot() const;
    store::Snapshot restoredContent() const;
    void rebuildMembers();
    bool storeLeads() const; // some member is Raft leader
    bool restoreLets(ProcessKind kind) const;

    // --- notes of the parts become beats (beats_*.cpp)
    void note(network::ProcessId self, const store::Note& note);
    void note(network::ProcessId self, const api::Note& note);
    void note(network::ProcessId self, const scheduler::Note& note);
    void note(network::ProcessId self, const controllers::Note& note);
    void note(network::ProcessId self, const node::Note& note);
    void note(network::ProcessId self, const ErrandEnd& end);

    void decided(network::ProcessId self, const scheduler::Decided& d);
    std::string imageOf(const base::Text& ns, const base::Text& replicaSet) const;
    std::string deadlineOf(const base::Text& ns, const base::Text& deployment) const;
    void rejoined(network::ProcessId self, std::uint64_t leaderId, std::uint64_t term);
    std::string whyUnserved(network::ProcessId client, const ErrandEnd& end,
                            const Quorum& quorum) const;
    std::optional<sim::Duration> sinceRenewal(std::string_view node) const;
    void repeatBeat(network::ProcessId self, const api::Repeat& repeat);
    void leaseBeat(network::ProcessId self, const api::LeaseTaken& taken);
    void leaseBeat(network::ProcessId self, const api::LeaseLost& lost);
    store::ApplyMemo& memo() { return w_.memo_; }
    template <class F>
    void clientPart(network::ProcessId id, F&& f); // parts.h
    // After a part has run: it may have asked to be ended.
    void afterPart(network::ProcessId id);

private:
    store::ConfChangeRef nextMembershipChange(const World::Electorate& now, bool& settled) const;
    bool improveMembership(); // true when it equals the machines
    void afterParting(const store::ConfState& conf);
    store::MemberOptions memberOptions(network::ProcessId id) const;
    base::Status checkFault(const Fault& fault) const;
    base::Status beginFault(const Fault& fault);
    base::Status endFault(const Fault& fault);
    void pause(network::ProcessId id, bool paused);
    bool heldBack(const sim::Event& event);
    bool notYet(const sim::Event& event);
    void pushTimer(sim::Event event, sim::Time local);
    void troubleWays(); // tells the fabric of all cuts and troubles anew
    base::Status replaceMember(network::MachineId machine);
    void startEmptyMember(network::MachineId machine); // under a new id
    // An etcd member's process after any input: one that found its log damaged ends.
    void afterMember(network::ProcessId id);
    bool storeCanStart(network::ProcessId id);
    void partTimer(network::ProcessId id, std::uint64_t token);
    void diskSynced(network::ProcessId id, std::uint64_t token);
    void deliver(Envelope envelope);
    void deliverToBalancer(Envelope& envelope);
    void deliverToServer(Envelope& envelope);
    void deliverToMember(Envelope& envelope);
    void deliverToClient(Envelope& envelope);
    bool accept(const Envelope& envelope);
    network::ProcessId memberToDial(network::ProcessId self) const;
    void forwardToServer(network::ProcessId balancer, Envelope envelope, network::ProcessId server);
    void connectTimeout(network::ProcessId balancer, std::uint32_t slot);
    void probeRound(network::ProcessId balancer);
    void backendChanged(network::ProcessId balancer, network::ProcessId server, bool up,
                        std::string_view why);
    void onConnectionReset(const Envelope& envelope);
    void connectionCheck(network::ProcessId client, std::uint16_t connection);
    bool pathWorks(const World::Process& client) const;
    void resetClientsOf(network::ProcessId server);
    void resetBothSides(network::ProcessId balancer);
    void hangUp(network::ProcessId client);
    // The fate of the envelope is decided by the fabric; its Transit is recorded; it arrives or it
    // is lost.
    void transmit(Envelope envelope, sim::Duration after = {});
    void arrive(Envelope envelope, sim::Time at);
    // Streams that cannot get through (streams.cpp).
    bool waitsBehind(const Envelope& envelope);
    void stall(const Envelope& envelope);
    std::uint64_t stallOf(const Envelope& envelope) const; // 0 = none
    void tryAgain(std::uint64_t stall, sim::Duration after);
    void checkAfterSilence(const Envelope& envelope);
    void retransmit(std::uint64_t stall);
    bool dialled(const Envelope& envelope) const;
    bool ofCurrentConnection(const Envelope& envelope) const;
    void leftUnread(const Envelope& envelope);
    bool stalledLong(network::ProcessId client, std::uint16_t connection) const;
    void clientSideLost(network::ProcessId client, api::ConnectionEnd how);
    void serverSideLost(network::ProcessId client, network::ProcessId server);
    Beat partBeat(network::ProcessId self, BeatKind kind, std::string part, std::string object,
                  std::string text) const;

    World& w_;
    Observer& observer_;
    RecordSeq cause_;
};

} // namespace maqueta::cluster
