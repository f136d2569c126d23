// The badge of something that is broken: two words and an x that heals it.
#pragma once

#include "views/canvas/items/part_item.h"

#include <algorithm>

namespace maqueta::views {

class FaultItem final : public PartItem {
public:
    // What is wrong; of a process with its name before it.
    static QString words(const cluster::FaultPicture& fault, const cluster::Picture& picture);
    // For these words, however large they are on the picture, and the x beside them.
    static double width(const Look& look, const QString& words);
    static Tone tone(const cluster::FaultPicture& fault) {
        return fault.isCut() ? Tone::Partitioned : Tone::Failed;
    }
    // On a card: how far its badges keep from the sides, and where the first row of them is; of the
    // pills above everything at the foot, where it is in sight.
    static double inset(const QRectF& card) { return std::min(14.0, card.width() * 0.05); }
    static double firstX(const QRectF& card) { return card.x() + inset(card); }
    static double top(const QRectF& card, const Look& look) {
        constexpr double highestPill = 60;
        return card.height() < highestPill ? card.bottom() - 6 : card.y() + 4 - height(look);
    }
    static double height(const Look& look) { return std::max(24.0, look.px(12) + 9); }

    FaultItem(const CanvasScene& scene, Part part) : PartItem(scene, part, Level::Glyph) {}
    QString spoken() const override;

protected:
    void draw(Drawing& d) override;
    double corner() const override { return box().height() / 2; }
};

} // namespace maqueta::views
