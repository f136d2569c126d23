#include "views/canvas/arrange.h"

#include "diagram/areas.h"

#include <algorithm>
#include <cmath>

namespace maqueta::views {
namespace {

double toGrid(double x) {
    return std::round(x / gridStep) * gridStep;
}

// The smallest shift that brings one of three lines of the card onto one of three of another.
struct Shift {
    double by = 0;
    double line = 0;
    bool found = false;
};

Shift shiftFor(double low, double high, const QVector<std::pair<double, double>>& others,
               double reach) {
    Shift best;
    for (const auto& [otherLow, otherHigh] : others)
        for (const auto& [own, other] :
             {std::pair{low, otherLow}, std::pair{(low + high) / 2, (otherLow + otherHigh) / 2},
              std::pair{high, otherHigh}}) {
            const double by = other - own;
            if (std::abs(by) > reach || (best.found && std::abs(by) >= std::abs(best.by))) continue;
            best = {by, other, true};
        }
    return best;
}

// The card where it is, or moved on along its row or column until it lies on none of the others.
QRectF clearOf(const QVector<QRectF>& others, QRectF card, bool row) {
    for (bool moved = true; moved;) {
        moved = false;
        for (const QRectF& other : others) {
            if (!card.intersects(other)) continue;
            if (row)
                card.moveLeft(other.right() + gridStep);
            else
                card.moveTop(other.bottom() + gridStep);
            moved = true;
        }
    }
    return card;
}

} // namespace

Snapped snapCard(const QRectF& card, const QVector<QRectF>& others, double reach) {
    QVector<std::pair<double, double>> columns, rows;
    for (const QRectF& other : others) {
        columns.append({other.left(), other.right()});
        rows.append({other.top(), other.bottom()});
    }
    const Shift x = shiftFor(card.left(), card.right(), columns, reach);
    const Shift y = shiftFor(card.top(), card.bottom(), rows, reach);
    Snapped out;
    out.corner = {x.found ? card.x() + x.by : toGrid(card.x()),
                  y.found ? card.y() + y.by : toGrid(card.y())};
    QRectF all(out.corner, card.size());
    for (const QRectF& other : others) all |= other;
    if (x.found) out.guides.append({x.line, all.top() - 8, x.line, all.bottom() + 8});
    if (y.found) out.guides.append({all.left() - 8, y.line, all.right() + 8, y.line});
    return out;
}

CardMoves aligned(const QVector<std::pair<QString, QRectF>>& cards, Alignment how,
                  const QVector<QRectF>& others) {
    CardMoves moves;
    if (cards.size() < 2) return moves;
    QRectF all;
    for (const auto& [name, box] : cards) all |= box;
    // In a row, from left to right, or in a column.
    const bool row = how == Alignment::Across || how == Alignment::Top ||
                     how == Alignment::Middle || how == Alignment::Bottom;
    QVector<std::pair<QString, QRectF>> order = cards;
    std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
        return row ? a.second.x() < b.second.x() : a.second.y() < b.second.y();
    });
    double taken = 0;
    for (const auto& [name, box] : order) taken += row ? box.width() : box.height();
    const double gaps = static_cast<double>(order.size() - 1);
    const double gap = std::max(gridStep, ((row ? all.width() : all.height()) - taken) / gaps);
    double next = row ? all.left() : all.top();
    QVector<QRectF> placed = others;
    for (const auto& [name, box] : order) {
        QPointF corner = box.topLeft();
        switch (how) {
        case Alignment::Left: corner.setX(all.left()); break;
        case Alignment::Centre: corner.setX(all.center().x() - box.width() / 2); break;
        case Alignment::Right: corner.setX(all.right() - box.width()); break;
        case Alignment::Top: corner.setY(all.top()); break;
        case Alignment::Middle: corner.setY(all.center().y() - box.height() / 2); break;
        case Alignment::Bottom: corner.setY(all.bottom() - box.height()); break;
        case Alignment::Across:
            corner.setX(next);
            next += box.width() + gap;
            break;
        case Alignment::Down:
            corner.setY(next);
            next += box.height() + gap;
            break;
        }
        placed.append(clearOf(placed, {corner, box.size()}, row));
        moves.append({name, placed.last().topLeft()});
    }
    return moves;
}

std::map<std::string, diagram::Point> arranged(Arrangement how, const std::string& label,
                                               const cluster::Picture& picture,
                                               const diagram::Layout& now) {
    std::map<std::string, diagram::Point> places;
    if (how == Arrangement::Architecture || now.workers.empty()) return places;
    std::map<std::string, std::vector<std::uint32_t>> groups;
    for (const diagram::WorkerCard& card : now.workers)
        groups[how == Arrangement::Grid ? std::string()
                                        : diagram::groupOf(picture.machines[card.machine], label)]
            .push_back(card.machine);
    const diagram::Box cell = now.workers.front().box;
    double top = now.workers.front().box.y;
    for (const diagram::WorkerCard& card : now.workers) top = std::min(top, card.box.y);
    // Zones and labels are areas with their names above the cards.
    top = std::max(top, now.highway.bottom() + (how == Arrangement::Grid ? 1 : 3) * gridStep);
    // A grid as wide as it is high, in the middle; groups are two cards wide, from the left.
    const auto square =
        static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(now.workers.size()))));
    const double gridWidth = static_cast<double>(square) * (cell.w + gridStep) - gridStep;
    double x = how == Arrangement::Grid ? toGrid(now.highway.centre().x - gridWidth / 2)
                                        : now.highway.x + gridStep / 2;
    for (const auto& [name, machines] : groups) {
        const std::size_t columns =
            how == Arrangement::Grid ? square : std::min<std::size_t>(2, machines.size());
        for (std::size_t i = 0; i < machines.size(); ++i)
            places[picture.machines[machines[i]].spec.name] = {
                x + static_cast<double>(i % columns) * (cell.w + gridStep),
                top + static_cast<double>(i / columns) * (cell.h + gridStep)};
        x += static_cast<double>(columns) * (cell.w + gridStep) + 3 * gridStep;
    }
    return places;
}

} // namespace maqueta::views
