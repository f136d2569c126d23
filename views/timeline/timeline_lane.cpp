#include "views/timeline/timeline_lane.h"

#include "views/style/fonts.h"
#include "views/style/texts.h"
#include "views/style/trace_words.h"
#include "views/timeline/lane_access.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <optional>

namespace maqueta::views {
namespace {

constexpr int rightAir = 26;
constexpr int namesWidth = 104; // of the lanes' names
constexpr int leftAir = 10;
constexpr double zoomStep = 1.25;
constexpr int pageBarHeight = 8; // of what takes the mouse; painted it is thinner
constexpr int hitRadius = 5;
constexpr double forkSignHeight = 14;
constexpr double keyPan = 0.2; // of the window

} // namespace

TimelineLane::TimelineLane(QWidget* parent) : QWidget(parent) {
    static const bool access = (installLaneAccess(), true);
    Q_UNUSED(access);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus); // a click leaves the focus on the canvas
    setCursor(Qt::PointingHandCursor);
    retranslate();
}

void TimelineLane::retranslate() {
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(
        tr("Left and Right step by beat, with Shift by event; Home and End go to the beginning and "
           "to the newest moment; Space plays and pauses; plus and minus zoom."));
}

void TimelineLane::setState(const TimelineState& state) {
    const bool marksChanged =
        state.beats != state_.beats || (state_.film && state.film && state.shown < state_.shown);
    const bool moved = state.movieMs != state_.movieMs;
    stale_ |= marksChanged || state.forks != state_.forks;
    state_ = state;
    window_.follow(state_.movieMs, state_.shown);
    if (marksChanged && state_.film && state_.beats) marks_ = marksOf(*state_.film, *state_.beats);
    if (moved && hasFocus()) {
        QAccessibleValueChangeEvent change(this, valueText());
        QAccessible::updateAccessibility(&change);
    }
    update();
}

void TimelineLane::setTheme(Theme theme) {
    theme_ = theme;
    stale_ = true;
    update();
}

void TimelineLane::setLanes(bool five) {
    if (five_ == five) return;
    five_ = five;
    stale_ = true;
    update();
}

void TimelineLane::setPresenting(bool presenting) {
    enlarged_ = presenting ? presentingEnlarges : 1;
    stale_ = true;
    update();
}

TimeScale TimelineLane::scale() const {
    const int left = five_ ? namesWidth : leftAir;
    return {window_.from(), window_.length(), left,
            std::max(1, int(area().width()) - left - rightAir)};
}

int TimelineLane::laneY(Lane lane) const {
    return five_ ? int(14 + 13.4 * static_cast<int>(lane)) : 23;
}

std::vector<RulerLabel> TimelineLane::labels() const {
    if (!state_.film) return {};
    const QFontMetrics metrics(monoFont(11));
    const RulerInput input{
        .film = *state_.film,
        .scale = scale(),
        .shown = state_.shown,
        .forks = state_.forks,
        .widthOf = [&](const QString& text) { return double(metrics.horizontalAdvance(text)); }};
    return rulerLabels(input);
}

QString TimelineLane::valueText() const {
    if (!state_.film) return {};
    const auto clock = [&](double movie, int decimals) {
        return QString::fromStdString(sim::clockText(state_.film->simulatedAt(movie), decimals));
    };
    return tr("%1 of %2").arg(clock(state_.movieMs, 3), clock(state_.shown, 0));
}

void TimelineLane::zoomIn() {
    window_.zoom(zoomStep * zoomStep, state_.movieMs);
    update();
}

void TimelineLane::zoomOut() {
    window_.zoom(1 / (zoomStep * zoomStep), state_.movieMs);
    update();
}

void TimelineLane::showWhole() {
    window_.showWhole();
    update();
}

// Left of a sign that stands at the same moment: what was done there is often what began it.
double TimelineLane::forkSignX(const ForkMark& fork) const {
    constexpr double apart = 12;
    const TimeScale s = scale();
    const double x = s.x(state_.film->movieAt(fork.at));
    const bool taken = std::any_of(marks_.begin(), marks_.end(), [&](const Mark& mark) {
        return mark.style.sign != MarkStyle::Sign::Dot && mark.movie <= state_.shown &&
               std::abs(s.x(mark.movie) - x) < apart;
    });
    return taken ? std::max(x - apart, double(s.left)) : x;
}

const ForkMark* TimelineLane::forkAt(QPoint p) const {
    if (!state_.film) return nullptr;
    std::optional<quint32> branch; // of the pill there
    for (const RulerLabel& label : labels_)
        if (label.kind == RulerLabel::Kind::Fork && p.x() >= label.left &&
            p.x() <= label.left + label.width && p.y() >= area().height() - 20)
            branch = label.branch;
    for (const ForkMark& fork : state_.forks) {
        const double x = forkSignX(fork);
        const bool sign = p.y() < forkSignHeight && std::abs(x - p.x()) <= hitRadius &&
                          x >= scale().left && x <= scale().right();
        if (sign || branch == fork.branch) return &fork;
    }
    return nullptr;
}

const Mark* TimelineLane::markAt(QPoint p) const {
    const TimeScale s = scale();
    const Mark* best = nullptr;
    double nearest = 1e9;
    for (const Mark& mark : marks_) {
        if (mark.movie > state_.shown) break;
        const double dx = std::abs(s.x(mark.movie) - p.x());
        const int dy = std::abs(laneY(mark.style.lane) - p.y());
        const bool sign = mark.style.sign != MarkStyle::Sign::Dot;
        const int radius = sign ? hitRadius + 3 : hitRadius;
        if (dx > radius || (five_ && dy > 7)) continue;
        const double distance = dx - (sign ? 10 : 0);
        if (distance >= nearest) continue;
        nearest = distance;
        best = &mark;
    }
    return best;
}

bool TimelineLane::onPageBar(QPoint p) const {
    return !window_.isWhole() && p.y() <= pageBarHeight;
}

void TimelineLane::scrubTo(QPoint p) {
    Q_EMIT scrubbed(std::clamp(scale().movie(p.x()), 0.0, state_.shown));
}

void TimelineLane::mousePressEvent(QMouseEvent* event) {
    const QPoint at = inUnits(event->position());
    if (event->button() == Qt::MiddleButton) {
        panning_ = true;
        panFrom_ = at;
        return;
    }
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    if (const ForkMark* fork = forkAt(at)) {
        Q_EMIT forkChosen(fork->branch, event->globalPosition().toPoint());
        return;
    }
    if (onPageBar(at)) {
        // Beside the page: it comes to the pointer first.
        const TimeScale s = scale();
        const double movie = (at.x() - s.left) * window_.room() / s.width;
        if (movie < window_.from() || movie > window_.to())
            window_.pan(movie - window_.from() - window_.length() / 2);
        paging_ = true;
        panFrom_ = at;
        update();
        return;
    }
    dragging_ = true;
    // A sign is easily missed by a pixel: its own moment is meant.
    const Mark* mark = markAt(at);
    if (mark && mark->style.sign != MarkStyle::Sign::Dot)
        Q_EMIT scrubbed(mark->movie);
    else
        scrubTo(at);
}

void TimelineLane::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = inUnits(event->position());
    if (dragging_) return scrubTo(at);
    if (!panning_ && !paging_) {
        setCursor(onPageBar(at) && !forkAt(at) ? Qt::SizeHorCursor : Qt::PointingHandCursor);
        return;
    }
    const double moved = (at.x() - panFrom_.x()) / double(scale().width);
    window_.pan(paging_ ? moved * window_.room() : -moved * window_.length());
    panFrom_ = at;
    update();
}

void TimelineLane::mouseReleaseEvent(QMouseEvent*) {
    dragging_ = panning_ = paging_ = false;
}

void TimelineLane::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) showWhole();
}

// The wheel zooms at the pointer; with Shift, or sideways, it moves along.
void TimelineLane::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    const bool sideways = std::abs(turned.x()) > std::abs(turned.y());
    if (sideways || event->modifiers() & Qt::ShiftModifier) {
        const int by = sideways ? turned.x() : turned.y();
        window_.pan(-by / 120.0 * keyPan * window_.length());
    } else {
        window_.zoom(std::pow(zoomStep, turned.y() / 120.0),
                     scale().movie(event->position().x() / enlarged_));
    }
    event->accept();
    update();
}

void TimelineLane::keyPressEvent(QKeyEvent* event) {
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Left: shift ? Q_EMIT stepEventBack() : Q_EMIT stepBack(); return;
    case Qt::Key_Right: shift ? Q_EMIT stepEvent() : Q_EMIT stepForward(); return;
    case Qt::Key_Home: Q_EMIT scrubbed(0); return;
    case Qt::Key_End: Q_EMIT scrubbed(state_.shown); return;
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) Q_EMIT playToggled();
        return;
    case Qt::Key_Plus: return zoomIn();
    case Qt::Key_Minus: return zoomOut();
    case Qt::Key_0: return showWhole();
    default: QWidget::keyPressEvent(event);
    }
}

void TimelineLane::focusInEvent(QFocusEvent* event) {
    update();
    QWidget::focusInEvent(event);
}

void TimelineLane::focusOutEvent(QFocusEvent* event) {
    update();
    QWidget::focusOutEvent(event);
}

void TimelineLane::resizeEvent(QResizeEvent* event) {
    stale_ = true;
    QWidget::resizeEvent(event);
}

bool TimelineLane::event(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        stale_ = true;
        update();
    }
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QPoint at = inUnits(help->pos());
    if (const ForkMark* fork = forkAt(at)) {
        QToolTip::showText(help->globalPos(), tr("%1 goes another way from here").arg(fork->name),
                           this);
    } else if (const Mark* mark = markAt(at)) {
        const cluster::Beat& beat = (*state_.beats)[mark->beat];
        QToolTip::showText(help->globalPos(),
                           QStringLiteral("%1  %2: %3")
                               .arg(QString::fromStdString(sim::clockText(beat.at, 3)),
                                    beatPart(beat), beatSentence(beat)),
                           this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

} // namespace maqueta::views
