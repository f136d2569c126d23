// How the picture is drawn: shapes and words in scene units, in the colours of a theme.
//
// Text is never under `smallestText` pixels as drawn: where the picture is scaled down, words grow
// in scene units, and where they no longer fit the detail changes instead. The scale is told, not
// asked of the painter, so that an export draws as a window does.
#pragma once

#include "diagram/geometry.h"
#include "views/style/colours.h"
#include "views/style/fonts.h"
#include "views/style/stock.h"

#include <QPainter>
#include <QPainterPath>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace maqueta::views {

// A text that was drawn, for tests that look for words that are cut or lie on one another.
struct Written {
    QString wanted;
    QString shown;
    QRectF ink;    // its tight box, in pixels of the device
    double px = 0; // its size as drawn
    bool above = false;
};

// What is drawn at a scale: everything; no second lines; names and shapes only.
enum class Detail : quint8 { Full, Medium, Small };

struct Look {
    Theme theme = Theme::Light;
    double scale = 1; // pixels a scene unit
    bool presenting = false;
    std::vector<Written>* words = nullptr; // collects what is written; null = nobody asks
    Stock* stock = nullptr;                // of the window; null = all is drawn anew

    QColor operator()(Tone tone) const { return colour(tone, theme); }
    QColor operator()(Tone tone, double alpha) const {
        QColor c = colour(tone, theme);
        c.setAlphaF(static_cast<float>(alpha));
        return c;
    }
    double smallestText() const { return presenting ? 16 : 12; }
    double px(double wanted) const {
        return std::max(presenting ? wanted * 1.34 : wanted, smallestText() / scale);
    }
    double stroke(double width) const { return presenting ? width * 1.5 : width; }
    Detail detail() const {
        const double readable = scale * 12 / smallestText();
        return readable >= 0.8 ? Detail::Full : readable >= 0.5 ? Detail::Medium : Detail::Small;
    }
};

inline QPointF toQt(diagram::Point p) {
    return {p.x, p.y};
}
inline QRectF toQt(const diagram::Box& b) {
    return {b.x, b.y, b.w, b.h};
}
QPainterPath toQt(const diagram::Road& road, double cornerRadius);

struct Words {
    double px = 13;
    int weight = regular;
    QColor ink = {};
    Qt::AlignmentFlag align = Qt::AlignLeft;
    bool mono = false;
    double widest = 0;  // longer text is cut with an ellipsis; 0 = any width
    bool above = false; // passes over the rest, on a ground of its own
};

// As wide as Drawing::text() would draw it, for what is placed before it is drawn.
double textWidth(const Look& look, const QString& text, const Words& words);

class Drawing {
public:
    // `strength` below 1 dims shapes, never words: what nobody is asked to look at.
    Drawing(QPainter& painter, const Look& look, double strength = 1)
        : p_(painter), look_(look), strength_(strength) {}

    // Where words stand is also told there, roughly and in scene units: for what is drawn above
    // them.
    void tellWords(QVector<QRectF>* into) { told_ = into; }

    QPainter& painter() { return p_; }
    const Look& look() const { return look_; }
    QColor operator()(Tone tone) const { return look_(tone); }

    // At a baseline. Returns the width of what was drawn.
    double text(QPointF baseline, const QString& text, const Words& words);
    double width(const QString& text, const Words& words) const {
        return textWidth(look_, text, words);
    }
    bool fits(const QString& text, const Words& words, double room) const {
        return width(text, words) <= room;
    }
    // The first of several ways to say it, from the longest on, that fits; empty when none does.
    QString firstThatFits(const QStringList& ways, const Words& words, double room) const;
    void box(const QRectF& box, double radius, const QColor& fill, const QColor& border = {},
             double width = 1, Qt::PenStyle style = Qt::SolidLine);
    void pill(const QRectF& box, const QColor& fill, const QColor& border = {}, double width = 1) {
        this->box(box, box.height() / 2, fill, border, width);
    }
    void fill(const QPainterPath& path, const QColor& fill);
    void stroke(const QPainterPath& path, const QColor& ink, double width,
                const QVector<double>& dashes = {});
    // A glyph at a place.
    void fillAt(QPointF at, const QPainterPath& glyph, const QColor& fill, double scale = 1);
    void strokeAt(QPointF at, const QPainterPath& glyph, const QColor& ink, double width,
                  double scale = 1);
    void dot(QPointF at, double radius, const QColor& fill, const QColor& border = {},
             double width = 1);
    // A shape around a place that is drawn in many frames: it is taken from the window's stock when
    // everything that it depends on is in the key. `draw` draws it around the origin.
    void shape(const Stock::ShapeKey& key, QPointF at, const QRectF& extent,
               const std::function<void(Drawing&)>& draw);

private:
    bool takesFromStock() const;
    void boxAnew(const QRectF& box, double radius, const QColor& fill, const QColor& border,
                 double width, Qt::PenStyle style);
    // Towards the ground, not see-through: what lies below stays covered.
    QColor dimmed(const QColor& colour) const;

    QPainter& p_;
    const Look& look_;
    double strength_;
    QVector<QRectF>* told_ = nullptr;
};

} // namespace maqueta::views
