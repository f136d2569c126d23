#include "views/canvas/items/ground.h"

#include "cluster/quorum.h"
#include "diagram/route.h"
#include "views/canvas/canvas_scene.h"
#include "views/canvas/words.h"
#include "views/style/glyphs.h"
#include "views/style/texts.h"

#include <algorithm>

namespace maqueta::views {
namespace {

constexpr double gapRoom = 24;       // from the middle of a gap in the highway
constexpr double firstWaiting = 134; // room for the tray's name before its first pod
constexpr double rampRoom = 14;      // from the middle of a ramp, for what travels on it

// What crosses a line of text: from, to.
using Crossings = QVector<QPair<double, double>>;
// Where so long a text is clear of all of them: at `from` or as near behind it as can be.
double clearOf(Crossings crossings, double from, double length) {
    std::sort(crossings.begin(), crossings.end());
    for (const auto& [begin, end] : std::as_const(crossings))
        if (begin < from + length && end > from) from = end;
    return from;
}

const cluster::SnapshotPicture* snapshotOf(const cluster::Picture& picture, quint32 number) {
    for (const auto& s : picture.snapshots)
        if (s.number == number) return &s;
    return nullptr;
}

} // namespace

// --- zones

// "zone a", "disk: ssd", "without disk"; of a key what follows its prefix.
QString ZonesItem::areaName(const diagram::ZoneArea& area) {
    if (area.label.empty()) return CanvasText::tr("zone %1").arg(toQString(area.name));
    const QString key = toQString(area.label).section('/', -1);
    if (area.name.empty()) return CanvasText::tr("without %1").arg(key);
    return QStringLiteral("%1: %2").arg(key, toQString(area.name));
}

void ZonesItem::draw(Drawing& d) {
    const Look& look = d.look();
    for (const diagram::ZoneArea& zone : canvas().layout().zones) {
        const QRectF b = toQt(zone.box);
        d.box(b, 16, look(Tone::Road), look(Tone::Line), look.stroke(1.2));
        const Words words{.px = 13, .weight = semiBold, .ink = look(Tone::InkSoft)};
        const double line = b.y() + 18 + look.px(13) * 0.1;
        Crossings ramps;
        for (const diagram::WorkerCard& card : canvas().layout().workers)
            for (std::size_t i = 1; i < card.ramp.points.size(); ++i)
                if (const diagram::Point p = card.ramp.points[i - 1], q = card.ramp.points[i];
                    std::min(p.y, q.y) < line && std::max(p.y, q.y) > line - look.px(13))
                    ramps.append({std::min(p.x, q.x) - rampRoom, std::max(p.x, q.x) + rampRoom});
        const QString name = areaName(zone);
        d.text({clearOf(ramps, b.x() + 14, d.width(name, words)), line}, name, words);
    }
}

// --- roads

void RoadsItem::drawRoad(Drawing& d, const diagram::Road& road, double width, bool broken) {
    const Look& look = d.look();
    if (!broken) {
        d.stroke(toQt(road, 6), look(Tone::Ramp), look.stroke(width));
        return;
    }
    const double length = road.length();
    const double gap = std::min(12.0, length * 0.5) / length;
    const double from = 0.5 - gap / 2;
    const double to = 0.5 + gap / 2;
    d.stroke(toQt(road.upTo(from), 6), look(Tone::Ramp), look.stroke(width));
    d.stroke(toQt(road.reversed().upTo(1 - to), 6), look(Tone::Ramp), look.stroke(width));
    const QPointF at = toQt(road.at(0.5));
    QPainterPath jag(at + QPointF(-9, -4));
    for (const auto& p : {QPointF(-3, 3), QPointF(2, -4), QPointF(9, 4)}) jag.lineTo(at + p);
    d.stroke(jag, look(Tone::Partitioned), look.stroke(2.4));
}

void RoadsItem::draw(Drawing& d) {
    const diagram::Layout& layout = canvas().layout();
    const cluster::Picture& picture = canvas().picture();
    const auto broken = [&](std::uint32_t machine) {
        return picture.machines[machine].exists && !picture.machines[machine].plugged;
    };
    const auto cutOff = [&](std::uint32_t machine) {
        return std::any_of(layout.gaps.begin(), layout.gaps.end(), [&](const diagram::Gap& g) {
            return std::find(g.ramps.begin(), g.ramps.end(), machine) != g.ramps.end();
        });
    };
    if (layout.workers.empty() || layout.workers.front().look != diagram::WorkerLook::Tiles) {
        for (const auto& card : layout.workers)
            drawRoad(d, card.ramp, 6, broken(card.machine) || cutOff(card.machine));
    }
    drawRoad(d, layout.bypass, 4, false);
    drawRoad(d, layout.clientRoad, 4, false);
    for (const auto& card : layout.controlPlanes) {
        drawRoad(d, card.ramp, 6, broken(card.machine) || cutOff(card.machine));
        if (card.store) continue;
        drawRoad(d, card.feeder, 4, false);
        if (!broken(card.machine)) continue;
        diagram::Road last; // the way in
        last.to(card.feeder.at(1 - 16 / std::max(17.0, card.feeder.length())));
        last.to(card.entry);
        drawRoad(d, last, 4, true);
    }
}

// --- highway

// Whole, or in pieces with jagged ends; each side of a cut in its colour.
void HighwayItem::drawRoad(Drawing& d) {
    const Look& look = d.look();
    const QRectF b = box();
    const auto& gaps = canvas().layout().gaps;
    const auto first =
        std::find_if(gaps.begin(), gaps.end(), [](const diagram::Gap& g) { return bool(g.x); });
    if (first == gaps.end()) {
        d.box(b, 28, look(Tone::Road), look(Tone::RoadLine), look.stroke(1.6));
        return;
    }
    constexpr int teeth = 6;
    const auto edge = [&](double x) {
        QPolygonF line;
        for (int i = 0; i <= teeth; ++i)
            line << QPointF(x + (i % 2 == 0 ? -5 : 5), b.top() + b.height() * i / teeth);
        return line;
    };
    QPainterPath road, ends;
    road.addRoundedRect(b, 28, 28);
    for (const diagram::Gap& gap : gaps) {
        if (!gap.x) continue;
        const QPolygonF left = edge(*gap.x - 11);
        const QPolygonF right = edge(*gap.x + 11);
        ends.addPolygon(left);
        ends.addPolygon(right);
        QPolygonF band = left;
        band << left.back() + QPointF(0, 4) << right.back() + QPointF(0, 4);
        for (auto p = right.crbegin(); p != right.crend(); ++p) band << *p;
        band << right.front() - QPointF(0, 4) << left.front() - QPointF(0, 4);
        QPainterPath hole;
        hole.addPolygon(band);
        hole.closeSubpath();
        road = road.subtracted(hole);
    }
    d.fill(road, look(Tone::Road));
    QPainterPath left; // of several cuts the first one's sides
    left.addRect(QRectF(b.topLeft(), QPointF(*first->x, b.bottom())));
    d.fill(road.intersected(left), look(sideTone(first->leftIsA), 0.13));
    d.fill(road.subtracted(left), look(sideTone(!first->leftIsA), 0.13));
    d.stroke(road, look(Tone::RoadLine), look.stroke(1.6));
    d.stroke(ends, look(Tone::Partitioned), look.stroke(2.4));
}

QString HighwayItem::spoken() const {
    return CanvasText::tr("Virtual network, node addresses above, pod addresses below");
}

namespace {

constexpr double aroundSign = 8;
Words signWords(const Look& look) {
    return {.px = 15, .weight = semiBold, .ink = look(Tone::Ink)};
}
double signLine(const Look& look) {
    return std::max(19.0, look.px(15) * 1.15);
}

void writeSign(Drawing& d, const NetworkSign& sign) {
    const double line = signLine(d.look());
    const double first = sign.box.center().y() - line * double(sign.lines.size() - 1) / 2;
    for (qsizetype i = 0; i < sign.lines.size(); ++i)
        d.text({sign.box.x() + aroundSign, first + line * double(i) + d.look().px(15) * 0.36},
               sign.lines[i], signWords(d.look()));
}

} // namespace

// Two lines where they leave some of the road; else one, where that is not in the way. Letters that
// are large for the road must not fill it.
NetworkSign networkSign(const CanvasScene& scene, const Look& look) {
    const diagram::Layout& layout = scene.layout();
    const QRectF b = toQt(layout.highway);
    double firstRamp = b.right();
    const auto ramp = [&](const diagram::Road& road) {
        if (!road.points.empty()) firstRamp = std::min(firstRamp, road.points.back().x);
    };
    for (const auto& card : layout.controlPlanes) ramp(card.ramp);
    for (const auto& card : layout.workers) ramp(card.ramp);
    NetworkSign two{.lines = {CanvasText::tr("Virtual"), CanvasText::tr("network")}};
    NetworkSign one{.lines = {CanvasText::tr("Virtual network")}};
    const double line = signLine(look);
    for (NetworkSign* sign : {&two, &one}) {
        double w = 0;
        for (const QString& text : sign->lines)
            w = std::max(w, textWidth(look, text, signWords(look)));
        const double h = line * double(sign->lines.size()) + 4;
        sign->box = {b.x() + 18, b.center().y() - h / 2, w + 2 * aroundSign, h};
        sign->onRoad = sign->box.right() > firstRamp - rampRoom;
    }
    if (two.box.height() <= 0.8 * b.height()) return two;
    if (!one.onRoad && one.box.height() <= b.height()) return one;
    if (!two.onRoad && two.box.height() <= b.height()) return two;
    if (one.box.height() <= 0.7 * b.height()) return one;
    return {};
}

void NetworkSignItem::draw(Drawing& d) {
    const NetworkSign sign = networkSign(canvas(), d.look());
    if (!sign.onRoad || sign.lines.isEmpty()) return;
    d.box(sign.box, 6, d(Tone::Road), d(Tone::RoadLine), d.look().stroke(1.2));
    writeSign(d, sign);
}

// The name of a lane, where no ramp and no gap of a cut crosses it and no badge lies on it: in the
// left half, a shorter one where only that has room there, and none where ramps are everywhere. As
// near behind one of the places as can be, the first before the others. Returns where it begins.
double HighwayItem::writeLane(Drawing& d, const QStringList& names, const QVector<double>& places,
                              double baseline, bool above) {
    const Words words{.px = 12, .ink = d(Tone::InkSoft), .mono = true};
    const diagram::Layout& layout = canvas().layout();
    Crossings crossings;
    const auto crossing = [&](double x, double room) { crossings.append({x - room, x + room}); };
    const auto ramp = [&](const diagram::Road& road) {
        if (!road.points.empty() && (road.points.back().y < layout.highway.centre().y) == above)
            crossing(road.points.back().x, rampRoom);
    };
    for (const auto& card : layout.controlPlanes) ramp(card.ramp);
    for (const auto& card : layout.workers) ramp(card.ramp);
    for (const diagram::Gap& gap : layout.gaps)
        if (gap.x) crossing(*gap.x, gapRoom);
    const double height = d.look().px(words.px);
    const auto& faults = canvas().picture().faults;
    for (std::size_t i = 0; i < faults.size(); ++i) {
        if (!faults[i].isWay()) continue;
        const QRectF badge =
            canvas().boxOf({.kind = Part::Kind::Fault, .snapshot = static_cast<quint32>(i)});
        if (badge.bottom() > baseline - height && badge.top() < baseline)
            crossing(badge.center().x(), badge.width() / 2 + 4);
    }
    for (const QString& name : names)
        for (const double from : places) {
            const double length = d.width(name, words);
            const double x = clearOf(crossings, from, length);
            if (x + length > box().center().x()) continue;
            d.text({x, baseline}, name, words);
            return x;
        }
    return places.last();
}

void HighwayItem::draw(Drawing& d) {
    const Look& look = d.look();
    const QRectF b = box();
    drawRoad(d);
    const NetworkSign sign = networkSign(canvas(), look);
    if (!sign.onRoad) writeSign(d, sign);
    const double w = sign.lines.isEmpty() ? 0 : sign.box.width() - 2 * aroundSign;
    const double x = b.x() + 26 + w + 22;
    const double between = b.y() + 42;
    if (look.detail() == Detail::Full) {
        const QString machines = CanvasText::tr("machines"), pods = CanvasText::tr("pods");
        const double upper = writeLane(d, {machines + QStringLiteral(" 10.0.0.0/24"), machines},
                                       {x}, b.y() + look.px(12) * 0.72 + 5, true);
        writeLane(d, {pods + QStringLiteral(" 10.244.0.0/16"), pods}, {upper, x},
                  canvas().layout().podLane + look.px(12) * 0.36, false);
    }
    QPainterPath dashes(QPointF(x, between));
    dashes.lineTo(b.right() - 28, between);
    d.stroke(dashes, look(Tone::RoadLine), look.stroke(1.4), {12, 10});
}

// --- etcd rail

bool RoadsItem::inFocus() const {
    const QVector<Part>& focus = canvas().frame().focus;
    return focus.isEmpty() || focus.contains(Part{.kind = Part::Kind::Network});
}

bool WaysItem::inFocus() const {
    const QVector<Part>& focus = canvas().frame().focus;
    return focus.isEmpty() || focus.contains(Part{.kind = Part::Kind::Network});
}

void WaysItem::draw(Drawing& d) {
    const Look& look = d.look();
    const diagram::Router router(canvas().picture(), canvas().layout());
    const auto head = [&](const diagram::Road& road) {
        const double length = road.length();
        const QPointF tip = toQt(road.at(1));
        const QPointF back = toQt(road.at(1 - std::min(1.0, 11 / length)));
        const QPointF along = (tip - back) * 0.5;
        const QPointF aside(-along.y(), along.x());
        QPainterPath path(back + aside);
        path.lineTo(tip);
        path.lineTo(back - aside);
        d.stroke(path, look(Tone::Failed), look.stroke(2.6));
    };
    for (const cluster::FaultPicture& fault : canvas().picture().faults) {
        if (!fault.isWay()) continue;
        const diagram::Road road = router.between(fault.machines[0], fault.others[0]);
        if (road.points.size() < 2) continue;
        d.stroke(toQt(road, 6), look(Tone::Failed), look.stroke(2.6), {3, 2.4});
        head(road);
        if (!fault.oneWay) head(road.reversed());
    }
}

bool RailItem::inFocus() const {
    const QVector<Part>& focus = canvas().frame().focus;
    return focus.isEmpty() || std::any_of(focus.cbegin(), focus.cend(), [](const Part& part) {
               return part.kind == Part::Kind::Process &&
                      part.process == cluster::ProcessKind::Etcd;
           });
}

void RailItem::draw(Drawing& d) {
    const Look& look = d.look();
    const cluster::Picture& picture = canvas().picture();
    const QRectF b = box();
    d.box(b, 16, look(Tone::Panel), look(Tone::Border));
    const double base = b.center().y() + look.px(13) * 0.36;
    const Words name{.px = 13, .weight = semiBold, .ink = look(Tone::Ink)};
    const double w = d.text({b.x() + 16, base}, QStringLiteral("etcd"), name);
    double x = std::max(b.x() + 64, b.x() + 16 + w + 14);
    // Where there is a leader, those that it reaches count; else those that run.
    const auto counts = [&](const cluster::ProcessPicture& p) {
        return picture.etcdLeader < 0 ? p.running : cluster::leaderReaches(picture, p);
    };
    std::size_t running = 0; // of those that vote
    int learners = 0;
    int votes = 0;
    std::uint64_t staleTerm = 0; // of one that still believes that it leads
    for (const auto& p : picture.processes) {
        if (p.kind != cluster::ProcessKind::Etcd) continue;
        const bool learns = p.membership == cluster::Membership::Learner;
        learners += learns ? 1 : 0;
        running += counts(p) && !learns ? 1 : 0;
        if (p.mistaken()) staleTerm = std::max(staleTerm, p.term);
        if (p.running && (p.state == "StateCandidate" || p.state == "StatePreCandidate"))
            votes = std::max(votes, p.votes);
    }
    const bool electing = picture.etcdLeader < 0 && votes > 0;
    // What counts comes first, up to the line that it has to reach: the quorum.
    enum class Lamp : std::uint8_t { Voted, Lit, Waiting, Dark };
    QVector<Lamp> lamps;
    for (const auto& p : picture.processes) {
        if (p.kind != cluster::ProcessKind::Etcd) continue;
        const bool lit =
            p.healthy && !p.mistaken() && counts(p) && p.membership != cluster::Membership::Learner;
        lamps.append(!p.running ? Lamp::Dark : lit ? Lamp::Lit : Lamp::Waiting);
    }
    std::sort(lamps.begin(), lamps.end());
    if (electing)
        for (int i = 0; i < std::min(votes, static_cast<int>(lamps.size())); ++i)
            lamps[i] = Lamp::Voted;
    constexpr double apart = 20;
    for (qsizetype i = 0; i < lamps.size(); ++i) {
        const QPointF at(x + apart * static_cast<double>(i), b.center().y());
        if (lamps[i] == Lamp::Voted)
            d.dot(at, 6, look(Tone::Leader), look(Tone::Leader), 1.6);
        else if (lamps[i] == Lamp::Lit)
            d.dot(at, 6, look(Tone::Running));
        else
            d.dot(at, 5.2, {}, look(lamps[i] == Lamp::Waiting ? Tone::Pending : Tone::NotReady),
                  1.6);
    }
    if (picture.etcdQuorum > 0 && static_cast<qsizetype>(picture.etcdQuorum) <= lamps.size()) {
        const double line = x + apart * (static_cast<double>(picture.etcdQuorum) - 0.5);
        QPainterPath mark(QPointF(line, b.y() + 6));
        mark.lineTo(line, b.bottom() - 6);
        d.stroke(mark, look(Tone::Ink), look.stroke(2));
    }
    x += apart * static_cast<double>(lamps.size());
    const int quorum = static_cast<int>(picture.etcdQuorum);
    const int members = static_cast<int>(picture.etcdMembers);
    // Where words are large for the picture, only what is new.
    QStringList ways{
        CanvasText::tr("%1 of %2 · %3 must agree").arg(running).arg(members).arg(quorum),
        CanvasText::tr("%1 · %2 must agree").arg(running).arg(quorum),
        CanvasText::tr("%1 of %2").arg(running).arg(members)};
    if (static_cast<int>(running) == members)
        ways = {CanvasText::tr("%1 copies · %2 must agree").arg(members).arg(quorum),
                CanvasText::tr("%1 · %2 must agree").arg(members).arg(quorum),
                CanvasText::tr("%1 copies").arg(members)};
    if (static_cast<int>(running) == members && learners > 0)
        ways = {CanvasText::tr("%1 vote, %2 learning · %3 must agree")
                    .arg(members)
                    .arg(learners)
                    .arg(quorum),
                CanvasText::tr("%1 vote, %2 learning").arg(members).arg(learners),
                CanvasText::tr("%1 + %2 · %3 must agree").arg(members).arg(learners).arg(quorum),
                CanvasText::tr("%1 + %2").arg(members).arg(learners)};
    if (electing)
        ways = {CanvasText::tr("%1 of %2 votes · %3 needed").arg(votes).arg(members).arg(quorum),
                CanvasText::tr("%1 of %2 · %3 needed").arg(votes).arg(members).arg(quorum),
                CanvasText::tr("%1 of %2 votes").arg(votes).arg(members)};
    else if (running < picture.etcdQuorum)
        ways = {CanvasText::tr("only %1 of %2 · %3 needed").arg(running).arg(members).arg(quorum),
                CanvasText::tr("%1 of %2 · %3 needed").arg(running).arg(members).arg(quorum),
                CanvasText::tr("only %1 of %2").arg(running).arg(members)};
    else if (picture.etcdLeader < 0)
        ways = {CanvasText::tr("no leader · %1 must agree").arg(quorum),
                CanvasText::tr("no leader")};
    else if (staleTerm > 0)
        ways = {CanvasText::tr("two believe they lead · term %1 does").arg(picture.etcdTerm),
                CanvasText::tr("two crowns · term %1 leads").arg(picture.etcdTerm),
                CanvasText::tr("two crowns")};
    const Words soft{.px = 12, .ink = look(Tone::Ink)};
    d.text({x, b.center().y() + look.px(12) * 0.36}, d.firstThatFits(ways, soft, b.right() - x - 8),
           soft);
}

// --- tray

QString TrayItem::spoken() const {
    const auto& layout = canvas().layout();
    return CanvasText::tr("Waiting for a node: %1 pods")
        .arg(layout.waiting.size() + layout.waitingUnseen);
}

void TrayItem::draw(Drawing& d) {
    const Look& look = d.look();
    const QRectF b = box();
    d.box(b, 16, look(Tone::Canvas), look(Tone::Border), look.stroke(1.4), Qt::CustomDashLine);
    const Words name{.px = 13, .weight = medium, .ink = look(Tone::InkSoft)};
    const double room = canvas().layout().waiting.empty() ? b.width() - 32 : firstWaiting;
    d.text({b.x() + 16, b.center().y() + look.px(13) * 0.36},
           d.firstThatFits({CanvasText::tr("Waiting for a node"), CanvasText::tr("Waiting")}, name,
                           room),
           name);
    if (const std::size_t more = canvas().layout().waitingUnseen; more > 0)
        d.text({b.right() - 12, b.center().y() + look.px(12) * 0.36},
               QStringLiteral("+%1").arg(more),
               {.px = 12, .weight = semiBold, .ink = look(Tone::Ink), .align = Qt::AlignRight});
}

// --- snapshots

QString ShelfItem::spoken() const {
    return CanvasText::tr("Snapshots: %1").arg(canvas().picture().snapshots.size());
}

void ShelfItem::draw(Drawing& d) {
    const Look& look = d.look();
    const QRectF b = box();
    d.box(b, 10, look(Tone::Panel), border(look, Tone::Border));
    d.strokeAt({b.x() + 23, b.center().y()}, cameraGlyph(), look(Tone::InkSoft), look.stroke(1.8));
    // Up to the first photo; the camera speaks for itself where its name has no room.
    const auto& photos = canvas().layout().photos;
    const double room = (photos.empty() ? b.right() : photos.front().x) - 6 - (b.x() + 44);
    const Words name{.px = 13, .weight = semiBold, .ink = look(Tone::Ink)};
    const QString text = CanvasText::tr("Snapshots");
    if (d.fits(text, name, room))
        d.text({b.x() + 44, b.center().y() + look.px(13) * 0.36}, text, name);
    const std::size_t unseen = canvas().layout().firstPhoto;
    if (unseen > 0 && look.detail() == Detail::Full && b.width() > 340)
        d.text({b.right() - 8, b.center().y() + look.px(12) * 0.36},
               QStringLiteral("+%1").arg(unseen),
               {.px = 12, .ink = look(Tone::InkSoft), .align = Qt::AlignRight});
}

QString PhotoItem::spoken() const {
    const auto* s = snapshotOf(canvas().picture(), part().snapshot);
    if (!s) return {};
    return CanvasText::tr(
               "Snapshot %1, %2, taken at %3; drag it onto the control plane to restore it")
        .arg(s->number)
        .arg(revisionText(s->revision), views::clockText(s->taken));
}

void PhotoItem::draw(Drawing& d) {
    const Look& look = d.look();
    const QRectF b = box();
    const auto* s = snapshotOf(canvas().picture(), part().snapshot);
    if (!s) return;
    d.box(b, 6, look(Tone::Canvas), border(look, Tone::Border));
    const bool both = look.px(12) <= 14;
    const Words words{
        .px = 12, .weight = semiBold, .ink = look(Tone::Ink), .widest = b.width() - 12};
    const QString revision = revisionText(s->revision);
    d.text({b.x() + 8, both ? b.y() + 12.5 : b.center().y() + look.px(12) * 0.36},
           d.fits(revision, words, b.width() - 12) ? revision : shortRevisionText(s->revision),
           words);
    if (both)
        d.text({b.x() + 8, b.y() + 25}, views::clockText(s->taken),
               {.px = 12, .ink = look(Tone::InkSoft), .mono = true});
}

} // namespace maqueta::views
