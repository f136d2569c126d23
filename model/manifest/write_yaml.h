// JSON -> YAML text, laid out as kubectl prints it with -o yaml.
//
// Two spaces a level, lists under their key without further indentation, keys in natural order
// ("a2" before "a10"), quotes only where a reader would take the text for something else, texts of
// several lines as literal blocks, long lines folded after 80 columns at spaces. What is written
// reads back as the same JSON. (Unlike kubectl's, that holds for U+0085, U+2028, U+2029 and for the
// key "<<" too.)
#pragma once

#include "base/json.h"

#include <string>
#include <vector>

namespace maqueta::manifest {

std::string writeYaml(const base::Json& json);

// Several documents with "---" between them.
std::string writeYaml(const std::vector<base::Json>& documents);

} // namespace maqueta::manifest
