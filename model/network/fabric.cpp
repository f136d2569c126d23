#include "network/fabric.h"

#include <algorithm>

namespace maqueta::network {
namespace {

constexpr sim::Duration loopback = sim::microseconds(20);

std::uint64_t pairKey(MachineId from, MachineId to) {
    return static_cast<std::uint64_t>(from.value) << 32 | to.value;
}

} // namespace

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

void Fabric::setCable(MachineId machine, CableOptions cable) {
    ports_.write(machine.value).cable = cable;
}

const CableOptions& Fabric::cable(MachineId machine) const {
    return ports_[machine.value].cable;
}

void Fabric::cut(MachineId from, MachineId to, bool cut) {
    if (cut)
        cuts_.set(pairKey(from, to), true);
    else
        cuts_.erase(pairKey(from, to));
}

bool Fabric::isCut(MachineId from, MachineId to) const {
    return !cuts_.empty() && cuts_.contains(pairKey(from, to));
}

Loss Fabric::stillArrives(MachineId from, MachineId to) const {
    if (from == to) return Loss::None;
    if (!ports_[from.value].plugged || !ports_[to.value].plugged) return Loss::CableOut;
    return isCut(from, to) ? Loss::Partition : Loss::None;
}

Delivery Fabric::send(MachineId from, MachineId to, std::size_t bytes, sim::Time now,
                      sim::Rng& rng) {
    if (from == to) return {now + loopback};
    if (const Loss loss = stillArrives(from, to); loss != Loss::None) return {now, loss};
    const CableOptions& there = ports_[to.value].cable;
    Port& port = ports_.write(from.value);
    const int lossPerMillion = port.cable.lossPerMillion + there.lossPerMillion;
    if (lossPerMillion > 0 && rng.below(1'000'000) < static_cast<std::uint64_t>(lossPerMillion))
        return {now, Loss::Chance};
    const std::int64_t rate = std::min(port.cable.bytesPerSecond, there.bytesPerSecond);
    const auto wire = static_cast<std::int64_t>(bytes) * 1'000'000'000 / rate;
    port.busyUntil = std::max(port.busyUntil, now) + sim::nanoseconds(wire);
    return {port.busyUntil + port.cable.latency + there.latency};
}

} // namespace maqueta::network
