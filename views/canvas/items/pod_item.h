// A pod as a hexagon. Fill = workload; outline and glyph = state; a calm Ready pod carries no
// glyph.
#pragma once

#include "cluster/picture.h"
#include "diagram/layout.h"
#include "views/canvas/items/part_item.h"

namespace maqueta::views {

// How a pod is drawn; also for one in flight.
struct PodStyle {
    QPointF at = {};
    double radius = 19;
    int hue = 0;           // from 8 on with a pattern
    bool slotOnly = false; // the dotted place that waits for it
    bool dim = false;      // its machine has no power: what the API says is not what is
};

void drawPod(Drawing& d, const cluster::PodPicture& pod, const PodStyle& style);

class PodItem final : public PartItem {
public:
    PodItem(const CanvasScene& scene, Part part) : PartItem(scene, part, Level::Pod) {}
    void setSlot(const diagram::PodSlot& slot, bool inTray);
    QString spoken() const override;
    bool inFocus() const override; // with its machine, too

protected:
    void draw(Drawing& d) override;
    double corner() const override { return 6; }

private:
    diagram::PodSlot slot_;
    bool inTray_ = false;
};

} // namespace maqueta::views
