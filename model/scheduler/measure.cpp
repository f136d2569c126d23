// What the nodes really use, asked for when a pod is next whose profile ranks by it. The real
// plugin asks all the time, every 30 s; asking when nobody reads the answer would change nothing.
#include "scheduler/scheduler.h"

namespace maqueta::scheduler {

// Whether the next pod has to wait until the nodes are measured.
bool Scheduler::mustMeasure(sim::Time now) const {
    const QueuedPod* next = queue_.next();
    if (!next || now < measuredUntil_) return false;
    const Profile* profile = profileOf(next->object());
    return profile && profile->measures;
}

const Measurements* Scheduler::measurements(sim::Time now) const {
    return now < measuredUntil_ ? &measured_ : nullptr;
}

void Scheduler::measure(Outbox& out) {
    if (measuring_ != 0) return;
    measuring_ = nextCookie_++;
    client_.call(api::nodeMetricsRequest("kube-scheduler"), measuring_, out,
                 options_.measureTimeout);
}

// Without an answer nothing is known of any node, and all are avoided alike.
void Scheduler::onMeasured(const api::Response& response, Outbox& out) {
    measuring_ = 0;
    measured_ = {};
    measured_.known = response.ok();
    for (const api::Versioned& item : response.items)
        if (const auto usage = api::nodeUsageIn(*item.object)) measured_.set(*usage);
    measuredUntil_ = out.now() + options_.measureEvery;
    armQueue(out);
}

} // namespace maqueta::scheduler
