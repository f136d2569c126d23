// The figures of the window, measured on the window itself.
#pragma once

#include "app/bench/bench.h"

#include <span>

namespace maqueta::app {

std::span<const Bench> windowBenches();

// A program of its own for the figure `start`: opens the window, tells on standard output when its
// first frame was painted (nanoseconds of the monotonic clock), and ends.
int firstFrameCommand();

} // namespace maqueta::app
