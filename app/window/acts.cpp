#include "app/window/acts.h"

#include "manifest/manifest.h"
#include "views/chrome/chrome.h"
#include "views/style/glyphs.h"
#include "views/style/trace_words.h"

#include <QFileDialog>
#include <QPainter>

namespace maqueta::app {

using views::Part;

namespace {

const QString handSign = QStringLiteral("✋  ");
const QString promptSign = QStringLiteral("$  ");

QIcon iconOf(const QPainterPath& glyph, const QPalette& palette) {
    QPixmap pixmap(36, 36);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(palette.color(QPalette::WindowText), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.translate(9, 9);
    painter.drawPath(glyph);
    return QIcon(pixmap);
}

QString nameOf(cluster::ProcessKind kind) {
    const std::string_view name = cluster::text(kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

QString Acts::hands(const QString& text) {
    return handSign + text;
}

QString Acts::kubectl(const QString& text) {
    return promptSign + text;
}

// The signs of the texts become pictures: not every font has them.
void Acts::sign(QMenu& menu) {
    for (QAction* action : menu.actions()) {
        if (QMenu* below = action->menu()) sign(*below);
        const QString text = action->text();
        const bool hand = text.startsWith(handSign);
        if (!hand && !text.startsWith(promptSign)) continue;
        action->setIcon(iconOf(hand ? views::handGlyph() : views::promptGlyph(), menu.palette()));
        action->setText(text.mid(handSign.size()));
    }
}

std::shared_ptr<const cluster::Picture> Acts::picture() const {
    const auto moment = session_.latest();
    return moment ? moment->frame.picture : nullptr;
}

const cluster::MachinePicture* Acts::machine(const cluster::Picture& picture,
                                             const QString& name) const {
    return picture.machine(name.toStdString());
}

void Acts::act(cluster::Intervention what) {
    Q_EMIT began();
    session_.act(std::move(what));
}

void Acts::power(const QString& name, bool on) {
    if (on)
        act(cluster::PowerOn{name.toStdString()});
    else
        act(cluster::PowerOff{name.toStdString()});
}

void Acts::healEverything() {
    act(cluster::HealEverything{});
}

void Acts::addMachine(cluster::Role role) {
    if (const auto now = picture()) act(cluster::AddMachine{now->another(role)});
}

void Acts::fillMenu(QMenu& menu, const Part& part, QPoint at) {
    switch (part.kind) {
    case Part::Kind::Machine: fillMachineMenu(menu, part, at); break;
    case Part::Kind::Process: fillProcessMenu(menu, part); break;
    case Part::Kind::Pod: fillPodMenu(menu, part, at); break;
    case Part::Kind::Deployment: fillDeploymentMenu(menu, part, at); break;
    case Part::Kind::Snapshot: fillSnapshotMenu(menu, part, at); break;
    case Part::Kind::Shelf: fillShelfMenu(menu); break;
    default: fillGroundMenu(menu, at); break;
    }
    sign(menu);
}

void Acts::fillMachineMenu(QMenu& menu, const Part& part, QPoint at) {
    const auto now = picture();
    const auto* m = now ? machine(*now, part.machine) : nullptr;
    if (!m) return;
    const std::string name = m->spec.name;
    if (m->exists) fillHardwareMenu(menu, part, at, *now, *m);
    if (!m->registered) return;
    menu.addSeparator();
    if (m->unschedulable)
        menu.addAction(kubectl(tr("Uncordon")), this, [=, this] {
            act(cluster::Cordon{name, false});
        });
    else
        menu.addAction(kubectl(tr("Cordon")), this, [=, this] {
            act(cluster::Cordon{name, true});
        });
    menu.addAction(kubectl(tr("Drain")), this, [=, this] { act(cluster::Drain{name}); });
    menu.addAction(kubectl(tr("Delete the Node object")), this, [=, this] {
        act(cluster::DeleteObject{"Node", "", name, {}});
    });
    menu.addSeparator();
    menu.addAction(kubectl(tr("Deploy…")), this, [=, this] { askDeployment(at); });
    menu.addAction(kubectl(tr("Create a pod on this node (nodeName)…")), this,
                   [=, this] { askPod(at, part.machine); });
}

void Acts::fillHardwareMenu(QMenu& menu, const Part& part, QPoint at, const cluster::Picture& now,
                            const cluster::MachinePicture& m) {
    const std::string name = m.spec.name;
    if (m.on)
        menu.addAction(hands(tr("Cut the power")), this, [=, this] { power(part.machine, false); });
    else
        menu.addAction(hands(tr("Switch it on")), this, [=, this] { power(part.machine, true); });
    if (m.plugged)
        menu.addAction(hands(tr("Pull the cable")), this,
                       [=, this] { act(cluster::PullCable{name}); });
    else
        menu.addAction(hands(tr("Plug the cable in")), this,
                       [=, this] { act(cluster::PlugCable{name}); });
    QMenu* crash = menu.addMenu(hands(tr("Crash a process")));
    QMenu* start = menu.addMenu(hands(tr("Start a process")));
    for (const auto& p : now.processes) {
        if (now.machines[p.machine].spec.name != name) continue;
        const cluster::ProcessKind kind = p.kind;
        if (p.running)
            crash->addAction(nameOf(kind), this, [=, this] {
                act(cluster::CrashProcess{name, kind, false});
            });
        else
            start->addAction(nameOf(kind), this, [=, this] {
                act(cluster::StartProcess{name, kind});
            });
    }
    QMenu* more = menu.addMenu(hands(tr("Break something else")));
    fillFaults(*more, cluster::FaultPlace::Machine, {.machine = name});
    fillFaults(*more, cluster::FaultPlace::Link, {.machine = name});
    menu.addAction(hands(tr("Trouble on the way to another machine…")), this, [=, this] {
        askLink(cluster::FaultKind::Latency, part.machine, partnerOf(part.machine), at);
    });
    menu.addAction(hands(tr("Cut it off from the others…")), this,
                   [=, this] { Q_EMIT cutAsked({part.machine}); });
    crash->setEnabled(!crash->isEmpty());
    start->setEnabled(m.on && !start->isEmpty());
    if (m.spec.role == now.etcdRole)
        menu.addAction(hands(tr("Save a snapshot of etcd")), this,
                       [=, this] { takeSnapshot(part.machine); });
    menu.addAction(hands(tr("Remove the machine")), this,
                   [=, this] { takeAway(part.machine, at); });
}

void Acts::fillProcessMenu(QMenu& menu, const Part& part) {
    const auto now = picture();
    if (!now) return;
    const std::string name = part.machine.toStdString();
    const cluster::ProcessKind kind = part.process;
    bool running = false;
    bool leads = false;
    for (const auto& p : now->processes)
        if (p.kind == kind && now->machines[p.machine].spec.name == name) {
            running = p.running;
            leads = p.leads;
        }
    if (running) {
        menu.addAction(hands(tr("Crash it: its supervisor starts it again")), this, [=, this] {
            act(cluster::CrashProcess{name, kind, false});
        });
        menu.addAction(hands(tr("Stop it until somebody starts it")), this, [=, this] {
            act(cluster::CrashProcess{name, kind, true});
        });
        fillFaults(menu, cluster::FaultPlace::Process, {.machine = name, .process = kind});
    } else {
        menu.addAction(hands(tr("Start it")), this, [=, this] {
            act(cluster::StartProcess{name, kind});
        });
    }
    if (kind != cluster::ProcessKind::Etcd) return;
    menu.addAction(hands(tr("Save a snapshot")), this, [=, this] { takeSnapshot(part.machine); });
    if (running && !leads)
        menu.addAction(hands(tr("Hand etcd's leadership over to it")), this,
                       [=, this] { act(cluster::MoveLeader{name}); });
}

void Acts::fillPodMenu(QMenu& menu, const Part& part, QPoint at) {
    const std::string ns = part.ns.toStdString();
    const std::string name = part.name.toStdString();
    const auto now = picture();
    QString workload;
    if (now)
        for (const auto& p : now->pods)
            if (p.ns == ns && p.name == name) workload = QString::fromStdString(p.workload);
    menu.addAction(kubectl(tr("Delete the pod")), this, [=, this] {
        act(cluster::DeleteObject{"Pod", ns, name, {}});
    });
    menu.addAction(kubectl(tr("Delete the pod at once (grace period 0)")), this, [=, this] {
        act(cluster::DeleteObject{"Pod", ns, name, 0});
    });
    menu.addAction(hands(tr("Load of its container…")), this, [=, this] { askUsage(part, at); });
    if (!now) return;
    for (const auto& d : now->deployments) {
        if (d.ns != ns || QString::fromStdString(d.name) != workload) continue;
        Part deployment;
        deployment.kind = Part::Kind::Deployment;
        deployment.ns = part.ns;
        deployment.name = workload;
        views::addHeading(menu, tr("Deployment %1").arg(workload));
        fillDeploymentMenu(menu, deployment, at);
    }
}

void Acts::fillDeploymentMenu(QMenu& menu, const Part& part, QPoint at) {
    menu.addAction(kubectl(tr("Scale…")), this, [=, this] { askScale(part, at); });
    menu.addAction(kubectl(tr("Set image…")), this, [=, this] { askImage(part, at); });
    menu.addAction(
        kubectl(tr("Undo the rollout") + QLatin1Char('\t') +
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U).toString(QKeySequence::NativeText)),
        this, [=, this] { undoRollout(part); });
    menu.addAction(kubectl(tr("Delete the Deployment")), this, [=, this] { remove(part, at); });
}

void Acts::undoRollout(const Part& part) {
    const auto now = picture();
    if (!now) return;
    const std::string ns = part.ns.toStdString();
    std::string name = part.name.toStdString();
    if (part.kind == Part::Kind::Pod)
        for (const auto& p : now->pods)
            if (p.ns == ns && p.name == part.name.toStdString()) name = p.workload;
    for (const auto& d : now->deployments)
        if (part && d.ns == ns && d.name == name)
            return act(cluster::UndoRollout{.ns = ns, .name = name});
    Q_EMIT refused(tr("Whose rollout? Select a pod of the Deployment first."));
}

void Acts::fillGroundMenu(QMenu& menu, QPoint at) {
    menu.addAction(kubectl(tr("Deploy…")), this, [=, this] { askDeployment(at); });
    menu.addAction(kubectl(tr("Create a pod…")), this, [=, this] { askPod(at); });
    menu.addAction(kubectl(tr("Apply files…")), this, [=, this] { askFiles(); });
    menu.addSeparator();
    menu.addAction(hands(tr("Add a worker")), this,
                   [=, this] { addMachine(cluster::Role::Worker); });
    menu.addAction(
        hands(withWarning(tr("Add a control-plane machine"), cluster::Role::ControlPlane)), this,
        [=, this] { addMachine(cluster::Role::ControlPlane); });
    if (const auto now = picture(); now && now->etcdRole == cluster::Role::Etcd)
        menu.addAction(hands(withWarning(tr("Add a machine to etcd"), cluster::Role::Etcd)), this,
                       [=, this] { addMachine(cluster::Role::Etcd); });
    menu.addAction(hands(tr("Take a snapshot")), this, [=, this] { takeSnapshot(); });
    menu.addAction(hands(tr("Partition the network…")), this, [this] { Q_EMIT cutAsked({}); });
    menu.addAction(hands(tr("Trouble between two machines…")), this, [=, this] {
        const bool two = chosen_.size() == 2;
        askLink(cluster::FaultKind::Latency, two ? chosen_[0] : QString(),
                two ? chosen_[1] : QString(), at);
    });
    menu.addAction(hands(tr("Heal everything")), this, [=, this] { healEverything(); });
}

QString Acts::withWarning(const QString& text, cluster::Role role) const {
    const auto now = picture();
    const auto warning =
        now ? cluster::warningBefore(*now, cluster::AddMachine{now->another(role)}) : std::nullopt;
    return warning ? text + QStringLiteral(" (%1)").arg(views::sentenceText(*warning)) : text;
}

void Acts::takeAway(const QString& machine, QPoint at) {
    const std::string name = machine.toStdString();
    const auto now = picture();
    const cluster::MachinePicture* m = now ? now->machine(name) : nullptr;
    if (m && m->spec.role == now->etcdRole) return askRemoval(machine, at);
    act(cluster::RemoveMachine{name});
}

void Acts::remove(const Part& part, QPoint at) {
    const std::string name = part.name.toStdString();
    const std::string ns = part.ns.toStdString();
    switch (part.kind) {
    case Part::Kind::Pod: act(cluster::DeleteObject{"Pod", ns, name, {}}); break;
    case Part::Kind::Deployment: act(cluster::DeleteObject{"Deployment", ns, name, {}}); break;
    case Part::Kind::Machine: {
        const std::string node = part.machine.toStdString();
        QMenu menu(window_);
        views::addHeading(menu, tr("Delete %1").arg(part.machine));
        const auto now = picture();
        const auto* m = now ? machine(*now, part.machine) : nullptr;
        if (m && m->exists && m->on)
            menu.addAction(hands(tr("Cut its power; its disk stays")), this,
                           [=, this] { act(cluster::PowerOff{node}); });
        if (m && m->exists)
            menu.addAction(hands(tr("Take the machine away, with its disk")), this,
                           [=, this] { takeAway(part.machine, at); });
        if (m && m->registered)
            menu.addAction(kubectl(tr("Delete the Node object only")), this, [=, this] {
                act(cluster::DeleteObject{"Node", "", node, {}});
            });
        sign(menu);
        menu.exec(at);
        break;
    }
    default: Q_EMIT refused(tr("This part of the cluster cannot be deleted.")); break;
    }
}

void Acts::use(const QString& item, const Part& target, QPoint at, bool pinned) {
    const bool onMachine = target.kind == Part::Kind::Machine || target.kind == Part::Kind::Process;
    const std::string name = target.machine.toStdString();
    const auto now = picture();
    const auto* m = now && onMachine ? machine(*now, target.machine) : nullptr;
    if (item == QLatin1String("worker")) return addMachine(cluster::Role::Worker);
    if (item == QLatin1String("etcd")) return addMachine(cluster::Role::Etcd);
    if (item == QLatin1String("control-plane")) return addMachine(cluster::Role::ControlPlane);
    const QString node = pinned ? target.machine : QString();
    if (item == QLatin1String("deployment")) return askDeployment(at, node);
    if (item == QLatin1String("pod")) return askPod(at, node);
    if (item.startsWith(QLatin1String("example:"))) return applyExample(item.mid(8));
    if (item == QLatin1String("partition"))
        return Q_EMIT cutAsked(onMachine ? QStringList{target.machine} : QStringList{});
    if (item == QLatin1String("file")) return askFiles();
    if (item.startsWith(QLatin1String("file:"))) return applyFiles({item.mid(5)});
    if (item.startsWith(QLatin1String("document-file:"))) return Q_EMIT openAsked(item.mid(14));
    if (item.startsWith(QLatin1String("snapshot-file:")))
        return session_.loadSnapshot(item.mid(14));
    if (item.startsWith(QLatin1String("snapshot:"))) return askRestore(item.mid(9).toUInt(), at);
    const bool onNetwork = target.kind == Part::Kind::Network;
    if (onNetwork && item.startsWith(QLatin1String("fault:")))
        return useFault(item.mid(6), target, at);
    if (!m) {
        Q_EMIT refused(tr("This needs a machine: drop it on a card, or select one first."));
        return;
    }
    if (item == QLatin1String("power-cut")) return act(cluster::PowerOff{name});
    if (item == QLatin1String("cable")) {
        if (m->plugged) return act(cluster::PullCable{name});
        return act(cluster::PlugCable{name});
    }
    if (item.startsWith(QLatin1String("fault:"))) return useFault(item.mid(6), target, at);
    if (item != QLatin1String("crash")) return;
    if (target.kind == Part::Kind::Process)
        return act(cluster::CrashProcess{name, target.process, false});
    askProcess(tr("Which process crashes?"), name, at, [=, this](cluster::ProcessKind kind) {
        act(cluster::CrashProcess{name, kind, false});
    });
}

void Acts::askFiles() {
    applyFiles(QFileDialog::getOpenFileNames(window_, tr("Apply manifests"), {},
                                             tr("Manifests (*.yaml *.yml *.json);;All files (*)")));
}

void Acts::applyFiles(const QStringList& paths) {
    if (paths.isEmpty()) return;
    std::vector<std::filesystem::path> files;
    for (const QString& path : paths) files.emplace_back(path.toStdString());
    auto objects = manifest::readManifests(files);
    if (!objects) {
        Q_EMIT refused(views::errorText(objects.error()));
        return;
    }
    cluster::ApplyObjects apply;
    apply.title = files.size() == 1
                      ? files.front().filename().string()
                      : tr("%n object(s)", nullptr, int(objects->size())).toStdString();
    for (manifest::ManifestObject& object : *objects)
        apply.objects.push_back(std::move(object.json));
    act(std::move(apply));
}

} // namespace maqueta::app
