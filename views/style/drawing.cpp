#include "views/style/drawing.h"

#include <QFontMetricsF>

namespace maqueta::views {
namespace {

QFont fontOf(const Words& words, const Look& look) {
    const double px = look.px(words.px);
    return words.mono ? monoFont(px, words.weight) : textFont(px, words.weight);
}

QPen penOf(const QColor& ink, double width) {
    return QPen(ink, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

} // namespace

QPainterPath toQt(const diagram::Road& road, double cornerRadius) {
    QPainterPath path;
    const auto& points = road.points;
    if (points.empty()) return path;
    path.moveTo(toQt(points.front()));
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const double before = diagram::distance(points[i - 1], points[i]);
        const double after = diagram::distance(points[i], points[i + 1]);
        const double r = std::min({cornerRadius, before / 2, after / 2});
        if (r <= 0) continue;
        path.lineTo(toQt(diagram::between(points[i], points[i - 1], r / before)));
        path.quadTo(toQt(points[i]), toQt(diagram::between(points[i], points[i + 1], r / after)));
    }
    path.lineTo(toQt(points.back()));
    return path;
}

double Drawing::width(const QString& text, const Words& words) const {
    return QFontMetricsF(fontOf(words, look_)).horizontalAdvance(text);
}

double Drawing::text(QPointF baseline, const QString& text, const Words& words) {
    const QFont font = fontOf(words, look_);
    const QFontMetricsF metrics(font);
    QString shown = text;
    double w = metrics.horizontalAdvance(shown);
    if (words.widest > 0 && w > words.widest) {
        shown = metrics.elidedText(text, Qt::ElideRight, words.widest);
        w = metrics.horizontalAdvance(shown);
    }
    double x = baseline.x();
    if (words.align == Qt::AlignRight) x -= w;
    if (words.align == Qt::AlignHCenter) x -= w / 2;
    p_.setFont(font);
    p_.setPen(words.ink);
    p_.drawText(QPointF(x, baseline.y()), shown);
    if (look_.words) {
        const QTransform device = p_.combinedTransform();
        const QRectF ink = metrics.tightBoundingRect(shown).translated(x, baseline.y());
        look_.words->push_back(
            {text, shown, device.mapRect(ink), font.pixelSize() * device.m22(), words.above});
    }
    return w;
}

void Drawing::box(const QRectF& box, double radius, const QColor& fill, const QColor& border,
                  double width, Qt::PenStyle style) {
    p_.setBrush(fill.isValid() ? QBrush(dimmed(fill)) : QBrush(Qt::NoBrush));
    if (border.isValid()) {
        QPen pen(dimmed(border), width, style);
        if (style != Qt::SolidLine) pen.setDashPattern({5 / width, 4 / width});
        p_.setPen(pen);
    } else {
        p_.setPen(Qt::NoPen);
    }
    p_.drawRoundedRect(box, radius, radius);
}

void Drawing::fill(const QPainterPath& path, const QColor& fill) {
    p_.setPen(Qt::NoPen);
    p_.setBrush(dimmed(fill));
    p_.drawPath(path);
}

void Drawing::stroke(const QPainterPath& path, const QColor& ink, double width,
                     const QVector<double>& dashes) {
    QPen pen = penOf(dimmed(ink), width);
    if (!dashes.isEmpty()) {
        QVector<double> pattern = dashes;
        for (double& d : pattern) d /= width;
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern(pattern);
    }
    p_.setPen(pen);
    p_.setBrush(Qt::NoBrush);
    p_.drawPath(path);
}

void Drawing::fillAt(QPointF at, const QPainterPath& glyph, const QColor& fill, double scale) {
    p_.save();
    p_.translate(at);
    p_.scale(scale, scale);
    this->fill(glyph, fill);
    p_.restore();
}

void Drawing::strokeAt(QPointF at, const QPainterPath& glyph, const QColor& ink, double width,
                       double scale) {
    p_.save();
    p_.translate(at);
    p_.scale(scale, scale);
    stroke(glyph, ink, width);
    p_.restore();
}

void Drawing::dot(QPointF at, double radius, const QColor& fill, const QColor& border,
                  double width) {
    p_.setBrush(fill.isValid() ? QBrush(dimmed(fill)) : QBrush(Qt::NoBrush));
    p_.setPen(border.isValid() ? QPen(dimmed(border), width) : QPen(Qt::NoPen));
    p_.drawEllipse(at, radius, radius);
}

} // namespace maqueta::views
