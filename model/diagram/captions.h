// A sentence for a beat: one table from kinds of beats to templates whose {fields} are filled from
// the trace, never typed in. The bold part is the essence, kept when space is short.
//
// English; views look the templates up in their translations before they fill them.
#pragma once

#include "cluster/trace.h"

#include <string>
#include <string_view>

namespace maqueta::diagram {

struct CaptionRule {
    cluster::BeatKind kind;
    bool (*applies)(const cluster::Beat&); // null = always
    const char* bold;
    const char* rest;
    bool always = false; // told each time, not once a story
};

// The rule for a beat; null when it needs no sentence.
const CaptionRule* captionRule(const cluster::Beat& beat);

// Fills {fields} of a template as valueOf() has them; {text} is what the beat says, in the
// template's language. A name without a value is left out.
std::string fillCaption(std::string_view pattern, const cluster::Beat& beat, std::string_view text);

// How many characters people read.
int captionLength(const CaptionRule& rule, const cluster::Beat& beat);

} // namespace maqueta::diagram
