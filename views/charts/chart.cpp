#include "views/charts/chart.h"

#include "views/style/fonts.h"

#include <QLegendMarker>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace maqueta::views {
namespace {

// The next of 1, 2, 5, 10, 20, ...: round numbers for a scale.
double roundUp(double value) {
    if (value <= 1) return 1;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0})
        if (value <= step * power) return step * power;
    return 10 * power;
}

QString timeText(double seconds) {
    const auto whole = static_cast<qint64>(seconds);
    const QString minutes = QStringLiteral("%1:%2")
                                .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
                                .arg(whole % 60, 2, 10, QLatin1Char('0'));
    return whole < 3600 ? minutes : QStringLiteral("%1:%2").arg(whole / 3600).arg(minutes);
}

QString numberText(double value) {
    return shownLocale().toString(value, 'g', 4);
}

} // namespace

Chart::Chart(QWidget* parent)
    : QChartView(parent)
    , time_(new QCategoryAxis(chart()))
    , scale_(new QValueAxis(chart()))
    , stroke_(new QLineSeries(chart())) {
    setMouseTracking(true);
    setMinimumSize(180, 120);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    chart()->setMargins({8, 2, 8, 2});
    chart()->setBackgroundRoundness(0);
    chart()->legend()->setAlignment(Qt::AlignTop);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    chart()->addAxis(time_, Qt::AlignBottom);
    chart()->addAxis(scale_, Qt::AlignLeft);
    time_->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    time_->setGridLineVisible(false);
    scale_->setLabelFormat(QStringLiteral("%.6g"));
    chart()->addSeries(stroke_);
    stroke_->attachAxis(time_);
    stroke_->attachAxis(scale_);
    for (QLegendMarker* marker : chart()->legend()->markers(stroke_)) marker->setVisible(false);
    fillAxes();
    paint();
}

void Chart::setData(ChartData data) {
    if (data == data_) return;
    data_ = std::move(data);
    if (lines_.size() != data_.lines.size()) makeLines();
    chart()->setTitle(data_.title);
    fillAxes();
    fillLines();
    placeNow();
    paint();
    setAccessibleName(data_.title);
    setAccessibleDescription(data_.seconds.empty() ? QString() : readAt(data_.seconds.back()));
}

void Chart::makeLines() {
    for (QLineSeries* line : lines_) {
        chart()->removeSeries(line);
        delete line;
    }
    lines_.clear();
    for (std::size_t i = 0; i < data_.lines.size(); ++i) {
        auto* line = new QLineSeries(chart());
        chart()->addSeries(line);
        line->attachAxis(time_);
        line->attachAxis(scale_);
        lines_.push_back(line);
    }
}

void Chart::fillLines() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        QList<QPointF> points;
        for (std::size_t k = 0; k < data_.seconds.size(); ++k)
            points.append({data_.seconds[k], data_.lines[i].values[k]});
        lines_[i]->setName(data_.lines[i].name);
        lines_[i]->replace(points);
    }
}

void Chart::fillAxes() {
    double most = 0;
    for (const ChartLine& line : data_.lines)
        for (const double value : line.values) most = std::max(most, value);
    const double top = roundUp(most);
    scale_->setRange(0, top);
    scale_->setTickCount(top >= 2 ? 3 : 2);
    const double end = data_.seconds.empty() ? 1 : std::max(1.0, data_.seconds.back());
    for (const QString& label : time_->categoriesLabels()) time_->remove(label);
    time_->setRange(0, end);
    time_->setStartValue(0);
    for (const double part : {0.0, 0.5, 1.0}) time_->append(timeText(end * part), end * part);
}

// The stroke at the displayed moment.
void Chart::placeNow() {
    if (data_.seconds.empty()) return stroke_->clear();
    const double x = std::min(now_, data_.seconds.back());
    stroke_->replace(QList<QPointF>{{x, 0}, {x, scale_->max()}});
}

void Chart::setNow(double seconds) {
    if (now_ == seconds) return;
    now_ = seconds;
    placeNow();
}

void Chart::setTheme(Theme theme) {
    theme_ = theme;
    paint();
}

void Chart::paint() {
    const QColor soft = colour(Tone::InkSoft, theme_);
    const QPen grid(colour(Tone::Line, theme_), 1);
    setBackgroundBrush(colour(Tone::Panel, theme_));
    chart()->setBackgroundBrush(colour(Tone::Panel, theme_));
    chart()->setBackgroundPen(Qt::NoPen);
    chart()->setTitleBrush(colour(Tone::Ink, theme_));
    chart()->setTitleFont(textFont(12, semiBold));
    chart()->legend()->setLabelColor(soft);
    chart()->legend()->setFont(textFont(11));
    for (QAbstractAxis* axis :
         {static_cast<QAbstractAxis*>(time_), static_cast<QAbstractAxis*>(scale_)}) {
        axis->setLabelsFont(monoFont(11));
        axis->setLabelsColor(soft);
        axis->setLinePen(grid);
        axis->setGridLinePen(grid);
    }
    for (std::size_t i = 0; i < lines_.size(); ++i)
        lines_[i]->setPen(
            QPen(colour(data_.lines[i].tone, theme_), 1.8, data_.lines[i].pen, Qt::FlatCap));
    stroke_->setPen(QPen(colour(Tone::Ink, theme_), 1.4));
}

double Chart::xOf(double seconds) const {
    return chart()->mapToPosition({seconds, 0}, stroke_).x();
}

double Chart::secondsAt(QPointF at) const {
    if (data_.seconds.empty()) return 0;
    return std::clamp(chart()->mapToValue(at, stroke_).x(), 0.0, data_.seconds.back());
}

QString Chart::readAt(double seconds) const {
    const auto after = std::upper_bound(data_.seconds.begin(), data_.seconds.end(), seconds);
    if (after == data_.seconds.begin()) return {};
    const auto row = static_cast<std::size_t>(after - data_.seconds.begin() - 1);
    QStringList values;
    for (const ChartLine& line : data_.lines)
        values.append(line.name + QLatin1Char(' ') + numberText(line.values[row]));
    return timeText(data_.seconds[row]) + QStringLiteral(": ") + values.join(QStringLiteral(", "));
}

void Chart::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !data_.seconds.empty())
        Q_EMIT momentChosen(secondsAt(event->position()));
}

void Chart::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) {
        if (!data_.seconds.empty()) Q_EMIT momentChosen(secondsAt(event->position()));
        return;
    }
    QToolTip::showText(event->globalPosition().toPoint(), readAt(secondsAt(event->position())),
                       this);
}

void Chart::leaveEvent(QEvent*) {
    QToolTip::hideText();
}

} // namespace maqueta::views
