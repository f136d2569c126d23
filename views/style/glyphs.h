// The small signs of the picture, as paths around their own origin: scalable, so that an export
// keeps them as vectors. Lines are to be stroked, shapes to be filled, as each says.
#pragma once

#include "cluster/trace.h"

#include <QPainterPath>

namespace maqueta::views {

QPainterPath hexagon(QPointF centre, double radius); // pointing up
QPainterPath crownGlyph();                           // 19 x 11, centred; filled
QPainterPath keyGlyph();                             // 17 x 8, centred; stroked
QPainterPath powerGlyph();                           // 13 x 15, centred; stroked
QPainterPath earGlyph();                             // 10 x 14; stroked
QPainterPath cameraGlyph();                          // 22 x 19, centred; stroked
QPainterPath crossGlyph(double radius);              // stroked
QPainterPath tickGlyph(double radius);               // stroked
// 10 x 14, centred: its glass, stroked; and the sand of so much left in the upper half, filled.
QPainterPath hourglassGlyph();
QPainterPath hourglassSand(double left);
QPainterPath handGlyph();   // 14 x 16, centred; stroked: an act on the hardware
QPainterPath promptGlyph(); // 14 x 10, centred; stroked: a request through the API

// A message's token, 16 px; a reply is a ring: stroked, all others filled.
QPainterPath tokenShape(cluster::TransitKind kind);
bool tokenIsRing(cluster::TransitKind kind);

} // namespace maqueta::views
