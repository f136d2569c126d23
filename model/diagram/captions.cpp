#include "diagram/captions.h"

#include "base/sentence.h"
#include "cluster/beat_fields.h"

#include <algorithm>
#include <cctype>

namespace maqueta::diagram {
namespace {

using cluster::Beat;
using cluster::BeatKind;

bool isRequest(const Beat& b) {
    return fieldOf(b, "request") == "yes";
}
bool accepted(const Beat& b) {
    return fieldOf(b, "ok") == "yes";
}
constexpr char fullDisk[] = "no-space";
constexpr char noQuorum[] = "no-quorum";
constexpr char noLeader[] = "no-leader";
constexpr char noServer[] = "no-server";
constexpr char noBalancer[] = "balancer";
constexpr char noCable[] = "cable";
constexpr char wasReset[] = "reset";
bool byYou(const Beat& b) {
    return b.part == "kubectl";
}
template <const char* why>
bool unserved(const Beat& b) {
    return fieldOf(b, "why") == why;
}
bool isAgain(const Beat& b) {
    return fieldOf(b, "again") == "yes";
}
bool ofControlPlane(const Beat& b) {
    return fieldOf(b, "role") == "control-plane";
}
bool ofEtcd(const Beat& b) {
    return fieldOf(b, "role") == "etcd";
}
bool withoutMember(const Beat& b) {
    return ofControlPlane(b) && fieldOf(b, "member") == "no";
}
bool ofWorker(const Beat& b) {
    return fieldOf(b, "role") == "worker";
}
bool ofReadyWorker(const Beat& b) {
    return ofWorker(b) && fieldOf(b, "ready") == "yes";
}
bool bySilence(const Beat& b) {
    return fieldOf(b, "reason") == "NodeStatusUnknown";
}
bool isPatient(const Beat& b) {
    return fieldOf(b, "cancelled") != "yes" && !fieldOf(b, "seconds").empty();
}
bool ofReplicaSet(const Beat& b) {
    return objectKind(b) == "ReplicaSet";
}
constexpr char stopServers[] = "stop-servers";
constexpr char stopStore[] = "stop-store";
constexpr char rebuild[] = "rebuild";
constexpr char startStore[] = "start-store";
constexpr char startServers[] = "start-servers";
template <const char* stage>
bool atStage(const Beat& b) {
    return fieldOf(b, "stage") == stage;
}
bool isBumped(const Beat& b) {
    return atStage<rebuild>(b) && fieldOf(b, "bump") != "0";
}
constexpr char learnerJoins[] = "learner";
constexpr char memberVotes[] = "voter";
template <const char* change>
bool isChange(const Beat& b) {
    return fieldOf(b, "change") == change;
}
bool onANode(const Beat& b) {
    return !fieldOf(b, "node").empty();
}

// The first rule that fits is taken.
constexpr CaptionRule rules[] = {
    {BeatKind::Acted, isRequest, MAQUETA_TEXT("Captions", "You ask: {text}."),
     MAQUETA_TEXT("Captions", "The API server is the only door.")},
    {BeatKind::RequestAnswered, accepted,
     MAQUETA_TEXT("Captions", "A majority of etcd has it on disk: accepted."),
     MAQUETA_TEXT("Captions", "Now the controllers see it.")},
    {BeatKind::RequestAnswered, unserved<fullDisk>,
     MAQUETA_TEXT("Captions", "Refused: etcd's disk is full."),
     MAQUETA_TEXT("Captions", "Nothing can be written; what is there is still read.")},
    {BeatKind::RequestAnswered, unserved<noQuorum>,
     MAQUETA_TEXT("Captions", "Refused: etcd has no majority."),
     MAQUETA_TEXT("Captions", "{answering} of {voters} members answer, {needed} are needed.")},
    {BeatKind::RequestAnswered, unserved<noLeader>,
     MAQUETA_TEXT("Captions", "Refused: etcd has no leader at this moment."),
     MAQUETA_TEXT("Captions", "Ask again when one is elected.")},
    {BeatKind::RequestAnswered, unserved<noServer>,
     MAQUETA_TEXT("Captions", "Refused: no API server is ready."),
     MAQUETA_TEXT("Captions", "The pods keep running.")},
    {BeatKind::RequestAnswered, unserved<noBalancer>,
     MAQUETA_TEXT("Captions", "Nobody answers: the load balancer is out of reach."),
     MAQUETA_TEXT("Captions", "The pods keep running.")},
    {BeatKind::RequestAnswered, unserved<noCable>,
     MAQUETA_TEXT("Captions", "Nobody answers: the client's cable is out."),
     MAQUETA_TEXT("Captions", "The cluster goes on without you.")},
    {BeatKind::RequestAnswered, nullptr, MAQUETA_TEXT("Captions", "Refused: {reason}."),
     MAQUETA_TEXT("Captions", "{message}")},
    {BeatKind::RequestRepeated, byYou,
     MAQUETA_TEXT("Captions", "kubectl waits {seconds} s and asks again, {number} of {most}:"),
     MAQUETA_TEXT("Captions", "{message}")},
    {BeatKind::RequestRepeated, unserved<wasReset>,
     MAQUETA_TEXT("Captions", "The connection was reset: {part} on {machine} waits {seconds} s"),
     MAQUETA_TEXT("Captions", "and asks again, {number} of {most}.")},
    {BeatKind::RequestRepeated, nullptr,
     MAQUETA_TEXT("Captions", "The API server says: later. {part} on {machine} waits {seconds} s"),
     MAQUETA_TEXT("Captions", "and asks again, {number} of {most}.")},
    {BeatKind::MachineAdded, ofEtcd,
     MAQUETA_TEXT("Captions", "{machine} is to hold a copy of etcd."),
     MAQUETA_TEXT("Captions", "It copies the store first.")},
    {BeatKind::MachineAdded, withoutMember,
     MAQUETA_TEXT("Captions", "{machine} joins the control plane."),
     MAQUETA_TEXT("Captions", "Its API server asks the etcd that is there.")},
    {BeatKind::MachineAdded, ofControlPlane,
     MAQUETA_TEXT("Captions", "{machine} joins the control plane."),
     MAQUETA_TEXT("Captions", "Its etcd member copies the store first.")},
    {BeatKind::MachineAdded, ofWorker, MAQUETA_TEXT("Captions", "{machine} is new and boots."),
     MAQUETA_TEXT("Captions", "Its kubelet will register it as a Node.")},
    {BeatKind::MachineAdded, nullptr, MAQUETA_TEXT("Captions", "{machine} is new and boots."), ""},
    {BeatKind::MachineLeaving, nullptr,
     MAQUETA_TEXT("Captions", "{machine} is to go. Its etcd member leaves first:"),
     MAQUETA_TEXT("Captions", "the others must agree to that.")},
    {BeatKind::MachineRemoved, nullptr, MAQUETA_TEXT("Captions", "{machine} is taken away,"),
     MAQUETA_TEXT("Captions", "with its disk.")},
    {BeatKind::PowerLost, ofEtcd, MAQUETA_TEXT("Captions", "{machine} goes dark: one copy less."),
     MAQUETA_TEXT("Captions", "A majority of the others goes on.")},
    {BeatKind::PowerLost, ofControlPlane, MAQUETA_TEXT("Captions", "{machine} goes dark."),
     MAQUETA_TEXT("Captions", "Every pod keeps running.")},
    {BeatKind::PowerLost, ofReadyWorker,
     MAQUETA_TEXT("Captions", "{machine} has no power. The cluster still says Ready:"),
     MAQUETA_TEXT("Captions", "it cannot see it.")},
    {BeatKind::PowerLost, nullptr, MAQUETA_TEXT("Captions", "{machine} has no power."),
     MAQUETA_TEXT("Captions", "Nothing runs there.")},
    {BeatKind::PowerBack, nullptr, MAQUETA_TEXT("Captions", "Power is back on {machine}:"),
     MAQUETA_TEXT("Captions", "its processes start again and report.")},
    {BeatKind::CablePulled, nullptr,
     MAQUETA_TEXT("Captions", "{machine} is cut off, yet it runs on:"),
     MAQUETA_TEXT("Captions", "nobody hears it.")},
    {BeatKind::CablePlugged, nullptr, MAQUETA_TEXT("Captions", "{machine} is connected again"),
     MAQUETA_TEXT("Captions", "and catches up.")},
    {BeatKind::NetworkCut, nullptr,
     MAQUETA_TEXT("Captions", "The road is cut. No machine is broken:"),
     MAQUETA_TEXT("Captions", "they just cannot hear each other.")},
    {BeatKind::NetworkHealed, nullptr, MAQUETA_TEXT("Captions", "The road is whole again:"),
     MAQUETA_TEXT("Captions", "everyone hears everyone.")},
    {BeatKind::FaultInjected, nullptr, MAQUETA_TEXT("Captions", "By your hand: {text}."),
     MAQUETA_TEXT("Captions", "The x on its badge heals it."), true},
    {BeatKind::FaultHealed, nullptr, MAQUETA_TEXT("Captions", "By your hand {text}."), "", true},
    {BeatKind::ProcessCrashed, nullptr, MAQUETA_TEXT("Captions", "{process} crashes on {machine}."),
     MAQUETA_TEXT("Captions", "What it had in memory is gone.")},
    {BeatKind::ProcessExited, nullptr, MAQUETA_TEXT("Captions", "{part} on {machine} ends itself:"),
     MAQUETA_TEXT("Captions", "it lost its Lease.")},
    {BeatKind::BackendDown, nullptr,
     MAQUETA_TEXT("Captions", "The load balancer takes {machine} out:"),
     MAQUETA_TEXT("Captions", "its API server does not answer.")},
    {BeatKind::BackendUp, isAgain,
     MAQUETA_TEXT("Captions", "The load balancer counts on {machine} again."), ""},
    {BeatKind::BackendUp, nullptr,
     MAQUETA_TEXT("Captions", "The load balancer counts on {machine}:"),
     MAQUETA_TEXT("Captions", "its API server is ready.")},
    {BeatKind::ElectionStarted, nullptr,
     MAQUETA_TEXT("Captions", "{machine} hears no leader and asks:"),
     MAQUETA_TEXT("Captions", "would you vote for me?")},
    {BeatKind::LeaderElected, nullptr,
     MAQUETA_TEXT("Captions", "Term {term}: {votes} votes, a majority."),
     MAQUETA_TEXT("Captions", "The crown goes to {machine}."), true},
    {BeatKind::LeaderStoodDown, nullptr,
     MAQUETA_TEXT("Captions", "Without a majority {machine} gives up the crown"),
     MAQUETA_TEXT("Captions", "by itself."), true},
    {BeatKind::MembershipChanged, isChange<learnerJoins>,
     MAQUETA_TEXT("Captions", "{member} joins etcd as a learner:"),
     MAQUETA_TEXT("Captions", "it copies the store, and has no vote yet.")},
    {BeatKind::MembershipChanged, isChange<memberVotes>,
     MAQUETA_TEXT("Captions", "{member} has caught up, and votes now:"),
     MAQUETA_TEXT("Captions", "{voters} voting, {quorum} must agree.")},
    {BeatKind::MembershipChanged, nullptr, MAQUETA_TEXT("Captions", "{member} leaves etcd:"),
     MAQUETA_TEXT("Captions", "{voters} voting, {quorum} must agree.")},
    {BeatKind::SnapshotInstalled, nullptr,
     MAQUETA_TEXT("Captions", "{machine} was too far behind:"),
     MAQUETA_TEXT("Captions", "it copies the leader's snapshot.")},
    {BeatKind::SnapshotSaved, nullptr,
     MAQUETA_TEXT("Captions", "A photo of etcd at revision {revision}:"),
     MAQUETA_TEXT("Captions", "one file, {keys} keys. Nothing stops."), true},
    {BeatKind::SnapshotLoaded, nullptr,
     MAQUETA_TEXT("Captions", "A photo from a file: etcd at revision {revision}."),
     MAQUETA_TEXT("Captions", "It waits on the shelf until somebody restores it.")},
    {BeatKind::RestoreStarted, nullptr,
     MAQUETA_TEXT("Captions", "Back to revision {revision}: API servers stop, then etcd."),
     MAQUETA_TEXT("Captions", "The pods keep running.")},
    {BeatKind::RestoreStep, atStage<stopServers>,
     MAQUETA_TEXT("Captions", "Every API server stops."),
     MAQUETA_TEXT("Captions", "Requests fail; the pods keep running."), true},
    {BeatKind::RestoreStep, atStage<stopStore>,
     MAQUETA_TEXT("Captions", "Then every etcd member stops."),
     MAQUETA_TEXT("Captions", "Kubelets cannot report; containers run."), true},
    {BeatKind::RestoreStep, isBumped,
     MAQUETA_TEXT("Captions", "The same photo goes into every member:"),
     MAQUETA_TEXT("Captions", "old content, and revisions that nobody has seen."), true},
    {BeatKind::RestoreStep, atStage<rebuild>,
     MAQUETA_TEXT("Captions", "The same photo goes into every member:"),
     MAQUETA_TEXT("Captions", "a new etcd cluster, old content."), true},
    {BeatKind::RestoreStep, atStage<startStore>, MAQUETA_TEXT("Captions", "The members start"),
     MAQUETA_TEXT("Captions", "and elect a leader."), true},
    {BeatKind::RestoreStep, atStage<startServers>, MAQUETA_TEXT("Captions", "API servers return;"),
     MAQUETA_TEXT("Captions", "everyone lists and watches anew."), true},
    {BeatKind::RestoreStep, nullptr, MAQUETA_TEXT("Captions", "{text}."), "", true},
    {BeatKind::RestoreDone, nullptr, MAQUETA_TEXT("Captions", "The records are back."),
     MAQUETA_TEXT("Captions", "Data in volumes and memory is not in etcd.")},
    {BeatKind::LeaseTaken, nullptr,
     MAQUETA_TEXT("Captions", "{machine} takes the Lease of {lease}"),
     MAQUETA_TEXT("Captions", "and acts from now on.")},
    {BeatKind::LeaseLost, nullptr, MAQUETA_TEXT("Captions", "{lease} on {machine} stops acting:"),
     MAQUETA_TEXT("Captions", "it could not renew its Lease.")},
    {BeatKind::NodeRegistered, nullptr, MAQUETA_TEXT("Captions", "{name} joins the cluster"),
     MAQUETA_TEXT("Captions", "as a Node.")},
    {BeatKind::NodeReady, nullptr, MAQUETA_TEXT("Captions", "{name} is Ready:"),
     MAQUETA_TEXT("Captions", "pods may be scheduled there.")},
    {BeatKind::NodeNotReady, bySilence,
     MAQUETA_TEXT("Captions", "50 s of silence: {name} is NotReady."),
     MAQUETA_TEXT("Captions", "No new pods, no more Service traffic there.")},
    {BeatKind::NodeNotReady, nullptr, MAQUETA_TEXT("Captions", "{name} is NotReady:"),
     MAQUETA_TEXT("Captions", "{reason}.")},
    {BeatKind::EvictionPlanned, isPatient,
     MAQUETA_TEXT("Captions", "{node}'s pods may stay {seconds} s more:"),
     MAQUETA_TEXT("Captions", "the node might come back.")},
    {BeatKind::ReplicasChanged, ofReplicaSet,
     MAQUETA_TEXT("Captions", "The Controller Manager counts: {object} shall have {to} pods."),
     MAQUETA_TEXT("Captions", "It makes or ends them.")},
    {BeatKind::RolloutProgress, nullptr,
     MAQUETA_TEXT("Captions", "{available} of {replicas} pods are available."), ""},
    {BeatKind::RolloutComplete, nullptr, MAQUETA_TEXT("Captions", "{object} is rolled out:"),
     MAQUETA_TEXT("Captions", "every copy is available.")},
    {BeatKind::RolloutFailed, nullptr,
     MAQUETA_TEXT("Captions", "{object} makes no progress: it only reports failure."),
     MAQUETA_TEXT("Captions", "Going back is your order: undo.")},
    {BeatKind::PodCreated, nullptr, MAQUETA_TEXT("Captions", "A new pod waits:"),
     MAQUETA_TEXT("Captions", "{object} has no node yet.")},
    {BeatKind::PodDecided, nullptr, MAQUETA_TEXT("Captions", "The Scheduler chooses {node}:"),
     MAQUETA_TEXT("Captions", "{points} points, {feasible} nodes were possible.")},
    {BeatKind::PodScheduled, nullptr,
     MAQUETA_TEXT("Captions", "It writes \"{node}\" on the pod, in the API."),
     MAQUETA_TEXT("Captions", "It never talks to the worker.")},
    {BeatKind::PodUnschedulable, nullptr, MAQUETA_TEXT("Captions", "{object} fits nowhere:"),
     MAQUETA_TEXT("Captions", "{message}")},
    {BeatKind::PodHeard, nullptr, MAQUETA_TEXT("Captions", "{node}'s kubelet is listening,"),
     MAQUETA_TEXT("Captions", "and hears: a pod for you.")},
    {BeatKind::PodRejected, nullptr, MAQUETA_TEXT("Captions", "{node}'s kubelet refuses the pod:"),
     MAQUETA_TEXT("Captions", "{reason}.")},
    {BeatKind::ImagePulling, nullptr, MAQUETA_TEXT("Captions", "{node} pulls the image"),
     MAQUETA_TEXT("Captions", "{image}.")},
    {BeatKind::ImagePullFailed, nullptr,
     MAQUETA_TEXT("Captions", "The image {image} cannot be pulled:"),
     MAQUETA_TEXT("Captions", "the kubelet tries again, later and later.")},
    {BeatKind::ContainerStarted, nullptr, MAQUETA_TEXT("Captions", "The container starts"),
     MAQUETA_TEXT("Captions", "on {node}.")},
    {BeatKind::ContainerEnded, nullptr, MAQUETA_TEXT("Captions", "A container of {object} ended:"),
     MAQUETA_TEXT("Captions", "{reason}.")},
    {BeatKind::BackOff, nullptr, MAQUETA_TEXT("Captions", "{reason}:"),
     MAQUETA_TEXT("Captions", "the kubelet waits before it tries again.")},
    {BeatKind::PodReady, nullptr, MAQUETA_TEXT("Captions", "{object} is Ready:"),
     MAQUETA_TEXT("Captions", "it counts from now on.")},
    {BeatKind::PodNotReady, nullptr, MAQUETA_TEXT("Captions", "{object} counts as not ready:"),
     MAQUETA_TEXT("Captions", "Services avoid it.")},
    {BeatKind::PodStopping, nullptr, MAQUETA_TEXT("Captions", "{object} gets SIGTERM"),
     MAQUETA_TEXT("Captions", "and its grace period to finish.")},
    {BeatKind::PodEvicted, nullptr, MAQUETA_TEXT("Captions", "Time is up for {object}:"),
     MAQUETA_TEXT("Captions", "it is evicted from {node}.")},
    {BeatKind::PodPreempted, nullptr, MAQUETA_TEXT("Captions", "{object} makes room"),
     MAQUETA_TEXT("Captions", "for a pod of higher priority.")},
    {BeatKind::PodDeleted, onANode,
     MAQUETA_TEXT("Captions", "Deletion is ordered: {object} is Terminating."),
     MAQUETA_TEXT("Captions", "Its kubelet has to confirm.")},
    {BeatKind::PodEnded, nullptr, MAQUETA_TEXT("Captions", "{object} is gone."), ""},
    {BeatKind::OrphanEnded, nullptr, MAQUETA_TEXT("Captions", "{object} has no record any more:"),
     MAQUETA_TEXT("Captions", "the kubelet stops it.")},
};

constexpr std::size_t longestPart = 88;

// Cuts at a space, by code points, with a sign that something is missing.
std::string shortened(std::string text) {
    std::size_t columns = 0;
    std::size_t lastSpace = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
        if (text[i] == ' ') lastSpace = i;
        if (++columns > longestPart) {
            text.resize(lastSpace > 0 ? lastSpace : i);
            return text + "…";
        }
    }
    return text;
}

} // namespace

const CaptionRule* captionRule(const Beat& beat) {
    for (const CaptionRule& rule : rules)
        if (rule.kind == beat.kind && (!rule.applies || rule.applies(beat))) return &rule;
    return nullptr;
}

std::string fillCaption(std::string_view pattern, const Beat& beat, std::string_view text) {
    std::string out = base::fillSentence(pattern, [&](std::string_view name) {
        return name == "text" ? std::string(text) : valueOf(name, beat);
    });
    // No second full stop after a value that ends its own sentence.
    if (out.ends_with("..")) out.pop_back();
    if (!out.empty() && pattern.starts_with("{text}"))
        out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
    return shortened(std::move(out));
}

int captionLength(const CaptionRule& rule, const Beat& beat) {
    const auto columns = [](const std::string& text) {
        return std::count_if(text.begin(), text.end(),
                             [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    };
    return static_cast<int>(columns(fillCaption(rule.bold, beat, beat.text)) +
                            columns(fillCaption(rule.rest, beat, beat.text)) + 1);
}

} // namespace maqueta::diagram
