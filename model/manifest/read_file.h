// The content of a file that the person named. The only place where this layer touches a disk.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>

namespace maqueta::manifest {

// Files, pipes and devices alike; one whose name ends in .gz is unpacked. Refuses what is larger
// than 256 MiB.
base::Result<std::string> readFile(const std::filesystem::path& path);

} // namespace maqueta::manifest
