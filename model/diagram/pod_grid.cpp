#include "diagram/pod_grid.h"

#include <algorithm>

namespace maqueta::diagram {
namespace {

constexpr double namedPitch = 48;
constexpr double namedRadius = 19;
constexpr double smallestPitch = 11;

struct Fit {
    double pitch = 0;
    std::size_t columns = 0;
    std::size_t rows = 0;
};

Fit fitAt(const Box& area, double pitch) {
    return {pitch, static_cast<std::size_t>(area.w / pitch),
            static_cast<std::size_t>(area.h / pitch)};
}

} // namespace

std::size_t placePods(const Box& area, const std::vector<std::uint32_t>& pods, bool named,
                      std::vector<PodSlot>& out) {
    if (pods.empty()) return 0;
    const auto large = static_cast<std::size_t>(area.w / namedPitch + 0.01);
    if (named && pods.size() <= large) {
        for (std::size_t i = 0; i < pods.size(); ++i)
            out.push_back(
                {pods[i],
                 {area.x + namedPitch / 2 + namedPitch * static_cast<double>(i), area.y + 28},
                 namedRadius,
                 true});
        return 0;
    }
    Fit fit = fitAt(area, named ? 39 : 20);
    while (fit.columns * fit.rows < pods.size() && fit.pitch > smallestPitch)
        fit = fitAt(area, std::max(smallestPitch, fit.pitch - 0.5));
    const std::size_t room = fit.columns * fit.rows;
    // The last place is the sign that there are more.
    const std::size_t seen =
        pods.size() <= room ? pods.size() : room - std::min<std::size_t>(room, 3);
    const double startY = area.y + (area.h - static_cast<double>(fit.rows) * fit.pitch) / 2;
    for (std::size_t i = 0; i < seen; ++i)
        out.push_back({pods[i],
                       {area.x + fit.pitch * (0.5 + static_cast<double>(i % fit.columns)),
                        startY + fit.pitch * (0.5 + static_cast<double>(i / fit.columns))},
                       fit.pitch * 0.42,
                       false});
    return pods.size() - seen;
}

} // namespace maqueta::diagram
