// Where cards are put: guides that a moved card snaps to, alignment of several, and ready-made
// arrangements of all machines. Pure functions of what is on the picture.
#pragma once

#include "cluster/picture.h"
#include "diagram/layout.h"

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QVector>

#include <map>
#include <string>
#include <utility>

namespace maqueta::views {

// Machines by name, and where the top left corner of each goes.
using CardMoves = QVector<std::pair<QString, QPointF>>;

inline constexpr double gridStep = 16;

struct Snapped {
    QPointF corner;
    QVector<QLineF> guides; // along which it lines up with others
};
// A card on its way: to edges and middles of the others within `reach`, else to the grid.
Snapped snapCard(const QRectF& card, const QVector<QRectF>& others, double reach);

enum class Alignment : quint8 { Left, Centre, Right, Top, Middle, Bottom, Across, Down };
// Lines cards up, or spreads them evenly across or down. None comes to lie on another, nor on
// those that stay: where it would, it moves on along the line.
CardMoves aligned(const QVector<std::pair<QString, QRectF>>& cards, Alignment how,
                  const QVector<QRectF>& others = {});

enum class Arrangement : quint8 { Architecture, ByZone, ByLabel, Grid };
// Places of workers; empty = the architecture's own for all machines. `label` is the key of a
// label, of ByLabel only.
std::map<std::string, diagram::Point> arranged(Arrangement how, const std::string& label,
                                               const cluster::Picture& picture,
                                               const diagram::Layout& now);

} // namespace maqueta::views
