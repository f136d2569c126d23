// What can be broken in a cluster and healed again: the closed list of faults that last. What
// happens at once (a power cut, a crash, a pulled cable, a cut network) are interventions of their
// own.
//
// Plain data: a fault is journalled, saved in documents, and told in pictures.
#pragma once

#include "base/sentence.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace maqueta::cluster {

enum class ProcessKind : std::uint8_t;

enum class FaultKind : std::uint8_t {
    Pause,       // a process stands still, as after SIGSTOP: it answers nobody, and nobody is told
    CrashLoop,   // a process ends again a while after each start
    ClockSkew,   // a machine's clock runs too fast or too slow
    SlowDisk,    // each sync takes longer
    FullDisk,    // etcd finds no space: writes raise its NOSPACE alarm
    LostDisk,    // etcd's data is gone; the member must be replaced
    CorruptLog,  // an entry of etcd's log on disk does not fit its checksum any more
    Latency,     // messages take longer
    Loss,        // messages are lost; a TCP stream sends them again, later
    Duplication, // messages between etcd members arrive twice
    Reordering,  // messages overtake one another; within a TCP stream they wait instead
    Bandwidth,   // few bytes fit through in a second
};

// Where it sits.
enum class FaultPlace : std::uint8_t { Process, Machine, Link };

// One row of the table of faults. Everything that shows or asks for a fault reads it here.
struct FaultInfo {
    FaultKind kind;
    std::string_view name; // in documents and scripts: "slow-disk"
    FaultPlace place;
    std::string_view unit;  // of the amount; empty = it has none
    std::int64_t least = 0; // the amounts that make sense
    std::int64_t usual = 0; // what is offered first
    std::int64_t most = 0;
};
std::span<const FaultInfo> allFaults();
const FaultInfo& info(FaultKind kind);

struct Fault {
    FaultKind kind = FaultKind::Pause;
    std::string machine;
    // Place Link: the other end; empty = all that goes through the machine's cable.
    std::string other{};
    ProcessKind process{};   // place Process
    std::int64_t amount = 0; // 0 = the usual one
    bool oneWay = false;     // place Link: only what the machine sends
    friend bool operator==(const Fault&, const Fault&) = default;
};
// The same kind at the same place, whatever the amount.
bool samePlace(const Fault& a, const Fault& b);
// "the etcd of control-plane-1 is paused", "worker-1 loses 20 % of its messages"
base::Sentence sentenceOf(const Fault& fault);
inline std::string describe(const Fault& fault) {
    return sentenceOf(fault).text();
}

} // namespace maqueta::cluster
