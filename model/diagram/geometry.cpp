#include "diagram/geometry.h"

namespace maqueta::diagram {

double Road::length() const {
    double sum = 0;
    for (std::size_t i = 1; i < points.size(); ++i) sum += distance(points[i - 1], points[i]);
    return sum;
}

Point Road::at(double part) const {
    if (points.empty()) return {};
    double left = length() * std::clamp(part, 0.0, 1.0);
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double step = distance(points[i - 1], points[i]);
        if (left <= step)
            return step > 0 ? between(points[i - 1], points[i], left / step) : points[i];
        left -= step;
    }
    return points.back();
}

Road Road::upTo(double part) const {
    Road out;
    if (points.empty()) return out;
    double left = length() * std::clamp(part, 0.0, 1.0);
    out.to(points.front());
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double step = distance(points[i - 1], points[i]);
        if (left <= step) {
            out.to(step > 0 ? between(points[i - 1], points[i], left / step) : points[i]);
            return out;
        }
        left -= step;
        out.to(points[i]);
    }
    return out;
}

Road Road::reversed() const {
    return {{points.rbegin(), points.rend()}};
}

} // namespace maqueta::diagram
