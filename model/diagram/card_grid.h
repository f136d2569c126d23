// Cards of one size in rows.
#pragma once

#include <cstddef>

namespace maqueta::diagram {

inline constexpr double cardGap = 16;

struct CardGrid {
    std::size_t columns = 1;
    double cellW = 0;
    double cellH = 0;
    double rowGap = cardGap;
    double columnGap = cardGap;

    double width(std::size_t n) const {
        return static_cast<double>(n) * cellW + static_cast<double>(n - 1) * columnGap;
    }
    std::size_t rows(std::size_t n) const { return (n + columns - 1) / columns; }
    double height(std::size_t n) const {
        const auto r = static_cast<double>(rows(n));
        return n == 0 ? 0 : r * cellH + (r - 1) * rowGap;
    }
};

} // namespace maqueta::diagram
