// What breaks for a while: faults, cuts, and how they are healed.
#include "app/window/acts.h"
#include "app/window/fault_words.h"

#include "manifest/manifest.h"
#include "views/chrome/chrome.h"
#include "views/style/trace_words.h"

#include <QFile>

namespace maqueta::app {

using views::Part;

namespace {

QString fromModel(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

QString faultName(cluster::FaultKind kind) {
    using cluster::FaultKind;
    switch (kind) {
    case FaultKind::Pause: return Acts::tr("Pause it");
    case FaultKind::CrashLoop: return Acts::tr("Let it crash again and again");
    case FaultKind::ClockSkew: return Acts::tr("Skew its clock");
    case FaultKind::SlowDisk: return Acts::tr("Slow disk");
    case FaultKind::FullDisk: return Acts::tr("Full disk");
    case FaultKind::LostDisk: return Acts::tr("Lose the disk");
    case FaultKind::CorruptLog: return Acts::tr("Damage etcd's log");
    case FaultKind::Latency: return Acts::tr("Slow link");
    case FaultKind::Loss: return Acts::tr("Lose messages");
    case FaultKind::Duplication: return Acts::tr("Deliver messages twice");
    case FaultKind::Reordering: return Acts::tr("Messages overtake one another");
    case FaultKind::Bandwidth: return Acts::tr("Narrow link");
    }
    return {};
}

QString unitOf(std::string_view unit) {
    return unit == "percent" ? QStringLiteral("%") : fromModel(unit);
}

void Acts::fillFaults(QMenu& menu, cluster::FaultPlace place, const cluster::Fault& where) {
    for (const cluster::FaultInfo& info : cluster::allFaults()) {
        if (info.place != place) continue;
        cluster::Fault fault = where;
        fault.kind = info.kind;
        fault.amount = info.usual;
        QString text = faultName(info.kind);
        if (info.usual > 0)
            text += QStringLiteral(" (%1 %2)").arg(info.usual).arg(unitOf(info.unit));
        menu.addAction(hands(text), this, [=, this] { act(cluster::InjectFault{fault}); });
    }
}

void Acts::useFault(const QString& name, const Part& target, QPoint at) {
    for (const cluster::FaultInfo& info : cluster::allFaults()) {
        if (fromModel(info.name) != name) continue;
        const bool ofProcess = info.place == cluster::FaultPlace::Process;
        const bool ofLink = info.place == cluster::FaultPlace::Link;
        const QString partner = ofLink ? partnerOf(target.machine) : QString();
        if (ofLink && (target.kind == Part::Kind::Network || !partner.isEmpty()))
            return askLink(info.kind, target.machine, partner, at);
        cluster::Fault fault{
            .kind = info.kind, .machine = target.machine.toStdString(), .amount = info.usual};
        if (ofProcess) fault.process = target.process;
        const bool asks = ofProcess && target.kind != Part::Kind::Process;
        if (!asks) return act(cluster::InjectFault{fault});
        askProcess(faultName(info.kind), fault.machine, at, [=, this](cluster::ProcessKind kind) {
            cluster::Fault own = fault;
            own.process = kind;
            act(cluster::InjectFault{own});
        });
    }
}

void Acts::askProcess(const QString& title, const std::string& machine, QPoint at,
                      const std::function<void(cluster::ProcessKind)>& chosen) {
    const auto now = picture();
    if (!now) return;
    QMenu menu(window_);
    views::addHeading(menu, title);
    for (const auto& p : now->processes) {
        if (now->machines[p.machine].spec.name != machine || !p.running) continue;
        const cluster::ProcessKind kind = p.kind;
        menu.addAction(fromModel(cluster::text(kind)), this, [=] { chosen(kind); });
    }
    menu.exec(at);
}

void Acts::heal(int fault) {
    const auto now = picture();
    const auto index = static_cast<std::size_t>(fault);
    if (now && index < now->faults.size()) act(now->faults[index].heal);
}

void Acts::cutNetwork(const QStringList& sideA, const QStringList& sideB, bool oneWay) {
    cluster::CutNetwork cut{.sideA = {}, .sideB = {}, .oneWay = oneWay};
    for (const QString& name : sideA) cut.sideA.push_back(name.toStdString());
    for (const QString& name : sideB) cut.sideB.push_back(name.toStdString());
    act(std::move(cut));
}

void Acts::applyExample(const QString& name) {
    QFile file(QStringLiteral(":/examples/%1.yaml").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return;
    auto objects = manifest::readManifestText(file.readAll().toStdString(), name.toStdString());
    if (!objects) {
        Q_EMIT refused(views::errorText(objects.error()));
        return;
    }
    cluster::ApplyObjects apply;
    apply.title = name.toStdString();
    for (manifest::ManifestObject& object : *objects)
        apply.objects.push_back(std::move(object.json));
    act(std::move(apply));
}

} // namespace maqueta::app
