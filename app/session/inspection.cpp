#include "app/session/inspection.h"

#include "api/codec.h"
#include "history/history.h"
#include "manifest/write_yaml.h"

#include <QCoreApplication>

#include <algorithm>

namespace maqueta::app {
namespace {

using cluster::Beat;
using views::Part;

constexpr std::size_t longestChain = 12;
constexpr std::size_t mostEvents = 60;

QString tr(const char* text) {
    return QCoreApplication::translate("Inspection", text);
}
QString q(const std::string& text) {
    return QString::fromStdString(text);
}
QString clock(sim::Time at) {
    return q(sim::clockText(at, 1));
}
QString yesNo(bool yes) {
    return yes ? tr("yes") : tr("no");
}
QString gib(std::int64_t bytes) {
    return QString::number(static_cast<double>(bytes) / (1LL << 30), 'f', 1) + " GiB";
}
QString cores(std::int64_t milli) {
    return QString::number(static_cast<double>(milli) / 1000.0, 'f', 2);
}

class Inspector {
public:
    Inspector(const history::History& history, ReasonsDesk& desk, const Part& part)
        : history_(history), desk_(desk), picture_(history.world().picture()) {
        out_.part = part;
    }

    Inspection run() {
        switch (out_.part.kind) {
        case Part::Kind::Machine: machine(); break;
        case Part::Kind::Process: process(); break;
        case Part::Kind::Pod: pod(); break;
        case Part::Kind::Deployment: deployment(); break;
        case Part::Kind::Snapshot: snapshot(); break;
        case Part::Kind::Network: out_.title = tr("Virtual network"); break;
        case Part::Kind::Tray: tray(); break;
        case Part::Kind::Shelf: out_.title = tr("Snapshots"); break;
        case Part::Kind::None: break;
        }
        return std::move(out_);
    }

private:
    void row(const char* name, QString value) {
        out_.rows.emplace_back(tr(name), std::move(value));
    }

    // Beats that concern the part up to the cursor, and the chain that led to the newest of them.
    template <class F>
    void beats(F&& concerns) {
        const auto& all = history_.beats();
        const Beat* newest = nullptr;
        auto reached = std::upper_bound(all.begin(), all.end(), history_.now(),
                                        [](sim::Time t, const Beat& b) { return t < b.at; });
        while (reached != all.begin() && out_.events.size() < mostEvents) {
            const Beat& beat = *--reached;
            if (!concerns(beat)) continue;
            if (!newest) newest = &beat;
            out_.events.push_back(beat);
        }
        while (newest && out_.because.size() < longestChain) {
            out_.because.push_back(*newest);
            newest = beat(newest->because[0]);
        }
        std::reverse(out_.because.begin(), out_.because.end());
    }

    const Beat* beat(cluster::RecordSeq seq) const {
        if (seq == 0) return nullptr;
        const auto& all = history_.beats();
        const auto at =
            std::lower_bound(all.begin(), all.end(), seq,
                             [](const Beat& b, cluster::RecordSeq s) { return b.seq < s; });
        return at != all.end() && at->seq == seq ? &*at : nullptr;
    }

    void yaml(api::Kind kind, std::string_view ns, std::string_view name) {
        const store::Root root = history_.world().storeRoot();
        const store::KeyValue* kv = root.table.find(api::keyOf(kind, ns, name));
        if (!kv) return;
        const auto& object = static_cast<const api::Object&>(*kv->value);
        out_.yaml = q(manifest::writeYaml(api::encodeForApi(object, kv->modRevision)));
    }

    void machine() {
        const std::string name = out_.part.machine.toStdString();
        const cluster::MachinePicture* m = picture_.machine(name);
        out_.title = out_.part.machine;
        if (!m) return void(out_.subtitle = tr("removed"));
        out_.subtitle = q(std::string(text(m->spec.role)));
        row("Power", m->on ? tr("on") : tr("off"));
        row("Cable", m->plugged ? tr("plugged in") : tr("pulled"));
        row("Address", q(m->ip));
        if (m->registered) {
            row("The API says", m->ready ? tr("Ready") : tr("NotReady"));
            if (!m->readyReason.empty()) row("Reason", q(m->readyReason));
            row("Schedulable", yesNo(!m->unschedulable));
            row("Last renewal", clock(m->lastRenewal));
            row("Pod addresses", q(m->podCidr));
            row("CPU requested",
                tr("%1 of %2").arg(cores(m->requestedCpuMilli), cores(m->allocatableCpuMilli)));
            row("CPU used", cores(m->usedCpuMilli));
            row("Memory requested",
                tr("%1 of %2").arg(gib(m->requestedMemory), gib(m->allocatableMemory)));
            row("Memory used", gib(m->usedMemory));
            for (const std::string& taint : m->taints) row("Taint", q(taint));
        }
        if (!m->spec.zone.empty()) row("Zone", q(m->spec.zone));
        const network::MachineId id = m->id;
        const std::string node = "Node " + name;
        beats([&](const Beat& b) { return b.object == node || b.machine == id; });
        yaml(api::Kind::Node, {}, name);
    }

    void process() {
        const std::string name = out_.part.machine.toStdString();
        out_.title = q(std::string(text(out_.part.process)));
        out_.subtitle = tr("on %1").arg(out_.part.machine);
        for (const cluster::ProcessPicture& p : picture_.processes) {
            if (p.kind != out_.part.process || picture_.machines[p.machine].spec.name != name)
                continue;
            row("Running", yesNo(p.running));
            row("Healthy", yesNo(p.healthy));
            if (p.kind == cluster::ProcessKind::Etcd) {
                row("Raft role", q(p.state));
                row("Term", QString::number(p.term));
                row("Committed up to", QString::number(p.commitIndex));
                row("Log ends at", QString::number(p.lastIndex));
                row("Revision", QString::number(p.revision));
                if (p.votes > 0) row("Votes", QString::number(p.votes));
            } else if (p.kind == cluster::ProcessKind::Scheduler ||
                       p.kind == cluster::ProcessKind::ControllerManager) {
                row("Holds the Lease", yesNo(p.leads));
            }
            const network::ProcessId id = p.id;
            beats([&](const Beat& b) { return b.process == id; });
        }
    }

    void pod() {
        const std::string ns = out_.part.ns.toStdString();
        const std::string name = out_.part.name.toStdString();
        out_.title = out_.part.name;
        out_.subtitle = tr("Pod in %1").arg(out_.part.ns);
        for (const cluster::PodPicture& p : picture_.pods) {
            if (p.ns != ns || p.name != name) continue;
            row("Phase", p.onlyRunning ? tr("unknown to the API, still running") : q(p.phase));
            row("Node", p.machine < 0
                            ? tr("none yet")
                            : q(picture_.machines[static_cast<std::size_t>(p.machine)].spec.name));
            if (!p.reason.empty()) row("Reason", q(p.reason));
            if (!p.message.empty()) row("Message", q(p.message));
            row("Image", q(p.image));
            if (!p.ip.empty()) row("Address", q(p.ip));
            row("Restarts", QString::number(p.restarts));
            row("CPU requested", cores(p.cpuMilli));
            row("Memory requested", gib(p.memory));
            row("Created", clock(p.created));
        }
        const std::string object = "Pod " + ns + "/" + name;
        beats([&](const Beat& b) { return b.object == object; });
        out_.reasons = desk_.reasonsFor(history_, ns, name);
        yaml(api::Kind::Pod, ns, name);
    }

    void deployment() {
        const std::string ns = out_.part.ns.toStdString();
        const std::string name = out_.part.name.toStdString();
        out_.title = out_.part.name;
        out_.subtitle = tr("Deployment in %1").arg(out_.part.ns);
        for (const cluster::DeploymentPicture& d : picture_.deployments) {
            if (d.ns != ns || d.name != name) continue;
            row("Wanted", QString::number(d.replicas));
            row("Up to date", QString::number(d.updated));
            row("Ready", QString::number(d.ready));
            row("Available", QString::number(d.available));
            row("Image", q(d.image));
        }
        const std::string object = "Deployment " + ns + "/" + name;
        beats([&](const Beat& b) { return b.object == object; });
        yaml(api::Kind::Deployment, ns, name);
    }

    void snapshot() {
        out_.title = tr("Snapshot %1").arg(out_.part.snapshot);
        for (const cluster::SnapshotPicture& s : picture_.snapshots) {
            if (s.number != out_.part.snapshot) continue;
            row("Revision", QString::number(s.revision));
            row("Taken", clock(s.taken));
            row("From", q(s.machine));
            row("Keys", QString::number(s.keys));
            row("Size", QString::number(static_cast<double>(s.bytes) / 1024.0, 'f', 0) + " KiB");
        }
    }

    void tray() {
        out_.title = tr("Waiting for a node");
        for (const cluster::PodPicture& p : picture_.pods)
            if (p.machine < 0 && !p.onlyRunning)
                out_.rows.emplace_back(q(p.name), q(p.message.empty() ? p.reason : p.message));
    }

    const history::History& history_;
    ReasonsDesk& desk_;
    const cluster::Picture picture_;
    Inspection out_;
};

} // namespace

Inspection inspect(const history::History& history, ReasonsDesk& desk, const Part& part) {
    return Inspector(history, desk, part).run();
}

} // namespace maqueta::app
