#include "views/canvas/items/fault_item.h"

#include "views/canvas/canvas_scene.h"
#include "views/canvas/words.h"
#include "views/style/glyphs.h"
#include "views/style/texts.h"
#include "views/style/trace_words.h"

namespace maqueta::views {
namespace {

// "API: ": which process of its machine it hits; empty when it hits all of it.
QString sufferer(const cluster::FaultPicture& fault, const cluster::Picture& picture) {
    for (const cluster::ProcessPicture& process : picture.processes)
        if (fault.process.valid() && process.id == fault.process)
            return processShort(process.kind) + QStringLiteral(": ");
    return {};
}

constexpr double besideWords = 12 + 28; // before them, and the x behind them

} // namespace

QString FaultItem::words(const cluster::FaultPicture& fault, const cluster::Picture& picture) {
    return sufferer(fault, picture) + faultName(fault);
}

double FaultItem::width(const Look& look, const QString& words) {
    return textWidth(look, words, {.px = 12, .weight = semiBold, .ink = {}}) + besideWords + 2;
}

QString FaultItem::spoken() const {
    const auto& faults = canvas().picture().faults;
    if (part().snapshot >= faults.size()) return {};
    return CanvasText::tr("%1; Delete heals it").arg(sentenceText(faults[part().snapshot].says));
}

void FaultItem::draw(Drawing& d) {
    const auto& faults = canvas().picture().faults;
    if (part().snapshot >= faults.size()) return;
    const Look& look = d.look();
    const cluster::FaultPicture& fault = faults[part().snapshot];
    const Tone tone = FaultItem::tone(fault);
    const QRectF b = box();
    d.pill(b, look(Tone::Panel), look(tone), look.stroke(1.8));
    const QPointF cross(b.right() - 14, b.center().y());
    d.dot(cross, 8, hovered() ? look(tone) : QColor());
    d.strokeAt(cross, crossGlyph(3.6), look(hovered() ? Tone::Panel : Tone::Ink), look.stroke(1.8));
    Words words{.px = 12, .weight = semiBold, .ink = look(Tone::Ink), .above = true};
    const double room = b.width() - besideWords;
    // Of a process with its name, where that has room; the tip says it whole.
    for (const QString& text : {FaultItem::words(fault, canvas().picture()), faultName(fault)}) {
        if (!d.fits(text, words, room)) continue;
        d.text({b.x() + 12, b.center().y() + look.px(12) * 0.36}, text, words);
        break;
    }
}

} // namespace maqueta::views
