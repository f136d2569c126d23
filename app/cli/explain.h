// The half of `maqueta explain` that answers about one pod in a dump of a real cluster.
#pragma once

#include "scheduler/framework/scoring.h"

#include <string>
#include <vector>

namespace maqueta::app {

struct PodQuestion {
    std::vector<std::string> dump; // files and folders
    std::string pod;               // its manifest
    scheduler::Scoring scoring = scheduler::Scoring::LeastAllocated;
    bool json = false;
};
// Prints the verdict as text or JSON; the exit status.
int explainPod(const PodQuestion& question);

} // namespace maqueta::app
