#include "views/canvas/items/pod_item.h"

#include "views/canvas/canvas_scene.h"
#include "views/canvas/words.h"
#include "views/style/glyphs.h"
#include "views/style/texts.h"

#include <algorithm>
#include <cmath>

namespace maqueta::views {
namespace {

using cluster::PodLook;

// Strokes of the inside: hatches of pods that end, and of workloads beyond the eighth.
void hatch(Drawing& d, QPointF at, double radius, const QColor& ink, double width, double step,
           bool falling) {
    QPainterPath lines;
    for (double x = -2 * radius; x <= 2 * radius; x += step) {
        lines.moveTo(at + QPointF(x - radius, falling ? -radius : radius));
        lines.lineTo(at + QPointF(x + radius, falling ? radius : -radius));
    }
    // Clipped by geometry, not by the painter: SVG generators ignore clips.
    QPainterPathStroker stroker(QPen(ink, width));
    d.fill(stroker.createStroke(lines).intersected(hexagon(at, radius)), ink);
}

bool troubled(const cluster::PodPicture& pod) {
    return pod.reason == "ImagePullBackOff" || pod.reason == "ErrImagePull" ||
           pod.reason == "CrashLoopBackOff" || pod.reason == "Unschedulable" ||
           pod.reason == "OutOfcpu" || pod.reason == "OutOfmemory";
}

void mark(Drawing& d, QPointF at, double r, const QString& sign, const QColor& ink) {
    // A glyph is a shape, not a text to read: it scales with its hexagon.
    Look plain = d.look();
    plain.scale = 100;
    Drawing free(d.painter(), plain);
    const double px = r * 0.84;
    free.text({at.x(), at.y() + px * 0.36}, sign,
              {.px = px, .weight = semiBold, .ink = ink, .align = Qt::AlignHCenter});
}

// The same pod in frame after frame: all that drawPod() looks at is in the key.
void drawStill(Drawing& d, const cluster::PodPicture& pod, const PodStyle& style) {
    const double room = style.radius + 3;
    d.shape({qint64(pod.look), qint64(style.hue), std::llround(style.radius * 64),
             style.slotOnly * 8 + style.dim * 4 + pod.onlyRunning * 2 + troubled(pod) * 1,
             qint64(pod.reason == "Unschedulable")},
            style.at, {-room, -room, 2 * room, 2 * room}, [&](Drawing& inner) {
                PodStyle here = style;
                here.at = {};
                drawPod(inner, pod, here);
            });
}

} // namespace

bool PodItem::inFocus() const {
    if (PartItem::inFocus()) return true;
    const cluster::Picture& now = canvas().picture();
    const std::int32_t machine = slot_.pod < now.pods.size() ? now.pods[slot_.pod].machine : -1;
    if (machine < 0) return false;
    const QString name = toQString(now.machines[static_cast<std::size_t>(machine)].spec.name);
    const QVector<Part>& focus = canvas().frame().focus;
    return std::any_of(focus.cbegin(), focus.cend(), [&](const Part& part) {
        return part.kind == Part::Kind::Machine && part.machine == name;
    });
}

void drawPod(Drawing& d, const cluster::PodPicture& pod, const PodStyle& style) {
    const Look& look = d.look();
    const double r = style.radius;
    const double small = r / 19;
    const QPainterPath outer = hexagon(style.at, r);
    const QPainterPath inner = hexagon(style.at, r * 0.66);
    const QColor hue = workloadHue(style.hue);
    const double line = look.stroke(std::max(1.0, 2 * small));
    const auto tint = [&](double alpha) {
        QColor c = hue;
        c.setAlphaF(static_cast<float>(alpha));
        return c;
    };
    const bool roomy = r >= 9;
    d.painter().save();
    if (style.dim) d.painter().setOpacity(d.painter().opacity() * 0.45);
    const auto fillInner = [&](const QColor& fill) {
        d.fill(inner, fill);
        if (style.hue >= hueCount)
            hatch(d, style.at, r * 0.66, look(Tone::Panel), 1.6 * small, 5 * small, true);
    };
    if (style.slotOnly || pod.look == PodLook::Waiting) {
        const QVector<double> dots =
            roomy && !style.slotOnly ? QVector<double>{2, 3} : QVector<double>{2, 4};
        d.stroke(outer, look(Tone::Pending), line, dots);
        if (!style.slotOnly && pod.reason == "Unschedulable")
            mark(d, style.at, r, QStringLiteral("!"), look(Tone::Ink));
    } else if (pod.onlyRunning) {
        d.fill(outer, tint(0.17));
        d.stroke(outer, look(Tone::InkFaint), line, {4, 3});
        fillInner(tint(0.5));
        if (roomy) mark(d, style.at, r, QStringLiteral("?"), look(Tone::Ink));
    } else {
        switch (pod.look) {
        case PodLook::Waiting: break;
        case PodLook::Assigned:
        case PodLook::Starting:
            d.fill(outer, tint(0.17));
            d.stroke(outer, look(Tone::Pending), line, {3, 3});
            fillInner(tint(troubled(pod) ? 0.35 : 0.75));
            if (troubled(pod) && roomy) mark(d, style.at, r, QStringLiteral("!"), look(Tone::Ink));
            break;
        case PodLook::Running: // runs, does not count yet: hollow inside
            d.fill(outer, tint(0.17));
            d.stroke(outer, hue, line);
            d.stroke(inner, hue, line);
            break;
        case PodLook::Ready:
            d.fill(outer, tint(0.17));
            d.stroke(outer, hue, line);
            fillInner(hue);
            break;
        case PodLook::Unknown:
            d.stroke(outer, look(Tone::InkFaint), line, {4, 3});
            if (roomy) mark(d, style.at, r, QStringLiteral("?"), look(Tone::InkSoft));
            break;
        case PodLook::Terminating:
            d.fill(outer, tint(0.1));
            d.stroke(outer, look(Tone::Terminating), line);
            hatch(d, style.at, r * 0.7, look(Tone::Terminating), 2 * small, 5.5 * small, false);
            break;
        case PodLook::Succeeded:
            d.stroke(outer, tint(0.6), line);
            if (roomy) d.strokeAt(style.at, tickGlyph(r * 0.4), look(Tone::Running), line);
            break;
        case PodLook::Failed:
            d.fill(outer, tint(0.1));
            d.stroke(outer, look(Tone::Failed), line * 1.6);
            d.strokeAt(style.at, crossGlyph(r * 0.32), look(Tone::Failed), line * 1.3);
            break;
        }
    }
    d.painter().restore();
}

void PodItem::setSlot(const diagram::PodSlot& slot, bool inTray) {
    slot_ = slot;
    inTray_ = inTray;
    setZValue(static_cast<double>(inTray ? Level::OnBridge : Level::Pod));
    const double r = slot.radius;
    place({slot.at.x - r, slot.at.y - r, 2 * r, 2 * r + (slot.named ? 18 : 0)});
}

QString PodItem::spoken() const {
    const cluster::PodPicture& pod = canvas().picture().pods[slot_.pod];
    const QString said = QStringLiteral("%1, %2").arg(toQString(pod.name), podState(pod));
    return canvas().marks().victims.contains(part())
               ? said + QStringLiteral(", ") + DropText::tr("makes room for the selected pod")
               : said;
}

void PodItem::draw(Drawing& d) {
    const cluster::PodPicture& pod = canvas().picture().pods[slot_.pod];
    const bool flying = canvas().flightOf(slot_.pod) != nullptr;
    const bool assigned = pod.look == PodLook::Assigned;
    if (inTray_ && (flying || (assigned && canvas().heardOf(slot_.pod)))) return;
    const double appear = canvas().appearOf(slot_.pod);
    PodStyle style{.at = toQt(slot_.at),
                   .radius = slot_.radius * (0.6 + 0.4 * appear),
                   .hue = canvas().hueOf(pod.workload)};
    style.slotOnly = !inTray_ && (flying || assigned);
    if (pod.machine >= 0 && !inTray_) {
        const auto& machine = canvas().picture().machines[static_cast<std::size_t>(pod.machine)];
        style.dim = !machine.on && pod.look != PodLook::Unknown;
    }
    d.painter().setOpacity(appear);
    if (inTray_ && assigned) {
        cluster::PodPicture bound = pod; // still hollow: nothing runs yet
        bound.look = PodLook::Waiting;
        bound.reason.clear();
        drawStill(d, bound, style);
    } else {
        drawStill(d, pod, style);
    }
    if (slot_.named && d.look().detail() == Detail::Full)
        d.text({slot_.at.x, slot_.at.y + 34}, toQString(pod.workload),
               {.px = 12,
                .ink = d(style.slotOnly ? Tone::InkSoft : Tone::Ink),
                .align = Qt::AlignHCenter,
                .widest = 47});
}

} // namespace maqueta::views
