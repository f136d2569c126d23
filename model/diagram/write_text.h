// The outline as text in formats that other programs read and people edit. Pure functions: the same
// outline gives the same bytes. Whatever a name holds, the text stays well-formed.
#pragma once

#include "diagram/outline.h"

#include <string>

namespace maqueta::diagram {

// An mxfile (https://www.drawio.com/doc/faq/drawio-xml): a cell a box, where the layout has it and
// in the group of what it is on, and a connector a road.
std::string writeDrawIo(const Outline& outline);

// A Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html): a subgraph a machine.
std::string writeMermaid(const Outline& outline);

// The language of Graphviz (https://graphviz.org/doc/info/lang.html): a cluster a machine.
std::string writeDot(const Outline& outline);

// The line around what is in this state, in all three.
const char* colourOf(ShapeState state);

} // namespace maqueta::diagram
