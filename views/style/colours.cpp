#include "views/style/colours.h"

namespace maqueta::views {
namespace {

struct Row {
    QRgb light;
    QRgb dark;
};

constexpr std::array<Row, toneCount> table{{
    {0xFAFBFC, 0x12161C}, // Canvas
    {0xFFFFFF, 0x191F27}, // Panel
    {0xE1E5EA, 0x2A323D}, // Line
    {0x8B929A, 0x5B6B7D}, // Border
    {0x12161C, 0xE8ECF1}, // Ink
    {0x4A5563, 0xB4BECA}, // InkSoft
    {0x66707C, 0x8A96A3}, // InkFaint
    {0x0F685C, 0x2AF2DE}, // Running
    {0xC48413, 0xFFE85F}, // Pending
    {0xAC2002, 0xED8E74}, // Failed
    {0x8A8E97, 0x858A8F}, // Terminating
    {0x2695EF, 0x86AEE3}, // Leader
    {0x480818, 0xBB375A}, // NotReady
    {0x7E259A, 0xAA49CA}, // Partitioned
    {0xF1F4F7, 0x222A34}, // Hover
    {0xE8EEF5, 0x1D2631}, // Road
    {0x7F8FA3, 0x5F7085}, // RoadLine
    {0x8592A1, 0x5D6C7E}, // Ramp
    {0x4C9B90, 0x1FA99B}, // Bar
    {0xE9ECEF, 0x20252C}, // DarkMachine
}};

constexpr std::array<QRgb, hueCount> hues = {0x3B6FB6, 0xB5651D, 0x7257AE, 0x2E8B57,
                                             0xB23A6B, 0x5E7D8A, 0x8C7A1E, 0x0A8F8F};

} // namespace

QColor colour(Tone tone, Theme theme) {
    const Row& row = table[static_cast<std::size_t>(tone)];
    return QColor::fromRgb(theme == Theme::Light ? row.light : row.dark);
}

QColor workloadHue(int index) {
    return QColor::fromRgb(hues[static_cast<std::size_t>(index) % hues.size()]);
}

int hueOfColumn(int column) {
    constexpr std::array order = {0, 3, 2, 1, 6, 4, 5, 7};
    return order[static_cast<std::size_t>(column) % order.size()];
}

} // namespace maqueta::views
