// The virtual network between machines: tells when a message arrives, or that it never will.
//
// Every machine has one cable to the fabric. A message waits until the sender's cable is free,
// takes its size over the bandwidth, then the latency of both cables. So messages from one machine
// to another keep their order as long as nobody troubles the way. Owned by the world, copied with
// it.
//
// What trouble does to a message depends on what carries it. A TCP stream gives up nothing and
// keeps its order: a lost packet is sent again after a retransmission timeout, one that overtook
// another waits for it, and what arrives twice counts once. A datagram is simply lost, late or
// there twice.
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
};

// What ails a way: a cable, or the way from one machine to another. Several add up.
struct Trouble {
    sim::Duration latency; // more than usual
    int lossPerMillion = 0;
    int duplicatePerMillion = 0;
    int heldPerMillion = 0; // of the messages are held up, and so overtaken
    sim::Duration heldUpTo;
    std::int64_t bytesPerSecond = 0; // at most; 0 = no limit of its own

    void add(const Trouble& other);
};

// What carries a message.
enum class Carriage : std::uint8_t { Stream, Datagram };

// Why a message did not arrive.
enum class Loss : std::uint8_t { None, CableOut, Partition, Chance };

struct Delivery {
    sim::Time at; // meaningless when lost
    Loss loss = Loss::None;
    sim::Time again = sim::Time::never(); // a second copy arrives then
};

class Fabric {
public:
    void addMachine(MachineId machine, CableOptions cable);
    void plug(MachineId machine, bool plugged);
    bool plugged(MachineId machine) const;
    // Messages from one machine to the other are lost from now on.
    void cut(MachineId from, MachineId to);
    bool isCut(MachineId from, MachineId to) const;
    void healCuts() { cuts_.clear(); }

    // Troubles the way of all messages from `from` to `to`; an invalid id stands for every machine.
    void trouble(MachineId from, MachineId to, const Trouble& trouble);
    void healTroubles() { troubles_.clear(); }

    // The fate of a message that leaves at `now`. Messages inside one machine take 20 microseconds
    // and are never lost. A cable that is pulled while a message is on its way loses the message:
    // ask stillArrives() at its arrival.
    Delivery send(MachineId from, MachineId to, std::size_t bytes, Carriage carriage, sim::Time now,
                  sim::Rng& rng);
    Loss stillArrives(MachineId from, MachineId to) const;

private:
    struct Port {
        CableOptions cable;
        bool plugged = true;
        sim::Time busyUntil;
    };
    // Of a troubled way, until everything that was sent has arrived.
    struct Lane {
        sim::Time busyUntil;
        sim::Time lastArrival; // of the stream
    };
    Trouble troubleOf(MachineId from, MachineId to) const;
    Delivery sendTroubled(std::uint64_t way, const Trouble& trouble, Delivery usual,
                          std::size_t bytes, Carriage carriage, sim::Time now, sim::Rng& rng);
    void keepOrder(std::uint64_t way, bool troubled, Delivery& delivery, sim::Time now);

    sim::CowVector<Port, 32> ports_;
    // By way: from in the upper half, to in the lower.
    sim::PersistentMap<std::uint64_t, bool> cuts_;
    sim::PersistentMap<std::uint64_t, Trouble> troubles_;
    sim::PersistentMap<std::uint64_t, Lane> lanes_;
};

} // namespace maqueta::network
