#include "network/fabric.h"

#include <algorithm>

namespace maqueta::network {
namespace {

constexpr sim::Duration loopback = sim::microseconds(20);

// Linux's TCP: the first retransmission after 200 ms at least, each later one after twice as long.
// A peer that the eighth (51 s) does not reach was given up by its user before (HTTP/2's health
// check takes 45 s).
constexpr sim::Duration firstRetransmission = sim::milliseconds(200);
constexpr int retransmissions = 8;

std::uint64_t pairKey(MachineId from, MachineId to) {
    return static_cast<std::uint64_t>(from.value) << 32 | to.value;
}

bool happens(int perMillion, sim::Rng& rng) {
    return perMillion > 0 && rng.below(1'000'000) < static_cast<std::uint64_t>(perMillion);
}

sim::Duration upTo(sim::Duration most, sim::Rng& rng) {
    return sim::nanoseconds(rng.between(0, std::max<std::int64_t>(most.ns, 1)));
}

} // namespace

void Trouble::add(const Trouble& o) {
    latency = latency + o.latency;
    lossPerMillion = std::min(1'000'000, lossPerMillion + o.lossPerMillion);
    duplicatePerMillion = std::min(1'000'000, duplicatePerMillion + o.duplicatePerMillion);
    heldPerMillion = std::min(1'000'000, heldPerMillion + o.heldPerMillion);
    heldUpTo = std::max(heldUpTo, o.heldUpTo);
    if (o.bytesPerSecond > 0)
        bytesPerSecond =
            bytesPerSecond == 0 ? o.bytesPerSecond : std::min(bytesPerSecond, o.bytesPerSecond);
}

void Fabric::addMachine(MachineId machine, CableOptions cable) {
    if (ports_.size() <= machine.value) ports_.resize(machine.value + 1);
    ports_.write(machine.value) = Port{.cable = cable, .busyUntil = {}};
}

void Fabric::plug(MachineId machine, bool plugged) {
    ports_.write(machine.value).plugged = plugged;
}

bool Fabric::plugged(MachineId machine) const {
    return ports_[machine.value].plugged;
}

void Fabric::cut(MachineId from, MachineId to) {
    cuts_.set(pairKey(from, to), true);
}

bool Fabric::isCut(MachineId from, MachineId to) const {
    return !cuts_.empty() && cuts_.contains(pairKey(from, to));
}

void Fabric::trouble(MachineId from, MachineId to, const Trouble& trouble) {
    troubles_.write(pairKey(from, to)).add(trouble);
}

Trouble Fabric::troubleOf(MachineId from, MachineId to) const {
    Trouble sum;
    for (const std::uint64_t way : {pairKey(from, to), pairKey(from, {}), pairKey({}, to)})
        if (const Trouble* t = troubles_.find(way)) sum.add(*t);
    return sum;
}

Loss Fabric::stillArrives(MachineId from, MachineId to) const {
    if (from == to) return Loss::None;
    if (!ports_[from.value].plugged || !ports_[to.value].plugged) return Loss::CableOut;
    return isCut(from, to) ? Loss::Partition : Loss::None;
}

Delivery Fabric::send(MachineId from, MachineId to, std::size_t bytes, Carriage carriage,
                      sim::Time now, sim::Rng& rng) {
    if (from == to) return {now + loopback};
    if (const Loss loss = stillArrives(from, to); loss != Loss::None) return {now, loss};
    const CableOptions& there = ports_[to.value].cable;
    Port& port = ports_.write(from.value);
    const std::int64_t rate = std::min(port.cable.bytesPerSecond, there.bytesPerSecond);
    const auto wire = static_cast<std::int64_t>(bytes) * 1'000'000'000 / rate;
    port.busyUntil = std::max(port.busyUntil, now) + sim::nanoseconds(wire);
    Delivery delivery{port.busyUntil + port.cable.latency + there.latency};
    if (troubles_.empty() && lanes_.empty()) return delivery;
    const std::uint64_t way = pairKey(from, to);
    const Trouble trouble = troubleOf(from, to);
    delivery = sendTroubled(way, trouble, delivery, bytes, carriage, now, rng);
    if (carriage == Carriage::Stream && delivery.loss == Loss::None)
        keepOrder(way, !troubles_.empty(), delivery, now);
    return delivery;
}

Delivery Fabric::sendTroubled(std::uint64_t way, const Trouble& trouble, Delivery delivery,
                              std::size_t bytes, Carriage carriage, sim::Time now, sim::Rng& rng) {
    if (trouble.bytesPerSecond > 0) {
        Lane& lane = lanes_.write(way);
        const auto wire = static_cast<std::int64_t>(bytes) * 1'000'000'000 / trouble.bytesPerSecond;
        const sim::Time free = std::max(lane.busyUntil, now);
        lane.busyUntil = free + sim::nanoseconds(wire);
        delivery.at = delivery.at + (lane.busyUntil - now);
    }
    delivery.at = delivery.at + trouble.latency;
    if (carriage == Carriage::Datagram) {
        if (happens(trouble.lossPerMillion, rng)) return {now, Loss::Chance};
        if (happens(trouble.heldPerMillion, rng))
            delivery.at = delivery.at + upTo(trouble.heldUpTo, rng);
        if (happens(trouble.duplicatePerMillion, rng))
            delivery.again = delivery.at + upTo(trouble.heldUpTo, rng);
        return delivery;
    }
    sim::Duration timeout = firstRetransmission;
    for (int tries = 0; happens(trouble.lossPerMillion, rng); ++tries) {
        if (tries == retransmissions) return {now, Loss::Chance};
        delivery.at = delivery.at + timeout;
        timeout = timeout * 2;
    }
    if (happens(trouble.heldPerMillion, rng))
        delivery.at = delivery.at + upTo(trouble.heldUpTo, rng);
    return delivery;
}

// A stream's message waits for those that were sent before it.
void Fabric::keepOrder(std::uint64_t way, bool troubled, Delivery& delivery, sim::Time now) {
    const Lane* lane = lanes_.find(way);
    if (!lane && !troubled) return;
    if (lane && !troubled && lane->lastArrival <= now) {
        lanes_.erase(way); // everything has arrived
        return;
    }
    Lane& kept = lanes_.write(way);
    delivery.at = kept.lastArrival = std::max(delivery.at, kept.lastArrival);
}

} // namespace maqueta::network
