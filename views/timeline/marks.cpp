#include "views/timeline/marks.h"

#include "views/style/texts.h"

namespace maqueta::views {

using cluster::BeatKind;
using Sign = MarkStyle::Sign;

MarkStyle markStyle(BeatKind kind) {
    switch (kind) {
    case BeatKind::PowerLost:
    case BeatKind::ProcessCrashed:
    case BeatKind::CablePulled:
    case BeatKind::NetworkCut: return {Lane::You, Sign::Fault, Tone::Failed};
    case BeatKind::SnapshotSaved:
    case BeatKind::SnapshotLoaded: return {Lane::You, Sign::Snapshot, Tone::Ink};
    case BeatKind::Acted: return {Lane::You, Sign::Act, Tone::Ink};
    case BeatKind::RequestAnswered:
    case BeatKind::MachineAdded:
    case BeatKind::MachineLeaving:
    case BeatKind::MachineRemoved:
    case BeatKind::PowerBack:
    case BeatKind::CablePlugged:
    case BeatKind::NetworkHealed:
    case BeatKind::RestoreStarted:
    case BeatKind::RestoreStep:
    case BeatKind::RestoreDone: return {Lane::You, Sign::Dot, Tone::InkSoft};
    case BeatKind::RequestRepeated: return {Lane::ControlPlane, Sign::Dot, Tone::Pending};
    case BeatKind::ElectionStarted:
    case BeatKind::VoteGranted:
    case BeatKind::LeaderElected:
    case BeatKind::LeaderStoodDown:
    case BeatKind::SnapshotInstalled:
    case BeatKind::MembershipChanged:
    case BeatKind::LeaseTaken:
    case BeatKind::LeaseLost:
    case BeatKind::ServerReady:
    case BeatKind::ServerNotReady:
    case BeatKind::BackendUp:
    case BeatKind::BackendDown:
    case BeatKind::ProcessStarted:
    case BeatKind::ProcessExited: return {Lane::ControlPlane, Sign::Dot, Tone::Leader};
    case BeatKind::ObjectCreated:
    case BeatKind::ObjectChanged:
    case BeatKind::ObjectDeleted:
    case BeatKind::ReplicasChanged:
    case BeatKind::RolloutProgress:
    case BeatKind::RolloutComplete: return {Lane::ControlPlane, Sign::Dot, Tone::Running};
    case BeatKind::RolloutFailed: return {Lane::ControlPlane, Sign::Dot, Tone::Failed};
    case BeatKind::PodDecided:
    case BeatKind::PodScheduled:
    case BeatKind::PodUnschedulable:
    case BeatKind::PodPreempted: return {Lane::Scheduling, Sign::Dot, Tone::Pending};
    case BeatKind::NodeRegistered:
    case BeatKind::NodeReady:
    case BeatKind::NodeChanged: return {Lane::Nodes, Sign::Dot, Tone::Running};
    case BeatKind::NodeNotReady:
    case BeatKind::NodeTainted: return {Lane::Nodes, Sign::Dot, Tone::NotReady};
    case BeatKind::PodEvicted:
    case BeatKind::PodNotReady: return {Lane::Pods, Sign::Dot, Tone::NotReady};
    case BeatKind::PodRejected:
    case BeatKind::ImagePullFailed:
    case BeatKind::BackOff: return {Lane::Pods, Sign::Dot, Tone::Failed};
    default: return {Lane::Pods, Sign::Dot, Tone::Running};
    }
}

std::vector<Mark> marksOf(const diagram::MovieMap& film, const std::vector<cluster::Beat>& beats) {
    std::vector<Mark> marks;
    marks.reserve(beats.size());
    for (std::size_t i = 0; i < beats.size(); ++i)
        if (const auto movie = film.movieOf(beats[i].seq))
            marks.push_back({markStyle(beats[i].kind), *movie, i});
    return marks;
}

QString laneName(Lane lane) {
    switch (lane) {
    case Lane::You: return TimelineText::tr("You");
    case Lane::ControlPlane: return TimelineText::tr("Control plane");
    case Lane::Scheduling: return TimelineText::tr("Scheduling");
    case Lane::Nodes: return TimelineText::tr("Nodes");
    case Lane::Pods: return TimelineText::tr("Pods");
    }
    return {};
}

} // namespace maqueta::views
