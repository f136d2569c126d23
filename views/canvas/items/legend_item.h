// The legend below the picture: what tokens, heads and rings mean, and the badges of the faults
// that stand on the canvas now. Its entries flow in rows, as wide as there is room and as many as
// they need: none is left out, however large words are for the picture. Only in a window that is
// almost too low for the cluster itself what always has a meaning is left out.
#pragma once

#include "views/canvas/items/part_item.h"

#include <functional>

namespace maqueta::views {

class LegendItem final : public PartItem {
public:
    explicit LegendItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Ground) {}
    QString spoken() const override { return {}; }
    // What its rows need in that width.
    static double heightFor(const CanvasScene& scene, const Look& look, double width);

protected:
    void draw(Drawing& d) override;

private:
    struct Entry {
        double lead = 0; // from its left end to its words: the sign
        QString words;
        std::function<void(Drawing&, QPointF)> sign; // from the middle of its left end on
        bool staysWithRest = false; // begins a row where not all behind it has room on this one
        QPointF at = {};            // of that end, below the legend's corner
    };
    static QVector<Entry> entries(const CanvasScene& scene, const Look& look);
    static void addMissed(QVector<Entry>& out, const CanvasScene& scene);
    static void addSigns(QVector<Entry>& out);
    static void addFaults(QVector<Entry>& out, const CanvasScene& scene, const Look& look);
    // Gives each its place; the height of all.
    static double flow(QVector<Entry>& entries, const Look& look, double width);
};

} // namespace maqueta::views
