// How the cluster runs its parts: the store's outbox, and one way to call any part that is a client
// of the API.
#pragma once

#include "cluster/outboxes.h"

namespace maqueta::cluster {

// Who asks the API through the load balancer, and not the server that stands nearest.
inline bool usesBalancer(ProcessKind kind) {
    return kind == ProcessKind::Kubelet || kind == ProcessKind::Client;
}

class MemberOutbox final : public store::Outbox {
public:
    MemberOutbox(Step& step, network::ProcessId self) : step_(step), self_(self) {}
    sim::Time now() const override { return step_.localNow(self_); }
    void sendPeer(store::PeerMessage message) override {
        const std::uint64_t to = message.to;
        step_.sendToPeer(self_, to, std::move(message));
    }
    void sendClient(network::ProcessId client, store::ToClient message) override {
        std::visit([&](auto& m) { step_.sendAsServer(self_, client, Body(std::move(m)), {}); },
                   message);
    }
    void setTimer(sim::Time at, std::uint64_t token) override { step_.setTimer(self_, at, token); }
    void sync(std::size_t bytes, std::uint64_t token) override {
        step_.syncDisk(self_, bytes, token);
    }
    void record(store::Note note) override { step_.note(self_, note); }
    store::ApplyMemo& memo() override { return step_.memo(); }

private:
    Step& step_;
    network::ProcessId self_;
};

// The scheduler, a controller manager and the person: one face for what the cluster asks of them.
template <class Part, class Out>
struct ClientFace {
    Part& part;
    void start(Out& out) {
        if constexpr (requires { part.start(out); }) part.start(out);
    }
    void message(const api::ToClient& m, Out& out) { part.onMessage(m, out); }
    void lost(api::ConnectionEnd how, Out& out) { part.onConnectionLost(how, out); }
    void timer(std::uint64_t token, Out& out) { part.onTimer(token, out); }
};
// A kubelet works on its machine's runtime.
struct KubeletFace {
    node::Kubelet& part;
    node::Runtime& runtime;
    void start(KubeletOutbox& out) { part.start(runtime, out); }
    void message(const api::ToClient& m, KubeletOutbox& out) { part.onMessage(m, runtime, out); }
    void lost(api::ConnectionEnd how, KubeletOutbox& out) {
        part.onConnectionLost(how, runtime, out);
    }
    void timer(std::uint64_t token, KubeletOutbox& out) { part.onTimer(token, runtime, out); }
};

// Calls f with the part behind the process, which is a client of the API, and with its outbox.
template <class F>
void Step::clientPart(network::ProcessId id, F&& f) {
    const World::Process& p = w_.process(id);
    const std::uint32_t index = p.index;
    switch (p.kind) {
    case ProcessKind::Scheduler: {
        SchedulerOutbox out(*this, id);
        ClientFace<scheduler::Scheduler, SchedulerOutbox> face{w_.schedulers_.write(index).write()};
        return f(face, out);
    }
    case ProcessKind::ControllerManager: {
        ControllersOutbox out(*this, id);
        ClientFace<controllers::ControllerManager, ControllersOutbox> face{
            w_.controllerManagers_.write(index).write()};
        return f(face, out);
    }
    case ProcessKind::Kubelet: {
        KubeletOutbox out(*this, id);
        KubeletFace face{w_.kubelets_.write(index).write(),
                         w_.runtimes_.write(p.machine.value).write()};
        return f(face, out);
    }
    case ProcessKind::Client: {
        PersonPartOutbox out(*this, id);
        ClientFace<Person, PersonPartOutbox> face{w_.persons_.write(index).write()};
        return f(face, out);
    }
    case ProcessKind::Etcd:
    case ProcessKind::ApiServer:
    case ProcessKind::LoadBalancer: return;
    }
}

} // namespace maqueta::cluster
