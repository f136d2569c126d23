// Machines: cards of control planes with their four chips, cards of workers, and the pills of the
// client and the load balancer. Lamp and cable show what is; the badge shows what the API says.
#pragma once

#include "cluster/picture.h"
#include "diagram/layout.h"
#include "views/canvas/items/part_item.h"

#include <optional>

namespace maqueta::views {

// Keeps the index of its machine in the picture; the scene renews it with every picture.
class MachineItem : public PartItem {
public:
    MachineItem(const CanvasScene& scene, Part part) : PartItem(scene, part, Level::Card) {}
    void setMachine(std::uint32_t index) { machine_ = index; }
    QString spoken() const override;

protected:
    const cluster::MachinePicture& machine() const;
    std::uint32_t index() const { return machine_; }
    void drawGround(Drawing& d);
    // The colour of its side, while the network is cut and it is on one.
    std::optional<Tone> sideOfCut() const;
    void drawSwitch(Drawing& d, QPointF at);
    // What the API says, when it differs from an ordinary, Ready node; empty otherwise.
    // `brief`: without the age of old news.
    QString badge(Tone& tone, bool brief = false) const;
    // The longer one that leaves room for so much of the width.
    QString badgeBeside(Drawing& d, double room, Tone& tone) const;
    QString saysReady() const;
    void drawBadge(Drawing& d, QPointF right, const QString& text, Tone tone);

private:
    std::uint32_t machine_ = 0;
};

class ControlPlaneItem final : public MachineItem {
public:
    using MachineItem::MachineItem;

protected:
    void draw(Drawing& d) override;

private:
    void drawStore(Drawing& d, const diagram::ControlPlaneCard& card);
};

class WorkerItem final : public MachineItem {
public:
    using MachineItem::MachineItem;

protected:
    void draw(Drawing& d) override;

private:
    void drawHeader(Drawing& d);
    void drawBar(Drawing& d, const QRectF& trough, const QString& name, double requested,
                 double used);
    void drawNarrow(Drawing& d);
};

class PillItem final : public MachineItem {
public:
    using MachineItem::MachineItem;

protected:
    void draw(Drawing& d) override;
    double corner() const override { return 18; }
};

// One process of a control-plane machine.
class ChipItem final : public PartItem {
public:
    ChipItem(const CanvasScene& scene, Part part) : PartItem(scene, part, Level::Chip) {}
    void setProcess(std::int32_t index, bool slim) {
        process_ = index;
        slim_ = slim;
    }
    QString spoken() const override;

protected:
    void draw(Drawing& d) override;
    double corner() const override { return slim_ ? 7 : 9; }

private:
    void drawDot(Drawing& d, QPointF at, const cluster::ProcessPicture* process);
    bool timerRuns() const;
    bool requestWaits() const;
    // Of the chip's right end, to what is drawn there above all items.
    double headRoom() const;
    double footRoom() const;

    std::int32_t process_ = -1; // index into Picture::processes; -1 = there is none
    bool slim_ = false;
};

} // namespace maqueta::views
