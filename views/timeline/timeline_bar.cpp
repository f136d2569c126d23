#include "views/timeline/timeline_bar.h"

#include "views/style/colours.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <cmath>

namespace maqueta::views {
namespace {

constexpr int lowBar = 52;
constexpr int tallBar = 88;
constexpr int tallWindow = 900;

} // namespace

TimelineBar::TimelineBar(QWidget* parent)
    : QWidget(parent), transport_(new Transport(this)), lane_(new TimelineLane(this)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 1, 0, 0);
    row->setSpacing(0);
    row->addWidget(transport_);
    row->addWidget(lane_, 1);
    connect(transport_, &Transport::playToggled, this, &TimelineBar::playToggled);
    connect(transport_, &Transport::stepForward, this, &TimelineBar::stepForward);
    connect(transport_, &Transport::stepBack, this, &TimelineBar::stepBack);
    connect(transport_, &Transport::toBegin, this, &TimelineBar::toBegin);
    connect(transport_, &Transport::speedChosen, this, &TimelineBar::speedChosen);
    connect(transport_, &Transport::runUntilWanted, this, &TimelineBar::runUntilWanted);
    connect(lane_, &TimelineLane::scrubbed, this, &TimelineBar::scrubbed);
    connect(lane_, &TimelineLane::playToggled, this, &TimelineBar::playToggled);
    connect(lane_, &TimelineLane::stepForward, this, &TimelineBar::stepForward);
    connect(lane_, &TimelineLane::stepBack, this, &TimelineBar::stepBack);
    connect(lane_, &TimelineLane::stepEvent, this, &TimelineBar::stepEvent);
    connect(lane_, &TimelineLane::stepEventBack, this, &TimelineBar::stepEventBack);
    connect(lane_, &TimelineLane::forkChosen, this, &TimelineBar::forkChosen);
    fit();
}

void TimelineBar::setState(const TimelineState& state) {
    transport_->setState(state.playing, state.pacing, state.rate);
    lane_->setState(state);
}

void TimelineBar::setTheme(Theme theme) {
    theme_ = theme;
    transport_->setTheme(theme);
    lane_->setTheme(theme);
    update();
}

void TimelineBar::setLanes(Lanes lanes) {
    lanes_ = lanes;
    fit();
}

void TimelineBar::setPresenting(bool presenting) {
    presenting_ = presenting;
    lane_->setPresenting(presenting);
    fit();
}

void TimelineBar::fit() {
    const bool room = window()->height() >= tallWindow;
    const bool five = lanes_ == Lanes::Five || (lanes_ == Lanes::AsRoomAllows && room);
    const int height = five ? tallBar : lowBar;
    setFixedHeight(
        int(std::lround(presenting_ ? height * TimelineLane::presentingEnlarges : height)));
    transport_->setShape(this->height(), five, presenting_);
    lane_->setLanes(five);
}

int TimelineBar::xOf(double movie) const {
    return lane_->x() + int(lane_->xOf(movie));
}

QRect TimelineBar::playButton() const {
    return transport_->playButton().translated(transport_->pos());
}

void TimelineBar::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.fillRect(rect(), colour(Tone::Panel, theme_));
    p.setPen(colour(Tone::Line, theme_));
    p.drawLine(0, 0, width(), 0);
}

// How much room there is, the window tells.
void TimelineBar::showEvent(QShowEvent* event) {
    window()->installEventFilter(this);
    fit();
    QWidget::showEvent(event);
}

bool TimelineBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == window() && event->type() == QEvent::Resize) fit();
    return QWidget::eventFilter(watched, event);
}

} // namespace maqueta::views
