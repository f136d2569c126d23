#include "views/canvas/words.h"

#include <QCoreApplication>

namespace maqueta::views {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Canvas", text);
}

} // namespace

QString processName(cluster::ProcessKind kind) {
    using cluster::ProcessKind;
    switch (kind) {
    case ProcessKind::Etcd: return tr("etcd");
    case ProcessKind::ApiServer: return tr("API server");
    case ProcessKind::Scheduler: return tr("Scheduler");
    case ProcessKind::ControllerManager: return tr("Controller Manager");
    case ProcessKind::Kubelet: return tr("kubelet");
    case ProcessKind::LoadBalancer: return tr("Load balancer");
    case ProcessKind::Client: return tr("kubectl");
    }
    return {};
}

QString processShort(cluster::ProcessKind kind) {
    if (kind == cluster::ProcessKind::ApiServer) return tr("API");
    if (kind == cluster::ProcessKind::ControllerManager) return tr("Controllers");
    return processName(kind);
}

QString processJob(cluster::ProcessKind kind) {
    using cluster::ProcessKind;
    switch (kind) {
    case ProcessKind::Etcd: return tr("the memory");
    case ProcessKind::ApiServer: return tr("the only door");
    case ProcessKind::Scheduler: return tr("chooses the worker");
    case ProcessKind::ControllerManager: return tr("makes it so");
    case ProcessKind::Kubelet: return tr("starts what it hears of");
    case ProcessKind::LoadBalancer: return tr("one address for all doors");
    case ProcessKind::Client: return tr("you");
    }
    return {};
}

QString processState(const cluster::ProcessPicture& process) {
    using cluster::ProcessKind;
    if (!process.running) return tr("not running");
    if (process.kind == ProcessKind::Etcd) {
        if (process.state == "StateCandidate") return tr("candidate, term %1").arg(process.term);
        if (process.state == "StatePreCandidate") return tr("asks: would I win?");
        if (!process.healthy) return tr("knows no leader");
    } else if (process.kind == ProcessKind::ApiServer && !process.healthy) {
        return tr("not ready");
    }
    return processJob(process.kind);
}

QString podState(const cluster::PodPicture& pod) {
    using cluster::PodLook;
    if (pod.onlyRunning) return tr("runs, but has no record in the API");
    QString text;
    switch (pod.look) {
    case PodLook::Waiting: text = tr("waits for a node"); break;
    case PodLook::Assigned: text = tr("has a node, its kubelet has not heard yet"); break;
    case PodLook::Starting: text = tr("starts"); break;
    case PodLook::Running: text = tr("runs, not ready yet"); break;
    case PodLook::Ready: text = tr("Ready"); break;
    case PodLook::Unknown: text = tr("not heard of"); break;
    case PodLook::Terminating: text = tr("Terminating"); break;
    case PodLook::Succeeded: text = tr("Succeeded"); break;
    case PodLook::Failed: text = tr("Failed"); break;
    }
    return pod.reason.empty() ? text : text + QStringLiteral(": ") + toQString(pod.reason);
}

QString ringText(const diagram::Ring& ring) {
    const std::int64_t s = (ring.remaining.ns + 999'999'999) / 1'000'000'000;
    const QString time = QStringLiteral("%1:%2").arg(s / 60).arg(s % 60, 2, 10, QLatin1Char('0'));
    switch (ring.kind) {
    case diagram::Wait::Kind::NodeGrace: return tr("NotReady in %1").arg(time);
    case diagram::Wait::Kind::Toleration: return tr("replaced in %1").arg(time);
    case diagram::Wait::Kind::LeaderLease: return tr("Lease free in %1").arg(time);
    case diagram::Wait::Kind::Progress: return tr("gives up in %1").arg(time);
    }
    return {};
}

QString revisionText(std::int64_t revision) {
    QString digits = QString::number(revision);
    for (qsizetype i = digits.size() - 3; i > 0; i -= 3) digits.insert(i, QChar(0x2009));
    return tr("rev %1").arg(digits);
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
    case TransitKind::Request: return tr("request");
    case TransitKind::Reply: return tr("reply");
    case TransitKind::Heartbeat: return tr("heartbeat");
    case TransitKind::Replication: return tr("replication");
    case TransitKind::Vote: return tr("vote");
    case TransitKind::Watch: return tr("watch");
    case TransitKind::HealthCheck: return tr("health check");
    case TransitKind::Reset: return tr("nobody here");
    }
    return {};
}

QString labelText(const char* label) {
    return QCoreApplication::translate("Messages", label);
}

Caption captionText(const diagram::Director::Told& told) {
    const auto fill = [&](const char* pattern) {
        const QString local = QCoreApplication::translate("Captions", pattern);
        return toQString(diagram::fillCaption(local.toStdString(), told.beat));
    };
    return {
        .bold = fill(told.rule->bold), .rest = fill(told.rule->rest), .beat = told.number, .of = 0};
}

} // namespace maqueta::views
