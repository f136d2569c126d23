// How beats stand on the timeline: in which lane, as which sign, in which tone. One table.
#pragma once

#include "cluster/trace.h"
#include "diagram/film.h"
#include "views/style/colours.h"

#include <vector>

namespace maqueta::views {

enum class Lane : quint8 { You, ControlPlane, Scheduling, Nodes, Pods };
inline constexpr int laneCount = 5;

struct MarkStyle {
    enum class Sign : quint8 { Dot, Fault, Snapshot, Act };
    Lane lane = Lane::Pods;
    Sign sign = Sign::Dot;
    Tone tone = Tone::Running;
};
MarkStyle markStyle(cluster::BeatKind kind);

struct Mark {
    MarkStyle style;
    double movie = 0;
    std::size_t beat = 0; // index
};
// Of every beat that the film has, in order.
std::vector<Mark> marksOf(const diagram::MovieMap& film, const std::vector<cluster::Beat>& beats);

QString laneName(Lane lane);

} // namespace maqueta::views
