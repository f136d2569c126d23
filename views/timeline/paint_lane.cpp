// How the lane looks. What does not move with the cursor is painted once and kept.
#include "views/style/drawing.h"
#include "views/style/fonts.h"
#include "views/timeline/timeline_lane.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>

namespace maqueta::views {
namespace {

constexpr double dotRadius = 2.4;
constexpr double pillHeight = 17;
constexpr sim::Duration worthASign = sim::seconds(10);

QPainterPath boltAt(double x, double top) {
    QPainterPath bolt(QPointF(x + 1, top));
    for (const QPointF d :
         {QPointF(-5, 9), QPointF(0, 9), QPointF(-2, 17), QPointF(6, 6), QPointF(1, 6)})
        bolt.lineTo(QPointF(x, top) + d);
    bolt.closeSubpath();
    return bolt;
}

// A path that leaves another one.
QPainterPath forkSign(QPointF at) {
    QPainterPath path(at + QPointF(0, 5));
    path.lineTo(at + QPointF(0, -5));
    path.moveTo(at + QPointF(0, 2));
    path.cubicTo(at + QPointF(0, -1), at + QPointF(5, 1), at + QPointF(5, -4));
    return path;
}

} // namespace

void TimelineLane::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.fillRect(rect(), colour(Tone::Panel, theme_));
    if (!state_.film) return;
    ground();
    p.drawPixmap(0, 0, ground_);
    p.setRenderHint(QPainter::Antialiasing);
    p.scale(enlarged_, enlarged_);
    paintCursor(p);
    if (!hasFocus()) return;
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(colour(Tone::Ink, theme_), 1.5));
    p.drawRoundedRect(QRectF(QPointF(), area()).adjusted(1, 2, -1, -1), 5, 5);
}

void TimelineLane::ground() {
    const bool sameWindow = groundFrom_ == window_.from() && groundLength_ == window_.length();
    // The run's end moves with the cursor while time goes on: a pixel of it is worth a new picture.
    const double pixel = window_.length() / scale().width;
    const bool sameEnd = std::abs(state_.shown - groundShown_) < pixel;
    if (!stale_ && sameWindow && sameEnd) return;
    stale_ = false;
    groundFrom_ = window_.from();
    groundLength_ = window_.length();
    groundShown_ = state_.shown;
    labels_ = labels();
    const QSize size = this->size() * devicePixelRatioF();
    if (ground_.size() != size) ground_ = QPixmap(size);
    ground_.setDevicePixelRatio(devicePixelRatioF());
    ground_.fill(colour(Tone::Panel, theme_));
    QPainter p(&ground_);
    p.setRenderHint(QPainter::Antialiasing);
    p.scale(enlarged_, enlarged_);
    paintGround(p);
    paintMarks(p);
    paintForks(p);
    paintLabels(p);
}

void TimelineLane::paintGround(QPainter& p) const {
    const TimeScale s = scale();
    const double end = std::clamp(s.x(state_.shown), double(s.left), double(s.right()));
    const auto line = [&](double from, double to, int y, Tone tone, double width,
                          Qt::PenStyle style = Qt::SolidLine) {
        if (to <= from) return;
        p.setPen(QPen(colour(tone, theme_), width, style, Qt::RoundCap));
        p.drawLine(QPointF(from, y), QPointF(to, y));
    };
    const int lanes = five_ ? laneCount : 1;
    for (int i = 0; i < lanes; ++i) {
        const int y = laneY(static_cast<Lane>(i));
        line(s.left, s.right(), y, Tone::Line, five_ ? 1 : 4);
        line(s.left, end, y, Tone::Border, five_ ? 1 : 4);
    }
    // Stretches of the cluster's time that run ten times faster than life.
    for (const auto& stretch : state_.film->shortened(worthASign)) {
        if (stretch.from >= state_.shown || stretch.to < s.from) continue;
        const double from = std::max(s.x(stretch.from), double(s.left));
        const double to = std::min(s.x(stretch.to), end);
        for (int i = 0; i < lanes && from < to; ++i) {
            const int y = laneY(static_cast<Lane>(i));
            p.setPen(QPen(colour(Tone::Panel, theme_), five_ ? 2 : 4, Qt::DotLine));
            p.drawLine(QPointF(from, y), QPointF(to, y));
        }
    }
    if (five_) {
        p.setFont(textFont(11));
        p.setPen(colour(Tone::InkSoft, theme_));
        for (int i = 0; i < laneCount; ++i)
            p.drawText(QRectF(0, laneY(static_cast<Lane>(i)) - 8, s.left - 10, 16),
                       Qt::AlignRight | Qt::AlignVCenter, laneName(static_cast<Lane>(i)));
    }
    if (window_.isWhole()) return;
    // Which part of the run this is.
    line(s.left, s.right(), 3, Tone::Line, 4);
    const double part = s.width / window_.room();
    line(s.left + window_.from() * part, s.left + window_.to() * part, 3, Tone::InkFaint, 4);
}

void TimelineLane::paintSign(QPainter& p, const Mark& mark, double x, int y) const {
    p.setPen(Qt::NoPen);
    p.setBrush(colour(mark.style.tone, theme_));
    switch (mark.style.sign) {
    case MarkStyle::Sign::Dot: break;
    case MarkStyle::Sign::Act: p.drawEllipse(QPointF(x, y), 4, 4); break;
    case MarkStyle::Sign::Fault:
        p.setPen(QPen(colour(Tone::Panel, theme_), 1));
        p.drawPath(boltAt(x, y - (five_ ? 9 : 19)));
        break;
    case MarkStyle::Sign::Snapshot: {
        const double top = y - (five_ ? 6 : 18);
        p.setPen(QPen(colour(Tone::Ink, theme_), 1.4));
        p.setBrush(colour(Tone::Panel, theme_));
        p.drawRoundedRect(QRectF(x - 8, top, 16, 12), 2.5, 2.5);
        p.drawEllipse(QPointF(x, top + 6), 3, 3);
        break;
    }
    }
}

void TimelineLane::paintMarks(QPainter& p) const {
    const TimeScale s = scale();
    std::array<double, laneCount> last;
    last.fill(-10);
    const auto visible = [&](const Mark& mark) {
        return mark.movie <= state_.shown && mark.movie >= s.from &&
               mark.movie <= s.from + s.length;
    };
    p.setPen(Qt::NoPen);
    for (const Mark& mark : marks_) {
        if (!visible(mark) || mark.style.sign != MarkStyle::Sign::Dot) continue;
        const double x = s.x(mark.movie);
        double& before = last[five_ ? static_cast<std::size_t>(mark.style.lane) : 0];
        if (x - before < 1.5) continue; // they would lie on one another
        before = x;
        p.setBrush(colour(mark.style.tone, theme_));
        p.drawEllipse(QPointF(x, laneY(mark.style.lane)), dotRadius, dotRadius);
    }
    for (const Mark& mark : marks_)
        if (visible(mark) && mark.style.sign != MarkStyle::Sign::Dot)
            paintSign(p, mark, s.x(mark.movie), laneY(mark.style.lane));
}

// Above the lanes, where the cursor's label does not hide one.
void TimelineLane::paintForks(QPainter& p) const {
    const TimeScale s = scale();
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(colour(Tone::Ink, theme_), 1.4, Qt::SolidLine, Qt::RoundCap));
    for (const ForkMark& fork : state_.forks) {
        const double x = forkSignX(fork);
        if (x >= s.left && x <= s.right()) p.drawPath(forkSign({x, 8}));
    }
}

void TimelineLane::paintLabels(QPainter& p) const {
    p.setFont(monoFont(11));
    const double top = area().height() - 18;
    for (const RulerLabel& label : labels_) {
        const QRectF box(label.left, top, label.width, pillHeight);
        if (label.kind == RulerLabel::Kind::Fork) {
            p.setPen(QPen(colour(Tone::Border, theme_), 1));
            p.setBrush(colour(Tone::Hover, theme_));
            p.drawRoundedRect(box.adjusted(.5, .5, -.5, -.5), 8, 8);
            p.setBrush(Qt::NoBrush);
            p.setPen(QPen(colour(Tone::Ink, theme_), 1.4, Qt::SolidLine, Qt::RoundCap));
            p.drawPath(forkSign({label.left + 9, top + pillHeight / 2}));
            p.drawText(box.adjusted(18, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, label.text);
            continue;
        }
        p.setPen(colour(Tone::InkSoft, theme_));
        p.drawText(box, Qt::AlignCenter, label.text);
        if (label.kind != RulerLabel::Kind::Moment) continue;
        p.setPen(QPen(colour(Tone::Border, theme_), 1));
        p.drawLine(QPointF(label.at, top - 2), QPointF(label.at, top + 1));
    }
}

void TimelineLane::paintCursor(QPainter& p) const {
    const TimeScale s = scale();
    const double x = s.x(state_.movieMs);
    if (x < s.left - 1 || x > s.right() + 1) return;
    const QString now =
        QString::fromStdString(sim::clockText(state_.film->simulatedAt(state_.movieMs), 3));
    const QFont font = monoFont(11, semiBold);
    const double width = QFontMetricsF(font).horizontalAdvance(now) + 18;
    const double top = area().height() - 18;
    const double least = five_ ? s.left - 4.0 : 0.0; // beside the lanes' names
    const double left = std::clamp(x - width / 2, least, area().width() - width - 2);
    const QRectF pill(left, top, width, pillHeight);
    p.setPen(Qt::NoPen);
    // What the pill would cut in two is hidden whole.
    p.setBrush(colour(Tone::Panel, theme_));
    for (const RulerLabel& label : labels_)
        if (label.left < pill.right() + 6 && label.left + label.width > pill.left() - 6)
            p.drawRect(QRectF(label.left - 1, top, label.width + 2, 18));
    p.setBrush(colour(Tone::Ink, theme_));
    if (five_) {
        p.setPen(QPen(colour(Tone::Ink, theme_), 2));
        p.drawLine(QPointF(x, 4), QPointF(x, top + 4));
        p.setPen(Qt::NoPen);
    } else {
        p.drawEllipse(QPointF(x, laneY(Lane::You)), 8, 8);
    }
    p.drawRoundedRect(pill, pillHeight / 2, pillHeight / 2);
    p.setPen(colour(Tone::Canvas, theme_));
    p.setFont(font);
    p.drawText(pill, Qt::AlignCenter, now);
}

} // namespace maqueta::views
