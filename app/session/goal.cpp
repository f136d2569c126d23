#include "app/session/goal.h"

#include "views/canvas/words.h"

#include <QCoreApplication>

namespace maqueta::app {

using cluster::BeatKind;
using views::Part;

namespace {

QString inGoalWords(const char* text) {
    return QCoreApplication::translate("Goal", text);
}

} // namespace

QString goalText(const Goal& goal) {
    switch (goal.kind) {
    case Goal::Kind::PodReady: return inGoalWords(QT_TRANSLATE_NOOP("Goal", "a pod is Ready"));
    case Goal::Kind::LeaderElected:
        return inGoalWords(QT_TRANSLATE_NOOP("Goal", "a leader is elected"));
    case Goal::Kind::NodeNotReady:
        return inGoalWords(QT_TRANSLATE_NOOP("Goal", "a node is NotReady"));
    case Goal::Kind::RolloutDone:
        return inGoalWords(QT_TRANSLATE_NOOP("Goal", "a rollout is done"));
    case Goal::Kind::Moment:
        return inGoalWords(QT_TRANSLATE_NOOP("Goal", "the clock shows %1"))
            .arg(QString::fromStdString(sim::clockText(goal.at, 0)));
    case Goal::Kind::PartChanges:
        return inGoalWords(QT_TRANSLATE_NOOP("Goal", "%1 changes")).arg(views::partName(goal.part));
    }
    return {};
}

QString goalMissed(const Goal& goal) {
    switch (goal.kind) {
    case Goal::Kind::PodReady:
        return inGoalWords(QT_TRANSLATE_NOOP("Goal", "For the next hour, no pod becomes Ready."));
    case Goal::Kind::LeaderElected:
        return inGoalWords(QT_TRANSLATE_NOOP("Goal", "For the next hour, no leader is elected."));
    case Goal::Kind::NodeNotReady:
        return inGoalWords(
            QT_TRANSLATE_NOOP("Goal", "For the next hour, no node becomes NotReady."));
    case Goal::Kind::RolloutDone:
        return inGoalWords(QT_TRANSLATE_NOOP("Goal", "For the next hour, no rollout ends."));
    case Goal::Kind::PartChanges:
        return inGoalWords(
                   QT_TRANSLATE_NOOP("Goal", "For the next hour, nothing changes about %1."))
            .arg(views::partName(goal.part));
    case Goal::Kind::Moment: break;
    }
    return {};
}

GoalWatch::GoalWatch(const Goal& goal, const cluster::Picture& now) : kind_(goal.kind) {
    if (kind_ != Goal::Kind::PartChanges) return;
    const Part& part = goal.part;
    const std::string machine = part.machine.toStdString();
    const std::string named = part.ns.toStdString() + "/" + part.name.toStdString();
    if (part.kind == Part::Kind::Pod) object_ = "Pod " + named;
    if (part.kind == Part::Kind::Deployment) object_ = "Deployment " + named;
    if (part.kind == Part::Kind::Machine) {
        object_ = "Node " + machine;
        if (const auto* m = now.machine(machine)) machine_ = m->id;
    }
    if (part.kind != Part::Kind::Process) return;
    for (const cluster::ProcessPicture& p : now.processes)
        if (p.kind == part.process && now.machines[p.machine].spec.name == machine) process_ = p.id;
}

bool GoalWatch::sees(const cluster::Beat& beat) const {
    switch (kind_) {
    case Goal::Kind::PodReady: return beat.kind == BeatKind::PodReady;
    case Goal::Kind::LeaderElected: return beat.kind == BeatKind::LeaderElected;
    case Goal::Kind::NodeNotReady: return beat.kind == BeatKind::NodeNotReady;
    case Goal::Kind::RolloutDone:
        return beat.kind == BeatKind::RolloutComplete || beat.kind == BeatKind::RolloutFailed;
    case Goal::Kind::Moment: return false;
    case Goal::Kind::PartChanges: break;
    }
    if (process_.valid()) return beat.process == process_;
    if (machine_.valid() && beat.machine == machine_) return true;
    return !object_.empty() && beat.object == object_;
}

} // namespace maqueta::app
