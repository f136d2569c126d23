// The two families: Inter for words, JetBrains Mono for addresses, YAML and times.
#pragma once

#include <QFont>

namespace maqueta::views {

inline constexpr int regular = 400;
inline constexpr int medium = 500;
inline constexpr int semiBold = 600;

// Sizes in pixels at 100 %. Unhinted, so that words keep their length at every zoom.
QFont textFont(double px, int weight = regular);
QFont monoFont(double px, int weight = regular);

} // namespace maqueta::views
