#include "views/canvas/overlay.h"

#include "views/canvas/cut_editor.h"
#include "views/canvas/items/fault_item.h"
#include "views/canvas/items/pod_item.h"
#include "views/canvas/words.h"
#include "views/style/glyphs.h"
#include "views/style/texts.h"

namespace maqueta::views {
namespace {

constexpr int podsOfDeployment = 3; // what the form offers
constexpr double podStep = 48;

std::int32_t indexOf(const cluster::Picture& picture, const QString& machine) {
    const std::string name = machine.toStdString();
    for (std::size_t i = 0; i < picture.machines.size(); ++i)
        if (picture.machines[i].spec.name == name) return static_cast<std::int32_t>(i);
    return -1;
}

void dashed(Drawing& d, const QRectF& box, double corner) {
    QPainterPath path;
    path.addRoundedRect(box, corner, corner);
    d.fill(path, d.look()(Tone::Leader, 0.10));
    d.stroke(path, d(Tone::Leader), d.look().stroke(2), {6, 4});
}

// The others have stepped aside.
void drawNewcomer(Drawing& d, const QRectF& box, const QString& item) {
    dashed(d, box, 12);
    d.text(box.center(),
           newMachineOf(item) == cluster::Role::Worker ? DropText::tr("new worker")
           : newMachineOf(item) == cluster::Role::Etcd ? DropText::tr("new member of etcd")
                                                       : DropText::tr("new control plane"),
           {.px = 13,
            .weight = semiBold,
            .ink = d(Tone::Ink),
            .align = Qt::AlignHCenter,
            .widest = box.width() - 16,
            .above = true});
}

// Pods begin in the tray, unless they are pinned.
void drawNewPods(Drawing& d, const CanvasScene& scene, int count) {
    const Marks& marks = scene.marks();
    const diagram::Layout& layout = scene.layout();
    QPointF at(layout.tray.x + 166 + 30.0 * static_cast<double>(layout.waiting.size()),
               layout.tray.centre().y);
    double radius = 11, step = 30;
    const std::int32_t machine =
        marks.context.pinned ? indexOf(scene.picture(), marks.dropTarget.machine) : -1;
    if (machine >= 0) {
        const diagram::WorkerCard* card = layout.worker(static_cast<std::uint32_t>(machine));
        if (!card || card->podArea.empty()) return;
        radius = card->pods.empty() ? 19 : card->pods.back().radius;
        at = card->pods.empty() ? QPointF(card->podArea.x + radius, card->podArea.y + radius)
                                : toQt(card->pods.back().at) + QPointF(podStep, 0);
        step = podStep;
    }
    for (int i = 0; i < count; ++i, at += QPointF(step, 0)) {
        if (machine < 0 && at.x() > layout.tray.right() - radius) break;
        d.fill(hexagon(at, radius), d.look()(Tone::Leader, 0.16));
        d.stroke(hexagon(at, radius), d(Tone::Leader), d.look().stroke(2), {4, 3});
    }
}

// Beside the badges that are there, where there is room.
void drawBadgeToCome(Drawing& d, const CanvasScene& scene, std::uint32_t machine) {
    constexpr double usual = 90;
    const QRectF edge = scene.upperEdgeOf(machine);
    const QRectF card = toQt(scene.layout().boxOf(machine));
    const double x = edge.x() > card.x() ? edge.x() : FaultItem::firstX(card);
    const double width = std::min(usual, edge.right() - FaultItem::inset(card) - x);
    const double height = FaultItem::height(d.look());
    if (width > height) dashed(d, {x, FaultItem::top(card, d.look()), width, height}, height / 2);
}

void drawHands(Drawing& d, const CanvasScene& scene) {
    const Marks& marks = scene.marks();
    const QString& item = marks.dragged;
    const QRectF target = scene.boxOf(marks.dropTarget);
    const std::int32_t machine = indexOf(scene.picture(), marks.dropTarget.machine);
    if (target.isNull() || machine < 0 || !scene.verdictFor(marks.dropTarget).accepted) return;
    const QRectF card = toQt(scene.layout().boxOf(static_cast<std::uint32_t>(machine)));
    if (item == QLatin1String("power-cut")) {
        d.box(card, 12, d.look()(Tone::DarkMachine, 0.72), d(Tone::Failed), d.look().stroke(2));
    } else if (item == QLatin1String("cable")) {
        const QPointF at(card.center().x(), card.y());
        QPainterPath jag(at + QPointF(-18, -8));
        for (const QPointF p : {QPointF(-6, 6), QPointF(4, -8), QPointF(18, 8)}) jag.lineTo(at + p);
        d.stroke(jag, d(Tone::Partitioned), d.look().stroke(4));
    } else if (item == QLatin1String("crash") || item == QLatin1String("fault:crash-loop")) {
        d.strokeAt(target.center(), crossGlyph(std::min(16.0, target.height() / 3)),
                   d(Tone::Failed), d.look().stroke(3.4));
    } else if (item.startsWith(QLatin1String("fault:"))) {
        drawBadgeToCome(d, scene, static_cast<std::uint32_t>(machine));
    }
}

} // namespace

void drawGhost(Drawing& d, const CanvasScene& scene) {
    const QString& item = scene.marks().dragged;
    if (item.isEmpty() || scene.empty()) return;
    if (!scene.newcomer().isEmpty()) return drawNewcomer(d, scene.newcomer(), item);
    if (item == QLatin1String("partition")) {
        if (scene.marks().dropTarget.kind == Part::Kind::Network)
            CutEditor::drawLine(d, scene, CutEditor::snapped(scene, scene.marks().dragAt.x()));
        return;
    }
    if (isWorkload(item))
        return drawNewPods(d, scene, item == QLatin1String("pod") ? 1 : podsOfDeployment);
    drawHands(d, scene);
}

void drawOpinions(Drawing& d, const CanvasScene& scene) {
    const Marks& marks = scene.marks();
    if (marks.context.pinned) return;
    for (const NodeOpinion& opinion : marks.context.opinions) {
        const std::int32_t machine = indexOf(scene.picture(), opinion.node);
        if (machine < 0) continue;
        drawVerdict(d, scene.upperEdgeOf(static_cast<std::uint32_t>(machine)), opinion);
    }
}

void drawVictims(Drawing& d, const CanvasScene& scene) {
    for (const Part& victim : scene.marks().victims) {
        const QRectF box = scene.boxOf(victim);
        if (box.isEmpty()) continue;
        const double r = box.width() / 2;
        const QPointF at(box.center().x(), box.y() + r);
        d.stroke(hexagon(at, r + 3), d(Tone::Failed), d.look().stroke(2.2), {5, 3});
        const double sign = std::max(6.0, r * 0.42);
        const QPointF corner = at + QPointF(r * 0.8, -r * 0.8);
        d.dot(corner, sign, d(Tone::Panel), d(Tone::Failed), d.look().stroke(1.4));
        d.strokeAt(corner, crossGlyph(sign * 0.45), d(Tone::Failed), d.look().stroke(1.8));
    }
}

void drawGuides(Drawing& d, const QVector<QLineF>& guides) {
    for (const QLineF& guide : guides) {
        QPainterPath path(guide.p1());
        path.lineTo(guide.p2());
        d.stroke(path, d(Tone::Leader), 1.2, {6, 4});
    }
}

void drawDragLabel(Drawing& d, const DragLabel& label, const QSizeF& view) {
    if (label.says.isEmpty()) return;
    const Words words{.px = 13,
                      .weight = medium,
                      .ink = d(Tone::Canvas),
                      .widest = view.width() - 48,
                      .above = true};
    const Words note{.px = 12, .ink = d(Tone::Canvas), .widest = view.width() - 48, .above = true};
    const bool two = !label.note.isEmpty() && label.good;
    const double wide =
        std::min(view.width() - 16,
                 24 + std::max(d.width(label.says, words), two ? d.width(label.note, note) : 0.0) +
                     (label.good ? 0 : 20));
    QRectF box(label.at.x() + 16, label.at.y() + 18, wide, two ? 48 : 28);
    box.moveRight(std::min(box.right(), view.width() - 8));
    box.moveLeft(std::max(box.left(), 8.0));
    box.moveBottom(std::min(box.bottom(), view.height() - 8));
    d.box(box, 8, d(Tone::Ink));
    double x = box.x() + 12;
    if (!label.good) { // a cross as well as the words
        d.strokeAt({x + 6, box.y() + 14}, crossGlyph(4.5), d(Tone::Canvas), 2.2);
        x += 20;
    }
    d.text({x, box.y() + 14 + 13 * 0.36}, label.says, words);
    if (two) d.text({x, box.y() + 34 + 12 * 0.36}, label.note, note);
}

void drawVerdict(Drawing& d, const QRectF& card, const NodeOpinion& opinion) {
    constexpr double above = 5; // the name on the card
    if (card.width() < 100) return;
    const Words words{.px = 12,
                      .weight = semiBold,
                      .ink = d(Tone::Ink),
                      .align = Qt::AlignHCenter,
                      .above = true};
    QString text = opinion.tied   ? DropText::tr("%1 points, a tie").arg(opinion.points)
                   : opinion.best ? DropText::tr("%1 points, the most").arg(opinion.points)
                                  : DropText::tr("%1 points").arg(opinion.points);
    if (!opinion.fits) {
        text = DropText::tr("ruled out");
        const QString whole = text + QStringLiteral(": ") + opinion.why;
        if (!opinion.why.isEmpty() && d.fits(whole, words, card.width() - 40)) text = whole;
    }
    const double w = d.width(text, words) + 24;
    const double h = std::max(24.0, d.look().px(12) + 10);
    const QRectF pill(card.center().x() - w / 2, card.y() + above - h, w, h);
    d.pill(pill, d(Tone::Panel),
           d(!opinion.fits  ? Tone::Failed
             : opinion.best ? Tone::Leader
                            : Tone::Border),
           d.look().stroke(opinion.best || !opinion.fits ? 2 : 1.2));
    d.text({pill.center().x(), pill.center().y() + d.look().px(12) * 0.36}, text, words);
}

} // namespace maqueta::views
