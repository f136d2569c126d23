#include "views/canvas/words.h"

#include "api/client.h"
#include "views/style/texts.h"
#include "views/style/trace_words.h"

namespace maqueta::views {

QString partName(const Part& part) {
    switch (part.kind) {
    case Part::Kind::Machine: return part.machine;
    case Part::Kind::Process:
        return CanvasText::tr("%1 on %2").arg(processName(part.process), part.machine);
    case Part::Kind::Pod:
    case Part::Kind::Deployment: return part.name;
    case Part::Kind::Network: return CanvasText::tr("Virtual network");
    case Part::Kind::Tray: return CanvasText::tr("Waiting for a node");
    case Part::Kind::Shelf: return CanvasText::tr("Snapshots");
    case Part::Kind::Snapshot: return CanvasText::tr("Snapshot %1").arg(part.snapshot);
    case Part::Kind::Fault: return CanvasText::tr("Fault %1").arg(part.snapshot + 1);
    case Part::Kind::None: break;
    }
    return {};
}

QString withWideDigits(QString name) {
    for (QChar& c : name)
        if (c.isDigit()) c = QLatin1Char('0');
    return name;
}

QString nameThatFits(const Drawing& d, const QString& machine, const Words& words, double room) {
    QStringList names{machine};
    if (const QStringList parts = machine.split('-', Qt::SkipEmptyParts); parts.size() > 1) {
        QString initials;
        for (const QString& part : parts.sliced(0, parts.size() - 1)) initials += part.front();
        names << initials + '-' + parts.last() << parts.last();
    }
    for (const QString& name : names)
        if (d.fits(withWideDigits(name), words, room)) return name;
    return {};
}

QString processName(cluster::ProcessKind kind) {
    using cluster::ProcessKind;
    switch (kind) {
    case ProcessKind::Etcd: return CanvasText::tr("etcd");
    case ProcessKind::ApiServer: return CanvasText::tr("API server");
    case ProcessKind::Scheduler: return CanvasText::tr("Scheduler");
    case ProcessKind::ControllerManager: return CanvasText::tr("Controller Manager");
    case ProcessKind::Kubelet: return CanvasText::tr("kubelet");
    case ProcessKind::LoadBalancer: return CanvasText::tr("Load balancer");
    case ProcessKind::Client: return CanvasText::tr("kubectl");
    }
    return {};
}

QString processShort(cluster::ProcessKind kind) {
    if (kind == cluster::ProcessKind::ApiServer) return CanvasText::tr("API");
    if (kind == cluster::ProcessKind::ControllerManager) return CanvasText::tr("Controllers");
    return processName(kind);
}

QStringList processNames(cluster::ProcessKind kind) {
    QStringList names{processName(kind)};
    if (processShort(kind) != names.first()) names << processShort(kind);
    if (kind == cluster::ProcessKind::ControllerManager) names << CanvasText::tr("Manager");
    return names;
}

QString processJob(cluster::ProcessKind kind) {
    using cluster::ProcessKind;
    switch (kind) {
    case ProcessKind::Etcd: return CanvasText::tr("the memory");
    case ProcessKind::ApiServer: return CanvasText::tr("the only door");
    case ProcessKind::Scheduler: return CanvasText::tr("chooses the worker");
    case ProcessKind::ControllerManager: return CanvasText::tr("makes it so");
    case ProcessKind::Kubelet: return CanvasText::tr("starts what it hears of");
    case ProcessKind::LoadBalancer: return CanvasText::tr("one address for all doors");
    case ProcessKind::Client: return CanvasText::tr("you");
    }
    return {};
}

QString processState(const cluster::ProcessPicture& process) {
    using cluster::ProcessKind;
    if (!process.running) return CanvasText::tr("not running");
    if (process.kind == ProcessKind::Etcd) {
        if (process.state == "StateCandidate")
            return CanvasText::tr("candidate, term %1").arg(process.term);
        if (process.state == "StatePreCandidate") return CanvasText::tr("asks: would I win?");
        if (process.membership == cluster::Membership::Learner)
            return CanvasText::tr("learner: no vote yet");
        if (!process.healthy) return CanvasText::tr("knows no leader");
        if (process.mistaken()) return CanvasText::tr("believes: term %1").arg(process.term);
    } else if (process.repeats > 0) {
        //: %1 how often it has asked again, %2 how often it may
        return CanvasText::tr("asks again, %1 of %2").arg(process.repeats).arg(api::Repeat::most);
    } else if (process.mistaken()) {
        return CanvasText::tr("believes it leads");
    } else if (process.kind == ProcessKind::ApiServer && !process.healthy) {
        return CanvasText::tr("not ready");
    }
    return processJob(process.kind);
}

QString podState(const cluster::PodPicture& pod) {
    using cluster::PodLook;
    if (pod.onlyRunning) return CanvasText::tr("runs, but has no record in the API");
    QString text;
    switch (pod.look) {
    case PodLook::Waiting: text = CanvasText::tr("waits for a node"); break;
    case PodLook::Assigned:
        text = CanvasText::tr("has a node, its kubelet has not heard yet");
        break;
    case PodLook::Starting: text = CanvasText::tr("starts"); break;
    case PodLook::Running: text = CanvasText::tr("runs, not ready yet"); break;
    case PodLook::Ready: text = CanvasText::tr("Ready"); break;
    case PodLook::Unknown: text = CanvasText::tr("not heard of"); break;
    case PodLook::Terminating: text = CanvasText::tr("Terminating"); break;
    case PodLook::Succeeded: text = CanvasText::tr("Succeeded"); break;
    case PodLook::Failed: text = CanvasText::tr("Failed"); break;
    }
    return pod.reason.empty() ? text : text + QStringLiteral(": ") + toQString(pod.reason);
}

Tone sideTone(bool a) {
    return a ? Tone::Partitioned : Tone::Leader;
}

QString faultName(const cluster::FaultPicture& fault) {
    using cluster::FaultKind;
    if (!fault.kind) {
        if (fault.isCut()) return CanvasText::tr("cut");
        if (std::holds_alternative<cluster::PowerOn>(fault.heal)) return CanvasText::tr("no power");
        if (std::holds_alternative<cluster::PlugCable>(fault.heal))
            return CanvasText::tr("cable out");
        return CanvasText::tr("stopped");
    }
    switch (*fault.kind) {
    case FaultKind::Pause: return CanvasText::tr("paused");
    case FaultKind::CrashLoop: return CanvasText::tr("crashes");
    case FaultKind::ClockSkew: return CanvasText::tr("clock");
    case FaultKind::SlowDisk: return CanvasText::tr("slow disk");
    case FaultKind::FullDisk: return CanvasText::tr("disk full");
    case FaultKind::LostDisk: return CanvasText::tr("disk lost");
    case FaultKind::CorruptLog: return CanvasText::tr("log damaged");
    case FaultKind::Latency: return CanvasText::tr("slow link");
    case FaultKind::Loss: return CanvasText::tr("loses");
    case FaultKind::Duplication: return CanvasText::tr("twice");
    case FaultKind::Reordering: return CanvasText::tr("disorder");
    case FaultKind::Bandwidth: return CanvasText::tr("narrow");
    }
    return {};
}

// What comes of it, in the words of the legend.
QString faultMeaning(const cluster::FaultPicture& fault) {
    using cluster::FaultKind;
    if (!fault.kind) {
        if (fault.isCut()) return CanvasText::tr("nothing gets across");
        if (std::holds_alternative<cluster::PowerOn>(fault.heal))
            return CanvasText::tr("the machine is off");
        if (std::holds_alternative<cluster::PlugCable>(fault.heal))
            return CanvasText::tr("runs, but nobody hears it");
        return CanvasText::tr("ended for good");
    }
    switch (*fault.kind) {
    case FaultKind::Pause: return CanvasText::tr("stands still");
    case FaultKind::CrashLoop: return CanvasText::tr("ends again and again");
    case FaultKind::ClockSkew: return CanvasText::tr("time runs wrong");
    case FaultKind::SlowDisk: return CanvasText::tr("each write waits");
    case FaultKind::FullDisk: return CanvasText::tr("etcd takes no writes");
    case FaultKind::LostDisk: return CanvasText::tr("etcd's data is gone");
    case FaultKind::CorruptLog: return CanvasText::tr("etcd cannot start");
    case FaultKind::Latency: return CanvasText::tr("messages take longer");
    case FaultKind::Loss: return CanvasText::tr("messages get lost");
    case FaultKind::Duplication: return CanvasText::tr("messages come twice");
    case FaultKind::Reordering: return CanvasText::tr("messages overtake others");
    case FaultKind::Bandwidth: return CanvasText::tr("little fits through");
    }
    return {};
}

QString ringTime(const diagram::Ring& ring) {
    const std::int64_t s = (ring.remaining.ns + 999'999'999) / 1'000'000'000;
    return QStringLiteral("%1:%2").arg(s / 60).arg(s % 60, 2, 10, QLatin1Char('0'));
}

QString ringText(const diagram::Ring& ring) {
    const QString time = ringTime(ring);
    switch (ring.kind) {
    case diagram::Wait::Kind::NodeGrace: return CanvasText::tr("NotReady in %1").arg(time);
    case diagram::Wait::Kind::Toleration: return CanvasText::tr("replaced in %1").arg(time);
    case diagram::Wait::Kind::LeaderLease: return CanvasText::tr("Lease free in %1").arg(time);
    case diagram::Wait::Kind::Progress: return CanvasText::tr("gives up in %1").arg(time);
    }
    return {};
}

QString shortRevisionText(std::int64_t revision) {
    constexpr std::int64_t billion = 1'000'000'000;
    if (revision < billion) return revisionText(revision);
    return QStringLiteral("%1e9+%2").arg(revision / billion).arg(revision % billion);
}

QString groupedText(std::int64_t number) {
    QString digits = QString::number(number);
    for (qsizetype i = digits.size() - 3; i > 0; i -= 3) digits.insert(i, QChar(0x2009));
    return digits;
}

QString revisionText(std::int64_t revision) {
    return CanvasText::tr("rev %1").arg(groupedText(revision));
}

QString clockText(sim::Time at) {
    const std::int64_t s = at.ns / 1'000'000'000;
    if (s >= 3600)
        return QStringLiteral("%1:%2:%3")
            .arg(s / 3600)
            .arg(s / 60 % 60, 2, 10, QLatin1Char('0'))
            .arg(s % 60, 2, 10, QLatin1Char('0'));
    return QStringLiteral("%1:%2")
        .arg(s / 60, 2, 10, QLatin1Char('0'))
        .arg(s % 60, 2, 10, QLatin1Char('0'));
}

QString tokenName(cluster::TransitKind kind) {
    using cluster::TransitKind;
    switch (kind) {
    case TransitKind::Request: return CanvasText::tr("request");
    case TransitKind::Reply: return CanvasText::tr("reply");
    case TransitKind::Heartbeat: return CanvasText::tr("heartbeat");
    case TransitKind::Replication: return CanvasText::tr("replication");
    case TransitKind::Vote: return CanvasText::tr("vote");
    case TransitKind::Watch: return CanvasText::tr("watch");
    case TransitKind::HealthCheck: return CanvasText::tr("health check");
    case TransitKind::Reset: return CanvasText::tr("nobody here");
    }
    return {};
}

QString missedText(int heartbeats) {
    if (heartbeats == 1) return CanvasText::tr("a heartbeat is missing");
    return CanvasText::tr("%1 heartbeats are missing").arg(heartbeats);
}

QString labelText(const char* label) {
    return QCoreApplication::translate("Messages", label);
}

Caption captionText(const diagram::Director::Told& told) {
    const std::string says = beatText(told.beat).toStdString();
    const auto fill = [&](const char* pattern) {
        const QString local = QCoreApplication::translate("Captions", pattern);
        return toQString(diagram::fillCaption(local.toStdString(), told.beat, says));
    };
    return {
        .bold = fill(told.rule->bold), .rest = fill(told.rule->rest), .beat = told.number, .of = 0};
}

} // namespace maqueta::views
