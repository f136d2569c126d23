#include "views/canvas/canvas_scene.h"
#include "views/canvas/items/machines.h"
#include "views/canvas/words.h"
#include "views/style/glyphs.h"
#include "views/style/texts.h"

#include <algorithm>

namespace maqueta::views {
namespace {

double share(std::int64_t part, std::int64_t whole) {
    return whole <= 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

const cluster::ProcessPicture* kubeletOf(const cluster::Picture& picture, std::uint32_t machine) {
    for (const cluster::ProcessPicture& p : picture.processes)
        if (p.machine == machine && p.kind == cluster::ProcessKind::Kubelet) return &p;
    return nullptr;
}

} // namespace

void WorkerItem::drawHeader(Drawing& d) {
    const Look& look = d.look();
    const cluster::MachinePicture& m = machine();
    const QRectF b = box();
    const bool full = look.detail() == Detail::Full;
    if (m.exists) drawSwitch(d, {b.x() + 22, b.y() + 24});
    Tone tone = Tone::Running;
    const double nameX = b.x() + (m.exists ? 52 : 14);
    const Words name{.px = 16, .weight = semiBold, .ink = look(Tone::Ink)};
    double right = b.right() - 12;
    const QString says =
        badgeBeside(d, right - nameX - d.width(toQString(m.spec.name), name), tone);
    if (!says.isEmpty()) {
        drawBadge(d, {right, b.y() + 23.5}, says, tone);
        right -= d.width(says, {.px = 12, .weight = semiBold, .ink = {}}) + 32;
    } else {
        const auto* kubelet = kubeletOf(canvas().picture(), index());
        const bool hears = kubelet && kubelet->running;
        const Words words{.px = 12, .weight = medium, .ink = look(Tone::Ink)};
        const QString kubeletName = QStringLiteral("kubelet");
        const auto* card = canvas().layout().worker(index());
        const double x = card ? card->ear.x : right;
        d.strokeAt({x, b.y() + 22}, earGlyph(), look(hears ? Tone::Running : Tone::InkFaint),
                   look.stroke(1.9));
        if (!hears) d.strokeAt({x + 5, b.y() + 22}, crossGlyph(6), look(Tone::NotReady), 1.8);
        if (full && d.fits(kubeletName, words, right + 2 - (x + 15)))
            d.text({x + 15, b.y() + 28}, kubeletName, words);
        right = x - 6;
    }
    const QString called = nameThatFits(d, toQString(m.spec.name), name, right - nameX);
    const double w = d.text({nameX, b.y() + 29}, called, name);
    if (!full || (m.exists && m.spec.zone.empty())) return;
    const Words zone{.px = 12, .ink = look(Tone::InkSoft)};
    const auto textOf = [](const QString& one) { return CanvasText::tr("zone %1").arg(one); };
    // Beside a card that has room for "zone a" one without "zone b" would seem to be in none. So
    // all zones have to fit, beside the widest name of as many letters.
    const double wide = std::max(w, d.width(withWideDigits(called), name));
    const double zoneX = std::max(nameX + 76, nameX + wide + 6);
    const double room = right - zoneX - (says.isEmpty() ? 0 : 6);
    if (!m.exists) {
        const QString none = CanvasText::tr("no machine");
        if (d.fits(none, zone, room)) d.text({zoneX, b.y() + 28}, none, zone);
        return;
    }
    const QStringList& zones = canvas().zones();
    if (std::all_of(zones.begin(), zones.end(),
                    [&](const QString& one) { return d.fits(textOf(one), zone, room); }))
        d.text({zoneX, b.y() + 28}, textOf(toQString(m.spec.zone)), zone);
}

// The solid bar is what was promised, the needle what is used.
void WorkerItem::drawBar(Drawing& d, const QRectF& trough, const QString& name, double requested,
                         double used) {
    const Look& look = d.look();
    const bool full = look.detail() == Detail::Full;
    QRectF bar = trough;
    if (!full) {
        bar.setLeft(box().x() + 14);
        bar.setRight(box().right() - 14);
    } else {
        const double baseline = trough.y() + 9;
        const Words label{.px = 12, .ink = look(Tone::InkSoft)};
        d.text({box().x() + 14, baseline}, name, label);
        // Both bars begin where the longer name leaves room, also when words have grown.
        const double longer = std::max(d.width(CanvasText::tr("CPU"), label),
                                       d.width(CanvasText::tr("Memory"), label));
        bar.setLeft(std::max(bar.left(), box().x() + 14 + longer + 7));
        d.text({box().right() - 12, baseline}, QStringLiteral("%1 %").arg(qRound(requested * 100)),
               {.px = 12, .weight = medium, .ink = look(Tone::Ink), .align = Qt::AlignRight});
    }
    const double r = bar.height() / 2;
    d.box(bar, r, look(Tone::Line));
    QRectF filled = bar;
    filled.setWidth(bar.width() * std::clamp(requested, 0.0, 1.0));
    const bool live = machine().on && machine().ready;
    if (filled.width() > 1) d.box(filled, r, look(live ? Tone::Bar : Tone::InkFaint));
    if (!machine().on) return;
    const double x = bar.x() + bar.width() * std::clamp(used, 0.0, 1.0);
    QPainterPath needle(QPointF(x, bar.y() - 2));
    needle.lineTo(x, bar.bottom() + 2);
    d.stroke(needle, look(Tone::Ink), look.stroke(2));
}

// A card among many: name, switch, lamp.
void WorkerItem::drawNarrow(Drawing& d) {
    const Look& look = d.look();
    const QRectF b = box();
    const cluster::MachinePicture& m = machine();
    const QPointF lamp(b.x() + 13, b.y() + 15);
    if (m.on)
        d.dot(lamp, 4, look(Tone::Running), look(Tone::Running), 1.6);
    else if (m.exists)
        d.dot(lamp, 4, {}, look(Tone::NotReady), 1.6);
    const Words name{.px = 13, .weight = semiBold, .ink = look(Tone::Ink)};
    if (look.px(13) < 24)
        d.text({b.x() + 23, b.y() + 15 + look.px(13) * 0.35},
               nameThatFits(d, toQString(m.spec.name), name, b.width() - 30), name);
    if (m.registered && !m.ready) d.box(b, corner(), {}, look(Tone::NotReady), look.stroke(2.4));
}

void WorkerItem::draw(Drawing& d) {
    drawGround(d);
    const diagram::WorkerCard* card = canvas().layout().worker(index());
    if (!card) return;
    if (card->look == diagram::WorkerLook::Compact) {
        drawNarrow(d);
        return;
    }
    const cluster::MachinePicture& m = machine();
    drawHeader(d);
    drawBar(d, toQt(card->cpu), CanvasText::tr("CPU"),
            share(m.requestedCpuMilli, m.allocatableCpuMilli),
            share(m.usedCpuMilli, m.allocatableCpuMilli));
    drawBar(d, toQt(card->memory), CanvasText::tr("Memory"),
            share(m.requestedMemory, m.allocatableMemory),
            share(m.usedMemory, m.allocatableMemory));
    if (card->podsUnseen > 0)
        d.text({box().right() - 12, box().bottom() - 10},
               QStringLiteral("+%1").arg(card->podsUnseen),
               {.px = 13, .weight = semiBold, .ink = d(Tone::Ink), .align = Qt::AlignRight});
}

} // namespace maqueta::views
