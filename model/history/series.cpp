#include "history/series.h"

#include "api/kinds/pod.h"

namespace maqueta::history {
namespace {

constexpr std::uint32_t podsForOneStep = 2000;

sim::Duration commitLatency(const cluster::World& world) {
    std::int64_t sum = 0;
    std::int64_t members = 0;
    bool led = false;
    for (std::uint32_t i = 0; i < world.processCount(); ++i) {
        const cluster::World::Process& p = world.process(network::ProcessId{i});
        if (p.kind != cluster::ProcessKind::Etcd || !p.running) continue;
        const store::Member& member = world.member(p);
        led = led || (member.leads() && member.raft().tracker().quorumActive());
        if (member.commitLatency().ns == 0) continue;
        sum += member.commitLatency().ns;
        ++members;
    }
    return led && members > 0 ? sim::nanoseconds(sum / members) : sim::Duration{};
}

} // namespace

sim::Time Series::due() const {
    if (samples_.empty()) return sim::Time{} + step_;
    return samples_.back().at + step_ * (1 + samples_.back().pods() / podsForOneStep);
}

void Series::count(const cluster::Transit& message) {
    if (message.seq <= counted_) return;
    counted_ = message.seq;
    ++now_.messages[static_cast<std::size_t>(message.kind)];
}

void Series::sample(const cluster::World& world) {
    now_.at = world.now();
    const store::Root root = world.storeRoot();
    const base::Text prefix = api::prefixOf(api::Kind::Pod);
    const base::Text end = api::prefixEnd(prefix.view());
    for (auto it = root.table.lowerBound(prefix); !it.atEnd() && it.key() < end; ++it) {
        const auto& pod = static_cast<const api::Pod&>(*it.value().value);
        if (pod.status.phase == api::PodPhase::Succeeded ||
            pod.status.phase == api::PodPhase::Failed)
            ++now_.ended;
        else if (pod.nodeName.empty())
            ++now_.waiting;
        else if (pod.status.phase == api::PodPhase::Pending)
            ++now_.starting;
        else if (pod.ready())
            ++now_.ready;
        else
            ++now_.notReady;
    }
    now_.commit = commitLatency(world);
    samples_.push_back(now_);
    now_ = {};
    if (samples_.size() > mostSamples) thinOut();
}

// Those that stay are at multiples of the doubled step, and keep the messages of those that go.
void Series::thinOut() {
    step_ = step_ * 2;
    std::vector<Sample> kept;
    std::array<std::uint32_t, kindsOfMessages> before{};
    for (Sample& sample : samples_) {
        for (std::size_t i = 0; i < kindsOfMessages; ++i) before[i] += sample.messages[i];
        if (sample.at.ns % step_.ns != 0) continue;
        sample.messages = before;
        before = {};
        kept.push_back(sample);
    }
    samples_ = std::move(kept);
    for (std::size_t i = 0; i < kindsOfMessages; ++i) now_.messages[i] += before[i];
}

void Series::forgetAfter(sim::Time at, cluster::RecordSeq next,
                         const std::vector<cluster::Transit>& recent) {
    while (!samples_.empty() && samples_.back().at > at) samples_.pop_back();
    const sim::Time from = samples_.empty() ? sim::Time{} : samples_.back().at;
    now_ = {};
    for (const cluster::Transit& message : recent)
        if (message.sent > from && message.seq < next)
            ++now_.messages[static_cast<std::size_t>(message.kind)];
    counted_ = next == 0 ? 0 : next - 1;
}

} // namespace maqueta::history
