// Node-pressure eviction for memory (pkg/kubelet/eviction/eviction_manager.go, helpers.go): when
// less than the hard threshold is available, one pod ends at each look until there is room again.
#include "node/kubelet.h"

#include "api/names.h"
#include "node/pod/status.h"
#include "node/tokens.h"

#include <algorithm>
#include <tuple>

namespace maqueta::node {
namespace {

constexpr std::int32_t systemCriticalPriority = 2'000'000'000;

std::int64_t memoryOf(const PodRecord& record, sim::Time now) {
    std::int64_t sum = 0;
    for (const ContainerRecord& c : record.containers)
        if (c.current.running(now)) sum += c.memoryBytes;
    return sum;
}

} // namespace

std::int64_t Kubelet::availableMemory(const Step& s) const {
    return config_->memoryBytes - options_->systemMemoryBytes - s.runtime.usedMemoryBytes(s.now);
}

// Something uses another amount than before: is there something for the eviction manager to see at
// its next look?
void Kubelet::checkMemory(Step& s) {
    if (availableMemory(s) >= options_->memoryReserveBytes) return;
    const sim::Time at = tickFrom(s.now, options_->evictionMonitorPeriod);
    if (at >= evictionAt_) return;
    evictionAt_ = at;
    s.out.setTimer(at, tokenOf(Token::Eviction));
}

void Kubelet::onEvictionTimer(Step& s) {
    evictionAt_ = sim::Time::never();
    const std::int64_t available = availableMemory(s);
    const bool low = available < options_->memoryReserveBytes;
    const bool before = memoryPressure_;
    if (low) {
        lowMemoryAt_ = s.now;
        memoryPressure_ = true;
    } else if (s.now >= lowMemoryAt_ + options_->pressureTransition) {
        memoryPressure_ = false;
    }
    if (memoryPressure_ != before) {
        s.out.record(MemoryPressureChanged{config_->name, memoryPressure_});
        planStatusLook(s);
    }
    if (low)
        if (const std::uint32_t victim = chooseVictim(s)) evict(victim, available, s);
    if (!memoryPressure_) return;
    evictionAt_ =
        low ? s.now + options_->evictionMonitorPeriod : lowMemoryAt_ + options_->pressureTransition;
    s.out.setTimer(evictionAt_, tokenOf(Token::Eviction));
}

// Those that use more than they asked for first, then by priority, then by how much more; 0 = none.
std::uint32_t Kubelet::chooseVictim(const Step& s) const {
    using Rank = std::tuple<bool, std::int32_t, std::int64_t, std::uint32_t>; // least goes first
    Rank best;
    std::uint32_t victim = 0;
    for (const PodEntry& entry : *pods_) {
        const PodState& p = *entry.state;
        if (p.stage != PodStage::Syncing || !p.pod || mustEnd(p)) continue;
        const PodRecord* record = s.runtime.find(entry.uid);
        if (!record || !record->anyRunning(s.now)) continue;
        const std::int32_t priority = p.object().spec->priority.value_or(0);
        if (priority >= systemCriticalPriority) continue;
        const std::int64_t over = memoryOf(*record, s.now) - p.asks.memoryBytes;
        const Rank rank{over <= 0, priority, -over, entry.number};
        if (victim != 0 && !(rank < best)) continue;
        best = rank;
        victim = entry.number;
    }
    return victim;
}

void Kubelet::evict(std::uint32_t number, std::int64_t available, Step& s) {
    PodState& p = *find(number);
    const PodRecord* record = s.runtime.find(p.object().meta.uid);
    const auto bytes = [](std::int64_t n) { return base::Quantity::fromBytes(n).text(); };
    std::string message = "The node was low on resource: memory. Threshold quantity: " +
                          bytes(options_->memoryReserveBytes) +
                          ", available: " + bytes(available / 1024 * 1024) + ". ";
    const api::PodSpec& spec = *p.object().spec;
    for (std::size_t i = 0; i < containerCount(spec); ++i) {
        const api::Container& c = containerAt(spec, i);
        const ContainerRecord* r = record->find(c.name);
        if (!r || !r->current.running(s.now)) continue;
        const std::int64_t asked = c.requests.value(api::names::memory);
        if (r->memoryBytes <= asked) continue;
        message += "Container " + c.name + " was using " + bytes(r->memoryBytes / 1024 * 1024) +
                   ", request is " + bytes(asked) + ", has larger consumption of memory. ";
    }
    podEvent(p, nullptr, "Warning", "Evicted", message, s);
    s.out.record(
        PodEvicted{{p.object().meta.ns, p.object().meta.name, p.object().meta.uid}, message});
    settle(p, "Evicted", message);
    advance(number, s);
}

} // namespace maqueta::node
