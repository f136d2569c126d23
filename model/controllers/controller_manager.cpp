#include "controllers/controller_manager.h"

#include "api/names.h"
#include "controllers/loop/step.h"

namespace maqueta::controllers {
namespace {

// Two controllers make several requests for each thing they do, and have more of them allowed
// (cmd/kube-controller-manager/app/core.go).
sim::Throttle limitOf(Component component, const Options& options) {
    switch (component) {
    case Component::GarbageCollector: return {options.qps * 2, options.burst};
    case Component::Namespace: return {options.qps * 20, options.burst * 100};
    default: return {options.qps, options.burst};
    }
}

} // namespace

ControllerManager::ControllerManager(Options options, sim::Rng rng) {
    sim::Rng forClient(rng.next());
    sim::Rng forElection(rng.next());
    state_.client =
        api::Client({.userAgent = "kube-controller-manager", .qps = 0, .burst = 0}, forClient);
    state_.election = api::LeaderElection({.leaseName = api::names::controllerManagerLease,
                                           .identity = options.identity,
                                           .leaseDuration = options.leaseDuration,
                                           .renewDeadline = options.renewDeadline,
                                           .retryPeriod = options.retryPeriod},
                                          forElection);
    for (const ControllerInfo& controller : controllers())
        state_.limits[static_cast<std::size_t>(controller.component)] =
            limitOf(controller.component, options);
    if (!options.clusterCidr.empty())
        state_.cidrs = CidrTable(options.clusterCidr, options.nodeCidrMaskSize);
    state_.options = std::move(options);
}

void ControllerManager::start(Outbox& out) {
    state_.election.start(state_.client, out);
}

void ControllerManager::onMessage(const api::ToClient& message, Outbox& out) {
    if (state_.exiting) return;
    Step step(state_, out);
    state_.client.onMessage(message, out, step);
    step.workIfAny();
}

void ControllerManager::onConnectionLost(api::ConnectionEnd how, Outbox& out) {
    if (state_.exiting) return;
    Step step(state_, out);
    state_.client.onConnectionLost(how, out, step);
    step.workIfAny();
}

void ControllerManager::onTimer(std::uint64_t token, Outbox& out) {
    if (state_.exiting) return;
    Step step(state_, out);
    if (api::Client::ownsToken(token)) {
        state_.client.onTimer(token, out, step);
        return step.workIfAny();
    }
    if (api::LeaderElection::owns(token)) {
        step.onElection(state_.election.onTimer(token, state_.client, out));
        return step.workIfAny();
    }
    if (out.now() < state_.armedFor) return;
    state_.armedFor = sim::Time::never();
    step.work();
}

} // namespace maqueta::controllers
