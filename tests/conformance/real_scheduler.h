// The model's scheduler in the smallest cluster, in the place of its binder.
#pragma once

#include "conformance/small_cluster.h"
#include "scheduler/scheduler.h"

namespace maqueta::tests {

class RealScheduler final : public scheduler::Outbox {
public:
    RealScheduler(SmallCluster& cluster, std::uint64_t seed)
        : cluster_(cluster), scheduler_(optionsOf(), sim::Rng::stream(seed, "scheduler")) {
        cluster_.addPart(
            id, [this](const api::ToClient& message) { scheduler_.onMessage(message, *this); });
        scheduler_.start(*this);
    }
    RealScheduler(const RealScheduler&) = delete;
    RealScheduler& operator=(const RealScheduler&) = delete;

    sim::Time now() const override { return cluster_.now(); }
    void sendToApi(api::ToServer message, sim::Duration after) override {
        cluster_.sendToApi(id, std::move(message), after);
    }
    void setTimer(sim::Time at, std::uint64_t token) override {
        cluster_.loop().at(at, [this, token] { scheduler_.onTimer(token, *this); });
    }
    void record(scheduler::Note) override {}

private:
    static constexpr SmallCluster::ProcessId id{SmallCluster::firstOther};
    static scheduler::SchedulerOptions optionsOf() {
        scheduler::SchedulerOptions options;
        options.identity = "test_scheduler";
        options.leaderElect = false;
        return options;
    }
    SmallCluster& cluster_;
    scheduler::Scheduler scheduler_;
};

} // namespace maqueta::tests
