// What lies over the picture while something is dragged or moved: the ghost of what will come,
// what each node says, guides, and the label at the pointer.
#pragma once

#include "views/canvas/canvas_scene.h"

namespace maqueta::views {

// In scene units.
void drawGhost(Drawing& d, const CanvasScene& scene);
void drawOpinions(Drawing& d, const CanvasScene& scene);
// The pods that make room for the selected one.
void drawVictims(Drawing& d, const CanvasScene& scene);
void drawGuides(Drawing& d, const QVector<QLineF>& guides);
// In pixels of the view.
struct DragLabel {
    QPointF at;
    QString says; // what will happen, or why it cannot
    QString note; // what it would start, when the moment is in the past
    bool good = false;
};
void drawDragLabel(Drawing& d, const DragLabel& label, const QSizeF& view);

// What the scheduler says of a node, on the upper edge of its card: its points, or that it is out,
// and why where there is room.
void drawVerdict(Drawing& d, const QRectF& card, const NodeOpinion& opinion);

} // namespace maqueta::views
