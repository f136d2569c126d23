// What lies around the machines: roads, the highway, the etcd rail, the tray of waiting pods, and
// the snapshot shelf with its photos.
#pragma once

#include "views/canvas/items/part_item.h"

namespace maqueta::views {

class RoadsItem final : public PartItem {
public:
    explicit RoadsItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Roads) {}
    QString spoken() const override { return {}; }
    bool inFocus() const override; // with the network

protected:
    void draw(Drawing& d) override;

private:
    // With a jagged gap where a cable is out.
    void drawRoad(Drawing& d, const diagram::Road& road, double width, bool broken);
};

// Zones whose machines stand apart, behind everything else.
class ZonesItem final : public PartItem {
public:
    explicit ZonesItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Roads) {}
    QString spoken() const override { return {}; }
    bool inFocus() const override { return true; }

protected:
    void draw(Drawing& d) override;

private:
    static QString areaName(const diagram::ZoneArea& area);
};

// The ways between two machines each, on which something is wrong: from edge to edge, with a head
// where messages suffer that arrive there.
class WaysItem final : public PartItem {
public:
    explicit WaysItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Ground) {}
    QString spoken() const override { return {}; }
    bool inFocus() const override; // with the network

protected:
    void draw(Drawing& d) override;
};

class HighwayItem final : public PartItem {
public:
    explicit HighwayItem(const CanvasScene& scene)
        : PartItem(scene, {.kind = Part::Kind::Network}, Level::Ground) {}
    QString spoken() const override;

protected:
    void draw(Drawing& d) override;
    double corner() const override { return 28; }

private:
    void drawRoad(Drawing& d);
    double writeLane(Drawing& d, const QStringList& names, const QVector<double>& places,
                     double baseline, bool above);
};

// The highway's name at its left end. Where messages pass there it is a sign above them.
struct NetworkSign {
    QStringList lines = {}; // none where no letters fit
    QRectF box = {};
    bool onRoad = false;
};
NetworkSign networkSign(const CanvasScene& scene, const Look& look);

class NetworkSignItem final : public PartItem {
public:
    explicit NetworkSignItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Bridge) {}
    QString spoken() const override { return {}; }

protected:
    void draw(Drawing& d) override;
};

class RailItem final : public PartItem {
public:
    explicit RailItem(const CanvasScene& scene) : PartItem(scene, {}, Level::Bridge) {}
    QString spoken() const override { return {}; }
    bool inFocus() const override; // with any member of etcd

protected:
    void draw(Drawing& d) override;
};

class TrayItem final : public PartItem {
public:
    explicit TrayItem(const CanvasScene& scene)
        : PartItem(scene, {.kind = Part::Kind::Tray}, Level::Bridge) {}
    QString spoken() const override;

protected:
    void draw(Drawing& d) override;
    double corner() const override { return 16; }
};

class ShelfItem final : public PartItem {
public:
    explicit ShelfItem(const CanvasScene& scene)
        : PartItem(scene, {.kind = Part::Kind::Shelf}, Level::Card) {}
    QString spoken() const override;

protected:
    void draw(Drawing& d) override;
    double corner() const override { return 10; }
};

class PhotoItem final : public PartItem {
public:
    PhotoItem(const CanvasScene& scene, Part part) : PartItem(scene, part, Level::Chip) {}
    QString spoken() const override;

protected:
    void draw(Drawing& d) override;
    double corner() const override { return 6; }
};

} // namespace maqueta::views
