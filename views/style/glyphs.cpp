#include "views/style/glyphs.h"

#include <cmath>
#include <numbers>

namespace maqueta::views {

QPainterPath hexagon(QPointF centre, double radius) {
    QPainterPath path;
    for (int i = 0; i < 6; ++i) {
        const double a = std::numbers::pi / 6 + i * std::numbers::pi / 3;
        const QPointF p = centre + QPointF(radius * std::cos(a), radius * std::sin(a));
        if (i == 0)
            path.moveTo(p);
        else
            path.lineTo(p);
    }
    path.closeSubpath();
    return path;
}

QPainterPath crownGlyph() {
    QPainterPath path(QPointF(-7.5, 5.5));
    path.lineTo(-9.5, -4.5);
    path.lineTo(-4.1, -0.5);
    path.lineTo(0.5, -7.1);
    path.lineTo(5.1, -0.5);
    path.lineTo(10.5, -4.5);
    path.lineTo(8.5, 5.5);
    path.closeSubpath();
    return path;
}

QPainterPath keyGlyph() {
    QPainterPath path;
    path.addEllipse(QPointF(-4.7, 0), 3.8, 3.8);
    path.moveTo(-0.7, 0);
    path.lineTo(8.3, 0);
    path.moveTo(5.3, 0);
    path.lineTo(5.3, 4);
    path.moveTo(8.3, 0);
    path.lineTo(8.3, 3);
    return path;
}

QPainterPath powerGlyph() {
    constexpr double radius = 6.3;
    const QPointF centre(0, 0.9);
    QPainterPath path;
    const QRectF circle(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
    path.arcMoveTo(circle, 135.6);
    path.arcTo(circle, 135.6, 268.8);
    path.moveTo(0, -8);
    path.lineTo(0, -2);
    return path;
}

QPainterPath earGlyph() {
    QPainterPath path(QPointF(0, -3));
    path.arcTo(QRectF(0, -8, 10, 10), 180, -180);
    path.cubicTo(10, 1, 6, 1, 6, 5);
    path.arcTo(QRectF(3.19 - 3, 3.95 - 3, 6, 6), -20.5, -116.4);
    path.moveTo(3, -3);
    path.arcTo(QRectF(3, -5, 4, 4), 180, -180);
    return path;
}

QPainterPath cameraGlyph() {
    QPainterPath path;
    path.addRoundedRect(QRectF(-11, -8, 22, 16), 3, 3);
    path.addEllipse(QPointF(0, 0), 4.6, 4.6);
    path.moveTo(-5, -8);
    path.lineTo(-3, -11);
    path.lineTo(3, -11);
    path.lineTo(5, -8);
    return path;
}

QPainterPath crossGlyph(double radius) {
    QPainterPath path(QPointF(-radius, -radius));
    path.lineTo(radius, radius);
    path.moveTo(radius, -radius);
    path.lineTo(-radius, radius);
    return path;
}

QPainterPath tickGlyph(double radius) {
    QPainterPath path(QPointF(-radius, 0));
    path.lineTo(-radius * 0.25, radius * 0.75);
    path.lineTo(radius, -radius * 0.75);
    return path;
}

QPainterPath hourglassGlyph() {
    QPainterPath path(QPointF(-5, -7));
    path.lineTo(5, -7);
    path.cubicTo(5, -3, 1, -2, 1, 0);
    path.cubicTo(1, 2, 5, 3, 5, 7);
    path.lineTo(-5, 7);
    path.cubicTo(-5, 3, -1, 2, -1, 0);
    path.cubicTo(-1, -2, -5, -3, -5, -7);
    return path;
}

QPainterPath hourglassSand(double left) {
    constexpr double height = 5.5;
    QPainterPath path;
    // A cone above, standing on its tip, and a heap below.
    path.moveTo(0, -0.5);
    path.lineTo(-3.4 * left, -0.5 - height * left);
    path.lineTo(3.4 * left, -0.5 - height * left);
    path.closeSubpath();
    const double heap = 1 - left;
    path.moveTo(-3.6, 6.2);
    path.lineTo(0, 6.2 - height * heap);
    path.lineTo(3.6, 6.2);
    path.closeSubpath();
    return path;
}

QPainterPath handGlyph() {
    QPainterPath path(QPointF(-5, 1));
    path.lineTo(-5, -2);
    path.moveTo(-5, 1);
    path.cubicTo(-5, 8, 6, 9, 6, 1);
    path.lineTo(6, -3);
    for (const double x : {-2.0, 1.0, 3.8}) {
        path.moveTo(x, -1);
        path.lineTo(x, x == 1.0 ? -8 : -6.5);
    }
    return path;
}

QPainterPath promptGlyph() {
    QPainterPath path(QPointF(-6, -4));
    path.lineTo(-1, 0);
    path.lineTo(-6, 4);
    path.moveTo(1, 4);
    path.lineTo(7, 4);
    return path;
}

QPainterPath tokenShape(cluster::TransitKind kind) {
    using cluster::TransitKind;
    QPainterPath path;
    switch (kind) {
    case TransitKind::Request: path.addEllipse(QPointF(), 8, 8); break;
    case TransitKind::Reply:
    case TransitKind::Reset: path.addEllipse(QPointF(), 6.5, 6.5); break;
    case TransitKind::Heartbeat:
    case TransitKind::HealthCheck:
        path.moveTo(0, -8.5);
        path.lineTo(8.5, 0);
        path.lineTo(0, 8.5);
        path.lineTo(-8.5, 0);
        path.closeSubpath();
        break;
    case TransitKind::Replication: path.addRoundedRect(QRectF(-7, -7, 14, 14), 1, 1); break;
    case TransitKind::Vote: // a ballot: a square with its corner folded
        path.moveTo(-7, -7);
        path.lineTo(3, -7);
        path.lineTo(7, -3);
        path.lineTo(7, 7);
        path.lineTo(-7, 7);
        path.closeSubpath();
        break;
    case TransitKind::Watch:
        path.moveTo(-8, 6.5);
        path.lineTo(0, -7.5);
        path.lineTo(8, 6.5);
        path.closeSubpath();
        break;
    }
    return path;
}

bool tokenIsRing(cluster::TransitKind kind) {
    return kind == cluster::TransitKind::Reply || kind == cluster::TransitKind::Reset;
}

} // namespace maqueta::views
