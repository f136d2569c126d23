#include "scheduler/queue/scheduling_queue.h"

#include "scheduler/framework/registry.h"

#include <algorithm>

namespace maqueta::scheduler {
namespace {

// What the API server or a kubelet writes into a waiting pod does not make it fit; its labels, spec
// and gates may.
bool mayHelp(const api::Pod& before, const api::Pod& now) {
    return !before.spec.shares(now.spec) || before.meta.labels != now.meta.labels ||
           before.meta.annotations != now.meta.annotations;
}

} // namespace

std::string_view text(QueuePart part) {
    switch (part) {
    case QueuePart::Active: return "active";
    case QueuePart::Backoff: return "backoff";
    case QueuePart::Unschedulable: return "unschedulable";
    case QueuePart::Gated: break;
    }
    return "gated";
}

SchedulingQueue::SchedulingQueue(const SchedulerOptions& options)
    : initialBackoff_(options.podInitialBackoff)
    , maxBackoff_(options.podMaxBackoff)
    , longWait_(options.unschedulableFlushAfter) {}

SchedulingQueue::Place SchedulingQueue::placeOf(const QueuedPod& pod) {
    switch (pod.part) {
    case QueuePart::Active: return {queueRank(pod.object()), pod.since.ns, pod.seq};
    case QueuePart::Backoff: return {pod.until.ns, 0, pod.seq};
    case QueuePart::Unschedulable:
    case QueuePart::Gated: break;
    }
    return {pod.since.ns, 0, pod.seq};
}

void SchedulingQueue::put(QueuedPod pod) {
    const PodKey key = keyOf(pod.object());
    parts_[static_cast<std::size_t>(pod.part)].set(placeOf(pod), key);
    pods_.set(key, std::move(pod));
}

QueuedPod SchedulingQueue::take(const PodKey& key) {
    QueuedPod pod = *pods_.find(key);
    parts_[static_cast<std::size_t>(pod.part)].erase(placeOf(pod));
    pods_.erase(key);
    return pod;
}

QueuePart SchedulingQueue::add(api::Versioned pod, sim::Time now) {
    QueuedPod queued;
    queued.pod = std::move(pod);
    queued.since = now;
    queued.seq = nextSeq_++;
    if (!preEnqueue(queued.object()).ok()) queued.part = QueuePart::Gated;
    const QueuePart part = queued.part;
    remove(keyOf(queued.object()));
    put(std::move(queued));
    return part;
}

bool SchedulingQueue::update(const api::Versioned& pod, sim::Time now) {
    const PodKey key = keyOf(pod.as<api::Pod>());
    if (!pods_.contains(key)) return false;
    QueuedPod queued = take(key);
    const bool helps = mayHelp(queued.object(), pod.as<api::Pod>());
    queued.pod = pod;
    const QueuePart before = queued.part;
    const bool gated = !preEnqueue(queued.object()).ok();
    put(std::move(queued));
    if (before == QueuePart::Gated) return !gated && retry(key, now) == QueuePart::Active;
    if (before != QueuePart::Unschedulable || !helps) return false;
    retry(key, now);
    return true;
}

bool SchedulingQueue::remove(const PodKey& key) {
    if (!pods_.contains(key)) return false;
    take(key);
    return true;
}

const QueuedPod* SchedulingQueue::next() const {
    return hasActive() ? pods_.find(places(QueuePart::Active).begin().value()) : nullptr;
}

std::optional<QueuedPod> SchedulingQueue::pop() {
    if (!hasActive()) return std::nullopt;
    // The key is copied: taking the pod away ends the entry that holds it.
    const PodKey key = places(QueuePart::Active).begin().value();
    QueuedPod pod = take(key);
    ++pod.attempts;
    return pod;
}

// initial, doubled with each attempt, up to the greatest.
sim::Time SchedulingQueue::backoffEnd(const QueuedPod& pod) const {
    sim::Duration wait = initialBackoff_;
    for (int i = 1; i < pod.attempts && wait < maxBackoff_; ++i) wait = wait * 2;
    return pod.since + std::min(wait, maxBackoff_);
}

void SchedulingQueue::putBack(QueuedPod pod, std::uint32_t plugins, Text message, sim::Time now) {
    pod.plugins = plugins;
    pod.message = std::move(message);
    pod.since = now;
    pod.seq = nextSeq_++;
    pod.part = plugins == 0 ? QueuePart::Backoff : QueuePart::Unschedulable;
    pod.until = plugins == 0 ? backoffEnd(pod) : now + longWait_;
    remove(keyOf(pod.object()));
    put(std::move(pod));
}

QueuePart SchedulingQueue::retry(const PodKey& key, sim::Time now) {
    QueuedPod pod = take(key);
    const sim::Time end = pod.attempts > 0 ? backoffEnd(pod) : now;
    pod.part = end > now ? QueuePart::Backoff : QueuePart::Active;
    pod.until = end > now ? end : sim::Time::never();
    const QueuePart part = pod.part;
    put(std::move(pod));
    return part;
}

std::vector<PodKey> SchedulingQueue::endBackoffs(sim::Time now) {
    std::vector<PodKey> ready;
    for (const auto& [place, key] : places(QueuePart::Backoff)) {
        if (place.first > now.ns) break;
        ready.push_back(key);
    }
    for (const PodKey& key : ready) {
        QueuedPod pod = take(key);
        pod.part = QueuePart::Active;
        pod.until = sim::Time::never();
        put(std::move(pod));
    }
    return ready;
}

std::vector<PodKey> SchedulingQueue::endWaits(sim::Time now) {
    std::vector<PodKey> ready;
    for (const auto& [place, key] : places(QueuePart::Unschedulable)) {
        if (sim::Time{place.first} + longWait_ >= now) break;
        ready.push_back(key);
    }
    for (const PodKey& key : ready) retry(key, now);
    return ready;
}

} // namespace maqueta::scheduler
