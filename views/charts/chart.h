// One chart: lines over the cluster's time, with the displayed moment as a stroke across. A click
// goes to that moment; the pointer reads the values. Painted as the rest of the window is, from the
// one colour table, so that it can be told apart by everyone: each line has a dash of its own.
#pragma once

#include "views/style/colours.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace maqueta::views {

struct ChartLine {
    QString name;
    Tone tone = Tone::Ink;
    Qt::PenStyle pen = Qt::SolidLine;
    std::vector<double> values; // one for each moment
    friend bool operator==(const ChartLine&, const ChartLine&) = default;
};

struct ChartData {
    QString title;
    std::vector<double> seconds; // rising
    std::vector<ChartLine> lines;
    friend bool operator==(const ChartData&, const ChartData&) = default;
};

class Chart final : public QWidget {
    Q_OBJECT

public:
    explicit Chart(QWidget* parent = nullptr);

    void setData(ChartData data);
    void setNow(double seconds);
    void setTheme(Theme theme);
    const ChartData& data() const { return data_; }
    double xOf(double seconds) const;
    // "00:40: Ready 12, Starting 3", of the sample at or before that moment.
    QString readAt(double seconds) const;

Q_SIGNALS:
    void momentChosen(double seconds);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QRectF plot() const;
    double secondsAt(double x) const;
    void paintLegend(QPainter& p) const;
    void paintAxes(QPainter& p) const;
    void paintLines(QPainter& p) const;

    ChartData data_;
    double top_ = 1; // of the scale of values
    double now_ = 0;
    Theme theme_ = Theme::Light;
};

} // namespace maqueta::views
