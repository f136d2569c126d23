#include "cluster/picture.h"

#include "api/kinds/deployment.h"
#include "api/kinds/lease.h"
#include "api/kinds/node.h"
#include "api/kinds/pod.h"
#include "api/kinds/replica_set.h"
#include "api/names.h"
#include "cluster/world.h"

#include <algorithm>
#include <map>

namespace maqueta::cluster {
namespace {

constexpr std::size_t mostLabelled = 200; // machines

// Kinds that are kept as JSON, and on which parts of the cluster act all the same.
bool isActedOn(api::Kind kind) {
    switch (kind) {
    case api::Kind::PersistentVolume:
    case api::Kind::PersistentVolumeClaim:
    case api::Kind::StorageClass:
    case api::Kind::PodDisruptionBudget:
    case api::Kind::PriorityClass: return true;
    default: return false;
    }
}

// Fills one picture from one world; what the API says is read from the store's newest committed
// root.
class Painter {
public:
    Painter(const World& w, const store::Root& root)
        : w_(w), root_(root), electorate_(w.electorate()) {}

    Picture paint() {
        picture_.now = w_.now();
        picture_.restoring = w_.restoring();
        machines();
        processes();
        nodes();
        pods();
        deployments();
        kept();
        faults();
        picture_.queue = queueOf(w_);
        for (std::size_t i = 0; i < w_.shelf().size(); ++i) {
            const ShelfSnapshot& s = w_.shelf()[i];
            picture_.snapshots.push_back({.number = s.number,
                                          .revision = s.content.revision,
                                          .keys = static_cast<std::int64_t>(s.content.keys),
                                          .bytes = static_cast<std::int64_t>(s.content.bytes),
                                          .machine = s.machine,
                                          .taken = s.taken,
                                          .file = s.file});
        }
        return std::move(picture_);
    }

private:
    void machines() {
        for (std::uint32_t i = 0;; ++i) {
            const network::MachineId id{i};
            if (i >= w_.machineCount()) break;
            const World::Machine& m = w_.machine(id);
            if (!m.exists) {
                takenAway(id, m.spec);
                continue;
            }
            indexOf_[i] = static_cast<std::int32_t>(picture_.machines.size());
            byName_[m.spec.name] = indexOf_[i];
            MachinePicture p;
            p.id = id;
            p.spec = m.spec;
            p.ip = m.ip.text();
            p.on = m.on;
            p.plugged = w_.plugged(id);
            p.leaving = m.parting == World::Parting::MachineGoes;
            if (m.on) {
                p.usedCpuMilli = w_.runtime(id).usedCpuMilli(w_.localTime(id));
                p.usedMemory = w_.runtime(id).usedMemoryBytes(w_.localTime(id));
            }
            picture_.machines.push_back(std::move(p));
        }
    }

    // It keeps its place for as long as its Node is there, unless another machine took its name.
    void takenAway(network::MachineId id, const MachineSpec& spec) {
        if (w_.findMachine(spec.name).valid() ||
            !root_.table.find(api::keyOf(api::Kind::Node, {}, spec.name)))
            return;
        if (byName_.contains(spec.name)) return;
        MachinePicture m;
        m.id = id;
        m.exists = m.plugged = false;
        m.spec = spec;
        byName_[spec.name] = static_cast<std::int32_t>(picture_.machines.size());
        picture_.machines.push_back(std::move(m));
    }

    void processes() {
        for (std::uint32_t i = 0; i < w_.processCount(); ++i) {
            const World::Process& p = w_.process(network::ProcessId{i});
            const auto machine = indexOf_.find(p.machine.value);
            if (machine == indexOf_.end()) continue;
            ProcessPicture out;
            out.id = network::ProcessId{i};
            out.kind = p.kind;
            out.machine = static_cast<std::uint32_t>(machine->second);
            out.running = p.running;
            out.paused = p.paused;
            out.healthy = p.running && !p.paused;
            if (p.kind == ProcessKind::Etcd) member(p, out);
            if (const api::Client* client = p.running ? w_.clientOf(p) : nullptr) {
                const api::Client::Rest rest = client->resting();
                out.repeats = rest.number;
                if (rest.number > 0) {
                    out.repeatWait = rest.length;
                    out.repeatLeft =
                        std::max(sim::Duration{}, rest.until - w_.localTime(p.machine));
                }
            }
            if (p.running && p.kind == ProcessKind::ApiServer)
                out.healthy = !p.paused && w_.apiServer(p).ready();
            picture_.processes.push_back(std::move(out));
        }
        leaders();
    }

    void member(const World::Process& p, ProcessPicture& out) {
        const MemberView view = w_.viewOf(electorate_, w_.raftIdOf(p.machine));
        out.membership = view.membership;
        out.heard = view.answers;
        if (!p.running) return;
        const store::Member& m = w_.member(p);
        out.believes = m.leads();
        out.healthy = !p.paused && m.knowsLeader();
        out.state = m.stateText();
        out.term = m.term();
        out.commitIndex = m.commitIndex();
        out.lastIndex = m.lastIndex();
        out.revision = m.revision();
        out.votes = m.votesGranted();
        const sim::Time local = w_.localTime(p.machine);
        if (!out.believes && m.raft().promotable()) {
            out.leaderSilence = local - m.raft().electionStarted();
            out.electionTimeout = m.raft().electionTimeout();
        }
        if (m.oldestRequest() < local) out.oldestRequest = local - m.oldestRequest();
        // Of two that think they lead, the one of the higher term does.
        if (out.believes && (picture_.etcdLeader < 0 || out.term > picture_.etcdTerm)) {
            picture_.etcdLeader = static_cast<std::int32_t>(picture_.processes.size());
            picture_.etcdTerm = out.term;
        }
        if (picture_.etcdLeader < 0) picture_.etcdTerm = std::max(picture_.etcdTerm, out.term);
    }

    // The holders as the Leases in the store name them.
    void leaders() {
        picture_.etcdRole = w_.etcdRole();
        picture_.etcdMembers = electorate_.conf.voters.size();
        picture_.etcdQuorum = picture_.etcdMembers / 2 + 1;
        picture_.etcdRevision = root_.revision;
        const auto holder = [&](std::string_view lease) -> std::string {
            const auto* kv =
                root_.table.find(api::keyOf(api::Kind::Lease, api::names::systemNamespace, lease));
            if (!kv) return {};
            const std::string identity =
                static_cast<const api::Lease&>(*kv->value).holderIdentity.str();
            return identity.substr(0, identity.find('_'));
        };
        picture_.schedulerHolder = holder(api::names::schedulerLease);
        picture_.controllerManagerHolder = holder(api::names::controllerManagerLease);
        for (std::size_t i = 0; i < picture_.processes.size(); ++i) {
            ProcessPicture& p = picture_.processes[i];
            const std::string& machine = picture_.machines[p.machine].spec.name;
            const World::Process& process = w_.process(p.id);
            // One that is cut off from the majority believes in itself until check-quorum.
            if (p.kind == ProcessKind::Etcd)
                p.leads = p.believes && static_cast<std::int32_t>(i) == picture_.etcdLeader;
            if (p.kind == ProcessKind::Scheduler) {
                p.leads = machine == picture_.schedulerHolder;
                p.believes = p.running && w_.schedulerOf(process).leading();
            } else if (p.kind == ProcessKind::ControllerManager) {
                p.leads = machine == picture_.controllerManagerHolder;
                p.believes = p.running && w_.controllerManagerOf(process).leading();
            }
        }
    }

    template <class T, class F>
    void each(F&& f) {
        api::forEach(root_.table, T::kindOf, {}, [&](const api::Versioned& v) { f(v.as<T>()); });
    }

    // A Node object without a machine: what there is to see of it is what its labels say.
    std::int32_t bare(const api::Node& node) {
        MachinePicture m;
        m.exists = m.plugged = false;
        m.spec.name = node.meta.name.str();
        m.spec.role = node.meta.labels.find(api::names::labelControlPlane) ? Role::ControlPlane
                                                                           : Role::Worker;
        if (const auto* zone = node.meta.labels.find(api::names::labelZone))
            m.spec.zone = zone->str();
        const auto at = static_cast<std::int32_t>(picture_.machines.size());
        byName_[m.spec.name] = at;
        picture_.machines.push_back(std::move(m));
        return at;
    }

    void nodes() {
        each<api::Node>([&](const api::Node& node) {
            const auto known = byName_.find(node.meta.name.str());
            const std::int32_t at = known != byName_.end() ? known->second : bare(node);
            MachinePicture& m = picture_.machines[static_cast<std::size_t>(at)];
            m.registered = true;
            m.ready = node.ready();
            m.unschedulable = node.unschedulable;
            m.podCidr = node.podCidr.str();
            if (picture_.machines.size() <= mostLabelled)
                for (const auto& label : node.meta.labels)
                    m.labels.emplace_back(label.first.str(), label.second.str());
            if (const auto* ready = api::findCondition(node.conditions, "Ready"))
                m.readyReason = ready->reason.str();
            for (const api::Taint& t : *node.taints)
                m.taints.push_back(t.key.str() + (t.value.empty() ? "" : "=" + t.value.str()) +
                                   ":" + t.effect.str());
            m.allocatableCpuMilli = node.allocatable.milliCpu();
            m.allocatableMemory = node.allocatable.value(api::names::memory);
        });
        api::forEach(root_.table, api::Kind::Lease, api::names::nodeLeaseNamespace,
                     [&](const api::Versioned& v) {
                         const auto at = byName_.find(v->meta.name.str());
                         if (at == byName_.end()) return;
                         const auto& lease = v.as<api::Lease>();
                         if (lease.renewTime)
                             picture_.machines[static_cast<std::size_t>(at->second)].lastRenewal =
                                 *lease.renewTime;
                     });
    }

    static PodLook lookOf(const api::Pod& pod, bool nodeReady) {
        if (pod.status.phase == api::PodPhase::Succeeded) return PodLook::Succeeded;
        if (pod.status.phase == api::PodPhase::Failed) return PodLook::Failed;
        if (pod.meta.terminating()) return PodLook::Terminating;
        if (pod.nodeName.empty()) return PodLook::Waiting;
        if (!nodeReady) return PodLook::Unknown;
        if (pod.status.phase == api::PodPhase::Pending)
            return pod.status.startTime ? PodLook::Starting : PodLook::Assigned;
        return pod.ready() ? PodLook::Ready : PodLook::Running;
    }

    static void reasonOf(const api::Pod& pod, PodPicture& out) {
        out.reason = pod.status.reason.str();
        out.message = pod.status.message.str();
        // An init container in trouble is the reason why the others wait; kubectl's word for it.
        for (const api::ContainerStatus& c : *pod.status.initContainerStatuses)
            if (c.state.type == api::ContainerState::Type::Waiting && out.reason.empty() &&
                !c.state.reason.empty() && c.state.reason != "PodInitializing") {
                out.reason = "Init:" + c.state.reason;
                out.message = c.state.message.str();
            }
        for (const api::ContainerStatus& c : *pod.status.containerStatuses) {
            out.restarts += c.restartCount;
            if (c.state.type == api::ContainerState::Type::Waiting && out.reason.empty()) {
                out.reason = c.state.reason.str();
                out.message = c.state.message.str();
            }
        }
        if (const auto* scheduled = api::findCondition(pod.status.conditions, "PodScheduled"))
            if (scheduled->status == api::ConditionStatus::False) {
                out.reason = scheduled->reason.str();
                out.message = scheduled->message.str();
            }
    }

    void pods() {
        std::map<std::string, bool> known;
        each<api::Pod>([&](const api::Pod& pod) {
            PodPicture out;
            out.ns = pod.meta.ns.str();
            out.name = pod.meta.name.str();
            out.uid = pod.meta.uid.str();
            out.workload = api::workloadName(pod).str();
            if (!pod.spec->containers.empty()) out.image = pod.spec->containers.front().image.str();
            out.ip = pod.status.podIp.str();
            out.created = pod.meta.creationTime;
            const auto at = byName_.find(pod.nodeName.str());
            const bool nodeReady = at != byName_.end() &&
                                   picture_.machines[static_cast<std::size_t>(at->second)].ready;
            out.look = lookOf(pod, nodeReady);
            out.phase = api::text(pod.status.phase);
            reasonOf(pod, out);
            const api::ResourceList requests = api::podRequests(*pod.spec);
            out.cpuMilli = requests.milliCpu();
            out.memory = requests.value(api::names::memory);
            if (at != byName_.end()) {
                out.machine = at->second;
                out.running = runsInTruth(pod.meta.uid, at->second);
                if (!pod.finished()) {
                    MachinePicture& m = picture_.machines[static_cast<std::size_t>(at->second)];
                    m.requestedCpuMilli += out.cpuMilli;
                    m.requestedMemory += out.memory;
                }
            }
            known[out.uid] = true;
            picture_.pods.push_back(std::move(out));
        });
        strangers(known);
    }

    bool runsInTruth(std::string_view uid, std::int32_t machine) const {
        const MachinePicture& m = picture_.machines[static_cast<std::size_t>(machine)];
        if (!m.on) return false;
        const node::PodRecord* record = w_.runtime(m.id).find(uid);
        return record && record->anyRunning(w_.localTime(m.id));
    }

    // Containers that run although the API has no such pod.
    void strangers(const std::map<std::string, bool>& known) {
        for (std::size_t i = 0; i < picture_.machines.size(); ++i) {
            const MachinePicture& m = picture_.machines[i];
            if (!m.on) continue;
            for (const auto& record : w_.runtime(m.id).pods()) {
                if (known.contains(record->uid.str()) || !record->anyRunning(w_.localTime(m.id)))
                    continue;
                PodPicture out;
                out.ns = record->ns.str();
                out.name = record->name.str();
                out.uid = record->uid.str();
                out.workload = record->workload.str();
                out.ip = record->ip.text();
                out.machine = static_cast<std::int32_t>(i);
                out.look = PodLook::Unknown;
                out.running = true;
                out.onlyRunning = true;
                picture_.pods.push_back(std::move(out));
            }
        }
    }

    // ReplicaSets that are to have no pods, by the Deployment that keeps them; the newest first.
    using Kept = std::map<std::string, std::vector<const api::ReplicaSet*>>;
    Kept keptSets() {
        Kept kept;
        each<api::ReplicaSet>([&](const api::ReplicaSet& set) {
            const api::OwnerReference* owner = set.meta.controller();
            if (set.replicas == 0 && owner && !set.podTemplate->spec->containers.empty())
                kept[set.meta.ns.str() + "/" + owner->name.str()].push_back(&set);
        });
        for (auto& [deployment, sets] : kept)
            std::stable_sort(sets.begin(), sets.end(), [](const auto* a, const auto* b) {
                return a->meta.creationTime > b->meta.creationTime;
            });
        return kept;
    }

    void deployments() {
        const Kept kept = keptSets();
        each<api::Deployment>([&](const api::Deployment& d) {
            DeploymentPicture out{.ns = d.meta.ns.str(),
                                  .name = d.meta.name.str(),
                                  .image = {},
                                  .replicas = d.replicas,
                                  .updated = d.status.updatedReplicas,
                                  .ready = d.status.readyReplicas,
                                  .available = d.status.availableReplicas};
            const bool rolling = d.strategy == api::Deployment::Strategy::RollingUpdate;
            const std::int32_t surge = rolling ? d.maxSurge.scaled(d.replicas, true) : 0;
            std::int32_t away = rolling ? d.maxUnavailable.scaled(d.replicas, false) : d.replicas;
            if (rolling && surge == 0 && away == 0) away = 1;
            out.most = d.replicas + surge;
            out.least = std::max(0, d.replicas - away);
            if (!d.podTemplate->spec->containers.empty())
                out.image = d.podTemplate->spec->containers.front().image.str();
            const auto sets = kept.find(out.ns + "/" + out.name);
            if (sets != kept.end() && d.replicas > 0)
                for (const api::ReplicaSet* set : sets->second)
                    out.keptImages.push_back(
                        set->podTemplate->spec->containers.front().image.str());
            picture_.deployments.push_back(std::move(out));
        });
    }

    void broken(base::Sentence says, std::size_t machine, Intervention heal,
                network::ProcessId process = {}) {
        FaultPicture out;
        out.says = std::move(says);
        out.machines = {static_cast<std::uint32_t>(machine)};
        out.process = process;
        out.heal = std::move(heal);
        picture_.faults.push_back(std::move(out));
    }

    void faults() {
        for (std::size_t i = 0; i < picture_.machines.size(); ++i) {
            const MachinePicture& m = picture_.machines[i];
            const std::string& name = m.spec.name;
            if (!m.exists) continue;
            if (!m.on)
                broken(
                    {MAQUETA_TEXT("Interventions", "{machine} has no power"), {{"machine", name}}},
                    i, PowerOn{name});
            if (!m.plugged)
                broken({MAQUETA_TEXT("Interventions", "the cable of {machine} is out"),
                        {{"machine", name}}},
                       i, PlugCable{name});
        }
        for (const ProcessPicture& p : picture_.processes) {
            const MachinePicture& m = picture_.machines[p.machine];
            const bool down = m.on && !p.running && !w_.process(p.id).wanted && !w_.restoring();
            if (down)
                broken({MAQUETA_TEXT("Interventions", "the {process} of {machine} is stopped"),
                        {{"process", std::string(text(p.kind))}, {"machine", m.spec.name}}},
                       p.machine, StartProcess{m.spec.name, p.kind}, p.id);
        }
        for (const CutNetwork& cut : w_.cuts()) {
            FaultPicture out;
            out.says = sentenceOf(Intervention(cut));
            out.machines = indices(cut.sideA);
            out.others = indices(cut.sideB);
            out.oneWay = cut.oneWay;
            out.heal = HealCut{cut};
            picture_.faults.push_back(std::move(out));
        }
        for (const Fault& f : w_.faults()) {
            FaultPicture out;
            out.says = sentenceOf(f);
            out.kind = f.kind;
            out.amount = f.amount;
            out.machines = indices({f.machine});
            if (!f.other.empty()) out.others = indices({f.other});
            if (info(f.kind).place == FaultPlace::Process)
                out.process = w_.findProcess(w_.findMachine(f.machine), f.process);
            out.oneWay = f.oneWay;
            out.heal = HealFault{f};
            picture_.faults.push_back(std::move(out));
        }
    }
    std::vector<std::uint32_t> indices(const std::vector<std::string>& names) const {
        std::vector<std::uint32_t> out;
        for (const std::string& name : names)
            if (const auto at = byName_.find(name); at != byName_.end())
                out.push_back(static_cast<std::uint32_t>(at->second));
        return out;
    }

    void kept() {
        for (const api::KindInfo& k : api::allKinds()) {
            if (k.simulated || isActedOn(k.kind)) continue;
            const base::Text prefix = api::prefixOf(k.kind);
            const auto count = root_.table.rank(api::prefixEnd(prefix)) - root_.table.rank(prefix);
            if (count > 0)
                picture_.keptKinds.emplace_back(k.name, static_cast<std::int64_t>(count));
        }
    }

    const World& w_;
    const store::Root& root_;
    Picture picture_;
    World::Electorate electorate_;
    std::map<std::uint32_t, std::int32_t> indexOf_;
    std::map<std::string, std::int32_t> byName_;
};

} // namespace

Picture World::picture() const {
    const store::Root root = storeRoot();
    return Painter(*this, root).paint();
}

const MachinePicture* Picture::machine(std::string_view name) const {
    const auto at = std::find_if(machines.begin(), machines.end(),
                                 [&](const MachinePicture& m) { return m.spec.name == name; });
    return at == machines.end() ? nullptr : &*at;
}

MachineSpec Picture::another(Role role) const {
    std::vector<std::pair<std::string_view, std::size_t>> zones; // as they came, with their workers
    for (const MachinePicture& m : machines) {
        if (m.spec.role != role || role != Role::Worker || m.spec.zone.empty()) continue;
        const auto at = std::find_if(zones.begin(), zones.end(),
                                     [&](const auto& z) { return z.first == m.spec.zone; });
        if (at == zones.end())
            zones.emplace_back(m.spec.zone, 1);
        else
            ++at->second;
    }
    const auto fewest =
        std::min_element(zones.begin(), zones.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return {.name = {},
            .role = role,
            .zone = fewest == zones.end() ? std::string() : std::string(fewest->first)};
}

} // namespace maqueta::cluster
