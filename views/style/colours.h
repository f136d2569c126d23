// The one colour table, light and dark. State colours are for outlines, glyphs and tints; text is
// ink, always; no colour stands alone. tests/views/colours_test.cpp keeps the contrasts.
#pragma once

#include "views/style/theme.h"

#include <QColor>

#include <array>

namespace maqueta::views {

enum class Tone : quint8 {
    Canvas,
    Panel,
    Line,
    Border, // of cards
    Ink,
    InkSoft, // second text
    InkFaint,
    Running,
    Pending,
    Failed,
    Terminating,
    Leader,
    NotReady,
    Partitioned,
    Hover,
    Road, // the highway's ground
    RoadLine,
    Ramp,
    Bar,
    DarkMachine,
};
inline constexpr std::size_t toneCount = 20;

// Those that stand for a state: any two of them can be told apart by everyone.
inline constexpr std::array stateTones = {Tone::Running,     Tone::Pending, Tone::Failed,
                                          Tone::Terminating, Tone::Leader,  Tone::NotReady,
                                          Tone::Partitioned};

QColor colour(Tone tone, Theme theme);

// Fills of workloads; the ninth has the first hue again, with a pattern.
inline constexpr int hueCount = 8;
QColor workloadHue(int index);
// Of the parts of a score: neighbours in a bar differ in hue and in lightness.
int hueOfColumn(int column);

} // namespace maqueta::views
