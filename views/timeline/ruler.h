// What stands under the timeline's lanes: the cluster's time at round moments, how much of it a
// shortened stretch left out, and where other branches part. Places only; the lane paints them.
//
// No two labels overlap, none says the same as another, and moments stand at least 90 px apart.
#pragma once

#include "diagram/film.h"

#include <QString>

#include <functional>
#include <vector>

namespace maqueta::views {

// The lane's axis: movie time to pixels.
struct TimeScale {
    double from = 0;   // movie time at `left`
    double length = 1; // movie time across `width`
    int left = 0;
    int width = 1;

    double x(double movie) const { return left + width * (movie - from) / length; }
    double movie(double x) const { return from + length * (x - left) / width; }
    int right() const { return left + width; }
};

// Another branch, and the moment from which it is another one.
struct ForkMark {
    quint32 branch = 0;
    QString name;
    sim::Time at;
    friend bool operator==(const ForkMark&, const ForkMark&) = default;
};

struct RulerLabel {
    enum class Kind : quint8 { Moment, Shortened, Fork };
    Kind kind = Kind::Moment;
    QString text;
    double at = 0; // x of what it names
    double left = 0;
    double width = 0;
    quint32 branch = 0; // of a fork
};

struct RulerInput {
    const diagram::MovieMap& film;
    TimeScale scale;
    double shown = 0; // labels end there
    std::vector<ForkMark> forks = {};
    std::function<double(const QString&)> widthOf; // of a text, in pixels
};

// "+4 min 50 s"
QString shortenedText(sim::Duration length);
std::vector<RulerLabel> rulerLabels(const RulerInput& input);

} // namespace maqueta::views
