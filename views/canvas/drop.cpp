#include "views/canvas/drop.h"

#include "views/canvas/canvas_view.h"
#include "views/style/texts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QUrl>

namespace maqueta::views {
namespace {

const cluster::MachinePicture* machineOf(const Part& target, const cluster::Picture& picture) {
    const std::string name = target.machine.toStdString();
    for (const auto& machine : picture.machines)
        if (machine.spec.name == name) return &machine;
    return nullptr;
}

bool isControlPlane(const Part& target, const cluster::Picture& picture) {
    const auto* machine = machineOf(target, picture);
    return machine && machine->spec.role == cluster::Role::ControlPlane;
}

// A machine, or a process of it.
bool onMachine(const Part& target) {
    return target.kind == Part::Kind::Machine || target.kind == Part::Kind::Process;
}

DropVerdict powerCut(const Part& target, const cluster::Picture& picture) {
    const auto* machine = machineOf(target, picture);
    if (!machine || !onMachine(target))
        return {false, DropText::tr("Power belongs to machines: drop it on a card")};
    if (!machine->on) return {false, DropText::tr("%1 has no power already").arg(target.machine)};
    return {true, DropText::tr("Cut the power of %1").arg(target.machine)};
}

DropVerdict cable(const Part& target, const cluster::Picture& picture) {
    const auto* machine = machineOf(target, picture);
    if (!machine || !onMachine(target))
        return {false, DropText::tr("A cable belongs to a machine: drop it on a card")};
    return {true, machine->plugged ? DropText::tr("Pull the cable of %1").arg(target.machine)
                                   : DropText::tr("Plug the cable of %1 in").arg(target.machine)};
}

DropVerdict crash(const Part& target, const cluster::Picture& picture) {
    const auto* machine = machineOf(target, picture);
    if (!machine || !onMachine(target))
        return {false, DropText::tr("Drop it on a process or on a machine")};
    if (!machine->on) return {false, DropText::tr("Nothing runs on %1").arg(target.machine)};
    if (target.kind == Part::Kind::Process) {
        const auto name = cluster::text(target.process);
        return {true,
                DropText::tr("Crash %1 on %2")
                    .arg(QString::fromUtf8(name.data(), qsizetype(name.size())), target.machine)};
    }
    return {true, DropText::tr("Crash a process of %1…").arg(target.machine)};
}

DropVerdict snapshot(const QString& number, const Part& target, const cluster::Picture& picture) {
    if (onMachine(target) && isControlPlane(target, picture))
        return {true, DropText::tr("Restore snapshot %1 into every etcd member").arg(number)};
    return {false, DropText::tr("A snapshot is restored onto the control plane")};
}

} // namespace

DropVerdict judgeDrop(const QString& item, const Part& target, const cluster::Picture& picture) {
    if (item == QLatin1String("power-cut")) return powerCut(target, picture);
    if (item == QLatin1String("cable")) return cable(target, picture);
    if (item == QLatin1String("crash")) return crash(target, picture);
    if (item.startsWith(QLatin1String("snapshot:"))) return snapshot(item.mid(9), target, picture);
    if (item == QLatin1String("worker"))
        return {true, DropText::tr("A new worker joins the cluster")};
    if (item == QLatin1String("control-plane"))
        return {true, DropText::tr("A new control-plane machine joins")};
    const bool wish = item == QLatin1String("deployment") || item == QLatin1String("pod") ||
                      item.startsWith(QLatin1String("file"));
    if (wish) return {true, DropText::tr("kubectl asks the API; the Scheduler chooses the worker")};
    return {false, DropText::tr("This cannot be dropped here")};
}

QString draggedItem(const QMimeData* data) {
    if (data->hasFormat(QLatin1String(itemMimeType))) {
        const auto json = QJsonDocument::fromJson(data->data(QLatin1String(itemMimeType)));
        return json.object().value(QLatin1String("item")).toString();
    }
    for (const QUrl& url : data->urls())
        if (url.isLocalFile()) return QStringLiteral("file:") + url.toLocalFile();
    return {};
}

} // namespace maqueta::views
