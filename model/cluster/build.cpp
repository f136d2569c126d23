// Builds the parts: what each is told when its process starts.
#include "cluster/parts.h"

namespace maqueta::cluster {
namespace {

// A process's own stream of chance: another one in each of its lives, and on each machine, also
// when it has the name of one that was taken away. Else the uids of its predecessor would come
// again.
sim::Rng streamOf(const World& w, network::ProcessId id) {
    const World::Process& p = w.process(id);
    const std::string& machine = w.machine(p.machine).spec.name;
    std::string name = machine + "/" + std::string(text(p.kind)) + "/" + std::to_string(p.epoch);
    int earlier = 0;
    for (std::uint32_t i = 0; i < p.machine.value; ++i)
        earlier += w.machine(network::MachineId{i}).spec.name == machine;
    if (earlier > 0) name += "/" + std::to_string(earlier);
    return sim::Rng::stream(w.seed(), name);
}

// "control-plane-1_<uid>", as client-go names the candidates of an election.
base::Text identityOf(const World& w, network::ProcessId id, sim::Rng& rng) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string uid;
    for (int i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20) uid += '-';
        uid += digits[rng.below(16)];
    }
    return w.machine(w.process(id).machine).spec.name + "_" + uid;
}

sim::Cow<node::NodeConfig> nodeConfig(const World::Machine& machine) {
    node::NodeConfig config;
    config.name = machine.spec.name;
    config.ip = machine.ip;
    config.zone = machine.spec.zone;
    config.controlPlane = machine.spec.role == Role::ControlPlane;
    config.cpuMilli = machine.spec.cpuMilli;
    config.memoryBytes = machine.spec.memoryBytes;
    config.storageBytes = machine.spec.diskBytes;
    return sim::Cow<node::NodeConfig>(std::move(config));
}

} // namespace

void Step::buildPart(network::ProcessId id) {
    const World::Process& p = w_.process(id);
    const Configuration& c = w_.configuration_;
    sim::Rng rng = streamOf(w_, id);
    switch (p.kind) {
    case ProcessKind::Etcd:
        w_.members_.write(p.index) = sim::Cow<store::Member>(
            store::Member(memberOptions(id), w_.memberDisks_[p.index], rng));
        break;
    case ProcessKind::ApiServer:
        w_.apiServers_.write(p.index) = sim::Cow<api::ApiServer>(api::ApiServer(c.apiServer, rng));
        break;
    case ProcessKind::Scheduler: {
        scheduler::SchedulerOptions options = c.scheduler;
        options.identity = identityOf(w_, id, rng);
        w_.schedulers_.write(p.index) =
            sim::Cow<scheduler::Scheduler>(scheduler::Scheduler(std::move(options), rng));
        break;
    }
    case ProcessKind::ControllerManager: {
        controllers::Options options = c.controllers;
        options.identity = identityOf(w_, id, rng);
        w_.controllerManagers_.write(p.index) = sim::Cow<controllers::ControllerManager>(
            controllers::ControllerManager(std::move(options), rng));
        break;
    }
    case ProcessKind::Kubelet:
        w_.kubelets_.write(p.index) = sim::Cow<node::Kubelet>(
            node::Kubelet(nodeConfig(w_.machine(p.machine)), w_.kubeletOptions_, rng));
        break;
    case ProcessKind::LoadBalancer: {
        LoadBalancer balancer;
        for (const network::ProcessId server : *w_.serverProcesses_)
            if (w_.machine(w_.process(server).machine).exists) balancer.addBackend(server);
        w_.balancers_.write(p.index) = sim::Cow<LoadBalancer>(std::move(balancer));
        break;
    }
    case ProcessKind::Client:
        w_.persons_.write(p.index) = sim::Cow<Person>(Person(c.person, rng));
        break;
    }
}

store::MemberOptions Step::memberOptions(network::ProcessId id) const {
    store::MemberOptions options = w_.configuration_.etcd;
    options.id = w_.raftIdOf(w_.process(id).machine);
    options.voters = *w_.initialMembers_;
    options.clusterId = w_.etcdClusterIds_->back();
    options.diskFull = w_.machine(w_.process(id).machine).diskFull;
    return options;
}

void Step::partTimer(network::ProcessId id, std::uint64_t token) {
    const World::Process& p = w_.process(id);
    if (p.kind == ProcessKind::Etcd) {
        MemberOutbox out(*this, id);
        w_.members_.write(p.index).write().onTimer(token, out);
        afterMember(id);
    } else if (p.kind == ProcessKind::ApiServer) {
        ApiServerOutbox out(*this, id);
        w_.apiServers_.write(p.index).write().onTimer(token, out);
    } else {
        clientPart(id, [&](auto& part, auto& out) { part.timer(token, out); });
        afterPart(id);
    }
}

void Step::diskSynced(network::ProcessId id, std::uint64_t token) {
    MemberOutbox out(*this, id);
    w_.members_.write(w_.process(id).index).write().onSynced(token, out);
    afterMember(id);
}

} // namespace maqueta::cluster
