#include "cluster/verdict.h"

#include "api/kinds/pod.h"
#include "cluster/world.h"
#include "scheduler/explain/cluster_input.h"

#include <algorithm>

namespace maqueta::cluster {
namespace {

// What the API says, as a decision sees it.
scheduler::ClusterInput readStore(const store::Root& root) {
    scheduler::ClusterInput cluster;
    const auto take = [&](api::Kind kind) {
        const base::Text prefix = api::prefixOf(kind);
        const base::Text end = api::prefixEnd(prefix);
        for (auto at = root.table.lowerBound(prefix); !at.atEnd() && at.key() < end; ++at) {
            const api::ObjectRef object(static_cast<const api::Object*>(at.value().value.get()));
            // The store has one object of a name, and the API server let nothing senseless in.
            static_cast<void>(cluster.keep(object));
        }
    };
    take(api::Kind::Node);
    take(api::Kind::Pod);
    take(api::Kind::PriorityClass);
    for (const api::Kind kind : scheduler::Listers::kinds) take(kind);
    return cluster;
}

// The nodes' load as the scheduler has it, or, where it would ask first, as it would hear it.
void measure(const World& world, scheduler::ClusterInput& cluster) {
    const scheduler::Measurements* known = nullptr;
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const World::Process& p = world.process(network::ProcessId{i});
        if (p.kind != ProcessKind::Scheduler || !p.running) continue;
        const scheduler::Scheduler& scheduler = world.schedulerOf(p);
        if (scheduler.leading()) known = scheduler.measurements(world.localTime(p.machine));
    }
    if (known) {
        for (const auto& [node, usage] : known->nodes) cluster.measure(usage);
        return;
    }
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const World::Process& p = world.process(network::ProcessId{i});
        if (p.kind == ProcessKind::Kubelet && p.running)
            cluster.measure(
                world.kubelet(p).usage(world.runtime(p.machine), world.localTime(p.machine)));
    }
}

NodeVerdict plain(const scheduler::NodeVerdict& from) {
    NodeVerdict node;
    node.node = from.node.str();
    node.feasible = from.status.ok();
    node.plugin = from.status.plugin;
    node.message = from.status.message();
    node.preemptible = from.status.code == scheduler::Code::Unschedulable;
    node.total = from.total;
    node.top = from.top;
    for (const scheduler::PluginVerdict& part : from.plugins)
        node.parts.push_back({std::string(part.plugin), part.raw, part.normalized, part.weight});
    return node;
}

std::vector<PreemptionPlan> plain(const scheduler::Preemption& from) {
    std::vector<PreemptionPlan> plans;
    for (const scheduler::PreemptionCandidate& candidate : from.candidates) {
        PreemptionPlan plan;
        plan.node = candidate.node.str();
        plan.budgetViolations = candidate.budgetViolations;
        for (const scheduler::PodInfo& victim : candidate.victims)
            plan.victims.push_back(victim.pod->meta.ns + "/" + victim.pod->meta.name);
        plans.push_back(std::move(plan));
    }
    for (const std::size_t best : from.best) plans[best].best = true;
    return plans;
}

Verdict plain(const scheduler::Verdict& from, const api::Pod& pod) {
    Verdict verdict;
    verdict.ns = pod.meta.ns.str();
    verdict.name = pod.meta.name.str();
    verdict.node = pod.nodeName.str();
    verdict.nominatedNode = pod.status.nominatedNodeName.str();
    for (const scheduler::NodeVerdict& node : from.nodes) verdict.nodes.push_back(plain(node));
    std::stable_sort(verdict.nodes.begin(), verdict.nodes.end(),
                     [](const NodeVerdict& a, const NodeVerdict& b) {
                         if (a.feasible != b.feasible) return a.feasible;
                         return a.total > b.total;
                     });
    verdict.feasible = from.feasible;
    verdict.scoringSkipped = from.scoringSkipped();
    verdict.gate = scheduler::preEnqueue(pod).message();
    if (!scheduler::profileOf(pod)) verdict.unknownScheduler = pod.spec->schedulerName.str();
    verdict.message = from.message;
    if (from.preemption) verdict.preemption = plain(*from.preemption);
    return verdict;
}

scheduler::Scoring scoringOf(const World& world) {
    return static_cast<scheduler::Scoring>(world.configuration().scheduler.scoring);
}

// The pod with no node: NodeName would rule every other one out.
base::Ref<const api::Pod> unbound(const api::Pod& pod) {
    const base::Ref<api::Pod> copy = api::mutableCopy(pod);
    copy->nodeName = {};
    return copy;
}

} // namespace

const NodeVerdict* Verdict::find(std::string_view wanted) const {
    const auto at = std::find_if(nodes.begin(), nodes.end(),
                                 [wanted](const NodeVerdict& each) { return each.node == wanted; });
    return at == nodes.end() ? nullptr : &*at;
}

std::vector<std::string> Verdict::decisive() const {
    std::vector<std::string> names;
    if (feasible < 2) return names;
    // Every feasible node has a part of each plugin that scored, in one order.
    for (std::size_t part = 0; part < nodes.front().parts.size(); ++part)
        for (std::size_t i = 1; i < feasible; ++i)
            if (nodes[i].parts[part].points() != nodes.front().parts[part].points()) {
                names.push_back(nodes.front().parts[part].plugin);
                break;
            }
    return names;
}

std::optional<Verdict> explainPod(const World& world, std::string_view ns, std::string_view name) {
    const store::Root root = world.storeRoot();
    const store::KeyValue* found = root.table.find(api::keyOf(api::Kind::Pod, ns, name));
    if (!found) return std::nullopt;
    const auto& pod = static_cast<const api::Pod&>(*found->value);
    scheduler::ClusterInput cluster = readStore(root);
    measure(world, cluster);
    cluster.leaveOut(pod);
    return plain(cluster.decide(*unbound(pod), scoringOf(world)), pod);
}

base::Result<Verdict> explainManifest(const World& world, const base::Json& json) {
    scheduler::ClusterInput cluster = readStore(world.storeRoot());
    measure(world, cluster);
    const auto pod = cluster.admit(json);
    if (!pod) return pod.error();
    return plain(cluster.decide(**pod, scoringOf(world)), **pod);
}

} // namespace maqueta::cluster
