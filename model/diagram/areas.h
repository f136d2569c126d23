// The areas that workers stand in: seen, not set. Where they stand apart by zone, else by a label
// that tells them apart, each value has an area around its cards.
#pragma once

#include "diagram/layout.h"

namespace maqueta::diagram {

// Label keys that tell workers apart: two values at least, and not one of its own for each. Without
// the zone's, which is everybody's first.
std::vector<std::string> labelsThatTellApart(const cluster::Picture& picture);
// A worker's zone (key empty), or its value of a label; empty = it has none.
std::string groupOf(const cluster::MachinePicture& machine, std::string_view label);

// Of the workers as the layout has placed them; none when they do not all stand apart from one
// another and from the highway.
std::vector<ZoneArea> areasOf(const cluster::Picture& picture, const Layout& layout);

} // namespace maqueta::diagram
