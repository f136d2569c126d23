#include "diagram/sentences.h"

#include "base/sentence.h"
#include "cluster/beat_fields.h"

namespace maqueta::diagram {
namespace {

using cluster::Beat;
using cluster::BeatKind;

struct SentenceRule {
    BeatKind kind;
    // The field that has to have this value; null = always. "" = empty or absent.
    const char* field;
    const char* value;
    const char* sentence;
};

// The first rule that fits is taken.
constexpr SentenceRule sentenceRules[] = {
    {BeatKind::RequestAnswered, "ok", "yes", MAQUETA_TEXT("Beats", "{verb}")},
    {BeatKind::RequestAnswered, "message", "", MAQUETA_TEXT("Beats", "refused: {reason}")},
    {BeatKind::RequestAnswered, nullptr, nullptr, MAQUETA_TEXT("Beats", "refused: {message}")},
    {BeatKind::MachineAdded, nullptr, nullptr, MAQUETA_TEXT("Beats", "is added")},
    {BeatKind::MachineLeaving, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "is to go: its etcd member leaves first")},
    {BeatKind::MachineRemoved, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "is taken away, with its disk")},
    {BeatKind::PowerLost, nullptr, nullptr, MAQUETA_TEXT("Beats", "loses power")},
    {BeatKind::PowerBack, nullptr, nullptr, MAQUETA_TEXT("Beats", "has power again")},
    {BeatKind::CablePulled, nullptr, nullptr, MAQUETA_TEXT("Beats", "has its cable pulled")},
    {BeatKind::CablePlugged, nullptr, nullptr, MAQUETA_TEXT("Beats", "is plugged in again")},
    {BeatKind::NetworkCut, "oneWay", "yes",
     MAQUETA_TEXT("Beats", "is cut: messages from one side to the other are lost")},
    {BeatKind::NetworkCut, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "is cut: messages between the two sides are lost")},
    {BeatKind::NetworkHealed, "cuts", "0", MAQUETA_TEXT("Beats", "is not cut any more")},
    {BeatKind::NetworkHealed, "cuts", "", MAQUETA_TEXT("Beats", "is whole again")},
    {BeatKind::NetworkHealed, nullptr, nullptr, MAQUETA_TEXT("Beats", "has one cut less")},
    {BeatKind::ProcessCrashed, "again", "yes", MAQUETA_TEXT("Beats", "{process} crashes again")},
    {BeatKind::ProcessCrashed, "reason", "", MAQUETA_TEXT("Beats", "{process} crashes")},
    {BeatKind::ProcessCrashed, nullptr, nullptr, MAQUETA_TEXT("Beats", "etcd stops: {reason}")},
    {BeatKind::ProcessStarted, nullptr, nullptr, MAQUETA_TEXT("Beats", "starts")},
    {BeatKind::ProcessExited, "why", "data",
     MAQUETA_TEXT("Beats",
                  "ends itself: its data is gone, and the member has already been bootstrapped")},
    {BeatKind::ProcessExited, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "ends itself: it lost its Lease")},
    {BeatKind::BackendDown, "reason", "does not answer",
     MAQUETA_TEXT("Beats", "takes {machine} out: its API server does not answer")},
    {BeatKind::BackendDown, "reason", "is not ready",
     MAQUETA_TEXT("Beats", "takes {machine} out: its API server is not ready")},
    {BeatKind::BackendDown, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "takes {machine} out: its API server refuses connections")},
    {BeatKind::BackendUp, "again", "no", MAQUETA_TEXT("Beats", "sends requests to {machine}")},
    {BeatKind::BackendUp, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "sends requests to {machine} again")},
    {BeatKind::ElectionStarted, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "asks whether it would be elected (pre-vote)")},
    {BeatKind::VoteGranted, nullptr, nullptr, MAQUETA_TEXT("Beats", "votes for {candidate}")},
    {BeatKind::LeaderElected, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "is the leader of term {term} with {votes} votes")},
    {BeatKind::LeaderStoodDown, "to", "",
     MAQUETA_TEXT("Beats", "hears no majority and gives up leading")},
    {BeatKind::LeaderStoodDown, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "hands leading over to {to}")},
    {BeatKind::MemberRejoined, nullptr, nullptr,
     MAQUETA_TEXT("Beats",
                  "follows {leader} in term {term}, and copies {behind} entries that it missed")},
    {BeatKind::SnapshotInstalled, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "catches up from the leader's snapshot")},
    {BeatKind::MembershipChanged, "change", "learner",
     MAQUETA_TEXT("Beats",
                  "takes the member of {member} in as a learner: it catches up before it votes")},
    {BeatKind::MembershipChanged, "change", "voter",
     MAQUETA_TEXT("Beats",
                  "promotes the member of {member}: {voters} voting, {quorum} must agree")},
    {BeatKind::MembershipChanged, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "lets the member of {member} go: {voters} voting, {quorum} must agree")},
    {BeatKind::ServerReady, nullptr, nullptr, MAQUETA_TEXT("Beats", "is ready")},
    {BeatKind::ServerNotReady, nullptr, nullptr, MAQUETA_TEXT("Beats", "is not ready: {reason}")},
    {BeatKind::SnapshotSaved, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "saves snapshot {number} at revision {revision}")},
    {BeatKind::SnapshotLoaded, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "load snapshot {number} from {file}: revision {revision}")},
    {BeatKind::RestoreStarted, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "restore snapshot {number}: {returning} objects return, {lost} are "
                           "lost, {orphaned} pods lose their record")},
    {BeatKind::RestoreStep, "stage", "stop-servers",
     MAQUETA_TEXT("Beats", "every API server stops")},
    {BeatKind::RestoreStep, "stage", "stop-store",
     MAQUETA_TEXT("Beats", "every etcd member stops")},
    {BeatKind::RestoreStep, "bump", "0",
     MAQUETA_TEXT("Beats", "every member gets the snapshot's data and a new cluster id")},
    {BeatKind::RestoreStep, "stage", "rebuild",
     MAQUETA_TEXT("Beats", "every member gets the snapshot's data and a new cluster id; revisions "
                           "go on at {revision}")},
    {BeatKind::RestoreStep, "stage", "start-store", MAQUETA_TEXT("Beats", "etcd starts")},
    {BeatKind::RestoreStep, "stage", "start-servers",
     MAQUETA_TEXT("Beats", "etcd has a leader: the API servers start")},
    {BeatKind::RestoreDone, "restarted", "no",
     MAQUETA_TEXT("Beats",
                  "scheduler, controller manager and kubelets go on as they were: {returning} "
                  "objects are back, {lost} are gone, {orphaned} pods lost their record")},
    {BeatKind::RestoreDone, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "scheduler, controller manager and kubelets start anew: {returning} "
                           "objects are back, {lost} are gone, {orphaned} pods lost their record")},
    {BeatKind::LeaseTaken, nullptr, nullptr, MAQUETA_TEXT("Beats", "takes the Lease")},
    {BeatKind::LeaseLost, nullptr, nullptr, MAQUETA_TEXT("Beats", "leads no longer: {reason}")},
    {BeatKind::NodeRegistered, "existed", "yes",
     MAQUETA_TEXT("Beats", "is known to the API server again")},
    {BeatKind::NodeRegistered, nullptr, nullptr, MAQUETA_TEXT("Beats", "is registered")},
    {BeatKind::NodeReady, nullptr, nullptr, MAQUETA_TEXT("Beats", "is Ready")},
    {BeatKind::NodeNotReady, nullptr, nullptr, MAQUETA_TEXT("Beats", "is NotReady: {message}")},
    {BeatKind::NodeTainted, "taints", "", MAQUETA_TEXT("Beats", "has no taints any more")},
    {BeatKind::NodeTainted, nullptr, nullptr, MAQUETA_TEXT("Beats", "has the taints {taints}")},
    {BeatKind::NodeChanged, "cordoned", "yes", MAQUETA_TEXT("Beats", "is cordoned")},
    {BeatKind::NodeChanged, nullptr, nullptr, MAQUETA_TEXT("Beats", "is uncordoned")},
    {BeatKind::ObjectCreated, nullptr, nullptr, MAQUETA_TEXT("Beats", "is created")},
    {BeatKind::ObjectChanged, "changed", "image",
     MAQUETA_TEXT("Beats", "is to have the image {image} instead of {before}")},
    {BeatKind::ObjectChanged, nullptr, nullptr, MAQUETA_TEXT("Beats", "has a new specification")},
    {BeatKind::ObjectDeleted, nullptr, nullptr, MAQUETA_TEXT("Beats", "is gone")},
    {BeatKind::ReplicasChanged, "created", "yes",
     MAQUETA_TEXT("Beats", "is created for {to} pods")},
    {BeatKind::ReplicasChanged, "created", "no",
     MAQUETA_TEXT("Beats", "goes from {from} to {to} pods")},
    {BeatKind::ReplicasChanged, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "wants {to} pods instead of {from}")},
    {BeatKind::RolloutProgress, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "{available} of {replicas} pods are available")},
    {BeatKind::RolloutComplete, nullptr, nullptr, MAQUETA_TEXT("Beats", "is rolled out")},
    {BeatKind::RolloutFailed, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "made no progress within its deadline")},
    {BeatKind::PodCreated, nullptr, nullptr, MAQUETA_TEXT("Beats", "is created")},
    {BeatKind::NodesFiltered, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "cannot go to {nodes}: {reason}")},
    {BeatKind::NodesScored, nullptr, nullptr, MAQUETA_TEXT("Beats", "gets points: {scores}")},
    {BeatKind::PodDecided, "points", "", MAQUETA_TEXT("Beats", "goes to {node}")},
    {BeatKind::PodDecided, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "goes to {node}: {points} points of {feasible} nodes")},
    {BeatKind::PodScheduled, nullptr, nullptr, MAQUETA_TEXT("Beats", "is bound to {node}")},
    {BeatKind::PodUnschedulable, "bound", "no", MAQUETA_TEXT("Beats", "was not bound: {message}")},
    {BeatKind::PodUnschedulable, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "fits nowhere: {message}")},
    {BeatKind::PodHeard, nullptr, nullptr, MAQUETA_TEXT("Beats", "is heard of by its kubelet")},
    {BeatKind::PodRejected, nullptr, nullptr, MAQUETA_TEXT("Beats", "{reason}: {message}")},
    {BeatKind::SandboxStarted, nullptr, nullptr, MAQUETA_TEXT("Beats", "has the address {ip}")},
    {BeatKind::ImagePulling, nullptr, nullptr, MAQUETA_TEXT("Beats", "pulls {image}, {size}")},
    {BeatKind::ImagePulled, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "has pulled {image} in {seconds} s")},
    {BeatKind::ImagePullFailed, nullptr, nullptr, MAQUETA_TEXT("Beats", "{message}")},
    {BeatKind::ContainerStarted, "restarts", "0",
     MAQUETA_TEXT("Beats", "starts its container {container}")},
    {BeatKind::ContainerStarted, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "starts its container {container}, restart {restarts}")},
    {BeatKind::ContainerEnded, "how", "init assumed",
     MAQUETA_TEXT("Beats",
                  "has its init container {container} end with code {code}, as the model assumes")},
    {BeatKind::ContainerEnded, "how", " assumed",
     MAQUETA_TEXT("Beats",
                  "has its container {container} end with code {code}, as the model assumes")},
    {BeatKind::ContainerEnded, "how", "init",
     MAQUETA_TEXT("Beats", "has its init container {container} end with code {code}")},
    {BeatKind::ContainerEnded, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "has its container {container} end with code {code}")},
    {BeatKind::BackOff, nullptr, nullptr, MAQUETA_TEXT("Beats", "{reason} until {until}")},
    {BeatKind::PodReady, nullptr, nullptr, MAQUETA_TEXT("Beats", "is Ready")},
    {BeatKind::PodNotReady, nullptr, nullptr, MAQUETA_TEXT("Beats", "is not Ready any more")},
    {BeatKind::PodStopping, nullptr, nullptr, MAQUETA_TEXT("Beats", "gets SIGTERM")},
    {BeatKind::EvictionPlanned, "cancelled", "yes",
     MAQUETA_TEXT("Beats", "may stay on {node} after all")},
    {BeatKind::EvictionPlanned, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "may stay on {node} for {seconds} s more")},
    {BeatKind::PodEvicted, "message", "", MAQUETA_TEXT("Beats", "is evicted from {node}")},
    {BeatKind::PodEvicted, nullptr, nullptr, MAQUETA_TEXT("Beats", "{message}")},
    {BeatKind::PodPreempted, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "makes room on {node} for {preemptor}")},
    {BeatKind::PodDeleted, nullptr, nullptr, MAQUETA_TEXT("Beats", "is to be deleted")},
    {BeatKind::PodEnded, nullptr, nullptr, MAQUETA_TEXT("Beats", "is gone")},
    {BeatKind::OrphanEnded, nullptr, nullptr,
     MAQUETA_TEXT("Beats", "is ended: the API has no such pod")},
};

bool fits(const SentenceRule& rule, const Beat& beat) {
    return rule.kind == beat.kind && (!rule.field || fieldOf(beat, rule.field) == rule.value);
}

} // namespace

const char* sentenceOf(const Beat& beat) {
    for (const SentenceRule& rule : sentenceRules)
        if (fits(rule, beat)) return rule.sentence;
    return "{text}";
}

} // namespace maqueta::diagram
