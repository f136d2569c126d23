// Time to look at and to move through: beats as dots, faults as bolts, snapshots as cameras, acts
// as large dots; shortened stretches; other branches where they part; the cursor. One lane, or
// five.
//
// Its axis is movie time, its labels are the cluster's. To assistive tools it is a slider over the
// shown run, in seconds.
#pragma once

#include "views/style/theme.h"
#include "views/timeline/marks.h"
#include "views/timeline/ruler.h"
#include "views/timeline/time_window.h"

#include <QPixmap>
#include <QWidget>

#include <memory>

namespace maqueta::views {

struct TimelineState {
    std::shared_ptr<const diagram::MovieMap> film;
    std::shared_ptr<const std::vector<cluster::Beat>> beats;
    double movieMs = 0;
    double shown = 0; // the furthest movie time; the run ends there
    bool playing = false;
    diagram::Pacing pacing = diagram::Pacing::Story;
    double rate = 1;
    std::vector<ForkMark> forks = {}; // of other branches
};

class TimelineLane : public QWidget {
    Q_OBJECT

public:
    explicit TimelineLane(QWidget* parent = nullptr);

    void setState(const TimelineState& state);
    void setTheme(Theme theme);
    void setLanes(bool five);
    // Everything larger, for a projector.
    static constexpr double presentingEnlarges = 1.46; // the ruler's words to 16 px
    void setPresenting(bool presenting);
    bool hasFiveLanes() const { return five_; }

    const TimeWindow& window() const { return window_; }
    double xOf(double movie) const { return scale().x(movie) * enlarged_; } // in pixels
    // What stands under the lanes now, for tests.
    std::vector<RulerLabel> labels() const;
    QString valueText() const; // "01:12.318 of 06:15"
    const TimelineState& state() const { return state_; }

public Q_SLOTS:
    void zoomIn();
    void zoomOut();
    void showWhole();

Q_SIGNALS:
    void scrubbed(double movie);
    void playToggled();
    void stepForward();
    void stepBack();
    void stepEvent();
    void stepEventBack();
    void forkChosen(quint32 branch, QPoint at); // at: global

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    void retranslate();
    // All below is in units of `enlarged_` pixels.
    QSizeF area() const { return QSizeF(size()) / enlarged_; }
    QPoint inUnits(QPointF pixels) const { return (pixels / enlarged_).toPoint(); }
    TimeScale scale() const;
    int laneY(Lane lane) const;
    bool onPageBar(QPoint p) const;
    void scrubTo(QPoint p);
    // The mark at that place, if any: signs before dots.
    const Mark* markAt(QPoint p) const;
    // A branch's pill, or its sign above the lane.
    const ForkMark* forkAt(QPoint p) const;
    double forkSignX(const ForkMark& fork) const;
    void paintGround(QPainter& p) const;
    void paintMarks(QPainter& p) const;
    void paintForks(QPainter& p) const;
    void paintSign(QPainter& p, const Mark& mark, double x, int y) const;
    void paintLabels(QPainter& p) const;
    void paintCursor(QPainter& p) const;
    void ground(); // makes it anew when it is stale

    TimelineState state_;
    TimeWindow window_;
    Theme theme_ = Theme::Light;
    bool five_ = false;
    double enlarged_ = 1;
    bool dragging_ = false;
    bool panning_ = false; // by the middle button
    bool paging_ = false;  // by the bar that shows which part of the run this is
    QPoint panFrom_;
    std::vector<Mark> marks_;
    std::vector<RulerLabel> labels_;
    // Everything but the cursor, kept while only the cursor moves.
    QPixmap ground_;
    double groundFrom_ = -1;
    double groundLength_ = 0;
    double groundShown_ = 0;
    bool stale_ = true;
};

} // namespace maqueta::views
