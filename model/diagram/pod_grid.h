// How pods fill the space of a worker card: as large as they fit.
#pragma once

#include "diagram/layout.h"

namespace maqueta::diagram {

// Places pods (indices into Picture::pods) in `area`, appends to `out`, and returns how many found
// no room. Up to one row they are large and, when `named`, leave room for a name below.
std::size_t placePods(const Box& area, const std::vector<std::uint32_t>& pods, bool named,
                      std::vector<PodSlot>& out);

} // namespace maqueta::diagram
