#include "cluster/fault.h"

#include "cluster/intervention.h"

#include <array>

namespace maqueta::cluster {
namespace {

constexpr std::array faults{
    FaultInfo{FaultKind::Pause, "pause", FaultPlace::Process, ""},
    FaultInfo{FaultKind::CrashLoop, "crash-loop", FaultPlace::Process, "ms", 0, 2000, 600'000},
    FaultInfo{FaultKind::ClockSkew, "clock-skew", FaultPlace::Machine, "percent", 20, 50, 400},
    FaultInfo{FaultKind::SlowDisk, "slow-disk", FaultPlace::Machine, "ms", 1, 100, 60'000},
    FaultInfo{FaultKind::FullDisk, "full-disk", FaultPlace::Machine, ""},
    FaultInfo{FaultKind::LostDisk, "lost-disk", FaultPlace::Machine, ""},
    FaultInfo{FaultKind::CorruptLog, "corrupt-log", FaultPlace::Machine, ""},
    FaultInfo{FaultKind::Latency, "latency", FaultPlace::Link, "ms", 1, 100, 60'000},
    FaultInfo{FaultKind::Loss, "loss", FaultPlace::Link, "percent", 1, 20, 100},
    FaultInfo{FaultKind::Duplication, "duplication", FaultPlace::Link, "percent", 1, 20, 100},
    FaultInfo{FaultKind::Reordering, "reordering", FaultPlace::Link, "percent", 1, 20, 100},
    FaultInfo{FaultKind::Bandwidth, "bandwidth", FaultPlace::Link, "kB/s", 1, 100, 1'000'000},
};

std::string percent(std::int64_t amount) {
    return std::to_string(amount) + " %";
}

// Whose messages: "worker-1", "worker-1 to control-plane-1".
std::string wayText(const Fault& f) {
    if (f.other.empty()) return f.oneWay ? "what " + f.machine + " sends" : f.machine;
    return f.oneWay ? f.machine + " to " + f.other : f.machine + " and " + f.other;
}

std::string linkText(const Fault& f) {
    const std::string way = "messages of " + wayText(f);
    switch (f.kind) {
    case FaultKind::Latency: return way + " take " + std::to_string(f.amount) + " ms longer";
    case FaultKind::Loss: return percent(f.amount) + " of the " + way + " are lost";
    case FaultKind::Duplication: return percent(f.amount) + " of the " + way + " arrive twice";
    case FaultKind::Reordering: return percent(f.amount) + " of the " + way + " are held up";
    default: return way + " share " + std::to_string(f.amount) + " kB/s";
    }
}

} // namespace

std::span<const FaultInfo> allFaults() {
    return faults;
}

const FaultInfo& info(FaultKind kind) {
    return faults[static_cast<std::size_t>(kind)];
}

bool samePlace(const Fault& a, const Fault& b) {
    return a.kind == b.kind && a.machine == b.machine && a.other == b.other &&
           a.oneWay == b.oneWay &&
           (info(a.kind).place != FaultPlace::Process || a.process == b.process);
}

std::string describe(const Fault& f) {
    const std::string process = "the " + std::string(text(f.process)) + " of " + f.machine;
    switch (f.kind) {
    case FaultKind::Pause: return process + " is paused";
    case FaultKind::CrashLoop: return process + " keeps crashing";
    case FaultKind::ClockSkew:
        return "the clock of " + f.machine + " runs at " + percent(f.amount) + " of its speed";
    case FaultKind::SlowDisk:
        return "each sync of " + f.machine + "'s disk takes " + std::to_string(f.amount) +
               " ms longer";
    case FaultKind::FullDisk: return "the disk of " + f.machine + " is full";
    case FaultKind::LostDisk: return "the disk of " + f.machine + " is lost";
    case FaultKind::CorruptLog: return "etcd's log on " + f.machine + " is damaged";
    case FaultKind::Latency:
    case FaultKind::Loss:
    case FaultKind::Duplication:
    case FaultKind::Reordering:
    case FaultKind::Bandwidth: break;
    }
    return linkText(f);
}

} // namespace maqueta::cluster
