// The half of `maqueta explain` that answers about one pod in a dump of a real cluster.
#pragma once

#include <string>
#include <vector>

namespace maqueta::app {

// Prints the verdict as text or JSON; the exit status.
int explainPod(const std::vector<std::string>& dump, const std::string& podFile, bool json);

} // namespace maqueta::app
