// TCP streams that cannot get through: what was sent is not lost but sent again, after pauses that
// double, until it arrives or one end gives the connection up.
#include "cluster/parts.h"

#include <algorithm>

namespace maqueta::cluster {
namespace {

// Linux: TCP_RTO_MIN and TCP_RTO_MAX.
constexpr sim::Duration firstTimeout = sim::milliseconds(200);
constexpr sim::Duration longestTimeout = sim::seconds(120);

// Members' messages may be lost, a probe or a scrape is asked again anyway, and nobody repeats a
// reset.
bool repeated(const Body& body) {
    return !std::holds_alternative<store::PeerMessage>(body) &&
           !std::holds_alternative<api::MetricsScrape>(body) &&
           !std::holds_alternative<api::MetricsSample>(body) &&
           !std::holds_alternative<HealthProbe>(body) &&
           !std::holds_alternative<HealthAnswer>(body) &&
           !std::holds_alternative<ConnectionReset>(body);
}

} // namespace

bool Step::ofCurrentConnection(const Envelope& e) const {
    const World::Process& client = w_.process(e.origin);
    if (!w_.process(e.from).running || client.connection != e.connection) return false;
    // The load balancer may have turned to another server meanwhile.
    const bool toServer = w_.process(e.to).kind == ProcessKind::ApiServer && e.from != e.origin;
    return !toServer || client.server == e.to;
}

std::uint64_t Step::stallOf(const Envelope& e) const {
    for (auto it = w_.stalls_.begin(); !it.atEnd(); ++it) {
        const Envelope& first = it.value()->waiting.front();
        if (first.from == e.from && first.to == e.to && first.origin == e.origin &&
            first.connection == e.connection)
            return it.key();
    }
    return 0;
}

bool Step::waitsBehind(const Envelope& e) {
    if (!repeated(e.body)) return false;
    const std::uint64_t stall = stallOf(e);
    if (stall == 0) return false;
    w_.stalls_.write(stall).write().waiting.push_back(e);
    return true;
}

void Step::stall(const Envelope& e) {
    if (std::holds_alternative<ConnectionReset>(e.body)) checkAfterSilence(e);
    if (!repeated(e.body) || !ofCurrentConnection(e)) return;
    if (const std::uint64_t known = stallOf(e); known != 0) {
        // One that was under way when the way broke was sent before those that wait.
        std::vector<Envelope>& waiting = w_.stalls_.write(known).write().waiting;
        const auto behind = std::find_if(waiting.begin(), waiting.end(), [&](const Envelope& w) {
            return e.seq != 0 && (w.seq == 0 || w.seq > e.seq);
        });
        waiting.insert(behind, e);
        return;
    }
    const std::uint64_t number = ++w_.stallNumber_;
    w_.stalls_.set(number, sim::Cow<World::Stall>({{e}, now(), firstTimeout}));
    tryAgain(number, firstTimeout);
    checkAfterSilence(e);
}

void Step::tryAgain(std::uint64_t stall, sim::Duration after) {
    w_.queue_.push({.at = now() + after,
                    .kind = static_cast<std::uint16_t>(World::EventKind::Retransmit),
                    .payload = stall});
}

void Step::checkAfterSilence(const Envelope& e) {
    const MachineOptions& options = w_.configuration_.machines;
    const std::int64_t silence = w_.rng_.between(options.silenceMin.ns, options.silenceMax.ns);
    w_.queue_.push({.at = now() + sim::nanoseconds(silence),
                    .target = e.origin.value,
                    .kind = static_cast<std::uint16_t>(World::EventKind::ConnectionCheck),
                    .payload = e.connection});
}

void Step::retransmit(std::uint64_t number) {
    World::Stall stalled = **w_.stalls_.find(number);
    const Envelope first = stalled.waiting.front();
    std::erase_if(stalled.waiting, [&](const Envelope& e) { return !ofCurrentConnection(e); });
    const World::Machine& there = w_.machine(w_.process(first.to).machine);
    const network::Loss loss =
        w_.fabric_.stillArrives(w_.process(first.from).machine, w_.process(first.to).machine);
    const bool through = there.on && loss == network::Loss::None;
    if (stalled.waiting.empty() || through) {
        w_.stalls_.erase(number);
        for (Envelope& e : stalled.waiting) {
            e.seq = 0;
            transmit(std::move(e));
        }
        return;
    }
    stalled.timeout = std::min(stalled.timeout * 2, longestTimeout);
    tryAgain(number, stalled.timeout);
    w_.stalls_.set(number, sim::Cow<World::Stall>(std::move(stalled)));
}

// A server ended, or could keep no more, before it read this: its machine had taken the message, so
// nobody sends it again, and the connection that it came on does not go on as if nothing happened.
void Step::leftUnread(const Envelope& e) {
    if (!repeated(e.body) || e.to == e.origin || !ofCurrentConnection(e)) return;
    w_.processes_.write(e.origin.value).closed = e.connection;
}

// Something of this connection has been waiting for longer than HTTP/2's health check does.
bool Step::stalledLong(network::ProcessId client, std::uint16_t connection) const {
    for (auto it = w_.stalls_.begin(); !it.atEnd(); ++it) {
        const World::Stall& s = *it.value();
        if (now() - s.since < w_.configuration_.machines.silenceMin) continue;
        for (const Envelope& e : s.waiting)
            if (e.origin == client && e.connection == connection) return true;
    }
    return false;
}

} // namespace maqueta::cluster
