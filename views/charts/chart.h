// One chart: lines over the cluster's time, with the displayed moment as a stroke across. A click
// goes to that moment; the pointer reads the values. Qt Charts draws it, in the colours of the one
// table; each line has a dash of its own, so that everyone can tell it from the others.
#pragma once

#include "views/style/colours.h"

#include <QCategoryAxis>
#include <QChartView>
#include <QLineSeries>
#include <QString>
#include <QValueAxis>

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

class Chart final : public QChartView {
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
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    double secondsAt(QPointF at) const;
    void makeLines();
    void fillLines();
    void fillAxes();
    void placeNow();
    void paint();

    ChartData data_;
    double now_ = 0;
    Theme theme_ = Theme::Light;
    // Owned by the chart.
    QCategoryAxis* time_;
    QValueAxis* scale_;
    std::vector<QLineSeries*> lines_;
    QLineSeries* stroke_;
};

} // namespace maqueta::views
