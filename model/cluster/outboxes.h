// The outboxes that the cluster hands to each kind of part for one step, and withPart(), which
// finds the part and its outbox by process.
#pragma once

#include "cluster/step.h"

namespace maqueta::cluster {

// For a part that is a client of the API: scheduler, controller manager, kubelet.
template <class Base, class Note>
class ClientPartOutbox final : public Base {
public:
    ClientPartOutbox(Step& step, network::ProcessId self) : step_(step), self_(self) {}
    sim::Time now() const override { return step_.localNow(self_); }
    void sendToApi(api::ToServer message, sim::Duration after) override {
        std::visit([&](auto& m) { step_.sendAsClient(self_, Body(std::move(m)), after); }, message);
    }
    void setTimer(sim::Time at, std::uint64_t token) override { step_.setTimer(self_, at, token); }
    void record(Note note) override { step_.note(self_, note); }
    void repeats(const api::Repeat& repeat) override { step_.repeatBeat(self_, repeat); }

private:
    Step& step_;
    network::ProcessId self_;
};
using SchedulerOutbox = ClientPartOutbox<scheduler::Outbox, scheduler::Note>;
using ControllersOutbox = ClientPartOutbox<controllers::Outbox, controllers::Note>;
using KubeletOutbox = ClientPartOutbox<node::Outbox, node::Note>;

class PersonPartOutbox final : public PersonOutbox {
public:
    PersonPartOutbox(Step& step, network::ProcessId self) : step_(step), self_(self) {}
    sim::Time now() const override { return step_.localNow(self_); }
    void sendToApi(api::ToServer message, sim::Duration after) override {
        std::visit([&](auto& m) { step_.sendAsClient(self_, Body(std::move(m)), after); }, message);
    }
    void setTimer(sim::Time at, std::uint64_t token) override { step_.setTimer(self_, at, token); }
    void ended(const ErrandEnd& end) override { step_.note(self_, end); }
    void repeats(const api::Repeat& repeat) override { step_.repeatBeat(self_, repeat); }

private:
    Step& step_;
    network::ProcessId self_;
};

class ApiServerOutbox final : public api::ServerOutbox {
public:
    ApiServerOutbox(Step& step, network::ProcessId self) : step_(step), self_(self) {}
    sim::Time now() const override { return step_.localNow(self_); }
    void sendToClient(network::ProcessId client, api::ToClient message,
                      sim::Duration after) override {
        std::visit([&](auto& m) { step_.sendAsServer(self_, client, Body(std::move(m)), after); },
                   message);
    }
    bool scrape(const base::Text& node, api::MetricsScrape question) override {
        return step_.sendToKubelet(self_, node, question);
    }
    void sendToStore(api::ToStore message) override {
        std::visit([&](auto& m) { step_.sendAsClient(self_, Body(std::move(m)), {}); }, message);
    }
    void setTimer(sim::Time at, std::uint64_t token) override { step_.setTimer(self_, at, token); }
    void record(api::Note note) override { step_.note(self_, note); }

private:
    Step& step_;
    network::ProcessId self_;
};

} // namespace maqueta::cluster
