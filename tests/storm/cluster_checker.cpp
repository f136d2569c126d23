#include "storm/cluster_checker.h"

#include "api/kinds/node.h"
#include "api/kinds/pod.h"
#include "api/names.h"

#include <map>

namespace storm {

namespace api = maqueta::api;
namespace base = maqueta::base;
namespace network = maqueta::network;

void ClusterChecker::afterCommit(int generation) {
    if (generation != generation_) {
        generation_ = generation;
        seen_ = reference_.firstRevision();
        uids_.clear();
    }
    static const base::Text pods = api::prefixOf(api::Kind::Pod);
    static const base::Text end = api::prefixEnd(pods);
    for (; seen_ < reference_.revision(); ++seen_)
        for (const store::Change& c : reference_.changes(seen_ + 1)) {
            checkUid(c);
            if (!store::inRange(c.key, pods, end) || !c.now.value || !c.previous.value) continue;
            const auto* before =
                api::objectCast<api::Pod>(static_cast<const api::Object*>(c.previous.value.get()));
            const auto* now =
                api::objectCast<api::Pod>(static_cast<const api::Object*>(c.now.value.get()));
            if (!before || !now || !(before->meta.uid == now->meta.uid)) continue;
            if (!before->nodeName.empty() && !(before->nodeName == now->nodeName))
                court_.report(promise::boundOnce, c.key.str() + " moves from " +
                                                      before->nodeName.str() + " to " +
                                                      now->nodeName.str());
        }
}

void ClusterChecker::checkUid(const store::Change& change) {
    static const base::Text objects = "/registry/", end = "/registry0";
    if (!change.now.value || change.now.createRevision != change.now.modRevision) return;
    if (!store::inRange(change.key, objects, end)) return;
    const auto& object = static_cast<const api::Object&>(*change.now.value);
    if (object.meta.uid.empty()) return;
    const auto [known, fresh] = uids_.try_emplace(object.meta.uid.str(), change.key.str());
    if (!fresh)
        court_.report(promise::ownUid,
                      change.key.str() + " has the uid that " + known->second + " was given");
}

void ClusterChecker::look(const cluster::World& world) {
    std::map<std::string, network::MachineId> runsOn; // by uid
    for (std::uint32_t i = 0; i < world.machineCount(); ++i) {
        const network::MachineId id{i};
        const cluster::World::Machine& m = world.machine(id);
        if (!m.exists || !m.on) continue;
        const std::vector<Running> running = runningOn(world, id);
        checkAmounts(world, id, running);
        for (const Running& pod : running) {
            const auto [at, first] = runsOn.try_emplace(pod.uid, id);
            if (!first && meant(world, id, pod.uid) && meant(world, at->second, pod.uid))
                court_.report(promise::boundOnce, pod.name + " runs on " +
                                                      world.machine(at->second).spec.name +
                                                      " and on " + m.spec.name);
        }
    }
}

std::vector<ClusterChecker::Running> ClusterChecker::runningOn(const cluster::World& world,
                                                               network::MachineId id) {
    std::vector<Running> running;
    const store::Table& now = reference_.at(reference_.revision());
    for (const auto& record : world.runtime(id).pods()) {
        if (!record->anyRunning(world.localTime(id))) continue;
        const store::KeyValue* kv =
            now.find(api::keyOf(api::Kind::Pod, record->ns.view(), record->name.view()));
        const auto* pod =
            kv ? api::objectCast<api::Pod>(static_cast<const api::Object*>(kv->value.get()))
               : nullptr;
        Running& known = running_[record->uid.str()];
        if (pod && pod->meta.uid == record->uid) {
            const api::ResourceList requests = api::podRequests(*pod->spec);
            known.cpuMilli = requests.milliCpu();
            known.memory = requests.value(api::names::memory);
        }
        known.uid = record->uid.str();
        known.name = record->name.str();
        running.push_back(known);
    }
    return running;
}

// The kubelet of that machine knows the pod. What it never heard of, since the object was deleted
// or moved back by a restore while it was away, it is about to end.
bool ClusterChecker::meant(const cluster::World& world, network::MachineId id,
                           std::string_view uid) {
    const network::ProcessId kubelet = world.findProcess(id, cluster::ProcessKind::Kubelet);
    if (!kubelet.valid() || !world.process(kubelet).running) return false;
    for (const auto& pod :
         world.kubelet(world.process(kubelet)).picture(world.runtime(id), world.localTime(id)))
        if (pod.pod.uid == uid) return !pod.containers.empty(); // it knows what should run
    return false;
}

void ClusterChecker::checkAmounts(const cluster::World& world, network::MachineId id,
                                  const std::vector<Running>& running) {
    constexpr std::size_t mostPods = 110;
    const cluster::MachineSpec& machine = world.machine(id).spec;
    const auto sum = [&](std::int64_t Running::*amount, bool all) {
        std::int64_t total = 0;
        for (const Running& pod : running)
            if (all || meant(world, id, pod.uid)) total += pod.*amount;
        return total;
    };
    const auto tooMuch = [&](bool all) {
        return sum(&Running::cpuMilli, all) > machine.cpuMilli ||
               sum(&Running::memory, all) > machine.memoryBytes;
    };
    if (running.size() <= mostPods && !(tooMuch(true) && tooMuch(false))) return;
    std::string who;
    for (const Running& pod : running)
        who += " " + pod.name + " (" + std::to_string(pod.cpuMilli) + "m)";
    court_.report(promise::admitted, machine.name + " has " + std::to_string(machine.cpuMilli) +
                                         "m CPU and runs" + who);
}

namespace {

// The first key under which two pictures differ; empty when they are equal. A server keeps nothing
// but objects in its picture.
std::string difference(const store::Table& a, const store::Table& b) {
    static const base::Text from = "/registry/", end = "/registry0";
    auto x = a.lowerBound(from), y = b.lowerBound(from);
    const auto inside = [&](const auto& it) { return !it.atEnd() && it.key() < end; };
    for (; inside(x) && inside(y); ++x, ++y)
        if (!(x.key() == y.key()) || x.value().modRevision != y.value().modRevision)
            return std::min(x.key().str(), y.key().str());
    return inside(x) ? x.key().str() : inside(y) ? y.key().str() : std::string();
}

std::string storesAtUnrest(const cluster::World& world) {
    std::string leader;
    std::uint64_t digest = 0;
    std::int64_t revision = -1;
    const store::Table* right = nullptr;
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const auto& p = world.process(network::ProcessId{i});
        const auto& m = world.machine(p.machine);
        if (!m.exists || p.kind != cluster::ProcessKind::Etcd) continue;
        if (!p.running) return "the etcd of " + m.spec.name + " does not run";
        const store::Member& member = world.member(p);
        if (member.leads()) leader += m.spec.name;
        const auto& voters = member.membership().voters;
        if (std::find(voters.begin(), voters.end(), member.id()) == voters.end())
            return "the member of " + m.spec.name + " is no voter";
        if (revision >= 0 && (member.revision() != revision || member.store().digest() != digest))
            return "the stores differ";
        revision = member.revision();
        digest = member.store().digest();
        right = &member.root().table;
    }
    if (leader.empty()) return "etcd has no leader";
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const auto& p = world.process(network::ProcessId{i});
        const auto& m = world.machine(p.machine);
        if (!m.exists || p.kind != cluster::ProcessKind::ApiServer || !p.running) continue;
        if (world.apiServer(p).picture().revision != revision)
            return "the API server of " + m.spec.name + " has an older picture";
        if (const std::string key = difference(world.apiServer(p).picture().table, *right);
            !key.empty())
            return "the API server of " + m.spec.name + " sees another " + key;
    }
    return {};
}

} // namespace

namespace {

// A Deployment's pods that wait for a node, though none has room for them. Empty `why`: so it is.
std::int64_t waitsForRoom(const cluster::World& world, std::string_view app, std::string& why) {
    const store::Root root = world.storeRoot();
    const base::Text prefix = api::prefixOf(api::Kind::Pod), end = api::prefixEnd(prefix);
    std::map<std::string, std::int64_t> free; // by worker
    const cluster::Picture picture = world.picture();
    for (const auto& m : picture.machines)
        if (m.spec.role == cluster::Role::Worker) free[m.spec.name] = m.spec.cpuMilli;
    std::int64_t waiting = 0;
    std::map<std::string, std::int64_t> asks; // by pod without a node
    for (auto it = root.table.lowerBound(prefix);
         !it.atEnd() && store::inRange(it.key(), prefix, end); ++it) {
        const auto* pod =
            api::objectCast<api::Pod>(static_cast<const api::Object*>(it.value().value.get()));
        if (!pod || pod->finished()) continue;
        const std::int64_t cpu = api::podRequests(*pod->spec).milliCpu();
        if (const auto node = free.find(pod->nodeName.str()); node != free.end())
            node->second -= cpu;
        const base::Text* label = pod->meta.labels.find("app");
        if (pod->nodeName.empty() && label && *label == app) asks[pod->meta.name.str()] = cpu;
    }
    for (const auto& [pod, cpu] : asks) {
        ++waiting;
        for (const auto& [node, room] : free)
            if (room >= cpu) why = pod + " waits, and " + node + " has room for it";
    }
    return waiting;
}

} // namespace

std::string ClusterChecker::unrest(const cluster::World& world) {
    if (world.restoring()) return "a restore is running";
    const cluster::Picture picture = world.picture();
    for (const auto& p : picture.processes) {
        const std::string what =
            "the " + std::string(text(p.kind)) + " of " + picture.machines[p.machine].spec.name;
        if (!p.running) return what + " does not run";
        if (!p.healthy) return what + " is not healthy";
    }
    for (const auto& m : picture.machines) {
        const bool node =
            m.spec.role == cluster::Role::ControlPlane || m.spec.role == cluster::Role::Worker;
        if (node && m.exists && !m.ready) return m.spec.name + " is not Ready: " + m.readyReason;
    }
    if (picture.schedulerHolder.empty() || picture.controllerManagerHolder.empty())
        return "a Lease has no holder";
    if (std::string why = storesAtUnrest(world); !why.empty()) return why;
    for (const auto& pod : picture.pods) {
        if (pod.onlyRunning) return pod.name + " runs without an object";
        // Of a machine that was taken away, nobody can say that its pods have ended.
        if (pod.look == cluster::PodLook::Terminating && pod.machine >= 0 &&
            picture.machines[static_cast<std::size_t>(pod.machine)].exists)
            return pod.name + " does not end";
    }
    for (const auto& d : picture.deployments) {
        if (d.available == d.replicas) continue;
        std::string why;
        if (d.available + waitsForRoom(world, d.name, why) >= d.replicas && why.empty()) continue;
        return "Deployment " + d.name + " has " + std::to_string(d.available) + " of " +
               std::to_string(d.replicas) + " pods available" + (why.empty() ? "" : ": " + why);
    }
    return {};
}

} // namespace storm
