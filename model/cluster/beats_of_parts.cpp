// Notes of the scheduler, the controllers and the kubelets become beats.
#include "cluster/beat_text.h"
#include "cluster/step.h"

namespace maqueta::cluster {
namespace {

template <class... F>
struct Cases : F... {
    using F::operator()...;
};
template <class... F>
Cases(F...) -> Cases<F...>;

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string oneDecimal(sim::Duration d) {
    const std::int64_t tenths = (d.ns + 50'000'000) / 100'000'000;
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

std::string megabytes(std::int64_t bytes) {
    return std::to_string((bytes + 500'000) / 1'000'000) + " MB";
}

} // namespace

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
              [&](const scheduler::Decided& d) {
                  std::string points;
                  if (!d.decision->scored.empty())
                      points = ": " + std::to_string(d.decision->scored.front().total) +
                               " points of " + std::to_string(d.decision->feasible) + " nodes";
                  say(BeatKind::PodDecided, d.pod, "goes to " + d.node.str() + points,
                      {{"node", d.node.str()},
                       {"feasible", std::to_string(d.decision->feasible)},
                       {"points", d.decision->scored.empty()
                                      ? ""
                                      : std::to_string(d.decision->scored.front().total)}});
              },
              [&](const scheduler::Unschedulable& u) {
                  say(BeatKind::PodUnschedulable, u.pod, "fits nowhere: " + u.message.str(),
                      {{"message", u.message.str()}});
              },
              [&](const scheduler::PodPreempted& p) {
                  say(BeatKind::PodPreempted, p.victim,
                      "makes room on " + p.node.str() + " for " + p.preemptor.name.str(),
                      {{"node", p.node.str()}});
              },
              [&](const scheduler::BindFailed& f) {
                  say(BeatKind::PodUnschedulable, f.pod, "was not bound: " + f.message.str(), {});
              },
              [&](const api::LeaseTaken& l) { leaseBeat(self, l); },
              [&](const api::LeaseLost& l) { leaseBeat(self, l); }},
        note);
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
    std::visit(Cases{[&](const controllers::ReplicaSetScaled& s) {
                         say(BeatKind::ReplicasChanged, "deployment-controller",
                             objectText("ReplicaSet", s.ns, s.replicaSet),
                             s.created ? "is created for " + std::to_string(s.to) + " pods"
                                       : "goes from " + std::to_string(s.from) + " to " +
                                             std::to_string(s.to) + " pods",
                             {{"owner", objectText("Deployment", s.ns, s.deployment)},
                              {"from", std::to_string(s.from)},
                              {"to", std::to_string(s.to)}});
                     },
                     [&](const controllers::PodEvicted& e) {
                         say(BeatKind::PodEvicted, "taint-eviction-controller",
                             objectText("Pod", e.ns, e.pod), "is evicted from " + e.node.str(),
                             {{"node", e.node.str()}});
                     },
                     [&](const controllers::RolloutComplete& r) {
                         say(BeatKind::RolloutComplete, "deployment-controller",
                             objectText("Deployment", r.ns, r.deployment), "is rolled out", {});
                     },
                     [&](const controllers::RolloutDeadlineExceeded& r) {
                         say(BeatKind::RolloutFailed, "deployment-controller",
                             objectText("Deployment", r.ns, r.deployment),
                             "made no progress within its deadline", {});
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
                  beat(partBeat(self, BeatKind::NodeRegistered, "kubelet",
                                objectText("Node", {}, n.node),
                                n.existed ? "is known to the API server again" : "is registered"));
              },
              [&](const node::PodSeen& p) {
                  say(BeatKind::PodHeard, p.pod, "is heard of by its kubelet", {});
              },
              [&](const node::PodRejected& p) {
                  say(BeatKind::PodRejected, p.pod, p.reason.str() + ": " + p.message.str(),
                      {{"reason", p.reason.str()}});
              },
              [&](const node::SandboxStarted& p) {
                  say(BeatKind::SandboxStarted, p.pod, "has the address " + p.ip.text(),
                      {{"ip", p.ip.text()}});
              },
              [&](const node::ImagePulling& p) {
                  say(BeatKind::ImagePulling, p.pod,
                      "pulls " + p.image.str() + ", " + megabytes(p.bytes),
                      {{"image", p.image.str()}});
              },
              [&](const node::ImagePulled& p) {
                  say(BeatKind::ImagePulled, p.pod,
                      "has pulled " + p.image.str() + " in " + oneDecimal(p.took) + " s",
                      {{"image", p.image.str()}});
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
                       {"assumed", p.assumed ? "yes" : "no"}});
              },
              [&](const node::BackOffStarted& p) {
                  say(BeatKind::BackOff, p.pod,
                      p.reason.str() + " until " + sim::clockText(p.until, 1),
                      {{"container", p.container.str()},
                       {"image", p.image.str()},
                       {"reason", p.reason.str()},
                       {"seconds", std::to_string(p.length.wholeSeconds())}});
              },
              [&](const node::PodStopping& p) {
                  say(BeatKind::PodStopping, p.pod, "gets SIGTERM", {});
              },
              [&](const node::OrphanEnded& p) {
                  say(BeatKind::OrphanEnded, p.pod, "is ended: the API has no such pod", {});
              },
              [&](const node::PodEvicted& p) {
                  say(BeatKind::PodEvicted, p.pod, p.message.str(), {});
              },
              [](const auto&) {}},
        note);
}

} // namespace maqueta::cluster
