#include "views/charts/chart.h"

#include "views/style/fonts.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace maqueta::views {
namespace {

constexpr double titleRoom = 40;  // the title, and the legend below it
constexpr double numberRoom = 44; // the scale's numbers
constexpr double timeRoom = 20;

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
    return QString::number(value, 'g', 4);
}

} // namespace

Chart::Chart(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setMinimumSize(180, 120);
}

void Chart::setData(ChartData data) {
    if (data == data_) return;
    data_ = std::move(data);
    double most = 0;
    for (const ChartLine& line : data_.lines)
        for (const double value : line.values) most = std::max(most, value);
    top_ = roundUp(most);
    setAccessibleName(data_.title);
    setAccessibleDescription(data_.seconds.empty() ? QString() : readAt(data_.seconds.back()));
    update();
}

void Chart::setNow(double seconds) {
    if (now_ == seconds) return;
    now_ = seconds;
    update();
}

void Chart::setTheme(Theme theme) {
    theme_ = theme;
    update();
}

QRectF Chart::plot() const {
    return QRectF(rect()).adjusted(numberRoom, titleRoom, -14, -timeRoom);
}

double Chart::xOf(double seconds) const {
    const QRectF box = plot();
    if (data_.seconds.empty() || data_.seconds.back() <= 0) return box.left();
    return box.left() + box.width() * seconds / data_.seconds.back();
}

double Chart::secondsAt(double x) const {
    const QRectF box = plot();
    if (data_.seconds.empty()) return 0;
    return std::clamp((x - box.left()) / box.width(), 0.0, 1.0) * data_.seconds.back();
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

void Chart::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.fillRect(rect(), colour(Tone::Panel, theme_));
    p.setPen(colour(Tone::Ink, theme_));
    p.setFont(textFont(12, semiBold));
    p.drawText(QRectF(14, 2, width() - 20, 18), Qt::AlignLeft | Qt::AlignVCenter,
               p.fontMetrics().elidedText(data_.title, Qt::ElideRight, width() - 24));
    paintLegend(p);
    paintAxes(p);
    if (!data_.seconds.empty()) paintLines(p);
}

void Chart::paintLegend(QPainter& p) const {
    p.setFont(textFont(11));
    double x = 14;
    for (const ChartLine& line : data_.lines) {
        const double length = p.fontMetrics().horizontalAdvance(line.name);
        if (x + 20 + length > width() - 4) break;
        p.setPen(QPen(colour(line.tone, theme_), 2, line.pen));
        p.drawLine(QPointF(x, 29), QPointF(x + 15, 29));
        p.setPen(colour(Tone::InkSoft, theme_));
        p.drawText(QRectF(x + 20, 21, length + 2, 16), Qt::AlignLeft | Qt::AlignVCenter, line.name);
        x += 34 + length;
    }
}

void Chart::paintAxes(QPainter& p) const {
    const QRectF box = plot();
    p.setFont(monoFont(11));
    const double halves = top_ >= 2 ? 2 : 1;
    for (double i = 0; i <= halves; ++i) {
        const double y = box.bottom() - box.height() * i / halves;
        p.setPen(QPen(colour(Tone::Line, theme_), 1));
        p.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
        p.setPen(colour(Tone::InkSoft, theme_));
        p.drawText(QRectF(0, y - 8, numberRoom - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                   numberText(top_ * i / halves));
    }
    if (data_.seconds.empty()) return;
    const double end = data_.seconds.back();
    for (const double part : {0.0, 0.5, 1.0}) {
        const double x = box.left() + box.width() * part;
        const double left = part == 0 ? x : part == 1 ? x - 70 : x - 35;
        const auto align = part == 0   ? Qt::AlignLeft
                           : part == 1 ? Qt::AlignRight
                                       : Qt::AlignHCenter;
        p.drawText(QRectF(left, box.bottom() + 3, 70, 16), align | Qt::AlignVCenter,
                   timeText(end * part));
    }
}

void Chart::paintLines(QPainter& p) const {
    const QRectF box = plot();
    for (const ChartLine& line : data_.lines) {
        QPainterPath path;
        for (std::size_t i = 0; i < data_.seconds.size(); ++i) {
            const QPointF at(xOf(data_.seconds[i]),
                             box.bottom() - box.height() * line.values[i] / top_);
            i == 0 ? path.moveTo(at) : path.lineTo(at);
        }
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(colour(line.tone, theme_), 1.8, line.pen, Qt::FlatCap, Qt::RoundJoin));
        p.drawPath(path);
    }
    const double x = xOf(std::min(now_, data_.seconds.back()));
    p.setPen(QPen(colour(Tone::Ink, theme_), 1.4));
    p.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
}

void Chart::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !data_.seconds.empty())
        Q_EMIT momentChosen(secondsAt(event->position().x()));
}

void Chart::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) return mousePressEvent(event);
    QToolTip::showText(event->globalPosition().toPoint(), readAt(secondsAt(event->position().x())),
                       this);
}

void Chart::leaveEvent(QEvent*) {
    QToolTip::hideText();
}

} // namespace maqueta::views
