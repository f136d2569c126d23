#include "views/timeline/time_window.h"

#include <algorithm>
#include <cmath>

namespace maqueta::views {
namespace {

constexpr double shortestRoomMs = 20'000;
constexpr double jumpMs = 1'500; // a cursor that moves farther at once was sent there

// Grows in steps, so that the lane stands still while time goes on in it.
double roomFor(double shown) {
    double room = shortestRoomMs;
    while (room < shown * 1.03) room *= 1.25;
    return room;
}

} // namespace

void TimeWindow::follow(double cursor, double shown) {
    room_ = roomFor(shown);
    const bool wasInside = cursor_ >= from_ && cursor_ <= to();
    const bool jumped = std::abs(cursor - cursor_) > jumpMs;
    cursor_ = cursor;
    if (mode_ == Mode::Whole) length_ = room_;
    if (mode_ == Mode::Page) length_ = std::min(room_, pageMs);
    const bool outside = cursor < from_ || cursor > from_ + length_ * 0.97;
    if (outside && (wasInside || jumped))
        from_ = cursor < from_ ? cursor - length_ * 0.5 : cursor - length_ * 0.3;
    clamp();
}

void TimeWindow::zoom(double factor, double around) {
    const double part = (around - from_) / length_;
    length_ = std::clamp(length_ / factor, shortestMs, room_);
    from_ = around - part * length_;
    mode_ = length_ >= room_ ? Mode::Whole : Mode::Chosen;
    clamp();
}

void TimeWindow::pan(double by) {
    from_ += by;
    if (mode_ == Mode::Page && room_ > length_) mode_ = Mode::Chosen;
    clamp();
}

void TimeWindow::showWhole() {
    mode_ = Mode::Whole;
    length_ = room_;
    clamp();
}

void TimeWindow::clamp() {
    length_ = std::min(length_, room_);
    from_ = std::clamp(from_, 0.0, room_ - length_);
}

} // namespace maqueta::views
