// What a row of a pod says.
#pragma once

#include "api/kinds/pod.h"

#include <optional>
#include <string>

namespace maqueta::api::printing {

struct PodRow {
    std::string reason; // STATUS
    int ready = 0;
    int containers = 0;
    int restarts = 0;
    std::optional<sim::Time> lastRestart;
};
PodRow rowOf(const Pod& pod);

} // namespace maqueta::api::printing
