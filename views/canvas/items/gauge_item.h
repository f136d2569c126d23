// What a Deployment's pods come to, between the etcd rail and the tray: a rolling update between
// its floor and its ceiling, or what is counted beside what really runs. There only while there is
// something to tell.
#pragma once

#include "diagram/gauge.h"
#include "diagram/pose.h"
#include "views/canvas/items/part_item.h"

namespace maqueta::views {

class GaugeItem final : public PartItem {
public:
    GaugeItem(const CanvasScene& scene, Part part) : PartItem(scene, part, Level::Bridge) {}
    void setGauge(const diagram::Gauge& gauge) { gauge_ = gauge; }
    QString spoken() const override;
    bool inFocus() const override { return true; } // it is there to be looked at

protected:
    void draw(Drawing& d) override;
    double corner() const override { return 10; }

private:
    const cluster::DeploymentPicture& deployment() const;
    void drawRollout(Drawing& d);
    void drawProgress(Drawing& d, const diagram::Ring& wait);
    void drawTrack(Drawing& d, const QRectF& track);
    void drawCounts(Drawing& d);
    QStringList keptTags() const;
    double drawKept(Drawing& d, double right);

    diagram::Gauge gauge_;
};

} // namespace maqueta::views
