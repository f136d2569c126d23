// Work that may take long asks now and then whether it is still wanted.
#pragma once

#include <functional>

namespace maqueta::views {

// Is given the part that is done, 0 to 1; false = leave it. None = nobody asks.
using Progress = std::function<bool(double)>;

} // namespace maqueta::views
