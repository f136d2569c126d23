#include "diagram/captions.h"

#include "diagram/fields.h"

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
bool isAgain(const Beat& b) {
    return fieldOf(b, "again") == "yes";
}
bool ofControlPlane(const Beat& b) {
    return fieldOf(b, "role") == "control-plane";
}
bool ofWorker(const Beat& b) {
    return fieldOf(b, "role") == "worker";
}
bool bySilence(const Beat& b) {
    return fieldOf(b, "reason") == "NodeStatusUnknown";
}
bool endsPods(const Beat& b) {
    return b.text.find("unreachable:NoExecute") != std::string::npos ||
           b.text.find("not-ready:NoExecute") != std::string::npos;
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
bool onANode(const Beat& b) {
    return !fieldOf(b, "node").empty();
}

// The first rule that fits is taken.
constexpr CaptionRule rules[] = {
    {BeatKind::Acted, isRequest, "You ask: {text}.", "The API server is the only door."},
    {BeatKind::RequestAnswered, accepted, "A majority of etcd has it on disk: accepted.",
     "Now the controllers see it."},
    {BeatKind::RequestAnswered, nullptr, "Refused: {reason}.", "{message}"},
    {BeatKind::MachineAdded, ofControlPlane, "{machine} joins the control plane.",
     "Its etcd member copies the store first."},
    {BeatKind::MachineAdded, ofWorker, "{machine} is new and boots.",
     "Its kubelet will register it as a Node."},
    {BeatKind::MachineAdded, nullptr, "{machine} is new and boots.", ""},
    {BeatKind::MachineRemoved, nullptr, "{machine} is taken away,", "with its disk."},
    {BeatKind::PowerLost, ofControlPlane, "{machine} goes dark.", "Every pod keeps running."},
    {BeatKind::PowerLost, ofWorker,
     "{machine} has no power. The cluster still says Ready:", "it cannot see it."},
    {BeatKind::PowerLost, nullptr, "{machine} has no power.", ""},
    {BeatKind::PowerBack, nullptr,
     "Power is back on {machine}:", "its processes start again and report."},
    {BeatKind::CablePulled, nullptr, "{machine} is cut off, yet it runs on:", "nobody hears it."},
    {BeatKind::CablePlugged, nullptr, "{machine} is connected again", "and catches up."},
    {BeatKind::NetworkCut, nullptr,
     "The road is cut. No machine is broken:", "they just cannot hear each other."},
    {BeatKind::NetworkHealed, nullptr, "The road is whole again:", "everyone hears everyone."},
    {BeatKind::ProcessCrashed, nullptr, "{process} crashes on {machine}.",
     "What it had in memory is gone."},
    {BeatKind::ProcessExited, nullptr, "{part} on {machine} ends itself:", "it lost its Lease."},
    {BeatKind::BackendDown, nullptr,
     "The load balancer takes {machine} out:", "its API server does not answer."},
    {BeatKind::BackendUp, isAgain, "The load balancer counts on {machine} again.", ""},
    {BeatKind::BackendUp, nullptr,
     "The load balancer counts on {machine}:", "its API server is ready."},
    {BeatKind::ElectionStarted, nullptr,
     "{machine} hears no leader and asks:", "would you vote for me?"},
    {BeatKind::LeaderElected, nullptr, "Term {term}: {votes} votes, a majority.",
     "The crown goes to {machine}.", true},
    {BeatKind::LeaderStoodDown, nullptr, "Without a majority {machine} gives up the crown",
     "by itself.", true},
    {BeatKind::SnapshotInstalled, nullptr,
     "{machine} was too far behind:", "it copies the leader's snapshot."},
    {BeatKind::SnapshotSaved, nullptr,
     "A photo of etcd at revision {revision}:", "one file, {keys} keys. Nothing stops.", true},
    {BeatKind::RestoreStarted, nullptr, "Back to revision {revision}: API servers stop, then etcd.",
     "The pods keep running."},
    {BeatKind::RestoreStep, atStage<stopServers>, "Every API server stops.",
     "Requests fail; the pods keep running.", true},
    {BeatKind::RestoreStep, atStage<stopStore>, "Then every etcd member stops.",
     "Kubelets cannot report; containers run.", true},
    {BeatKind::RestoreStep, atStage<rebuild>,
     "The same photo goes into every member:", "a new etcd cluster, old content.", true},
    {BeatKind::RestoreStep, atStage<startStore>, "The members start", "and elect a leader.", true},
    {BeatKind::RestoreStep, atStage<startServers>, "API servers return;",
     "everyone lists and watches anew.", true},
    {BeatKind::RestoreStep, nullptr, "{text}.", "", true},
    {BeatKind::RestoreDone, nullptr, "The records are back.",
     "Data in volumes and memory is not in etcd."},
    {BeatKind::LeaseTaken, nullptr, "{machine} takes the Lease of {lease}",
     "and acts from now on."},
    {BeatKind::LeaseLost, nullptr,
     "{lease} on {machine} stops acting:", "it could not renew its Lease."},
    {BeatKind::NodeRegistered, nullptr, "{name} joins the cluster", "as a Node."},
    {BeatKind::NodeReady, nullptr, "{name} is Ready:", "pods may be scheduled there."},
    {BeatKind::NodeNotReady, bySilence, "50 s of silence: {name} is NotReady.",
     "No new pods, no more Service traffic there."},
    {BeatKind::NodeNotReady, nullptr, "{name} is NotReady:", "{reason}."},
    {BeatKind::NodeTainted, endsPods,
     "{name}'s pods may stay 300 s more:", "the node might come back."},
    {BeatKind::ReplicasChanged, ofReplicaSet,
     "The Controller Manager counts: {object} shall have {to} pods.", "It makes or ends them."},
    {BeatKind::RolloutProgress, nullptr, "{available} of {replicas} pods are available.", ""},
    {BeatKind::RolloutComplete, nullptr, "{object} is rolled out:", "every copy is available."},
    {BeatKind::RolloutFailed, nullptr, "{object} makes no progress: it only reports failure.",
     "Going back is your order: undo."},
    {BeatKind::PodCreated, nullptr, "A new pod waits:", "{object} has no node yet."},
    {BeatKind::PodDecided, nullptr,
     "The Scheduler chooses {node}:", "{points} points, {feasible} nodes were possible."},
    {BeatKind::PodScheduled, nullptr, "It writes \"{node}\" on the pod, in the API.",
     "It never talks to the worker."},
    {BeatKind::PodUnschedulable, nullptr, "{object} fits nowhere:", "{message}"},
    {BeatKind::PodHeard, nullptr, "{node}'s kubelet is listening,", "and hears: a pod for you."},
    {BeatKind::PodRejected, nullptr, "{node}'s kubelet refuses the pod:", "{reason}."},
    {BeatKind::ImagePulling, nullptr, "{node} pulls the image", "{image}."},
    {BeatKind::ImagePullFailed, nullptr,
     "The image {image} cannot be pulled:", "the kubelet tries again, later and later."},
    {BeatKind::ContainerStarted, nullptr, "The container starts", "on {node}."},
    {BeatKind::ContainerEnded, nullptr, "A container of {object} ended:", "{reason}."},
    {BeatKind::BackOff, nullptr, "{reason}:", "the kubelet waits before it tries again."},
    {BeatKind::PodReady, nullptr, "{object} is Ready:", "it counts from now on."},
    {BeatKind::PodNotReady, nullptr, "{object} counts as not ready:", "Services avoid it."},
    {BeatKind::PodStopping, nullptr, "{object} gets SIGTERM", "and its grace period to finish."},
    {BeatKind::PodEvicted, nullptr, "Time is up for {object}:", "it is evicted from {node}."},
    {BeatKind::PodPreempted, nullptr, "{object} makes room", "for a pod of higher priority."},
    {BeatKind::PodDeleted, onANode, "Deletion is ordered: {object} is Terminating.",
     "Its kubelet has to confirm."},
    {BeatKind::PodEnded, nullptr, "{object} is gone.", ""},
    {BeatKind::OrphanEnded, nullptr, "{object} has no record any more:", "the kubelet stops it."},
};

std::string valueOf(std::string_view name, const Beat& beat) {
    if (const std::string_view field = fieldOf(beat, name); !field.empty())
        return std::string(field);
    if (name == "object" || name == "name") return std::string(objectName(beat));
    if (name == "kind") return std::string(objectKind(beat));
    if (name == "part") return beat.part;
    if (name == "text") return beat.text;
    return {};
}

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

std::string fillCaption(std::string_view pattern, const Beat& beat) {
    std::string out;
    std::size_t i = 0;
    while (i < pattern.size()) {
        const std::size_t close = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
        if (close == std::string_view::npos) {
            out += pattern[i++];
            continue;
        }
        const std::string value = valueOf(pattern.substr(i + 1, close - i - 1), beat);
        out += value;
        i = close + 1;
        // "…refused.": no second full stop after a value that ends its own sentence.
        if (!value.empty() && value.back() == '.' && i < pattern.size() && pattern[i] == '.') ++i;
    }
    if (!out.empty() && pattern.front() == '{' && pattern.starts_with("{text}"))
        out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
    return shortened(std::move(out));
}

int captionLength(const CaptionRule& rule, const Beat& beat) {
    const auto columns = [](const std::string& text) {
        return std::count_if(text.begin(), text.end(),
                             [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    };
    return static_cast<int>(columns(fillCaption(rule.bold, beat)) +
                            columns(fillCaption(rule.rest, beat)) + 1);
}

} // namespace maqueta::diagram
