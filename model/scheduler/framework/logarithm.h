// The natural logarithm of a small whole number, the same to the last bit on every machine: the
// standard library's may differ between processors, and a score is rounded from it.
#pragma once

#include <cstdint>

namespace maqueta::scheduler {

// n > 0.
double logarithm(std::uint32_t n);

} // namespace maqueta::scheduler
