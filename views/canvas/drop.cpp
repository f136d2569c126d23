#include "views/canvas/drop.h"

#include "cluster/snapshot_bytes.h"
#include "views/canvas/canvas_view.h"
#include "views/canvas/words.h"
#include "views/style/texts.h"
#include "views/style/trace_words.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace maqueta::views {
namespace {

const cluster::MachinePicture* machineOf(const Part& target, const cluster::Picture& picture) {
    const std::string name = target.machine.toStdString();
    for (const auto& machine : picture.machines)
        if (machine.spec.name == name) return &machine;
    return nullptr;
}

bool hostsEtcd(const Part& target, const cluster::Picture& picture) {
    const auto* machine = machineOf(target, picture);
    return machine && machine->spec.role == picture.etcdRole;
}

// A Node object alone can be asked about, but nobody can lay a hand on it.
bool isBare(const Part& target, const cluster::Picture& picture) {
    const auto* machine = machineOf(target, picture);
    return machine && !machine->exists;
}

DropVerdict bare(const Part& target) {
    return {false, DropText::tr("%1 is a Node object without a machine").arg(target.machine)};
}

// A machine, or a process of it.
bool onMachine(const Part& target) {
    return target.kind == Part::Kind::Machine || target.kind == Part::Kind::Process;
}

// Why a hand finds nothing to do with the process that it is laid on; empty = it runs.
QString stopped(const Part& target, const cluster::Picture& picture) {
    if (target.kind != Part::Kind::Process) return {};
    const std::string machine = target.machine.toStdString();
    const bool runs =
        std::any_of(picture.processes.begin(), picture.processes.end(), [&](const auto& p) {
            return p.kind == target.process && p.running &&
                   picture.machines[p.machine].spec.name == machine;
        });
    if (runs) return {};
    return DropText::tr("%1 does not run on %2").arg(processName(target.process), target.machine);
}

// Its disk is empty, so there is no log to damage.
bool diskLost(const cluster::MachinePicture& machine, const cluster::Picture& picture) {
    return std::any_of(picture.faults.begin(), picture.faults.end(), [&](const auto& there) {
        return there.kind == cluster::FaultKind::LostDisk && !there.machines.empty() &&
               &picture.machines[there.machines[0]] == &machine;
    });
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
    if (const QString why = stopped(target, picture); !why.isEmpty()) return {false, why};
    if (target.kind == Part::Kind::Process) {
        const auto name = cluster::text(target.process);
        return {true,
                DropText::tr("Crash %1 on %2")
                    .arg(QString::fromUtf8(name.data(), qsizetype(name.size())), target.machine)};
    }
    return {true, DropText::tr("Crash a process of %1…").arg(target.machine)};
}

DropVerdict snapshot(const QString& number, const Part& target, const cluster::Picture& picture) {
    if (onMachine(target) && hostsEtcd(target, picture))
        return {true, DropText::tr("Restore snapshot %1 into every etcd member").arg(number)};
    return {false,
            DropText::tr("A snapshot is restored into etcd: drop it on a machine with a member")};
}

// By its name or by how it begins, for people who call theirs otherwise.
bool isSnapshotFile(const QString& path) {
    if (path.endsWith(QLatin1String(".snapshot"))) return true;
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) return false;
    return cluster::looksLikeSnapshot(file.read(64).toStdString());
}

bool isDocumentFile(const QString& path) {
    const auto ends = [&](const char* ending) {
        return path.endsWith(QLatin1String(ending), Qt::CaseInsensitive);
    };
    return ends(".maqueta") || ends(".svg") || ends(".png");
}

DropVerdict fault(const QString& name, const Part& target, const cluster::Picture& picture) {
    const cluster::FaultInfo* info = nullptr;
    for (const cluster::FaultInfo& row : cluster::allFaults())
        if (name == QString::fromUtf8(row.name.data(), qsizetype(row.name.size()))) info = &row;
    if (!info) return {false, DropText::tr("This cannot be dropped here")};
    const auto* machine = machineOf(target, picture);
    const bool ofProcess = info->place == cluster::FaultPlace::Process;
    if (target.kind == Part::Kind::Network && info->place == cluster::FaultPlace::Link)
        return {true, DropText::tr("Choose the two machines between which it is…")};
    if (!machine || !onMachine(target))
        return {false, ofProcess ? DropText::tr("Drop it on a process or on a machine")
                       : info->place == cluster::FaultPlace::Link
                           ? DropText::tr("Drop it on a machine, or on the network between two")
                           : DropText::tr("This belongs to a machine: drop it on a card")};
    if (!machine->on)
        return {false,
                DropText::tr("%1 has no power: there is nothing to disturb").arg(target.machine)};
    if (ofProcess && target.kind != Part::Kind::Process)
        return {true, DropText::tr("Choose a process of %1…").arg(target.machine)};
    if (const QString why = stopped(target, picture); ofProcess && !why.isEmpty())
        return {false, why};
    if (info->kind == cluster::FaultKind::CorruptLog && diskLost(*machine, picture))
        return {
            false,
            DropText::tr("The disk of %1 is lost: there is no log to damage").arg(target.machine)};
    const bool etcdOnly =
        info->place == cluster::FaultPlace::Machine && info->kind != cluster::FaultKind::ClockSkew;
    if (etcdOnly && !hostsEtcd(target, picture))
        return {false,
                DropText::tr("It is etcd's disk that matters: drop it on a machine with a member")};
    QString says = sentenceText(cluster::sentenceOf(cluster::Fault{.kind = info->kind,
                                                                   .machine = machine->spec.name,
                                                                   .process = target.process,
                                                                   .amount = info->usual}));
    says.front() = says.front().toUpper();
    return {true, says};
}

// What Shift and the Scheduler's plugins make of a node below the pointer.
DropVerdict workload(const Part& target, const cluster::Picture& picture,
                     const DropContext& context) {
    const auto* machine = onMachine(target) ? machineOf(target, picture) : nullptr;
    const bool node = machine && machine->registered;
    if (context.pinned) {
        if (!node) return {false, DropText::tr("To pin a pod, drop it on a worker")};
        return {true, DropText::tr("Pinned to %1 (nodeName): the Scheduler is not asked")
                          .arg(target.machine)};
    }
    const NodeOpinion* opinion = node ? context.of(target.machine) : nullptr;
    if (opinion && !opinion->fits)
        return {true, DropText::tr("%1 would be ruled out: %2; the Scheduler chooses another")
                          .arg(target.machine, opinion->why)};
    if (opinion && opinion->tied)
        return {true, DropText::tr("%1 shares the most points, %2: chance chooses among equals")
                          .arg(target.machine)
                          .arg(opinion->points)};
    if (opinion && opinion->best)
        return {true, DropText::tr("%1 has the most points, %2; the Scheduler decides")
                          .arg(target.machine)
                          .arg(opinion->points)};
    if (opinion)
        return {true, DropText::tr("%1 has %2 points; the Scheduler decides")
                          .arg(target.machine)
                          .arg(opinion->points)};
    return {true, DropText::tr("kubectl asks the API; the Scheduler chooses the worker"), true};
}

// A machine of the control plane, or of external etcd: what its member would mean for the others.
DropVerdict newMember(bool etcd, const cluster::Picture& picture) {
    const auto role = etcd ? cluster::Role::Etcd : cluster::Role::ControlPlane;
    if (etcd && picture.etcdRole != role)
        return {false, DropText::tr("etcd lives on the control-plane machines of this cluster")};
    const auto warning =
        cluster::warningBefore(picture, cluster::AddMachine{picture.another(role)});
    if (etcd)
        return {true,
                warning ? DropText::tr("A new member joins etcd: %1").arg(sentenceText(*warning))
                        : DropText::tr("A new member joins etcd"),
                true};
    return {true,
            warning
                ? DropText::tr("A new control-plane machine joins: %1").arg(sentenceText(*warning))
                : DropText::tr("A new control-plane machine joins"),
            true};
}

} // namespace

std::optional<cluster::Role> newMachineOf(const QString& item) {
    if (item == QLatin1String("worker")) return cluster::Role::Worker;
    if (item == QLatin1String("control-plane")) return cluster::Role::ControlPlane;
    if (item == QLatin1String("etcd")) return cluster::Role::Etcd;
    return std::nullopt;
}

bool isWorkload(const QString& item) {
    return item == QLatin1String("deployment") || item == QLatin1String("pod") ||
           item.startsWith(QLatin1String("file")) || item.startsWith(QLatin1String("example:"));
}

DropVerdict judgeDrop(const QString& item, const Part& target, const cluster::Picture& picture,
                      const DropContext& context) {
    const bool hardware = item == QLatin1String("power-cut") || item == QLatin1String("cable") ||
                          item == QLatin1String("crash") ||
                          item.startsWith(QLatin1String("fault:")) ||
                          item.startsWith(QLatin1String("snapshot:"));
    if (hardware && isBare(target, picture)) return bare(target);
    if (item == QLatin1String("power-cut")) return powerCut(target, picture);
    if (item == QLatin1String("cable")) return cable(target, picture);
    if (item == QLatin1String("crash")) return crash(target, picture);
    if (item.startsWith(QLatin1String("fault:"))) return fault(item.mid(6), target, picture);
    if (item.startsWith(QLatin1String("snapshot:"))) return snapshot(item.mid(9), target, picture);
    if (item.startsWith(QLatin1String("snapshot-file:")))
        return {true, DropText::tr("Load this snapshot onto the shelf"), true};
    if (item.startsWith(QLatin1String("document-file:")))
        return {true, DropText::tr("Open it in the place of this cluster"), true};
    if (item == QLatin1String("partition"))
        return target.kind == Part::Kind::Network
                   ? DropVerdict{true, DropText::tr("Cut the network here")}
                   : DropVerdict{false, DropText::tr("Drop it on the virtual network")};
    if (item == QLatin1String("worker"))
        return {true, DropText::tr("A new worker joins the cluster"), true};
    if (item == QLatin1String("control-plane") || item == QLatin1String("etcd"))
        return newMember(item == QLatin1String("etcd"), picture);
    const bool single = item == QLatin1String("deployment") || item == QLatin1String("pod");
    if (isWorkload(item)) return workload(target, picture, single ? context : DropContext{});
    return {false, DropText::tr("This cannot be dropped here")};
}

QString draggedItem(const QMimeData* data) {
    if (data->hasFormat(QLatin1String(itemMimeType))) {
        const auto json = QJsonDocument::fromJson(data->data(QLatin1String(itemMimeType)));
        return json.object().value(QLatin1String("item")).toString();
    }
    for (const QUrl& url : data->urls()) {
        if (!url.isLocalFile()) continue;
        const QString path = url.toLocalFile();
        if (isSnapshotFile(path)) return QLatin1String("snapshot-file:") + path;
        if (isDocumentFile(path)) return QLatin1String("document-file:") + path;
        return QLatin1String("file:") + path;
    }
    return {};
}

} // namespace maqueta::views
