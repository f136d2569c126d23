// The kube-controller-manager: one reconcile loop per controller, led by Lease.
//
// A process of a control-plane machine, owned by the cluster. It meets the others only at the API
// server, through its client: it lists and watches, decides from what it was told, and writes.
// Nothing runs before the Lease is taken. When the Lease is lost the real process ends itself;
// wantsExit() says so, and the cluster starts a new one. It holds nothing that survives a crash.
//
// A step function: messages and timers in, an Outbox out. The state is a value; copying it shares
// everything (persistent maps), and the same inputs give the same outputs.
#pragma once

#include "controllers/loop/state.h"
#include "controllers/outbox.h"
#include "sim/rng.h"

namespace maqueta::controllers {

class ControllerManager {
public:
    ControllerManager() = default;
    ControllerManager(Options options, sim::Rng rng);

    // The process has started: begin to campaign for the Lease.
    void start(Outbox& out);
    void onMessage(const api::ToClient& message, Outbox& out);
    void onConnectionLost(api::ConnectionEnd how, Outbox& out);
    void onTimer(std::uint64_t token, Outbox& out);

    bool leading() const { return state_.election.leading(); }
    // The Lease was lost: the process is to be ended and started anew.
    bool wantsExit() const { return state_.exiting; }
    // The identity that holds the Lease as far as this process knows; empty when unknown.
    const api::Text& holder() const { return state_.election.holder(); }
    // For tests: what it has seen and has under way.
    const State& state() const { return state_; }

private:
    State state_;
};

} // namespace maqueta::controllers
