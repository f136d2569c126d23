// How NodeResourcesFit ranks nodes (pkg/scheduler/apis/config, ScoringStrategyType).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace maqueta::scheduler {

enum class Scoring : std::uint8_t {
    LeastAllocated,          // the emptier, the better
    MostAllocated,           // the fuller, the better
    RequestedToCapacityRatio // in proportion to what is taken: 0 at 0 %, 100 at 100 %
};
std::string_view text(Scoring scoring);
std::optional<Scoring> scoringNamed(std::string_view name);

} // namespace maqueta::scheduler
