// Whole files: read at once, replaced at once. A file that cannot be completed leaves the old one.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace maqueta::document {

base::Result<std::string> readFile(const std::string& path);
// Of a file that lies on a disk and has no more than `most` bytes: no pipe that never ends.
base::Result<std::string> readPlainFile(const std::string& path, std::size_t most);
// Completes and syncs a new file beside the old one, which it then replaces.
base::Status replaceFile(const std::string& path, std::string_view content);

} // namespace maqueta::document
