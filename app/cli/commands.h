// The subcommands: one file each, one line in the table of main.cpp.
#pragma once

#include <string>
#include <vector>

namespace maqueta::app {

int runCommand(const std::vector<std::string>& words);
int explainCommand(const std::vector<std::string>& words);
int snapshotCommand(const std::vector<std::string>& words);
int benchCommand(const std::vector<std::string>& words);
// Only where the window is built.
int exportCommand(const std::vector<std::string>& words);
int windowCommand(const std::vector<std::string>& words);

} // namespace maqueta::app
