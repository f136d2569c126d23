// What a person does to the cluster: the closed list of all interventions.
//
// Two kinds, never mixed up. Hands on the hardware always work. Requests go through the API like
// anybody's and can fail. Plain data: they are journalled, saved in documents and cross threads;
// machines go by name, because names are what a script and a document say.
#pragma once

#include "base/json.h"
#include "base/sentence.h"
#include "cluster/fault.h"
#include "cluster/topology.h"
#include "sim/time.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace maqueta::cluster {

enum class ProcessKind : std::uint8_t {
    Etcd,
    ApiServer,
    Scheduler,
    ControllerManager,
    Kubelet,
    LoadBalancer,
    Client
};
// "etcd", "kube-apiserver", "kube-scheduler", ...: the process's own name
std::string_view text(ProcessKind kind);

// --- hands on the hardware
// -------------------------------------------------------------------------
struct AddMachine {
    MachineSpec spec; // an empty name gets the next free one of its role
    friend bool operator==(const AddMachine&, const AddMachine&) = default;
};
// Taken away with its disk. One that hosts etcd goes in order: its member leaves first, as
// `kubeadm reset` does, and etcd must agree. By force it is just pulled out.
struct RemoveMachine {
    std::string machine;
    bool byForce = false;
    friend bool operator==(const RemoveMachine&, const RemoveMachine&) = default;
};
struct PowerOff {
    std::string machine;
    friend bool operator==(const PowerOff&, const PowerOff&) = default;
};
struct PowerOn {
    std::string machine;
    friend bool operator==(const PowerOn&, const PowerOn&) = default;
};
// The process ends at once; its supervisor starts it again after a moment unless `staysDown`.
struct CrashProcess {
    std::string machine;
    ProcessKind process = ProcessKind::ApiServer;
    bool staysDown = false;
    friend bool operator==(const CrashProcess&, const CrashProcess&) = default;
};
struct StartProcess {
    std::string machine;
    ProcessKind process = ProcessKind::ApiServer;
    friend bool operator==(const StartProcess&, const StartProcess&) = default;
};
struct PullCable {
    std::string machine;
    friend bool operator==(const PullCable&, const PullCable&) = default;
};
struct PlugCable {
    std::string machine;
    friend bool operator==(const PlugCable&, const PlugCable&) = default;
};
// Messages between the two sides are lost; one-way: only those from side a to side b.
struct CutNetwork {
    std::vector<std::string> sideA;
    std::vector<std::string> sideB;
    bool oneWay = false;
    friend bool operator==(const CutNetwork&, const CutNetwork&) = default;
};
// Every cable plugged, every cut closed, every way without trouble.
struct HealNetwork {
    friend bool operator==(const HealNetwork&, const HealNetwork&) = default;
};
// Closes the one cut that was made with these sides.
struct HealCut {
    CutNetwork cut;
    friend bool operator==(const HealCut&, const HealCut&) = default;
};
// A fault that lasts until it is healed; the same one again with another amount replaces it.
struct InjectFault {
    Fault fault;
    friend bool operator==(const InjectFault&, const InjectFault&) = default;
};
// Heals that fault, whatever its amount. A lost disk or a damaged log is healed by replacing the
// member: the old one is removed from the cluster, an empty one joins as a learner.
struct HealFault {
    Fault fault;
    friend bool operator==(const HealFault&, const HealFault&) = default;
};
// All of it at once: power, processes, cables, cuts and every fault that can be healed.
struct HealEverything {
    friend bool operator==(const HealEverything&, const HealEverything&) = default;
};
// A container's measured load from now on.
struct SetUsage {
    std::string ns;
    std::string pod;
    std::string container; // empty = the first
    std::int64_t cpuMilli = 0;
    std::int64_t memoryBytes = 0;
    friend bool operator==(const SetUsage&, const SetUsage&) = default;
};
// A picture of the store, taken from one member (of the machine, or of the leader's when empty).
struct SaveSnapshot {
    std::string machine;
    friend bool operator==(const SaveSnapshot&, const SaveSnapshot&) = default;
};
// A snapshot file comes to the shelf. The act holds it whole, so that a document replays without
// the file; copies of the act share it.
struct LoadSnapshot {
    std::string file; // its name, for people
    std::shared_ptr<const std::string> content = std::make_shared<const std::string>();
    bool anyCluster = false; // one of another etcd cluster, too
    friend bool operator==(const LoadSnapshot& a, const LoadSnapshot& b) {
        return a.file == b.file && a.anyCluster == b.anyCluster &&
               (a.content == b.content || *a.content == *b.content);
    }
};
// `etcdctl move-leader`: the leader of etcd hands over to the member of this machine.
struct MoveLeader {
    std::string machine;
    friend bool operator==(const MoveLeader&, const MoveLeader&) = default;
};
// The whole procedure: API servers stop, every member is rebuilt from the snapshot, all start
// again.
struct RestoreSnapshot {
    std::uint32_t snapshot = 0; // number on the shelf, from 1
    // How far above the snapshot's the revisions go on, so that none that anybody saw comes again;
    // everything up to there counts as compacted (etcdutl snapshot restore --bump-revision N
    // --mark-compacted). 0 = they go on where the snapshot ended.
    std::int64_t bumpRevision = 0;
    // The last step of the procedure; without it scheduler, controller manager and kubelets go on
    // with what they remember.
    bool restartOthers = true;
    friend bool operator==(const RestoreSnapshot&, const RestoreSnapshot&) = default;
};

// "A sane default": a week of 1,500 writes a second (etcd's documentation, Disaster recovery,
// "Restoring with revision bump").
inline constexpr std::int64_t usualRevisionBump = 1'000'000'000;

// --- requests
// ---------------------------------------------------------------------------------------- kubectl
// apply of objects, one after another.
struct ApplyObjects {
    std::vector<base::Json> objects;
    std::string title; // for the timeline: "Online shop", a file's name
    friend bool operator==(const ApplyObjects&, const ApplyObjects&) = default;
};
struct ScaleObject {
    std::string kind = "Deployment";
    std::string ns = "default";
    std::string name;
    std::int32_t replicas = 1;
    friend bool operator==(const ScaleObject&, const ScaleObject&) = default;
};
struct SetImage {
    std::string kind = "Deployment";
    std::string ns = "default";
    std::string name;
    std::string container; // empty = the first
    std::string image;
    friend bool operator==(const SetImage&, const SetImage&) = default;
};
// `kubectl rollout undo`: a Deployment gets the template of an older ReplicaSet back.
struct UndoRollout {
    std::string ns = "default";
    std::string name;            // of the Deployment
    std::int64_t toRevision = 0; // 0 = the one before
    friend bool operator==(const UndoRollout&, const UndoRollout&) = default;
};
struct DeleteObject {
    std::string kind; // "Pod", "deployment.apps", ...
    std::string ns = "default";
    std::string name;
    std::optional<std::int64_t> graceSeconds;
    friend bool operator==(const DeleteObject&, const DeleteObject&) = default;
};
struct Cordon {
    std::string node;
    bool unschedulable = true; // false = uncordon
    friend bool operator==(const Cordon&, const Cordon&) = default;
};
// `kubectl drain --ignore-daemonsets --delete-emptydir-data`: cordons the node, asks for the
// eviction of its pods, again where a budget forbids it, and waits until they are gone.
struct Drain {
    std::string node;
    friend bool operator==(const Drain&, const Drain&) = default;
};

using Intervention =
    std::variant<AddMachine, RemoveMachine, PowerOff, PowerOn, CrashProcess, StartProcess,
                 PullCable, PlugCable, CutNetwork, HealNetwork, HealCut, InjectFault, HealFault,
                 HealEverything, SetUsage, SaveSnapshot, LoadSnapshot, MoveLeader, RestoreSnapshot,
                 ApplyObjects, ScaleObject, SetImage, UndoRollout, DeleteObject, Cordon, Drain>;

// Requests can fail and are shown with kubectl's prompt; the others with a hand.
bool isRequest(const Intervention& act);
// "cut the power of worker-4", "scale Deployment default/web to 5": for the event list and undo.
base::Sentence sentenceOf(const Intervention& act);
inline std::string describe(const Intervention& act) {
    return sentenceOf(act).text();
}

} // namespace maqueta::cluster
