#include "scheduler/framework/logarithm.h"

#include <bit>
#include <cmath>

namespace maqueta::scheduler {
namespace {

// ln 2 in two parts, the first with zeros at its end so that a multiple of it is exact.
constexpr double ln2High = 0x1.62e42feep-1;
constexpr double ln2Low = 0x1.a39ef35793c76p-33;

} // namespace

// n = 2^k * m with m in [sqrt(1/2), sqrt(2)); ln m = 2 atanh(s), s = (m - 1) / (m + 1), as a series
// that is summed from its smallest term, long enough for the last bit.
double logarithm(std::uint32_t n) {
    int k = std::bit_width(n) - 1;
    double m = std::ldexp(static_cast<double>(n), -k);
    if (m >= 0x1.6a09e667f3bcdp+0) {
        m /= 2;
        ++k;
    }
    const double s = (m - 1) / (m + 1);
    const double square = s * s;
    double series = 0;
    for (int term = 23; term >= 3; term -= 2) series = (series + 1.0 / term) * square;
    return k * ln2High + (2 * s + (2 * s * series + k * ln2Low));
}

} // namespace maqueta::scheduler
