// The pods that the scheduler in charge has not placed yet, as its queue holds them: plain values
// that share nothing with the world.
#pragma once

#include "sim/time.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace maqueta::cluster {

class World;

// Where in the queue (pkg/scheduler/backend/queue): to be tried next; waiting until a back-off
// ends; waiting for something to change; held back by its schedulingGates.
enum class QueuePlace : std::uint8_t { Active, Backoff, Unschedulable, Gated };

struct QueuedPicture {
    std::string ns;
    std::string name;
    QueuePlace place = QueuePlace::Active;
    sim::Time since;                      // its last attempt ended, or it came
    sim::Time until = sim::Time::never(); // when it is tried again at the latest, if known
    int attempts = 0;
    std::vector<std::string> plugins; // who rejected it last time
    // What may help: texts that are marked for translation in the context "Queue".
    std::vector<const char*> helps;
    std::string message; // of the last attempt
    friend bool operator==(const QueuedPicture&, const QueuedPicture&) = default;
};

struct QueuePicture {
    static constexpr std::size_t most = 200; // pods that are named

    bool led = false;                    // some scheduler is in charge
    std::array<std::size_t, 4> counts{}; // by QueuePlace
    std::vector<QueuedPicture> pods;     // in the order in which they will be taken, place by place
    friend bool operator==(const QueuePicture&, const QueuePicture&) = default;
};

QueuePicture queueOf(const World& world);

} // namespace maqueta::cluster
