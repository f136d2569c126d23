#include "views/canvas/items/legend_item.h"

#include "views/canvas/canvas_scene.h"
#include "views/canvas/items/fault_item.h"
#include "views/canvas/words.h"
#include "views/style/glyphs.h"
#include "views/style/texts.h"

#include <QSet>

#include <algorithm>

namespace maqueta::views {
namespace {

constexpr double betweenEntries = 13;
constexpr double besideSign = 5;

Words legendWords(const Look& look) {
    return {.px = 12, .ink = look(Tone::InkSoft)};
}
Words badgeWords(const Look& look) {
    return {.px = 12, .weight = semiBold, .ink = look(Tone::Ink)};
}
double rowHeight(const Look& look) {
    return std::max(18.0, look.px(12) * 1.5);
}

// To the middle of the first row: below the named waits that hang at the cards' feet.
double beforeFirst(const Look& look) {
    return std::max(16.0, look.px(12) * 1.55 - 6);
}

void drawMessage(Drawing& d, QPointF at, cluster::TransitKind kind) {
    const QPainterPath shape = tokenShape(kind);
    if (tokenIsRing(kind))
        d.strokeAt(at, shape, d(Tone::InkSoft), 3, 0.8);
    else
        d.fillAt(at, shape, d(Tone::InkSoft), 0.8);
}

void drawPreVote(Drawing& d, QPointF at) {
    QPainter& p = d.painter();
    p.save();
    p.translate(at);
    p.scale(0.8, 0.8);
    d.stroke(tokenShape(cluster::TransitKind::Vote), d(Tone::InkSoft), 2.4, {4, 2.6});
    p.restore();
}

void drawWait(Drawing& d, QPointF at) {
    d.dot(at, 6, {}, d(Tone::Line), 3);
    QPainterPath arc;
    const QRectF circle(at.x() - 6, at.y() - 6, 12, 12);
    arc.arcMoveTo(circle, 90);
    arc.arcTo(circle, 90, -250);
    d.stroke(arc, d(Tone::InkSoft), 3);
}

} // namespace

QVector<LegendItem::Entry> LegendItem::entries(const CanvasScene& scene, const Look& look) {
    QVector<Entry> out;
    if (!scene.legendIsShort()) addSigns(out);
    addMissed(out, scene);
    addFaults(out, scene, look);
    return out;
}

// What always has a meaning: messages, then heads and waits.
void LegendItem::addSigns(QVector<Entry>& out) {
    using cluster::TransitKind;
    // A sign that reaches as far to both sides of its middle.
    const auto sign = [&](double half, const QString& words, auto draw) {
        out.append({.lead = 2 * half, .words = words, .sign = [draw, half](Drawing& d, QPointF at) {
                        draw(d, at + QPointF(half, 0));
                    }});
    };
    for (const TransitKind kind : {TransitKind::Request, TransitKind::Reply, TransitKind::Heartbeat,
                                   TransitKind::Replication, TransitKind::Watch, TransitKind::Vote})
        sign(8, tokenName(kind), [kind](Drawing& d, QPointF at) { drawMessage(d, at, kind); });
    sign(9, CanvasText::tr("only asks"), drawPreVote);
    sign(11, CanvasText::tr("etcd's leader"),
         [](Drawing& d, QPointF at) { d.fillAt(at, crownGlyph(), d(Tone::Leader), 0.9); });
    sign(10, CanvasText::tr("holds the Lease"),
         [](Drawing& d, QPointF at) { d.strokeAt(at, keyGlyph(), d(Tone::Leader), 2); });
    sign(6, CanvasText::tr("waits for etcd"), [](Drawing& d, QPointF at) {
        d.fillAt(at, hourglassSand(0.5), d(Tone::Pending));
        d.strokeAt(at, hourglassGlyph(), d(Tone::InkSoft), 1.5);
    });
    sign(7, CanvasText::tr("time left"), drawWait);
}

// Only while somebody is silent whose heartbeats may be missed.
void LegendItem::addMissed(QVector<Entry>& out, const CanvasScene& scene) {
    const auto& processes = scene.picture().processes;
    if (std::none_of(processes.begin(), processes.end(), [&](const cluster::ProcessPicture& p) {
            return diagram::mayBeMissed(scene.picture(), p);
        }))
        return;
    out.append({.lead = 16,
                .words = CanvasText::tr("missing heartbeat"),
                .sign = [](Drawing& d, QPointF at) {
                    d.strokeAt(at + QPointF(8, 0), tokenShape(cluster::TransitKind::Heartbeat),
                               d(Tone::NotReady), 2, 0.8);
                }});
}

// One entry for each kind of badge that is to be seen: the badge, and what it means. The x on all
// of them comes last.
void LegendItem::addFaults(QVector<Entry>& out, const CanvasScene& scene, const Look& look) {
    QSet<QString> told;
    const qsizetype begin = out.size();
    const auto& faults = scene.picture().faults;
    for (std::size_t i = 0; i < faults.size(); ++i) {
        const Part badge{.kind = Part::Kind::Fault, .snapshot = static_cast<quint32>(i)};
        const QString name = faultName(faults[i]);
        if (told.contains(name) || scene.boxOf(badge).isNull()) continue;
        told.insert(name);
        const double width = textWidth(look, name, badgeWords(look)) + 16;
        const Tone tone = FaultItem::tone(faults[i]);
        out.append(
            {.lead = width,
             .words = faultMeaning(faults[i]),
             .sign = [name, width, tone](Drawing& d, QPointF at) {
                 const double h = d.look().px(12) + 4;
                 d.pill({at.x(), at.y() - h / 2, width, h}, d(Tone::Panel), d(tone),
                        d.look().stroke(1.4));
                 d.text({at.x() + 8, at.y() + d.look().px(12) * 0.36}, name, badgeWords(d.look()));
             }});
    }
    if (told.isEmpty()) return;
    out[begin].staysWithRest = true;
    out.append(
        {.lead = 12, .words = CanvasText::tr("heals it"), .sign = [](Drawing& d, QPointF at) {
             d.strokeAt(at + QPointF(6, 0), crossGlyph(3.6), d(Tone::Ink), d.look().stroke(1.8));
         }});
}

double LegendItem::flow(QVector<Entry>& entries, const Look& look, double width) {
    const auto widthOf = [&](const Entry& entry) {
        return entry.lead + besideSign + textWidth(look, entry.words, legendWords(look));
    };
    // Of an entry and all behind it.
    const auto rest = [&](qsizetype from) {
        double sum = 0;
        for (qsizetype i = from; i < entries.size(); ++i)
            sum += (i > from ? betweenEntries : 0) + widthOf(entries[i]);
        return sum;
    };
    double x = 0;
    double y = beforeFirst(look);
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const double w = entries[i].staysWithRest ? rest(i) : widthOf(entries[i]);
        if (x > 0 && x + w > width) {
            x = 0;
            y += rowHeight(look);
        }
        entries[i].at = {x, y};
        x += widthOf(entries[i]) + betweenEntries;
    }
    return y + rowHeight(look) / 2;
}

double LegendItem::heightFor(const CanvasScene& scene, const Look& look, double width) {
    QVector<Entry> all = entries(scene, look);
    return flow(all, look, width);
}

void LegendItem::draw(Drawing& d) {
    if (box().isEmpty()) return;
    const Look& look = d.look();
    QVector<Entry> all = entries(canvas(), look);
    flow(all, look, box().width());
    for (const Entry& entry : all) {
        const QPointF at = box().topLeft() + entry.at;
        entry.sign(d, at);
        d.text(at + QPointF(entry.lead + besideSign, look.px(12) * 0.36), entry.words,
               legendWords(look));
    }
}

} // namespace maqueta::views
