// How the run went, in charts beside one another: pods, requests, and what etcd's members
// send one another.
#pragma once

#include "views/charts/chart.h"

#include <array>
#include <memory>

namespace maqueta::views {

// One row of figures: of a moment, and of the time since the row before.
struct ChartSample {
    double seconds = 0;
    double waiting = 0;
    double starting = 0;
    double ready = 0;
    double notReady = 0;
    double requestsASecond = 0;
    double watchEventsASecond = 0;
    double replicationASecond = 0;
    double votesASecond = 0;
    double commitMs = 0; // of a write, by etcd
    friend bool operator==(const ChartSample&, const ChartSample&) = default;
};

class ChartsPage final : public QWidget {
    Q_OBJECT

public:
    explicit ChartsPage(QWidget* parent = nullptr);

    void setSamples(std::vector<ChartSample> samples);
    void setNow(double seconds);
    void setTheme(Theme theme);
    const std::array<Chart*, 4>& charts() const { return charts_; }

Q_SIGNALS:
    void momentChosen(double seconds);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();

    std::vector<ChartSample> samples_;
    std::array<Chart*, 4> charts_;
};

} // namespace maqueta::views
