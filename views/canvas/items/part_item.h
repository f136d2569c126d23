// An item of the canvas: a projection of one part of the picture. It holds an id and its box, draws
// itself from what the scene shows, and has nothing worth saving.
#pragma once

#include "views/canvas/part.h"
#include "views/style/drawing.h"

#include <QGraphicsItem>

namespace maqueta::views {

class CanvasScene;

// Above one another, from the ground up. Roads pass under a bridge, and tokens with them.
enum class Level : quint8 { Roads, Ground, Card, Chip, Pod, Token, Bridge, OnBridge, Glyph, Note };

class PartItem : public QGraphicsItem {
public:
    PartItem(const CanvasScene& scene, Part part, Level level);

    const Part& part() const { return part_; }
    // What a screen reader says of it: its name and state, in one sentence.
    virtual QString spoken() const = 0;
    // Tab stops at it.
    virtual bool walkable() const { return bool(part_); }
    void place(const diagram::Box& box);
    // All of a card lies above all of the cards before it in their order; tokens above every card.
    void stack(Level level, std::size_t order, std::size_t cards);
    // One of the parts that the frame asks to look at, or all are.
    virtual bool inFocus() const;
    // A picture of a part of the cluster leaves others out.
    virtual bool shown() const;
    // What a pointer hits.
    QRectF target() const { return box_; }

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override;

protected:
    virtual void draw(Drawing& d) = 0;
    // Radius of its outline, for focus, hover and drop marks.
    virtual double corner() const { return 12; }

    QRectF box() const { return box_; }
    const CanvasScene& canvas() const { return scene_; }
    bool selected() const;
    bool hovered() const;
    // The border of a card or chip that is selected, hovered or at rest.
    QColor border(const Look& look, Tone rest) const;

private:
    void drawMarks(Drawing& d) const;

    const CanvasScene& scene_;
    Part part_;
    QRectF box_;
};

} // namespace maqueta::views
