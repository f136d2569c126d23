#include "scheduler/scheduler.h"

#include "api/kinds/node.h"
#include "api/names.h"
#include "scheduler/tokens.h"

#include <algorithm>

namespace maqueta::scheduler {
namespace {

constexpr std::string_view userAgent = "kube-scheduler";

// The first multiple of `period` after `begin` that lies after `now`.
sim::Time nextTick(sim::Time begin, sim::Duration period, sim::Time now) {
    return begin + period * ((now - begin).ns / period.ns + 1);
}

} // namespace

// Hears the client on the scheduler's behalf, for the length of one step.
class Scheduler::Ear final : public api::Sink {
public:
    Ear(Scheduler& self, Outbox& out) : self_(self), out_(out) {}
    void onReply(std::uint64_t cookie, const api::Response& response) override {
        self_.onReply(cookie, response, out_);
    }
    void onChange(api::Kind kind, const api::Versioned& before,
                  const api::Versioned& now) override {
        self_.onChange(kind, before, now, out_);
    }
    void onSynced(api::Kind) override { self_.beginIfReady(out_); }

private:
    Scheduler& self_;
    Outbox& out_;
};

Scheduler::Scheduler(SchedulerOptions options, sim::Rng rng)
    : options_(std::move(options))
    , rng_(rng)
    , client_({userAgent, 0, 0, sim::seconds(60)}, sim::Rng(rng_.next()))
    , election_({api::names::schedulerLease, options_.identity, options_.leaseDuration,
                 options_.renewDeadline, options_.retryPeriod},
                sim::Rng(rng_.next()))
    , requests_(options_.qps, options_.burst)
    , events_(options_.qps, options_.burst)
    , turn_{0, options_.percentageOfNodesToScore} {}

void Scheduler::start(Outbox& out) {
    client_.inform(api::Kind::Node, {}, out);
    client_.inform(api::Kind::Pod, {}, out);
    for (const api::Kind kind : Listers::kinds) client_.inform(kind, {}, out);
    if (options_.leaderElect)
        election_.start(client_, out);
    else
        leads_ = true;
}

void Scheduler::onMessage(const api::ToClient& message, Outbox& out) {
    if (exiting_) return;
    Ear ear(*this, out);
    client_.onMessage(message, out, ear);
}

void Scheduler::onConnectionLost(api::ConnectionEnd how, Outbox& out) {
    if (exiting_) return;
    Ear ear(*this, out);
    client_.onConnectionLost(how, out, ear);
}

void Scheduler::onTimer(std::uint64_t token, Outbox& out) {
    if (exiting_) return;
    const sim::Time now = out.now();
    if (api::Client::ownsToken(token)) {
        Ear ear(*this, out);
        client_.onTimer(token, out, ear);
    } else if (api::LeaderElection::owns(token)) {
        react(election_.onTimer(token, client_, out), out);
    } else if (token == cycleTimer && timers_.cycle <= now) {
        timers_.cycle = sim::Time::never();
        cycle(out);
    } else if (token == laneTimer && timers_.lanes <= now) {
        timers_.lanes = sim::Time::never();
        pumpLanes(out);
    } else if (token == backoffTimer && timers_.backoff <= now) {
        timers_.backoff = sim::Time::never();
        for (const PodKey& key : queue_.endBackoffs(now))
            out.record(
                PodQueued{refOf(queue_.find(key)->object()), QueuePart::Active, "BackoffComplete"});
        armQueue(out);
    } else if (token == waitTimer && timers_.waits <= now) {
        timers_.waits = sim::Time::never();
        for (const PodKey& key : queue_.endWaits(now)) {
            const QueuedPod& pod = *queue_.find(key);
            out.record(PodQueued{refOf(pod.object()), pod.part, "UnschedulableTimeout", pod.until});
        }
        armQueue(out);
    } else if (token == volumeTimer && timers_.volumes <= now) {
        timers_.volumes = sim::Time::never();
        lookAtVolumes(out);
    } else if (token == seriesTimer && timers_.series <= now) {
        timers_.series = sim::Time::never();
        for (const EventSeries::Write& last : series_.finish(now)) write(last, out);
        armQueue(out);
    }
}

void Scheduler::react(api::LeaderElection::Change change, Outbox& out) {
    if (change == api::LeaderElection::Change::Acquired) {
        leads_ = true;
        out.record(api::LeaseTaken{api::names::schedulerLease, options_.identity});
        beginIfReady(out);
    } else if (change == api::LeaderElection::Change::Lost) {
        leads_ = deciding_ = false;
        exiting_ = true;
        out.record(
            api::LeaseLost{api::names::schedulerLease, options_.identity, "leaderelection lost"});
    }
}

// A standby's informers are all it keeps: what a leader needs is made of them when it begins.
void Scheduler::beginIfReady(Outbox& out) {
    if (!leads_ || deciding_ || !client_.synced()) return;
    deciding_ = true;
    began_ = out.now();
    cache_ = readCache();
    queue_ = SchedulingQueue(options_);
    const api::Informer& pods = *client_.informer(api::Kind::Pod);
    api::forEach(pods.table, api::Kind::Pod, {}, [&](const api::Versioned& pod) {
        if (isOurs(pod.as<api::Pod>())) enqueue(pod, std::min(pod->meta.creationTime, began_), out);
    });
    armQueue(out);
}

Cache Scheduler::readCache() const {
    Cache cache;
    cache.trackTopology(api::names::labelHostname);
    cache.trackTopology(api::names::labelZone);
    api::forEach(client_.informer(api::Kind::Node)->table, api::Kind::Node, {},
                 [&](const api::Versioned& node) {
                     cache.setNode(base::Ref<const api::Node>(&node.as<api::Node>()));
                 });
    api::forEach(client_.informer(api::Kind::Pod)->table, api::Kind::Pod, {},
                 [&](const api::Versioned& object) {
                     const auto& pod = object.as<api::Pod>();
                     if (!pod.nodeName.empty() && !pod.finished())
                         cache.addPod(base::Ref<const api::Pod>(&pod));
                 });
    return cache;
}

Listers Scheduler::listers() const {
    Listers all;
    for (const api::Kind kind : Listers::kinds) {
        store::Table table = client_.informer(kind)->table;
        if (!promised_.empty()) overlayPromises(kind, table);
        all.set(kind, std::move(table));
    }
    return all;
}

bool Scheduler::isOurs(const api::Pod& pod) const {
    return pod.nodeName.empty() && !pod.finished() && !pod.meta.terminating() && profileOf(pod);
}

void Scheduler::onReply(std::uint64_t cookie, const api::Response& response, Outbox& out) {
    if (api::LeaderElection::owns(cookie))
        return react(election_.onReply(cookie, response, client_, out), out);
    if (const std::uint64_t* volume = volumeWrites_.find(cookie)) {
        const std::uint64_t of = *volume;
        volumeWrites_.erase(cookie);
        if (deciding_) onVolumeWritten(of, response, out);
        return;
    }
    if (measuring_ != 0 && cookie == measuring_) return onMeasured(response, out);
    const Binding* found = bindings_.find(cookie);
    if (!found) return; // of a patch, a deletion or an event: nobody waits for it
    const Binding binding = *found;
    bindings_.erase(cookie);
    if (deciding_) onBound(binding, response, out);
}

void Scheduler::arm(sim::Time& timer, sim::Time at, std::uint64_t token, Outbox& out) {
    if (at >= timer) return;
    timer = at;
    out.setTimer(at, token);
}

void Scheduler::pumpLanes(Outbox& out) {
    const sim::Time now = out.now();
    for (Lane* lane : {&requests_, &events_}) {
        while (lane->due() <= now) {
            const Lane::Waiting next = lane->pop();
            client_.call(next.request, next.cookie, out);
        }
        if (lane->size() > 0) arm(timers_.lanes, lane->due(), laneTimer, out);
    }
}

// Sees to it that the queue is looked at when something in it may be due.
void Scheduler::armQueue(Outbox& out) {
    if (!deciding_) return;
    const sim::Time now = out.now();
    if (queue_.hasActive() && !(measuring_ != 0 && mustMeasure(now))) {
        const std::size_t looked =
            feasibleNodesToFind(cache_.nodeCount(), options_.percentageOfNodesToScore);
        const sim::Duration thinking =
            options_.thinkingPerPod + options_.thinkingPerNode * static_cast<std::int64_t>(looked);
        arm(timers_.cycle, now + thinking, cycleTimer, out);
    }
    if (queue_.hasBackoff())
        arm(timers_.backoff, nextTick(began_, options_.backoffLookEvery, now), backoffTimer, out);
    if (queue_.hasUnschedulable())
        arm(timers_.waits, nextTick(began_, options_.unschedulableLookEvery, now), waitTimer, out);
    if (!series_.empty())
        arm(timers_.series, nextTick(began_, EventSeries::lookEvery, now), seriesTimer, out);
}

std::vector<WaitingPod> Scheduler::waiting(std::size_t most) const {
    std::vector<WaitingPod> list;
    for (const QueuePart part :
         {QueuePart::Active, QueuePart::Backoff, QueuePart::Unschedulable, QueuePart::Gated})
        queue_.forEach(part, most - list.size(), [&](const QueuedPod& queued) {
            WaitingPod waiting{refOf(queued.object()), part, queued.since, queued.until,
                               queued.attempts,        {},   NoEvent,      queued.message};
            for (std::size_t i = 0; i < registry().size(); ++i)
                if (queued.plugins >> i & 1U) {
                    waiting.plugins.emplace_back(registry()[i].name);
                    waiting.events |= registry()[i].events;
                }
            list.push_back(std::move(waiting));
        });
    return list;
}

std::array<std::size_t, 4> Scheduler::queued() const {
    return {queue_.size(QueuePart::Active), queue_.size(QueuePart::Backoff),
            queue_.size(QueuePart::Unschedulable), queue_.size(QueuePart::Gated)};
}

} // namespace maqueta::scheduler
