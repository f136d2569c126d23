// The scheduler's own timers; those of its client and its election are marked by their top byte.
#pragma once

#include <cstdint>

namespace maqueta::scheduler {

inline constexpr std::uint64_t cycleTimer = 1;   // the decision about the next pod is ready
inline constexpr std::uint64_t laneTimer = 2;    // the rate limit lets a request through
inline constexpr std::uint64_t backoffTimer = 3; // back-offs may be over
inline constexpr std::uint64_t waitTimer = 4;    // pods may have been unschedulable for long
inline constexpr std::uint64_t seriesTimer = 5;  // series of events may have ended
inline constexpr std::uint64_t volumeTimer = 6;  // volumes may have been awaited for too long

} // namespace maqueta::scheduler
