#include "views/canvas/items/fleet_item.h"

#include "views/canvas/canvas_scene.h"
#include "views/canvas/words.h"

#include <map>

namespace maqueta::views {
namespace {

// Rectangles of one colour are drawn in one go: in a window fewer pen changes, in an SVG one path.
using Batches = std::map<QRgb, QVector<QRectF>>;

void drawBatches(QPainter& p, const Batches& batches) {
    p.setPen(Qt::NoPen);
    for (const auto& [rgb, boxes] : batches) {
        p.setBrush(QColor::fromRgba(rgb));
        p.drawRects(boxes);
    }
}

Part machinePart(const cluster::MachinePicture& machine) {
    return {.kind = Part::Kind::Machine, .machine = toQString(machine.spec.name)};
}

QColor mixed(const QColor& a, const QColor& b, double part) {
    const auto mix = [part](int x, int y) { return qRound(x + (y - x) * part); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

} // namespace

void FleetItem::drawTiles(Drawing& d) {
    const Look& look = d.look();
    const cluster::Picture& picture = canvas().picture();
    Batches batches;
    for (const diagram::WorkerCard& card : canvas().layout().workers) {
        const cluster::MachinePicture& m = picture.machines[card.machine];
        if (!canvas().showsAll() && !canvas().shows(machinePart(m))) continue;
        QColor tile = look(Tone::Line);
        if (!m.on) {
            tile = look(Tone::NotReady);
        } else if (m.registered && !m.ready) {
            tile = mixed(look(Tone::NotReady), look(Tone::Panel), 0.4);
        } else if (m.registered && m.allocatableCpuMilli > 0) {
            const double heat = static_cast<double>(m.requestedCpuMilli) /
                                static_cast<double>(m.allocatableCpuMilli);
            tile = mixed(look(Tone::Line), look(Tone::Bar),
                         std::round(std::clamp(heat, 0.0, 1.0) * 16) / 16);
        }
        batches[tile.rgba()].append(toQt(card.box));
    }
    drawBatches(d.painter(), batches);
}

void FleetItem::drawCells(Drawing& d) {
    const Look& look = d.look();
    const cluster::Picture& picture = canvas().picture();
    Batches batches;
    for (const diagram::WorkerCard& card : canvas().layout().workers) {
        if (card.look != diagram::WorkerLook::Compact) continue;
        if (!canvas().showsAll() && !canvas().shows(machinePart(picture.machines[card.machine])))
            continue;
        for (const diagram::PodSlot& slot : card.pods) {
            const cluster::PodPicture& pod = picture.pods[slot.pod];
            using cluster::PodLook;
            QColor cell = workloadHue(canvas().hueOf(pod.workload));
            if (pod.look == PodLook::Unknown) cell = look(Tone::InkFaint);
            if (pod.look == PodLook::Failed) cell = look(Tone::Failed);
            if (pod.look == PodLook::Terminating) cell = look(Tone::Terminating);
            if (pod.look == PodLook::Assigned || pod.look == PodLook::Starting)
                cell = look(Tone::Pending);
            const double r = slot.radius * 0.9;
            batches[cell.rgba()].append(QRectF(slot.at.x - r, slot.at.y - r, 2 * r, 2 * r));
        }
    }
    drawBatches(d.painter(), batches);
}

void FleetItem::draw(Drawing& d) {
    const auto& workers = canvas().layout().workers;
    if (workers.empty()) return;
    if (workers.front().look == diagram::WorkerLook::Tiles) drawTiles(d);
    if (workers.front().look == diagram::WorkerLook::Compact) drawCells(d);
}

} // namespace maqueta::views
