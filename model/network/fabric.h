// The virtual network between machines: tells when a message arrives, or that it never will.
//
// Every machine has one cable to the fabric. A message waits until the sender's cable is free,
// takes its size over the bandwidth, then the latency of both cables. So messages from one machine
// to another keep their order as long as nobody changes the latency. Owned by the world, copied
// with it.
#pragma once

#include "network/address.h"
#include "sim/cow.h"
#include "sim/persistent_map.h"
#include "sim/rng.h"
#include "sim/time.h"

#include <optional>

namespace maqueta::network {

struct CableOptions {
    sim::Duration latency = sim::microseconds(100); // one way, this end's share
    std::int64_t bytesPerSecond = 1'250'000'000;    // 10 Gbit/s
    int lossPerMillion = 0;
};

// Why a message did not arrive.
enum class Loss : std::uint8_t { None, CableOut, Partition, Chance };

struct Delivery {
    sim::Time at; // meaningless when lost
    Loss loss = Loss::None;
};

class Fabric {
public:
    void addMachine(MachineId machine, CableOptions cable);
    void plug(MachineId machine, bool plugged);
    bool plugged(MachineId machine) const;
    void setCable(MachineId machine, CableOptions cable);
    const CableOptions& cable(MachineId machine) const;
    // Messages from one machine to the other are lost from now on (cut) or pass again.
    void cut(MachineId from, MachineId to, bool cut);
    bool isCut(MachineId from, MachineId to) const;
    void healCuts() { cuts_.clear(); }
    bool anyCut() const { return !cuts_.empty(); }

    // The fate of a message that leaves at `now`. Messages inside one machine take 20 microseconds
    // and are never lost. A cable that is pulled while a message is on its way loses the message:
    // ask stillArrives() at its arrival.
    Delivery send(MachineId from, MachineId to, std::size_t bytes, sim::Time now, sim::Rng& rng);
    Loss stillArrives(MachineId from, MachineId to) const;

private:
    struct Port {
        CableOptions cable;
        bool plugged = true;
        sim::Time busyUntil;
    };
    sim::CowVector<Port, 32> ports_;
    sim::PersistentMap<std::uint64_t, bool> cuts_; // from in the upper half, to in the lower
};

} // namespace maqueta::network
