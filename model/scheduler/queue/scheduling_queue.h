// The pods that wait for a node (pkg/scheduler/backend/queue/scheduling_queue.go): those to be
// tried, by priority and then by time; those that failed and back off; those that no node fits,
// until something happens that may help; those held back by their schedulingGates.
//
// A value; copying it shares everything. It reads no clock and sets no timer.
#pragma once

#include "api/kinds/pod.h"
#include "scheduler/note.h"
#include "scheduler/options.h"
#include "sim/persistent_map.h"

#include <array>
#include <compare>
#include <optional>
#include <vector>

namespace maqueta::scheduler {

struct PodKey {
    Text ns;
    Text name;
    friend auto operator<=>(const PodKey&, const PodKey&) = default;
    friend bool operator==(const PodKey&, const PodKey&) = default;
};
inline PodKey keyOf(const api::Pod& pod) {
    return {pod.meta.ns, pod.meta.name};
}
inline PodRef refOf(const api::Pod& pod) {
    return {pod.meta.ns, pod.meta.name, pod.meta.uid};
}

struct QueuedPod {
    api::Versioned pod;
    QueuePart part = QueuePart::Active;
    sim::Time since; // in this part
    sim::Time until = sim::Time::never();
    int attempts = 0;
    std::uint32_t plugins = 0; // bits by place in the registry: who rejected it last time
    Text message;              // of the last attempt
    std::uint64_t seq = 0;

    const api::Pod& object() const { return pod.as<api::Pod>(); }
};

class SchedulingQueue {
public:
    SchedulingQueue() = default;
    explicit SchedulingQueue(const SchedulerOptions& options);

    // Where it was put.
    QueuePart add(api::Versioned pod, sim::Time now);
    // A newer version of a waiting pod. Returns true when it was put in the place for a retry
    // because the change may help.
    bool update(const api::Versioned& pod, sim::Time now);
    bool remove(const PodKey& key);
    const QueuedPod* find(const PodKey& key) const { return pods_.find(key); }
    // The next to be tried; nullptr when none is.
    const QueuedPod* next() const;
    // The same, with its attempt counted; it has left the queue.
    std::optional<QueuedPod> pop();
    // After a failed attempt: it waits for an event that helps `plugins`, or, when they are none
    // because the attempt itself went wrong, only backs off.
    void putBack(QueuedPod pod, std::uint32_t plugins, Text message, sim::Time now);
    // To be tried again, at once or when its back-off is over.
    QueuePart retry(const PodKey& key, sim::Time now);

    // Pods whose back-off is over become active; pods that were unschedulable for long are tried
    // again whatever happened. Their names, in order.
    std::vector<PodKey> endBackoffs(sim::Time now);
    std::vector<PodKey> endWaits(sim::Time now);

    bool hasActive() const { return !places(QueuePart::Active).empty(); }
    bool hasBackoff() const { return !places(QueuePart::Backoff).empty(); }
    bool hasUnschedulable() const { return !places(QueuePart::Unschedulable).empty(); }
    std::size_t size(QueuePart part) const { return places(part).size(); }
    // In order; the first `most` of them.
    template <class F>
    void forEach(QueuePart part, std::size_t most, F&& f) const {
        for (auto at = places(part).begin(); !at.atEnd() && most > 0; ++at, --most)
            f(*pods_.find(at.value()));
    }
    template <class F>
    void forEach(QueuePart part, F&& f) const {
        forEach(part, places(part).size(), f);
    }

private:
    // The order within a part: by `first`, then `second`, then as they came.
    struct Place {
        std::int64_t first = 0;
        std::int64_t second = 0;
        std::uint64_t seq = 0;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    using Places = sim::PersistentMap<Place, PodKey>;

    const Places& places(QueuePart part) const { return parts_[static_cast<std::size_t>(part)]; }
    static Place placeOf(const QueuedPod& pod);
    void put(QueuedPod pod);
    QueuedPod take(const PodKey& key);
    sim::Time backoffEnd(const QueuedPod& pod) const;

    sim::Duration initialBackoff_;
    sim::Duration maxBackoff_;
    sim::Duration longWait_;
    sim::PersistentMap<PodKey, QueuedPod> pods_;
    std::array<Places, 4> parts_;
    std::uint64_t nextSeq_ = 1;
};

} // namespace maqueta::scheduler
