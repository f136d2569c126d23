// The tokens of an API server's timers.
#pragma once

#include <cstdint>

namespace maqueta::api::server {

inline constexpr std::uint64_t deadlineTimer = 1;
inline constexpr std::uint64_t healthTimer = 2;
inline constexpr std::uint64_t compactionTimer = 3;
inline constexpr std::uint64_t bookmarkTimer = 4;
inline constexpr std::uint64_t reconnectTimer = 5;
inline constexpr std::uint64_t budgetTimer = 6;

} // namespace maqueta::api::server
