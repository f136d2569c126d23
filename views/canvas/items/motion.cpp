#include "views/canvas/items/motion.h"

#include "diagram/gauge.h"
#include "views/canvas/canvas_scene.h"
#include "views/canvas/items/ground.h"
#include "views/canvas/items/invitation_item.h"
#include "views/canvas/items/pod_item.h"
#include "views/canvas/overlay.h"
#include "views/canvas/words.h"
#include "views/style/glyphs.h"

#include <algorithm>
#include <map>
#include <set>

namespace maqueta::views {
namespace {

constexpr double smallestRinged = 200; // a card's width that has room for a wait

Tone toneOf(cluster::TransitKind kind) {
    using cluster::TransitKind;
    switch (kind) {
    case TransitKind::Request:
    case TransitKind::Reply: return Tone::InkSoft;
    case TransitKind::Heartbeat:
    case TransitKind::HealthCheck: return Tone::Running;
    case TransitKind::Replication:
    case TransitKind::Vote:
    case TransitKind::Watch: return Tone::Leader;
    case TransitKind::Reset: return Tone::Failed;
    }
    return Tone::InkSoft;
}

// A ring of which so much is left.
void drawEmptying(Drawing& d, QPointF at, double radius, double left, const QColor& ink) {
    constexpr double width = 3;
    d.dot(at, radius, {}, d(Tone::Line), width);
    QPainterPath arc;
    const QRectF circle(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
    arc.arcMoveTo(circle, 90);
    arc.arcTo(circle, 90, -360 * left);
    d.stroke(arc, ink, width);
}

// A named wait at the foot of its machine's card: one left of the other.
struct RingPill {
    const diagram::Ring* ring = nullptr;
    QRectF box;
    QString text;
};

Words ringWords(const Look& look) {
    return {.px = 12, .weight = semiBold, .ink = look(Tone::Ink)};
}

std::vector<RingPill> ringPills(const Drawing& d, const CanvasScene& canvas) {
    constexpr double overlap = 9; // of the card: below what stands on it
    const Look& look = d.look();
    const double h = std::max(23.0, look.px(12) + 9);
    std::map<std::uint32_t, double> taken;                        // up to where a card's foot is
    std::set<std::pair<std::uint32_t, diagram::Wait::Kind>> said; // two Leases, one wait
    std::vector<RingPill> pills;
    for (const diagram::Ring& ring : canvas.pose().rings) {
        const QRectF card = toQt(canvas.layout().boxOf(ring.machine));
        if (card.width() < smallestRinged || !said.insert({ring.machine, ring.kind}).second)
            continue;
        const auto right = taken.try_emplace(ring.machine, card.right() - 10).first;
        const QString text = ringText(ring);
        const double w = d.width(text, ringWords(look)) + 38;
        pills.push_back({&ring, QRectF(right->second - w, card.bottom() - overlap, w, h), text});
        right->second -= w + 6;
    }
    return pills;
}

bool meets(const QRectF& box, const QVector<QRectF>& others) {
    return std::any_of(others.cbegin(), others.cend(),
                       [&](const QRectF& other) { return other.intersects(box); });
}

cluster::ProcessKind bearerOf(const diagram::HeadGlyph& glyph) {
    using Kind = diagram::HeadGlyph::Kind;
    return glyph.kind == Kind::Crown          ? cluster::ProcessKind::Etcd
           : glyph.kind == Kind::SchedulerKey ? cluster::ProcessKind::Scheduler
                                              : cluster::ProcessKind::ControllerManager;
}

double sealRadius(const Look& look) {
    return std::clamp(9 / look.scale, 9.0, 14.0);
}

constexpr double diamondHalf = 9; // of the sign of missed heartbeats

} // namespace

const diagram::ControlPlaneCard* TokensItem::cardAt(QPointF at) const {
    for (const diagram::ControlPlaneCard& card : canvas().layout().controlPlanes)
        if (toQt(card.box).contains(at)) return &card;
    return nullptr;
}

// Where a label of that size may stand: beside its token, above or below it; on a card also where
// the chip to the left ends, and beside the card's name.
QVector<QRectF> TokensItem::placesFor(QPointF at, QSizeF size) const {
    const double w = size.width(), h = size.height();
    const QPointF aside(14 + w / 2, 0), away(0, 13 + h / 2), row(0, h + 3);
    QVector<QPointF> middles{at - aside, at + aside, at - away, at + away};
    if (const auto* card = cardAt(at)) {
        constexpr double fromEdge = 4;
        for (const diagram::Box& chip : card->chips)
            if (const QRectF b = toQt(chip); !b.isEmpty() && b.right() < at.x() + 14)
                for (const double y : {b.top() + h / 2 + 2, b.center().y(), b.bottom() - h / 2 - 2})
                    if (std::abs(y - at.y()) < 2 * h)
                        middles.append({b.right() - fromEdge - w / 2, y});
        std::stable_sort(middles.begin() + 4, middles.end(), [&](QPointF a, QPointF b) {
            return std::abs(a.y() - at.y()) < std::abs(b.y() - at.y());
        });
        middles.append({at.x(), card->box.y + 18});
    } else {
        for (const double side : {-1.0, 1.0})
            middles << at + side * aside - row << at + side * aside + row;
    }
    QVector<QRectF> places;
    for (const QPointF middle : middles)
        places.append(QRectF(middle - QPointF(w / 2, h / 2), size));
    return places;
}

// Where it covers no word, no other label and, if possible, no token of this picture. Where
// everything is full it is left out: a token that stands for several looks like it.
void TokensItem::drawLabel(Drawing& d, QPointF at, const QString& text) {
    const Look& look = d.look();
    const Words words{.px = 12,
                      .weight = semiBold,
                      .ink = look(Tone::Ink),
                      .align = Qt::AlignHCenter,
                      .above = true};
    const QSizeF size(d.width(text, words) + 16, std::max(20.0, look.px(12) + 8));
    const QVector<QRectF> places = placesFor(at, size);
    const QRectF* best = nullptr;
    for (const bool apart : {true, false})
        for (const QRectF& pill : places)
            if (!best && isFree(pill) && !(apart && onOther(at, pill))) best = &pill;
    if (!best) return;
    d.pill(*best, look(Tone::Panel), look(Tone::Border));
    d.text({best->center().x(), best->center().y() + look.px(12) * 0.36}, text, words);
    labels_.append(*best);
}

// How many it stands for, right or left of it, where that covers no other word.
void TokensItem::drawCount(Drawing& d, QPointF at, const QString& text, double scale) {
    const Look& look = d.look();
    const Words words{.px = 12, .weight = semiBold, .ink = look(Tone::Ink)};
    const double w = d.width(text, words);
    const double h = look.px(12);
    for (const bool apart : {true, false})
        for (const double left : {at.x() + 13 * scale, at.x() - 13 * scale - w}) {
            const QRectF place(left, at.y() - h / 2, w, h);
            if (!isFree(place) || (apart && onOther(at, place))) continue;
            d.text({left, at.y() + h * 0.36}, text, words);
            labels_.append(place.adjusted(-3, -2, 3, 2));
            return;
        }
}

bool TokensItem::onOther(QPointF own, const QRectF& place) const {
    return std::any_of(tokens_.cbegin(), tokens_.cend(), [&](const QRectF& token) {
        return token.center() != own && token.intersects(place);
    });
}

bool TokensItem::isFree(const QRectF& place) const {
    const diagram::Layout& layout = canvas().layout();
    const auto across = [&](const diagram::Box& box) { // its edge
        return toQt(box).intersects(place) && !toQt(box).contains(place);
    };
    for (const diagram::ControlPlaneCard& card : layout.controlPlanes)
        if (across(card.box) || std::any_of(card.chips.begin(), card.chips.end(), across))
            return false;
    return std::none_of(layout.workers.begin(), layout.workers.end(),
                        [&](const diagram::WorkerCard& card) { return across(card.box); }) &&
           box().contains(place) && !meets(place, labels_) &&
           !meets(place.adjusted(-3, 0, 3, 0), canvas().wordBoxes()) && !meets(place, glyphs_);
}

void TokensItem::drawToken(Drawing& d, const diagram::Token& token) {
    const Look& look = d.look();
    const QPointF at = toQt(token.at);
    QPainter& p = d.painter();
    p.setOpacity(token.opacity * (token.quiet ? 0.85 : 1));
    if (token.burst > 0) { // lost: it bursts where it got to
        const QColor ink = look(Tone::Partitioned, 1 - token.burst);
        for (int i = 0; i < 8; ++i) {
            const double a = i * 0.785398 + 0.3;
            const QPointF ray(std::cos(a), std::sin(a));
            QPainterPath spark(at + ray * (4 + 8 * token.burst));
            spark.lineTo(at + ray * (8 + 12 * token.burst));
            d.stroke(spark, ink, look.stroke(2.2));
        }
        return;
    }
    const double size = look.presenting ? 1.4 : 1;
    const double scale = (!token.quiet ? 1 : cardAt(at) ? 0.55 : 0.75) * size;
    const QPainterPath shape = tokenShape(token.kind);
    const QColor ink = look(toneOf(token.kind));
    if (token.count > 1) { // one more behind it: it stands for several
        const QPointF behind = at + QPointF(3.5, -3.5) * scale;
        d.fillAt(behind, shape, look(Tone::Canvas), scale);
        d.strokeAt(behind, shape, ink, 1.6, scale);
    }
    if (token.dashed) { // a pre-vote: it only asks
        constexpr double width = 2.4;
        d.fillAt(at, shape, look(Tone::Canvas), scale);
        p.save();
        p.translate(at);
        p.scale(scale, scale);
        d.stroke(shape, ink, width, {4, 2.6});
        p.restore();
    } else if (tokenIsRing(token.kind)) {
        d.fillAt(at, shape, look(Tone::Canvas), scale);
        d.strokeAt(at, shape, ink, 3, scale);
    } else {
        // A thin rim keeps it apart from the road.
        d.strokeAt(at, shape, look(Tone::Canvas), 2.4, scale);
        d.fillAt(at, shape, ink, scale);
    }
    p.setOpacity(1);
}

// An empty outline: nothing is on its way.
void TokensItem::drawMissed(Drawing& d, const diagram::MissedHeartbeats& missed, QPointF at) {
    const Look& look = d.look();
    const double size = look.presenting ? 1.4 : 1;
    const QPainterPath shape = tokenShape(cluster::TransitKind::Heartbeat);
    d.painter().setOpacity(missed.opacity);
    d.fillAt(at, shape, look(Tone::Canvas), 1.2 * size);
    d.strokeAt(at, shape, look(Tone::NotReady), 2, size);
    d.painter().setOpacity(1);
    tokens_.append(
        QRectF(at - QPointF(diamondHalf, diamondHalf), 2 * QSizeF(diamondHalf, diamondHalf)));
}

// Its name or its number, above all tokens.
void TokensItem::drawWords(Drawing& d, const diagram::Token& token) {
    if (token.burst > 0 || d.look().detail() == Detail::Small) return;
    const QPointF at = toQt(token.at);
    const bool card = cardAt(at) != nullptr;
    const double size = d.look().presenting ? 1.4 : 1;
    d.painter().setOpacity(token.opacity);
    const QString count = QStringLiteral("×%1").arg(token.count);
    if (token.count > 1 && !card)
        drawCount(d, at, count, token.quiet ? 0.75 * size : size);
    else if (token.count > 1 && !token.quiet)
        drawLabel(d, at, count);
    else if (*token.label)
        drawLabel(d, at, labelText(token.label));
}

void TokensItem::draw(Drawing& d) {
    const diagram::Pose& pose = canvas().pose();
    labels_.clear();
    tokens_.clear();
    glyphs_.clear();
    if (const auto* card = invitedCard(canvas())) // it lies above the tokens
        labels_.append(noteFor(canvas(), d, toQt(card->box)).place);
    for (const diagram::HeadGlyph& glyph : pose.glyphs) {
        const bool seal = headsOnCorners(canvas(), bearerOf(glyph));
        const QPointF half = seal ? QPointF(1, 1) * sealRadius(d.look()) : QPointF(11, 8);
        const QPointF at = headPlace(canvas(), glyph);
        glyphs_.append({at - half, at + half});
    }
    for (const RingPill& pill : ringPills(d, canvas())) glyphs_.append(pill.box);
    const QVector<QRectF> badges = badgesOf(canvas());
    glyphs_ += badges;
    const diagram::Layout& layout = canvas().layout();
    glyphs_ << toQt(layout.rail) << toQt(layout.tray);
    if (const NetworkSign sign = networkSign(canvas(), d.look()); sign.onRoad) glyphs_ << sign.box;
    if (diagram::gaugeOf(canvas().picture())) glyphs_ << toQt(layout.gauge);
    for (const diagram::Token& token : pose.tokens) {
        drawToken(d, token);
        const double r = token.quiet ? 6 : 9;
        tokens_.append(QRectF(token.at.x - r, token.at.y - r, 2 * r, 2 * r));
    }
    QVector<QPointF> signs;
    for (const diagram::MissedHeartbeats& missed : pose.missed) {
        signs.append(missedPlace(canvas(), missed, badges));
        drawMissed(d, missed, signs.last());
    }
    if (d.look().detail() != Detail::Small)
        for (std::size_t i = 0; i < pose.missed.size(); ++i) {
            d.painter().setOpacity(pose.missed[i].opacity);
            drawLabel(d, signs[static_cast<qsizetype>(i)], missedText(pose.missed[i].count));
        }
    // Names first: a number finds its place beside them.
    for (const bool named : {true, false})
        for (const diagram::Token& token : pose.tokens)
            if ((token.count == 1) == named) drawWords(d, token);
    d.painter().setOpacity(1);
}

// Pods from the tray to their slots, photos to where they restore.
void GlyphsItem::drawFlights(Drawing& d) {
    const diagram::Pose& pose = canvas().pose();
    for (const diagram::PodFlight& flight : pose.pods) {
        cluster::PodPicture pod = canvas().picture().pods[flight.pod];
        pod.look = cluster::PodLook::Starting;
        pod.reason.clear();
        drawPod(
            d, pod,
            {.at = toQt(flight.at), .radius = flight.radius, .hue = canvas().hueOf(pod.workload)});
    }
    for (const diagram::PhotoFlight& photo : pose.photos) {
        const QPointF at = toQt(photo.at);
        const QRectF box(at.x() - 45 * photo.scale, at.y() - 14 * photo.scale, 90 * photo.scale,
                         28 * photo.scale);
        d.box(box, 6, d(Tone::Canvas), d(Tone::Ink), 1.6);
        d.strokeAt(at, cameraGlyph(), d(Tone::InkSoft), 1.8, photo.scale);
    }
}

void GlyphsItem::drawRings(Drawing& d) {
    const Look& look = d.look();
    for (const RingPill& pill : ringPills(d, canvas())) {
        d.pill(pill.box, look(Tone::Panel), look(Tone::Border));
        constexpr double r = 6.5;
        const QPointF at(pill.box.x() + 14, pill.box.center().y());
        const bool lease = pill.ring->kind == diagram::Wait::Kind::LeaderLease;
        drawEmptying(d, at, r, pill.ring->left, look(lease ? Tone::Leader : Tone::NotReady));
        d.text({pill.box.x() + 27, pill.box.center().y() + look.px(12) * 0.36}, pill.text,
               ringWords(look));
    }
}

// Members of etcd that wait: for a leader, and with a request for an answer.
void GlyphsItem::drawMembers(Drawing& d) {
    const Look& look = d.look();
    const double size = look.presenting ? 1.25 : 1;
    for (const diagram::ElectionTimer& timer : canvas().pose().timers)
        drawEmptying(d, toQt(timer.at), 7.5 * size, timer.left, look(Tone::Leader));
    for (const diagram::Hourglass& glass : canvas().pose().hourglasses) {
        // Beside the seal on the corner of the chip below.
        const auto kind = canvas().picture().processes[glass.process].kind;
        const QPointF at = toQt(glass.at) - QPointF(headsOnCorners(canvas(), kind) ? 20 : 0, 0);
        d.fillAt(at, hourglassGlyph(), look(Tone::Canvas), size);
        d.fillAt(at, hourglassSand(std::round(glass.left * 24) / 24), look(Tone::Pending), size);
        d.strokeAt(at, hourglassGlyph(), look(Tone::Ink), look.stroke(1.5), size);
    }
}

QVector<QRectF> badgesOf(const CanvasScene& scene) {
    QVector<QRectF> boxes;
    for (std::size_t i = 0; i < scene.picture().faults.size(); ++i)
        boxes.append(scene.boxOf({.kind = Part::Kind::Fault, .snapshot = static_cast<quint32>(i)}));
    return boxes;
}

QPointF missedPlace(const CanvasScene& scene, const diagram::MissedHeartbeats& missed,
                    const QVector<QRectF>& badges) {
    constexpr double step = 3;
    const double road = scene.layout().highway.centre().y;
    QPointF at = toQt(missed.at);
    const double towards = at.y() < road ? step : -step;
    while (std::abs(at.y() - road) > step &&
           meets({at - QPointF(diamondHalf, diamondHalf), 2 * QSizeF(diamondHalf, diamondHalf)},
                 badges))
        at.ry() += towards;
    return at;
}

bool headsOnCorners(const CanvasScene& scene, cluster::ProcessKind kind) {
    // The cards of external etcd have one line, and so have all where control planes are many.
    if (kind == cluster::ProcessKind::Etcd && scene.picture().etcdRole == cluster::Role::Etcd)
        return false;
    const auto& cards = scene.layout().controlPlanes;
    return scene.look().detail() != Detail::Full && !cards.empty() && !cards.front().slim;
}

QPointF headPlace(const CanvasScene& scene, const diagram::HeadGlyph& glyph) {
    constexpr double fromEnd = 10; // of the chip's upper edge
    const QPointF at = toQt(glyph.at);
    if (!headsOnCorners(scene, bearerOf(glyph))) return at;
    const bool atFoot = glyph.kind == diagram::HeadGlyph::Kind::ControllerManagerKey;
    const QPointF corner = at - toQt(atFoot ? diagram::headAtFoot : diagram::headOnChip);
    return corner - QPointF(fromEnd, 0);
}

void GlyphsItem::draw(Drawing& d) {
    drawFlights(d);
    drawRings(d);
    // Not beside what a person drags over the nodes.
    if (canvas().marks().context.opinions.isEmpty())
        for (const diagram::Verdict& verdict : canvas().pose().verdicts) {
            d.painter().setOpacity(verdict.opacity);
            drawVerdict(d, canvas().upperEdgeOf(verdict.machine),
                        {.node = {},
                         .fits = verdict.reason.empty(),
                         .points = verdict.points,
                         .best = verdict.best,
                         .tied = verdict.tied,
                         .why = toQString(verdict.reason)});
        }
    d.painter().setOpacity(1);
    drawMembers(d);
    const Look& look = d.look();
    for (const diagram::HeadGlyph& glyph : canvas().pose().glyphs) {
        d.painter().setOpacity(glyph.opacity);
        QColor ink = look(glyph.grey ? Tone::InkFaint : Tone::Leader);
        double size = look.presenting ? 1.25 : 1;
        const QPointF at = headPlace(canvas(), glyph);
        if (headsOnCorners(canvas(), bearerOf(glyph))) { // as a seal, that stands out from the edge
            const double radius = sealRadius(look);
            d.dot(at, radius, ink, look(Tone::Panel), look.stroke(1.4));
            ink = look(Tone::Panel);
            size = radius / 13;
        }
        if (glyph.kind == diagram::HeadGlyph::Kind::Crown)
            d.fillAt(at, crownGlyph(), ink, size);
        else
            d.strokeAt(at, keyGlyph(), ink, look.stroke(2.2), size);
    }
    d.painter().setOpacity(1);
}

} // namespace maqueta::views
