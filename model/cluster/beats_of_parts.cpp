// Notes of the scheduler, the controllers and the kubelets become beats.
#include "cluster/beat_text.h"
#include "cluster/step.h"

#include "api/kinds/deployment.h"
#include "api/kinds/replica_set.h"

#include <algorithm>

namespace maqueta::cluster {
namespace {

template <class... F>
struct Cases : F... {
    using F::operator()...;
};
template <class... F>
Cases(F...) -> Cases<F...>;

std::string oneDecimal(sim::Duration d) {
    const std::int64_t tenths = (d.ns + 50'000'000) / 100'000'000;
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

std::string megabytes(std::int64_t bytes) {
    return std::to_string((bytes + 500'000) / 1'000'000) + " MB";
}

std::string textOf(std::vector<scheduler::Text> names, std::size_t count) {
    std::sort(names.begin(), names.end());
    std::string out;
    for (const scheduler::Text& name : names) out += (out.empty() ? "" : ", ") + name.str();
    if (count > names.size()) out += ", and " + std::to_string(count - names.size()) + " more";
    return out;
}

// The points of all but the best: "624, 611".
std::string otherPoints(const scheduler::Decision& decision) {
    std::string out;
    for (std::size_t i = 1; i < decision.scored.size(); ++i)
        out += (out.empty() ? "" : ", ") + std::to_string(decision.scored[i].total);
    return out;
}

std::string scoresText(const scheduler::Decision& decision) {
    std::string out;
    for (const auto& s : decision.scored)
        out += (out.empty() ? "" : ", ") + s.node.str() + " " + std::to_string(s.total);
    return out;
}

} // namespace

// The image of a ReplicaSet, as the store has it.
std::string Step::imageOf(const base::Text& ns, const base::Text& replicaSet) const {
    const store::Root root = w_.storeRoot();
    const auto* kv = root.table.find(api::keyOf(api::Kind::ReplicaSet, ns, replicaSet));
    if (!kv) return {};
    const auto& set = static_cast<const api::ReplicaSet&>(*kv->value);
    const auto& containers = set.podTemplate->spec->containers;
    return containers.empty() ? std::string() : containers.front().image.str();
}

// A Deployment's progress deadline in seconds.
std::string Step::deadlineOf(const base::Text& ns, const base::Text& deployment) const {
    const store::Root root = w_.storeRoot();
    const auto* kv = root.table.find(api::keyOf(api::Kind::Deployment, ns, deployment));
    if (!kv) return {};
    const auto& found = static_cast<const api::Deployment&>(*kv->value);
    return found.progressDeadlineSeconds ? std::to_string(*found.progressDeadlineSeconds) : "";
}

void Step::note(network::ProcessId self, const scheduler::Note& note) {
    const auto say = [&](BeatKind kind, const scheduler::PodRef& pod, std::string what,
                         Fields fields) {
        Beat b =
            partBeat(self, kind, "scheduler", objectText("Pod", pod.ns, pod.name), std::move(what));
        b.fields.insert(b.fields.end(), fields.begin(), fields.end());
        beat(std::move(b));
    };
    std::visit(
        Cases{[&](const scheduler::PodQueued&) {}, // routine of the queue; shown by its own panel
              [&](const scheduler::Decided& d) { decided(self, d); },
              [&](const scheduler::Unschedulable& u) {
                  say(BeatKind::PodUnschedulable, u.pod, "fits nowhere: " + u.message.str(),
                      {{"message", u.message.str()}, {"nominated", u.nominatedNode.str()}});
              },
              [&](const scheduler::PodPreempted& p) {
                  say(BeatKind::PodPreempted, p.victim,
                      "makes room on " + p.node.str() + " for " + p.preemptor.name.str(),
                      {{"node", p.node.str()},
                       {"preemptor", p.preemptor.name.str()},
                       {"preemptorNamespace", p.preemptor.ns.str()}});
              },
              [&](const scheduler::BindFailed& f) {
                  say(BeatKind::PodUnschedulable, f.pod, "was not bound: " + f.message.str(),
                      {{"message", f.message.str()}, {"bound", "no"}});
              },
              [&](const api::LeaseTaken& l) { leaseBeat(self, l); },
              [&](const api::LeaseLost& l) { leaseBeat(self, l); }},
        note);
}

// Filter, Score and the decision: three beats of one moment, so that a person can follow. On a
// cluster too large to name its nodes only the last.
void Step::decided(network::ProcessId self, const scheduler::Decided& d) {
    const scheduler::Decision& decision = *d.decision;
    const auto say = [&](BeatKind kind, std::string what, Fields fields) {
        Beat b = partBeat(self, kind, "scheduler", objectText("Pod", d.pod.ns, d.pod.name),
                          std::move(what));
        b.fields.insert(b.fields.end(), fields.begin(), fields.end());
        beat(std::move(b));
    };
    const std::string feasible = std::to_string(decision.feasible);
    const std::string points =
        decision.scored.empty() ? "" : std::to_string(decision.scored.front().total);
    if (static_cast<std::size_t>(decision.nodes) <= scheduler::Decision::most) {
        for (const scheduler::Decision::Rejected& r : decision.rejected) {
            const auto count = static_cast<std::size_t>(r.count);
            const std::string nodes = textOf(r.nodes, count);
            say(BeatKind::NodesFiltered, "cannot go to " + nodes + ": " + r.reason.str(),
                {{"nodes", nodes},
                 {"count", std::to_string(count)},
                 {"reason", r.reason.str()},
                 {"plugin", std::string(r.plugin)}});
        }
        if (decision.scored.size() > 1)
            say(BeatKind::NodesScored, "gets points: " + scoresText(decision),
                {{"scores", scoresText(decision)},
                 {"node", d.node.str()},
                 {"points", points},
                 {"others", otherPoints(decision)},
                 {"feasible", feasible}});
    }
    say(BeatKind::PodDecided,
        "goes to " + d.node.str() +
            (points.empty() ? "" : ": " + points + " points of " + feasible + " nodes"),
        {{"node", d.node.str()},
         {"feasible", feasible},
         {"nodes", std::to_string(decision.nodes)},
         {"points", points}});
}

void Step::note(network::ProcessId self, const controllers::Note& note) {
    const auto say = [&](BeatKind kind, std::string_view part, std::string object, std::string what,
                         Fields fields) {
        Beat b = partBeat(self, kind, std::string(part), std::move(object), std::move(what));
        b.fields.insert(b.fields.end(), fields.begin(), fields.end());
        beat(std::move(b));
    };
    // Creations, deletions and conditions are beats of the write itself; here only what no write
    // tells.
    std::visit(
        Cases{[&](const controllers::ReplicaSetScaled& s) {
                  say(BeatKind::ReplicasChanged, "deployment-controller",
                      objectText("ReplicaSet", s.ns, s.replicaSet),
                      s.created ? "is created for " + std::to_string(s.to) + " pods"
                                : "goes from " + std::to_string(s.from) + " to " +
                                      std::to_string(s.to) + " pods",
                      {{"owner", objectText("Deployment", s.ns, s.deployment)},
                       {"from", std::to_string(s.from)},
                       {"to", std::to_string(s.to)},
                       {"created", s.created ? "yes" : "no"},
                       {"image", imageOf(s.ns, s.replicaSet)}});
              },
              [&](const controllers::PodEvicted& e) {
                  say(BeatKind::PodEvicted, "taint-eviction-controller",
                      objectText("Pod", e.ns, e.pod), "is evicted from " + e.node.str(),
                      {{"node", e.node.str()}});
              },
              [&](const controllers::PodEvictionPlanned& e) {
                  const std::string seconds = std::to_string((e.at - now()).wholeSeconds());
                  say(BeatKind::EvictionPlanned, "taint-eviction-controller",
                      objectText("Pod", e.ns, e.pod),
                      e.cancelled ? "may stay on " + e.node.str() + " after all"
                                  : "may stay on " + e.node.str() + " for " + seconds + " s more",
                      {{"node", e.node.str()},
                       {"seconds", e.cancelled ? "" : seconds},
                       {"cancelled", e.cancelled ? "yes" : "no"}});
              },
              [&](const controllers::RolloutComplete& r) {
                  say(BeatKind::RolloutComplete, "deployment-controller",
                      objectText("Deployment", r.ns, r.deployment), "is rolled out",
                      {{"replicaSet", r.replicaSet.str()}, {"image", imageOf(r.ns, r.replicaSet)}});
              },
              [&](const controllers::RolloutDeadlineExceeded& r) {
                  say(BeatKind::RolloutFailed, "deployment-controller",
                      objectText("Deployment", r.ns, r.deployment),
                      "made no progress within its deadline",
                      {{"replicaSet", r.replicaSet.str()},
                       {"image", imageOf(r.ns, r.replicaSet)},
                       {"reason", "ProgressDeadlineExceeded"},
                       {"seconds", deadlineOf(r.ns, r.deployment)}});
              },
              [&](const api::LeaseTaken& l) { leaseBeat(self, l); },
              [&](const api::LeaseLost& l) { leaseBeat(self, l); }, [](const auto&) {}},
        note);
}

void Step::note(network::ProcessId self, const node::Note& note) {
    const std::string here = w_.machine(w_.process(self).machine).spec.name;
    const auto say = [&](BeatKind kind, const node::PodName& pod, std::string what, Fields fields) {
        Beat b =
            partBeat(self, kind, "kubelet", objectText("Pod", pod.ns, pod.name), std::move(what));
        b.fields.emplace_back("node", here);
        b.fields.insert(b.fields.end(), fields.begin(), fields.end());
        beat(std::move(b));
    };
    std::visit(
        Cases{[&](const node::NodeRegistered& n) {
                  Beat b = partBeat(
                      self, BeatKind::NodeRegistered, "kubelet", objectText("Node", {}, n.node),
                      n.existed ? "is known to the API server again" : "is registered");
                  b.fields.emplace_back("existed", n.existed ? "yes" : "no");
                  beat(std::move(b));
              },
              [&](const node::PodSeen& p) {
                  say(BeatKind::PodHeard, p.pod, "is heard of by its kubelet", {});
              },
              [&](const node::PodRejected& p) {
                  say(BeatKind::PodRejected, p.pod, p.reason.str() + ": " + p.message.str(),
                      {{"reason", p.reason.str()}, {"message", p.message.str()}});
              },
              [&](const node::SandboxStarted& p) {
                  say(BeatKind::SandboxStarted, p.pod, "has the address " + p.ip.text(),
                      {{"ip", p.ip.text()}});
              },
              [&](const node::ImagePulling& p) {
                  say(BeatKind::ImagePulling, p.pod,
                      "pulls " + p.image.str() + ", " + megabytes(p.bytes),
                      {{"image", p.image.str()}, {"size", megabytes(p.bytes)}});
              },
              [&](const node::ImagePulled& p) {
                  say(BeatKind::ImagePulled, p.pod,
                      "has pulled " + p.image.str() + " in " + oneDecimal(p.took) + " s",
                      {{"image", p.image.str()}, {"seconds", oneDecimal(p.took)}});
              },
              [&](const node::ImagePullFailed& p) {
                  say(BeatKind::ImagePullFailed, p.pod, p.message.str(),
                      {{"image", p.image.str()},
                       {"reason", p.reason.str()},
                       {"message", p.message.str()}});
              },
              [&](const node::ContainerStarted& p) {
                  say(BeatKind::ContainerStarted, p.pod,
                      "starts its container " + p.container.str() +
                          (p.restartCount > 0 ? ", restart " + std::to_string(p.restartCount) : ""),
                      {{"container", p.container.str()},
                       {"restarts", std::to_string(p.restartCount)}});
              },
              [&](const node::ContainerEnded& p) {
                  say(BeatKind::ContainerEnded, p.pod,
                      std::string("has its ") + (p.init ? "init container " : "container ") +
                          p.container.str() + " end with code " + std::to_string(p.exitCode) +
                          (p.assumed ? ", as the model assumes" : ""),
                      {{"container", p.container.str()},
                       {"code", std::to_string(p.exitCode)},
                       {"reason", p.reason.str()},
                       {"init", p.init ? "yes" : "no"},
                       {"how", std::string(p.init ? "init" : "") + (p.assumed ? " assumed" : "")},
                       {"assumed", p.assumed ? "yes" : "no"}});
              },
              [&](const node::BackOffStarted& p) {
                  say(BeatKind::BackOff, p.pod,
                      p.reason.str() + " until " + sim::clockText(p.until, 1),
                      {{"container", p.container.str()},
                       {"image", p.image.str()},
                       {"reason", p.reason.str()},
                       {"until", sim::clockText(p.until, 1)},
                       {"seconds", std::to_string(p.length.wholeSeconds())}});
              },
              [&](const node::PodStopping& p) {
                  say(BeatKind::PodStopping, p.pod, "gets SIGTERM",
                      {{"seconds", std::to_string((p.killAt - now()).wholeSeconds())}});
              },
              [&](const node::OrphanEnded& p) {
                  say(BeatKind::OrphanEnded, p.pod, "is ended: the API has no such pod", {});
              },
              [&](const node::PodEvicted& p) {
                  say(BeatKind::PodEvicted, p.pod, p.message.str(), {{"message", p.message.str()}});
              },
              [](const auto&) {}},
        note);
}

} // namespace maqueta::cluster
