// The bar of time under the picture: the player's buttons on the left, the lane beside them. One
// lane at 52 px; five at 88 px when the window is high enough, or when a person chose so.
#pragma once

#include "views/timeline/timeline_lane.h"
#include "views/timeline/transport.h"

#include <QWidget>

namespace maqueta::views {

class TimelineBar : public QWidget {
    Q_OBJECT

public:
    enum class Lanes { AsRoomAllows, One, Five };

    explicit TimelineBar(QWidget* parent = nullptr);

    void setState(const TimelineState& state);
    void setTheme(Theme theme);
    void setLanes(Lanes lanes);
    Lanes lanes() const { return lanes_; }
    void setPresenting(bool presenting); // larger, for a projector
    // For tests and for the keyboard: where things stand, in the bar's pixels.
    int xOf(double movie) const;
    QRect playButton() const;
    TimelineLane* lane() { return lane_; }

Q_SIGNALS:
    void playToggled();
    void stepForward();
    void stepBack();
    void stepEvent();
    void stepEventBack();
    void toBegin();
    void scrubbed(double movie);
    void speedChosen(maqueta::diagram::Pacing pacing, double rate);
    void runUntilWanted(QPoint at);
    void forkChosen(quint32 branch, QPoint at);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();

    Transport* transport_;
    TimelineLane* lane_;
    Theme theme_ = Theme::Light;
    Lanes lanes_ = Lanes::AsRoomAllows;
    bool presenting_ = false;
};

} // namespace maqueta::views
