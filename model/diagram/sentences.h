// What a beat says in lists, as a template: Beat::text of it, with {fields} in the places of what
// the trace fills in. A list in another language looks the template up and fills that.
#pragma once

#include "cluster/trace.h"

namespace maqueta::diagram {

// The template whose fields give Beat::text; "{text}" for a beat that only the trace can word.
const char* sentenceOf(const cluster::Beat& beat);

} // namespace maqueta::diagram
