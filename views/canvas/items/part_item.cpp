#include "views/canvas/items/part_item.h"

#include "views/canvas/canvas_scene.h"

#include <algorithm>

namespace maqueta::views {
namespace {

constexpr double dimmedStrength = 0.55;

} // namespace

PartItem::PartItem(const CanvasScene& scene, Part part, Level level)
    : scene_(scene), part_(std::move(part)) {
    setZValue(static_cast<double>(level));
    setAcceptedMouseButtons(Qt::NoButton); // the view decides what a press means
}

void PartItem::place(const diagram::Box& box) {
    const QRectF now = toQt(box);
    if (now == box_) return;
    prepareGeometryChange();
    box_ = now;
}

void PartItem::stack(Level level, std::size_t order, std::size_t cards) {
    constexpr auto lowest = static_cast<double>(Level::Card);
    constexpr double room = static_cast<double>(Level::Token) - lowest;
    const double part = (static_cast<double>(level) - lowest) / room;
    setZValue(lowest + room * (static_cast<double>(order) + part) / static_cast<double>(cards));
}

QRectF PartItem::boundingRect() const {
    return box_.adjusted(-8, -8, 8, 8);
}

bool PartItem::selected() const {
    return part_ && scene_.marks().selected.contains(part_);
}

bool PartItem::hovered() const {
    return part_ && scene_.marks().hovered == part_;
}

bool PartItem::inFocus() const {
    const QVector<Part>& focus = scene_.frame().focus;
    if (focus.isEmpty()) return true;
    return std::any_of(focus.cbegin(), focus.cend(), [&](const Part& f) {
        // A machine with all that is on it; a process on whichever machine, when none is named.
        if (f.kind == Part::Kind::Machine) return f.machine == part_.machine;
        if (f.kind == Part::Kind::Process && f.machine.isEmpty())
            return part_.kind == f.kind && part_.process == f.process;
        return f == part_;
    });
}

bool PartItem::shown() const {
    return scene_.shows(part_);
}

QColor PartItem::border(const Look& look, Tone rest) const {
    return hovered() ? look(Tone::InkFaint) : look(rest);
}

void PartItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (!shown()) return;
    Drawing d(*painter, scene_.look(), inFocus() ? 1 : dimmedStrength);
    if (zValue() < static_cast<double>(Level::Token)) d.tellWords(&scene_.wordBoxes());
    painter->save();
    draw(d);
    drawMarks(d);
    painter->restore();
}

void PartItem::drawMarks(Drawing& d) const {
    if (!part_) return;
    const Marks& marks = scene_.marks();
    const double r = corner();
    const Look& look = d.look();
    if (selected()) d.box(box_, r, {}, look(Tone::Ink), look.stroke(2.4));
    if (marks.hasKeys && marks.focused == part_)
        d.stroke(
            [&] {
                QPainterPath path;
                path.addRoundedRect(box_.adjusted(-4, -4, 4, 4), r + 4, r + 4);
                return path;
            }(),
            look(Tone::Ink), 1.6, {4, 3});
    if (marks.dragged.isEmpty()) return;
    const DropVerdict verdict = scene_.verdictFor(part_);
    if (verdict.accepted && !verdict.ground) {
        const bool here = marks.dropTarget == part_;
        d.box(box_, r, look(Tone::Leader, here ? 0.16 : 0.05), look(Tone::Leader), here ? 3 : 1.6);
    }
}

} // namespace maqueta::views
