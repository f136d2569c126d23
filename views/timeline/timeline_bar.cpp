#include "views/timeline/timeline_bar.h"

#include "views/style/colours.h"
#include "views/style/fonts.h"
#include "views/style/glyphs.h"

#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace maqueta::views {
namespace {

constexpr int laneLeft = 290;
constexpr int laneRight = 26;
constexpr int laneY = 23;
constexpr std::array storyRates = {0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0};
constexpr std::array clockRates = {0.01, 0.1, 1.0, 10.0, 100.0, 1000.0};

using cluster::BeatKind;

enum class Mark { None, Dot, Fault, Snapshot, Act };

// How a beat stands on the lane; the tone is that of its part.
std::pair<Mark, Tone> markOf(const cluster::Beat& beat) {
    switch (beat.kind) {
    case BeatKind::PowerLost:
    case BeatKind::ProcessCrashed:
    case BeatKind::CablePulled:
    case BeatKind::NetworkCut: return {Mark::Fault, Tone::Failed};
    case BeatKind::SnapshotSaved: return {Mark::Snapshot, Tone::Ink};
    case BeatKind::Acted: return {Mark::Act, Tone::Ink};
    case BeatKind::PodUnschedulable:
    case BeatKind::PodScheduled:
    case BeatKind::PodDecided:
    case BeatKind::PodPreempted: return {Mark::Dot, Tone::Pending};
    case BeatKind::NodeNotReady:
    case BeatKind::NodeTainted:
    case BeatKind::PodEvicted: return {Mark::Dot, Tone::NotReady};
    case BeatKind::PodRejected:
    case BeatKind::ImagePullFailed:
    case BeatKind::BackOff:
    case BeatKind::RolloutFailed: return {Mark::Dot, Tone::Failed};
    case BeatKind::ElectionStarted:
    case BeatKind::VoteGranted:
    case BeatKind::LeaderElected:
    case BeatKind::LeaderStoodDown:
    case BeatKind::LeaseTaken:
    case BeatKind::LeaseLost:
    case BeatKind::ServerReady:
    case BeatKind::ServerNotReady: return {Mark::Dot, Tone::Leader};
    default: return {Mark::Dot, Tone::Running};
    }
}

QString number(double n) {
    return QString::number(n, 'g', 4);
}

} // namespace

TimelineBar::TimelineBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus); // a click leaves the focus on the canvas
    retranslate();
}

void TimelineBar::retranslate() {
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(tr("Space plays and pauses; Left and Right step by beats."));
}

void TimelineBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void TimelineBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        Q_EMIT playToggled();
    else
        QWidget::keyPressEvent(event);
}

void TimelineBar::setState(const TimelineState& state) {
    state_ = state;
    update();
}

void TimelineBar::setTheme(Theme theme) {
    theme_ = theme;
    update();
}

QRect TimelineBar::rectOf(Button button) const {
    switch (button) {
    case Button::Begin: return {14, 10, 32, 32};
    case Button::Back: return {50, 10, 32, 32};
    case Button::Play: return {86, 6, 40, 40};
    case Button::Forward: return {130, 10, 32, 32};
    case Button::Speed: return {170, 13, 96, 26};
    case Button::Lane: return {laneLeft - 8, 6, width() - laneLeft - laneRight + 16, 44};
    case Button::None: break;
    }
    return {};
}

QRect TimelineBar::playButton() const {
    return rectOf(Button::Play);
}

TimelineBar::Button TimelineBar::buttonAt(QPoint p) const {
    for (const Button b :
         {Button::Begin, Button::Back, Button::Play, Button::Forward, Button::Speed, Button::Lane})
        if (rectOf(b).contains(p)) return b;
    return Button::None;
}

int TimelineBar::xOf(double movie) const {
    const double length = std::max(state_.shown, 1.0);
    return laneLeft + int((width() - laneLeft - laneRight) * std::clamp(movie / length, 0.0, 1.0));
}

double TimelineBar::movieAt(int x) const {
    const double part = double(x - laneLeft) / std::max(1, width() - laneLeft - laneRight);
    return std::clamp(part, 0.0, 1.0) * state_.shown;
}

QString TimelineBar::speedText(diagram::Pacing pacing, double rate) const {
    return pacing == diagram::Pacing::Story ? tr("Story %1×").arg(number(rate))
                                            : tr("Clock %1×").arg(number(rate));
}

QString TimelineBar::tip(Button button) const {
    switch (button) {
    case Button::Begin: return tr("To the beginning (Home)");
    case Button::Back: return tr("One beat back (Left)");
    case Button::Play: return state_.playing ? tr("Pause (Space)") : tr("Play (Space)");
    case Button::Forward: return tr("One beat forward (Right)");
    case Button::Speed: return tr("Speed ([ slower, ] faster)");
    default: return {};
    }
}

void TimelineBar::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.fillRect(rect(), colour(Tone::Panel, theme_));
    p.setPen(colour(Tone::Line, theme_));
    p.drawLine(0, 0, width(), 0);
    paintButtons(p);
    if (state_.film) paintLane(p);
    if (hasFocus()) {
        p.setPen(QPen(colour(Tone::Leader, theme_), 2));
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 6, 6);
    }
}

void TimelineBar::paintButtons(QPainter& p) const {
    const QColor ink = colour(Tone::Ink, theme_);
    if (hovered_ != Button::None && hovered_ != Button::Lane && hovered_ != Button::Play &&
        hovered_ != Button::Speed) {
        p.setPen(Qt::NoPen);
        p.setBrush(colour(Tone::Hover, theme_));
        p.drawRoundedRect(rectOf(hovered_), 7, 7);
    }
    const auto triangle = [](QPointF c, double direction) {
        QPainterPath path(c + QPointF(-7 * direction, -9));
        path.lineTo(c + QPointF(7 * direction, 0));
        path.lineTo(c + QPointF(-7 * direction, 9));
        path.closeSubpath();
        return path;
    };
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(ink, 1.9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF begin = QRectF(rectOf(Button::Begin)).center();
    p.drawPath(triangle(begin + QPointF(2, 0), -1));
    p.drawLine(begin + QPointF(-9, -9), begin + QPointF(-9, 9));
    p.drawPath(triangle(QRectF(rectOf(Button::Back)).center(), -1));
    p.drawPath(triangle(QRectF(rectOf(Button::Forward)).center(), 1));

    const QRectF play = rectOf(Button::Play);
    p.setPen(Qt::NoPen);
    p.setBrush(hovered_ == Button::Play ? colour(Tone::InkSoft, theme_) : ink);
    p.drawEllipse(play.center(), 18, 18);
    const QColor canvas = colour(Tone::Canvas, theme_);
    if (state_.playing) {
        p.setPen(QPen(canvas, 4, Qt::SolidLine, Qt::FlatCap));
        for (const double dx : {-5.0, 5.0})
            p.drawLine(play.center() + QPointF(dx, -8), play.center() + QPointF(dx, 8));
    } else {
        p.setBrush(canvas);
        p.drawPath(triangle(play.center() + QPointF(2, 0), 0.95));
    }
    const QRectF speed = QRectF(rectOf(Button::Speed)).adjusted(.5, .5, -.5, -.5);
    p.setPen(colour(hovered_ == Button::Speed ? Tone::Ink : Tone::Border, theme_));
    p.setBrush(colour(Tone::Hover, theme_));
    p.drawRoundedRect(speed, 13, 13);
    p.setPen(ink);
    p.setFont(textFont(13, semiBold));
    p.drawText(speed, Qt::AlignCenter, speedText(state_.pacing, state_.rate));
}

void TimelineBar::paintLane(QPainter& p) const {
    const int left = laneLeft;
    const int right = width() - laneRight;
    const int cursor = xOf(state_.movieMs);
    p.setPen(QPen(colour(Tone::Border, theme_), 4, Qt::SolidLine, Qt::RoundCap));
    p.drawLine(left, laneY, right, laneY);
    // Stretches of the cluster's time that run ten times faster than life.
    p.setPen(QPen(colour(Tone::Panel, theme_), 4, Qt::DotLine));
    for (const auto& s : state_.film->shortened(sim::seconds(10)))
        if (s.from < state_.shown) p.drawLine(xOf(s.from), laneY, xOf(s.to), laneY);
    paintDots(p);

    p.setFont(monoFont(11));
    const QFontMetrics metrics(p.font());
    const QString now =
        QString::fromStdString(sim::clockText(state_.film->simulatedAt(state_.movieMs), 0));
    const int nowWidth = metrics.horizontalAdvance(now) + 14;
    const int nowLeft = std::clamp(cursor - nowWidth / 2, left - 10, right - nowWidth + 16);
    p.setPen(colour(Tone::InkSoft, theme_));
    for (int x = left; x < right - 30; x += 150) {
        const QString text =
            QString::fromStdString(sim::clockText(state_.film->simulatedAt(movieAt(x)), 0));
        const int w = metrics.horizontalAdvance(text);
        if (x + w + 6 > nowLeft && x < nowLeft + nowWidth + 6) continue;
        p.drawText(x, 47, text);
    }
    p.setPen(Qt::NoPen);
    p.setBrush(colour(Tone::Ink, theme_));
    p.drawEllipse(QPointF(cursor, laneY), 8, 8);
    p.drawRoundedRect(QRectF(nowLeft, 35, nowWidth, 16), 8, 8);
    p.setPen(colour(Tone::Canvas, theme_));
    p.drawText(QRectF(nowLeft, 35, nowWidth, 16), Qt::AlignCenter, now);
}

void TimelineBar::paintDots(QPainter& p) const {
    if (!state_.beats) return;
    int lastDot = -10;
    for (const cluster::Beat& beat : *state_.beats) {
        const auto [mark, tone] = markOf(beat);
        const auto movie = state_.film->movieOf(beat.seq);
        if (!movie || *movie > state_.shown) continue;
        const int x = xOf(*movie);
        if (mark == Mark::Dot && x - lastDot < 2) continue; // they would lie on one another
        if (mark == Mark::Dot) lastDot = x;
        p.setPen(Qt::NoPen);
        p.setBrush(colour(tone, theme_));
        if (mark == Mark::Dot) {
            p.drawEllipse(QPointF(x, laneY), 2.4, 2.4);
        } else if (mark == Mark::Act) {
            p.drawEllipse(QPointF(x, laneY), 4, 4);
        } else if (mark == Mark::Fault) {
            QPainterPath bolt(QPointF(x + 2, 4));
            for (const QPointF d :
                 {QPointF(-4, 13), QPointF(0, 13), QPointF(-2, 21), QPointF(5, 10), QPointF(1, 10)})
                bolt.lineTo(QPointF(x, 0) + d);
            bolt.closeSubpath();
            p.drawPath(bolt);
        } else {
            p.setPen(QPen(colour(Tone::Ink, theme_), 1.3));
            p.setBrush(colour(Tone::Panel, theme_));
            p.drawRoundedRect(QRectF(x - 7, 5, 14, 11), 2.5, 2.5);
            p.drawEllipse(QPointF(x, 10.5), 2.6, 2.6);
        }
    }
}

void TimelineBar::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    switch (buttonAt(event->pos())) {
    case Button::Begin: Q_EMIT toBegin(); break;
    case Button::Back: Q_EMIT stepBack(); break;
    case Button::Play: Q_EMIT playToggled(); break;
    case Button::Forward: Q_EMIT stepForward(); break;
    case Button::Speed: chooseSpeed(); break;
    case Button::Lane:
        dragging_ = true;
        Q_EMIT scrubbed(movieAt(event->pos().x()));
        break;
    case Button::None: break;
    }
}

void TimelineBar::mouseMoveEvent(QMouseEvent* event) {
    if (dragging_) {
        Q_EMIT scrubbed(movieAt(event->pos().x()));
        return;
    }
    const Button over = buttonAt(event->pos());
    if (over != hovered_) update();
    hovered_ = over;
    setCursor(over == Button::None ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

void TimelineBar::mouseReleaseEvent(QMouseEvent*) {
    dragging_ = false;
}

void TimelineBar::leaveEvent(QEvent*) {
    hovered_ = Button::None;
    update();
}

bool TimelineBar::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tip(buttonAt(help->pos())), this);
        return true;
    }
    return QWidget::event(event);
}

void TimelineBar::chooseSpeed() {
    QMenu menu(this);
    const auto add = [&](diagram::Pacing pacing, double rate) {
        QAction* action = menu.addAction(speedText(pacing, rate));
        action->setCheckable(true);
        action->setChecked(state_.pacing == pacing && state_.rate == rate);
        connect(action, &QAction::triggered, this,
                [this, pacing, rate] { Q_EMIT speedChosen(pacing, rate); });
    };
    menu.addSection(tr("Paced by what happens"));
    for (const double rate : storyRates) add(diagram::Pacing::Story, rate);
    menu.addSection(tr("The cluster's seconds in a second"));
    for (const double rate : clockRates) add(diagram::Pacing::Clock, rate);
    menu.exec(mapToGlobal(rectOf(Button::Speed).topLeft() - QPoint(0, menu.sizeHint().height())));
}

void TimelineBar::slower() {
    const auto step = [&](const auto& rates) {
        double best = rates.front();
        for (const double rate : rates)
            if (rate < state_.rate) best = rate;
        Q_EMIT speedChosen(state_.pacing, best);
    };
    state_.pacing == diagram::Pacing::Story ? step(storyRates) : step(clockRates);
}

void TimelineBar::faster() {
    const auto step = [&](const auto& rates) {
        const auto* next = std::upper_bound(rates.begin(), rates.end(), state_.rate);
        Q_EMIT speedChosen(state_.pacing, next == rates.end() ? rates.back() : *next);
    };
    state_.pacing == diagram::Pacing::Story ? step(storyRates) : step(clockRates);
}

} // namespace maqueta::views
