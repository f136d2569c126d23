#include "app/session/inspection.h"

#include "api/codec.h"
#include "history/history.h"
#include "manifest/write_yaml.h"
#include "views/canvas/words.h"
#include "views/style/texts.h"
#include "views/style/trace_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace maqueta::app {
namespace {

using cluster::Beat;
using views::Part;

constexpr std::size_t mostEvents = 60;

QString q(const std::string& text) {
    return QString::fromStdString(text);
}
QString clock(sim::Time at) {
    return q(sim::clockText(at, 1));
}
// As the language of the window writes it.
QString number(double value, int decimals) {
    return views::shownLocale().toString(value, 'f', decimals);
}
QString gib(std::int64_t bytes) {
    return number(static_cast<double>(bytes) / (1LL << 30), 1) + " GiB";
}
QString cores(std::int64_t milli) {
    return number(static_cast<double>(milli) / 1000.0, 2);
}

class Inspector {
    Q_DECLARE_TR_FUNCTIONS(Inspection)

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
        case Part::Kind::Network: network(); break;
        case Part::Kind::Tray: tray(); break;
        case Part::Kind::Shelf: shelf(); break;
        case Part::Kind::Fault: fault(); break;
        case Part::Kind::None: break;
        }
        return std::move(out_);
    }

private:
    void row(QString name, QString value) {
        out_.rows.emplace_back(std::move(name), std::move(value));
    }
    static QString yesNo(bool yes) { return yes ? tr("yes") : tr("no"); }

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
        if (newest) out_.because = cluster::causesOf(all, newest->seq);
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
        if (m->exists) {
            row(tr("Power"), m->on ? tr("on") : tr("off"));
            row(tr("Cable"), m->plugged ? tr("plugged in") : tr("pulled"));
            row(tr("Address"), q(m->ip));
        } else {
            row(tr("Machine"), tr("none: this is a Node object alone"));
        }
        if (m->registered) {
            row(tr("The API says"), m->ready ? tr("Ready") : tr("NotReady"));
            if (!m->readyReason.empty()) row(tr("Reason"), q(m->readyReason));
            row(tr("Schedulable"), yesNo(!m->unschedulable));
            row(tr("Last renewal"), clock(m->lastRenewal));
            row(tr("Pod addresses"), q(m->podCidr));
            row(tr("CPU requested"),
                tr("%1 of %2").arg(cores(m->requestedCpuMilli), cores(m->allocatableCpuMilli)));
            row(tr("CPU used"), cores(m->usedCpuMilli));
            row(tr("Memory requested"),
                tr("%1 of %2").arg(gib(m->requestedMemory), gib(m->allocatableMemory)));
            row(tr("Memory used"), gib(m->usedMemory));
            for (const std::string& taint : m->taints) row(tr("Taint"), q(taint));
        }
        if (!m->spec.zone.empty()) row(tr("Zone"), q(m->spec.zone));
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
            row(tr("Running"), yesNo(p.running));
            row(tr("Healthy"), yesNo(p.healthy));
            if (p.kind == cluster::ProcessKind::Etcd) {
                row(tr("Raft role"), q(p.state));
                if (p.mistaken())
                    row(tr("Believes it leads"),
                        tr("yes, but term %1 has another leader").arg(picture_.etcdTerm));
                row(tr("Term"), QString::number(p.term));
                row(tr("Committed up to"), QString::number(p.commitIndex));
                row(tr("Log ends at"), QString::number(p.lastIndex));
                row(tr("Revision"), QString::number(p.revision));
                if (p.votes > 0) row(tr("Votes"), QString::number(p.votes));
            } else if (p.kind == cluster::ProcessKind::Scheduler ||
                       p.kind == cluster::ProcessKind::ControllerManager) {
                row(tr("Holds the Lease"), yesNo(p.leads));
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
            row(tr("Phase"), p.onlyRunning ? tr("unknown to the API, still running") : q(p.phase));
            row(tr("Node"),
                p.machine < 0
                    ? tr("none yet")
                    : q(picture_.machines[static_cast<std::size_t>(p.machine)].spec.name));
            if (!p.reason.empty()) row(tr("Reason"), q(p.reason));
            if (!p.message.empty()) row(tr("Message"), q(p.message));
            row(tr("Image"), q(p.image));
            if (!p.ip.empty()) row(tr("Address"), q(p.ip));
            row(tr("Restarts"), QString::number(p.restarts));
            row(tr("CPU requested"), cores(p.cpuMilli));
            row(tr("Memory requested"), gib(p.memory));
            row(tr("Created"), clock(p.created));
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
            row(tr("Wanted"), QString::number(d.replicas));
            row(tr("Up to date"), QString::number(d.updated));
            row(tr("Ready"), QString::number(d.ready));
            row(tr("Available"), QString::number(d.available));
            row(tr("Image"), q(d.image));
        }
        const std::string object = "Deployment " + ns + "/" + name;
        beats([&](const Beat& b) { return b.object == object; });
        yaml(api::Kind::Deployment, ns, name);
    }

    void snapshot() {
        out_.title = tr("Snapshot %1").arg(out_.part.snapshot);
        for (const cluster::SnapshotPicture& s : picture_.snapshots) {
            if (s.number != out_.part.snapshot) continue;
            row(tr("Revision"), QString::number(s.revision));
            row(tr("Taken"), clock(s.taken));
            row(tr("From"), q(s.machine));
            if (!s.file.empty()) row(tr("Loaded from"), q(s.file));
            row(tr("Keys"), QString::number(s.keys));
            row(tr("Size"), number(static_cast<double>(s.bytes) / 1024.0, 0) + " KiB");
        }
    }

    void shelf() {
        out_.title = tr("Snapshots");
        out_.about = tr("A snapshot is a photo of etcd's store: every object of the cluster at one "
                        "moment. Click the camera to take one. Drag a photo onto the control plane "
                        "to bring the cluster back to it.");
        if (picture_.snapshots.empty()) out_.subtitle = tr("none yet");
        for (const cluster::SnapshotPicture& s : picture_.snapshots)
            row(tr("Snapshot %1").arg(s.number),
                tr("revision %1, taken at %2").arg(s.revision).arg(clock(s.taken)));
    }

    void network() {
        out_.title = tr("Virtual network");
        out_.about =
            tr("Every message between two machines takes this road. Machines have "
               "addresses of their own; pods have others, in a network that lies over it.");
        row(tr("Machines"), QStringLiteral("10.0.0.0/24"));
        row(tr("Pods"), QStringLiteral("10.244.0.0/16"));
        for (const cluster::FaultPicture& f : picture_.faults)
            if (f.isCut() || f.isWay()) row(tr("Fault"), views::sentenceText(f.says));
    }

    void fault() {
        if (out_.part.snapshot >= picture_.faults.size()) return;
        const cluster::FaultPicture& fault = picture_.faults[out_.part.snapshot];
        out_.title = views::sentenceText(fault.says);
        out_.about = tr("The x on its badge heals it, and so does Delete.");
        row(views::faultName(fault), views::faultMeaning(fault));
    }

    void tray() {
        out_.title = tr("Waiting for a node");
        out_.about = tr("Pods stand here until the Scheduler has chosen a node for them and that "
                        "node has heard of it.");
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
