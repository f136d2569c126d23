// The badge of something that is broken: two words and an x that heals it.
#pragma once

#include "views/canvas/items/part_item.h"

namespace maqueta::views {

class FaultItem final : public PartItem {
public:
    // Of a cut; on a machine they share its width, so that no second row hides its name.
    static constexpr double width = 112;
    static constexpr double widest = 150;
    static constexpr double widestOfProcess = 180; // with its name
    static constexpr double narrowest = 40;
    static constexpr double height = 24;

    FaultItem(const CanvasScene& scene, Part part) : PartItem(scene, part, Level::Glyph) {}
    QString spoken() const override;

protected:
    void draw(Drawing& d) override;
    double corner() const override { return height / 2; }
};

} // namespace maqueta::views
