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
    }
    static const base::Text pods = api::prefixOf(api::Kind::Pod);
    static const base::Text end = api::prefixEnd(pods);
    for (; seen_ < reference_.revision(); ++seen_)
        for (const store::Change& c : reference_.changes(seen_ + 1)) {
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

void ClusterChecker::look(const cluster::World& world) {
    std::map<std::string, std::string> runsOn; // uid -> machine
    for (std::uint32_t i = 0; i < world.machineCount(); ++i) {
        const network::MachineId id{i};
        const cluster::World::Machine& m = world.machine(id);
        if (!m.exists || !m.on) continue;
        checkMachine(world, id);
        for (const auto& record : world.runtime(id).pods()) {
            if (!record->anyRunning(world.localTime(id))) continue;
            const auto [at, first] = runsOn.try_emplace(record->uid.str(), m.spec.name);
            if (!first)
                court_.report(promise::boundOnce, record->name.str() + " runs on " + at->second +
                                                      " and on " + m.spec.name);
        }
    }
}

void ClusterChecker::checkMachine(const cluster::World& world, network::MachineId id) {
    const cluster::World::Machine& m = world.machine(id);
    std::int64_t cpu = 0, memory = 0, pods = 0;
    const store::Table& now = reference_.at(reference_.revision());
    for (const auto& record : world.runtime(id).pods()) {
        if (!record->anyRunning(world.localTime(id))) continue;
        ++pods;
        const store::KeyValue* kv =
            now.find(api::keyOf(api::Kind::Pod, record->ns.view(), record->name.view()));
        const auto* pod =
            kv ? api::objectCast<api::Pod>(static_cast<const api::Object*>(kv->value.get()))
               : nullptr;
        if (!pod || !(pod->meta.uid == record->uid)) continue;
        const api::ResourceList requests = api::podRequests(*pod->spec);
        cpu += requests.milliCpu();
        memory += requests.value(api::names::memory);
    }
    constexpr std::int64_t mostPods = 110;
    if (cpu > m.spec.cpuMilli || memory > m.spec.memoryBytes || pods > mostPods)
        court_.report(promise::admitted, m.spec.name + " runs " + std::to_string(pods) +
                                             " pods that want " + std::to_string(cpu) +
                                             "m CPU; it has " + std::to_string(m.spec.cpuMilli) +
                                             "m");
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
    for (const auto& d : picture.deployments)
        if (d.available != d.replicas)
            return "Deployment " + d.name + " has " + std::to_string(d.available) + " of " +
                   std::to_string(d.replicas) + " pods available";
    return {};
}

} // namespace storm
