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

// Whose messages: "worker-1", "worker-1 → control-plane-1".
std::string wayText(const Fault& f) {
    if (f.other.empty()) return f.oneWay ? f.machine + " →" : f.machine;
    return f.machine + (f.oneWay ? " → " : " ↔ ") + f.other;
}

const char* patternOf(FaultKind kind) {
    switch (kind) {
    case FaultKind::Pause:
        return MAQUETA_TEXT("Interventions", "the {process} of {machine} is paused");
    case FaultKind::CrashLoop:
        return MAQUETA_TEXT("Interventions", "the {process} of {machine} keeps crashing");
    case FaultKind::ClockSkew:
        return MAQUETA_TEXT("Interventions",
                            "the clock of {machine} runs at {amount} % of its speed");
    case FaultKind::SlowDisk:
        return MAQUETA_TEXT("Interventions",
                            "each sync of {machine}'s disk takes {amount} ms longer");
    case FaultKind::FullDisk: return MAQUETA_TEXT("Interventions", "the disk of {machine} is full");
    case FaultKind::LostDisk: return MAQUETA_TEXT("Interventions", "the disk of {machine} is lost");
    case FaultKind::CorruptLog:
        return MAQUETA_TEXT("Interventions", "etcd's log on {machine} is damaged");
    case FaultKind::Latency:
        return MAQUETA_TEXT("Interventions", "messages of {way} take {amount} ms longer");
    case FaultKind::Loss:
        return MAQUETA_TEXT("Interventions", "{amount} % of the messages of {way} are lost");
    case FaultKind::Duplication:
        return MAQUETA_TEXT("Interventions", "{amount} % of the messages of {way} arrive twice");
    case FaultKind::Reordering:
        return MAQUETA_TEXT("Interventions", "{amount} % of the messages of {way} are held up");
    case FaultKind::Bandwidth:
        return MAQUETA_TEXT("Interventions", "messages of {way} share {amount} kB/s");
    }
    return "";
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

base::Sentence sentenceOf(const Fault& f) {
    return {patternOf(f.kind),
            {{"machine", f.machine},
             {"process", std::string(text(f.process))},
             {"way", wayText(f)},
             {"amount", std::to_string(f.amount)}}};
}

} // namespace maqueta::cluster
