// Points, boxes and roads on the canvas, in scene units: at 100 % one unit is one pixel.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace maqueta::diagram {

struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(Point, Point) = default;
    constexpr Point operator+(Point p) const { return {x + p.x, y + p.y}; }
    constexpr Point operator-(Point p) const { return {x - p.x, y - p.y}; }
    constexpr Point operator*(double k) const { return {x * k, y * k}; }
};

inline double distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}
constexpr Point between(Point a, Point b, double part) {
    return a + (b - a) * part;
}

struct Box {
    double x = 0;
    double y = 0;
    double w = 0;
    double h = 0;
    friend bool operator==(const Box&, const Box&) = default;
    constexpr double right() const { return x + w; }
    constexpr double bottom() const { return y + h; }
    constexpr Point centre() const { return {x + w / 2, y + h / 2}; }
    constexpr bool empty() const { return w <= 0 || h <= 0; }
    constexpr bool contains(Point p) const {
        return p.x >= x && p.x <= right() && p.y >= y && p.y <= bottom();
    }
    constexpr bool intersects(const Box& b) const {
        return x < b.right() && b.x < right() && y < b.bottom() && b.y < bottom();
    }
    constexpr Box movedBy(Point d) const { return {x + d.x, y + d.y, w, h}; }
};

// The smallest box that holds both; an empty box holds nothing.
constexpr Box united(const Box& a, const Box& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    const double left = std::min(a.x, b.x);
    const double top = std::min(a.y, b.y);
    return {left, top, std::max(a.right(), b.right()) - left,
            std::max(a.bottom(), b.bottom()) - top};
}

// A road: a poly-line that tokens move along.
struct Road {
    std::vector<Point> points;

    // Adds a point unless it is where the road already ends.
    void to(Point p) {
        if (points.empty() || distance(points.back(), p) > 1e-9) points.push_back(p);
    }
    void to(const Road& more) {
        for (const Point p : more.points) to(p);
    }
    double length() const;
    // The point at that part (0 to 1) of its length.
    Point at(double part) const;
    // The first `part` (0 to 1) of it.
    Road upTo(double part) const;
    Road reversed() const;
};

} // namespace maqueta::diagram
