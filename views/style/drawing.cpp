#include "views/style/drawing.h"

#include <QFontMetricsF>
#include <QPaintEngine>

#include <cmath>

namespace maqueta::views {
namespace {

constexpr double phases = 4;           // places of a kept shape within a pixel, each way
constexpr double largestKept = 700000; // pixels: larger ones are drawn faster than they are kept

// What kind of shape a key belongs to; shape() is given keys of other kinds by its callers.
enum class Kept : qint64 { Box = -1, Fill = -2, Stroke = -3, Dot = -4 };

qint64 number(double x) {
    return std::llround(x * 256);
}
qint64 number(const QColor& colour) {
    return colour.isValid() ? qint64{colour.rgba()} : -1;
}

Stock::ShapeKey keyOf(Kept kind, const QPainterPath& path, const QColor& ink, double width,
                      double scale) {
    Stock::ShapeKey key{qint64(kind), number(ink), number(width), number(scale)};
    key.reserve(4 + 2 * path.elementCount());
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element e = path.elementAt(i);
        key << (number(e.x) << 2 | qint64(e.type)) << number(e.y);
    }
    return key;
}

QFont fontOf(const Words& words, const Look& look) {
    const double px = look.px(words.px);
    return words.mono ? monoFont(px, words.weight) : textFont(px, words.weight);
}

Lettering letteringOf(const Look& look, const QString& text, const Words& words) {
    const QFont font = fontOf(words, look);
    const Stock::TextKey key{text, font.pixelSize(), words.weight, words.mono, words.widest};
    if (look.stock)
        if (const Lettering* kept = look.stock->lettering(key)) return *kept;
    const QFontMetricsF metrics(font);
    Lettering made{.shown = text,
                   .width = metrics.horizontalAdvance(text),
                   .ascent = metrics.ascent(),
                   .font = font,
                   .shaped = {}};
    if (words.widest > 0 && made.width > words.widest) {
        made.shown = metrics.elidedText(text, Qt::ElideRight, words.widest);
        made.width = metrics.horizontalAdvance(made.shown);
    }
    if (!look.stock) return made;
    made.shaped.setTextFormat(Qt::PlainText);
    made.shaped.setText(made.shown);
    return look.stock->add(key, std::move(made));
}

QPen penOf(const QColor& ink, double width) {
    return QPen(ink, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

} // namespace

double textWidth(const Look& look, const QString& text, const Words& words) {
    Words whole = words;
    whole.widest = 0;
    return letteringOf(look, text, whole).width;
}

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

QColor Drawing::dimmed(const QColor& colour) const {
    if (strength_ >= 1) return colour;
    const QColor ground = look_(Tone::Canvas);
    const auto mix = [this](int from, int to) { return qRound(from + (to - from) * strength_); };
    return {mix(ground.red(), colour.red()), mix(ground.green(), colour.green()),
            mix(ground.blue(), colour.blue()), colour.alpha()};
}

bool Drawing::takesFromStock() const {
    return look_.stock && !look_.words && p_.paintEngine()->type() == QPaintEngine::Raster &&
           p_.worldTransform().type() <= QTransform::TxScale;
}

void Drawing::shape(const Stock::ShapeKey& key, QPointF at, const QRectF& extent,
                    const std::function<void(Drawing&)>& draw) {
    const double pixelRatio = p_.device()->devicePixelRatioF();
    const QTransform world = p_.worldTransform();
    const double scale = world.m11() * pixelRatio;
    const QSizeF size = extent.size() * scale;
    if (!takesFromStock() || size.width() * size.height() > largestKept) {
        p_.save();
        p_.translate(at);
        draw(*this);
        p_.restore();
        return;
    }
    // Whole pixels, and where the origin lies within its own.
    const QPointF origin = world.map(at) * pixelRatio;
    const auto phase = [](double x) { return std::floor((x - std::floor(x)) * phases) / phases; };
    const QPointF within(phase(origin.x()), phase(origin.y()));
    const QPoint corner(static_cast<int>(std::floor(extent.left() * scale)) - 1,
                        static_cast<int>(std::floor(extent.top() * scale)) - 1);
    Stock::ShapeKey whole = key;
    whole << number(scale) * 16 + qint64(within.x() * phases) * 4 + qint64(within.y() * phases)
          << number(strength_) << number(look_.px(12)) * 2 + (look_.theme == Theme::Dark);
    const QPixmap* kept = look_.stock->shape(whole);
    if (!kept) {
        const QSize pixels(static_cast<int>(std::ceil(extent.right() * scale)) + 2 - corner.x(),
                           static_cast<int>(std::ceil(extent.bottom() * scale)) + 2 - corner.y());
        QPixmap made(pixels);
        made.fill(Qt::transparent);
        QPainter painter(&made);
        painter.setRenderHints(p_.renderHints());
        painter.translate(within - corner);
        painter.scale(scale, scale);
        Look plain = look_;
        plain.stock = nullptr;
        Drawing inner(painter, plain, strength_);
        draw(inner);
        painter.end();
        made.setDevicePixelRatio(pixelRatio);
        kept = &look_.stock->add(whole, std::move(made));
    }
    const QPointF place(std::floor(origin.x()) + corner.x(), std::floor(origin.y()) + corner.y());
    p_.setWorldTransform({});
    p_.drawPixmap(place / pixelRatio, *kept);
    p_.setWorldTransform(world);
}

QString Drawing::firstThatFits(const QStringList& ways, const Words& words, double room) const {
    for (const QString& way : ways)
        if (fits(way, words, room)) return way;
    return {};
}

double Drawing::text(QPointF baseline, const QString& text, const Words& words) {
    const Lettering letters = letteringOf(look_, text, words);
    const double w = letters.width;
    double x = baseline.x();
    if (words.align == Qt::AlignRight) x -= w;
    if (words.align == Qt::AlignHCenter) x -= w / 2;
    p_.setFont(letters.font);
    p_.setPen(words.ink);
    // On a whole pixel, where letters end up anyway: shaped ones must not be rounded another way.
    double y = baseline.y();
    const QTransform world = p_.worldTransform();
    if (p_.paintEngine()->type() == QPaintEngine::Raster && world.type() <= QTransform::TxScale)
        y = (std::floor(world.map(QPointF(x, y)).y() + 0.5) - world.dy()) / world.m22();
    if (takesFromStock())
        p_.drawStaticText(QPointF(x, y - letters.ascent), letters.shaped);
    else
        p_.drawText(QPointF(x, y), letters.shown);
    if (told_) {
        constexpr double capital = 0.76, deepest = 0.2; // of a letter's size
        const double px = letters.font.pixelSize();
        told_->append(QRectF(x, baseline.y() - capital * px, w, (capital + deepest) * px));
    }
    if (look_.words) {
        const QTransform device = p_.combinedTransform();
        const QRectF ink = QFontMetricsF(letters.font)
                               .tightBoundingRect(letters.shown)
                               .translated(x, baseline.y());
        look_.words->push_back({text, letters.shown, device.mapRect(ink),
                                letters.font.pixelSize() * device.m22(), words.above});
    }
    return w;
}

void Drawing::box(const QRectF& box, double radius, const QColor& fill, const QColor& border,
                  double width, Qt::PenStyle style) {
    // What is half transparent is on its way in or out, and another one in the next frame.
    const bool still = !fill.isValid() || fill.alpha() == 255;
    if (!still) return boxAnew(box, radius, fill, border, width, style);
    const QRectF around(QPointF(), box.size());
    shape({qint64(Kept::Box), number(box.width()), number(box.height()), number(radius),
           number(fill), number(border), number(width), qint64(style)},
          box.topLeft(), around.adjusted(-width, -width, width, width),
          [&](Drawing& d) { d.boxAnew(around, radius, fill, border, width, style); });
}

void Drawing::boxAnew(const QRectF& box, double radius, const QColor& fill, const QColor& border,
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
    const QRectF around = glyph.boundingRect();
    shape(keyOf(Kept::Fill, glyph, fill, 0, scale), at,
          {around.topLeft() * scale, around.size() * scale}, [&](Drawing& d) {
              d.p_.scale(scale, scale);
              d.fill(glyph, fill);
          });
}

void Drawing::strokeAt(QPointF at, const QPainterPath& glyph, const QColor& ink, double width,
                       double scale) {
    const QRectF around = glyph.boundingRect().adjusted(-width, -width, width, width);
    shape(keyOf(Kept::Stroke, glyph, ink, width, scale), at,
          {around.topLeft() * scale, around.size() * scale}, [&](Drawing& d) {
              d.p_.scale(scale, scale);
              d.stroke(glyph, ink, width);
          });
}

void Drawing::dot(QPointF at, double radius, const QColor& fill, const QColor& border,
                  double width) {
    const double r = radius + width;
    shape({qint64(Kept::Dot), number(radius), number(fill), number(border), number(width)}, at,
          {-r, -r, 2 * r, 2 * r}, [&](Drawing& d) {
              d.p_.setBrush(fill.isValid() ? QBrush(d.dimmed(fill)) : QBrush(Qt::NoBrush));
              d.p_.setPen(border.isValid() ? QPen(d.dimmed(border), width) : QPen(Qt::NoPen));
              d.p_.drawEllipse(QPointF(), radius, radius);
          });
}

} // namespace maqueta::views
