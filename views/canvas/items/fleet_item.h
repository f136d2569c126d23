// Many workers in one item: heat tiles, and the pods of compact cards as cells. At class size
// workers and pods are items of their own.
#pragma once

#include "views/canvas/items/part_item.h"

namespace maqueta::views {

class FleetItem final : public PartItem {
public:
    explicit FleetItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Pod) {}
    QString spoken() const override { return {}; }
    bool shown() const override { return true; } // it leaves single machines out

protected:
    void draw(Drawing& d) override;

private:
    void drawTiles(Drawing& d);
    void drawCells(Drawing& d);
};

} // namespace maqueta::views
