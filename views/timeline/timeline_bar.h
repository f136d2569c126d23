// Time, in one lane: the transport buttons, beats as dots, faults as bolts, snapshots as cameras,
// the cursor. Its axis is movie time; its labels are the cluster's time.
#pragma once

#include "cluster/trace.h"
#include "diagram/film.h"
#include "views/style/theme.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace maqueta::views {

struct TimelineState {
    std::shared_ptr<const diagram::MovieMap> film;
    std::shared_ptr<const std::vector<cluster::Beat>> beats;
    double movieMs = 0;
    double shown = 0; // the furthest movie time; the lane ends there
    bool playing = false;
    diagram::Pacing pacing = diagram::Pacing::Story;
    double rate = 1;
};

class TimelineBar : public QWidget {
    Q_OBJECT

public:
    explicit TimelineBar(QWidget* parent = nullptr);

    void setState(const TimelineState& state);
    void setTheme(Theme theme);
    QSize sizeHint() const override { return {800, 52}; }
    QSize minimumSizeHint() const override { return {420, 52}; }
    // For tests and for the keyboard: where a movie time stands.
    int xOf(double movie) const;
    QRect playButton() const;

public Q_SLOTS:
    void slower();
    void faster();

Q_SIGNALS:
    void playToggled();
    void stepForward();
    void stepBack();
    void toBegin();
    void scrubbed(double movie);
    void speedChosen(maqueta::diagram::Pacing pacing, double rate);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void retranslate();

    enum class Button { None, Begin, Back, Play, Forward, Speed, Lane };
    Button buttonAt(QPoint p) const;
    QRect rectOf(Button button) const;
    QString speedText(diagram::Pacing pacing, double rate) const;
    QString tip(Button button) const;
    double movieAt(int x) const;
    void chooseSpeed();
    void paintButtons(QPainter& p) const;
    void paintLane(QPainter& p) const;
    void paintDots(QPainter& p) const;

    TimelineState state_;
    Theme theme_ = Theme::Light;
    Button hovered_ = Button::None;
    bool dragging_ = false;
};

} // namespace maqueta::views
