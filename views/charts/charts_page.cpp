#include "views/charts/charts_page.h"

#include <QEvent>
#include <QHBoxLayout>

namespace maqueta::views {

ChartsPage::ChartsPage(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2, 4, 2, 2);
    row->setSpacing(8);
    for (Chart*& chart : charts_) {
        chart = new Chart(this);
        row->addWidget(chart, chart == charts_[0] ? 5 : 4); // it has the most lines to name
        connect(chart, &Chart::momentChosen, this, &ChartsPage::momentChosen);
    }
    fill();
}

void ChartsPage::setTheme(Theme theme) {
    for (Chart* chart : charts_) chart->setTheme(theme);
}

void ChartsPage::setNow(double seconds) {
    for (Chart* chart : charts_) chart->setNow(seconds);
}

void ChartsPage::setSamples(std::vector<ChartSample> samples) {
    if (samples == samples_) return;
    samples_ = std::move(samples);
    fill();
}

void ChartsPage::fill() {
    std::vector<double> seconds;
    for (const ChartSample& sample : samples_) seconds.push_back(sample.seconds);
    const auto line = [&](const QString& name, Tone tone, Qt::PenStyle pen,
                          double ChartSample::*value) {
        ChartLine out{.name = name, .tone = tone, .pen = pen, .values = {}};
        for (const ChartSample& sample : samples_) out.values.push_back(sample.*value);
        return out;
    };
    charts_[0]->setData(
        {tr("Pods, as the API has them"),
         seconds,
         {line(tr("Ready"), Tone::Running, Qt::SolidLine, &ChartSample::ready),
          line(tr("waiting"), Tone::Pending, Qt::DotLine, &ChartSample::waiting),
          line(tr("starting"), Tone::Leader, Qt::DashLine, &ChartSample::starting),
          line(tr("not ready"), Tone::Failed, Qt::DashDotLine, &ChartSample::notReady)}});
    charts_[1]->setData(
        {tr("The API, messages a second"),
         seconds,
         {line(tr("requests"), Tone::Leader, Qt::SolidLine, &ChartSample::requestsASecond),
          line(tr("watch events"), Tone::Running, Qt::DotLine, &ChartSample::watchEventsASecond)}});
    charts_[2]->setData(
        {tr("etcd's members, messages a second"),
         seconds,
         {line(tr("replication"), Tone::Leader, Qt::SolidLine, &ChartSample::replicationASecond),
          line(tr("votes"), Tone::Failed, Qt::DashLine, &ChartSample::votesASecond)}});
    charts_[3]->setData(
        {tr("Commit of a write in etcd, ms"),
         seconds,
         {line(tr("commit latency"), Tone::Leader, Qt::SolidLine, &ChartSample::commitMs)}});
}

void ChartsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) fill();
    QWidget::changeEvent(event);
}

} // namespace maqueta::views
