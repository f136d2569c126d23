// What libyaml (0.2) says of a text that it cannot read, as sentences that have other languages.
#pragma once

#include "base/sentence.h"

namespace maqueta::manifest {

// What it says and the table does not know is said in English.
base::Sentence yamlWords(const char* said);

} // namespace maqueta::manifest
