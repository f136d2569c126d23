#include "views/canvas/items/motion.h"

#include "views/canvas/canvas_scene.h"
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

bool meets(const QRectF& box, const QVector<QRectF>& others) {
    return std::any_of(others.cbegin(), others.cend(),
                       [&](const QRectF& other) { return other.intersects(box); });
}

} // namespace

std::optional<QRectF> TokensItem::cardAt(QPointF at) const {
    for (const diagram::ControlPlaneCard& card : canvas().layout().controlPlanes)
        if (toQt(card.box).contains(at)) return toQt(card.box);
    return {};
}

// Beside the token, above or below it: where it covers no word, no token and no other label of this
// picture. Where everything is full only what must be said is.
void TokensItem::drawLabel(Drawing& d, QPointF at, const QString& text, bool must) {
    const Look& look = d.look();
    const Words words{.px = 12,
                      .weight = semiBold,
                      .ink = look(Tone::Ink),
                      .align = Qt::AlignHCenter,
                      .above = true};
    const double w = d.width(text, words) + 16;
    const double h = std::max(20.0, look.px(12) + 8);
    const QPointF aside(14 + w / 2, 0), away(0, 13 + h / 2), row(0, h + 3);
    const std::optional<QRectF> card = cardAt(at);
    QVector<QPointF> places{at - aside, at + aside, at - away, at + away};
    // On a card what is left of the road has room to the right of its words.
    if (card)
        places = {at - aside, at - aside - row, at - aside + row, at - away,
                  at + away,  at + aside - row, at + aside + row, at + aside};
    const auto onAToken = [&](const QRectF& pill) {
        return std::any_of(tokens_.cbegin(), tokens_.cend(), [&](const QRectF& token) {
            return token.center() != at && token.intersects(pill);
        });
    };
    const QRectF* best = nullptr;
    QVector<QRectF> pills;
    for (const QPointF middle : places) {
        const QRectF pill(middle - QPointF(w / 2, h / 2), QSizeF(w, h));
        if (box().contains(pill) && !meets(pill, labels_) && (!card || card->contains(pill)))
            pills.append(pill);
    }
    for (const QRectF& pill : pills)
        if (!best && isFree(pill) && !onAToken(pill)) best = &pill;
    for (const QRectF& pill : pills)
        if (!best && isFree(pill)) best = &pill;
    for (const QRectF& pill : pills)
        if (!best && must && !onAToken(pill)) best = &pill;
    if (!best && must && !pills.isEmpty()) best = &pills.constFirst();
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
    for (const double left : {at.x() + 13 * scale, at.x() - 13 * scale - w}) {
        const QRectF place(left, at.y() - h / 2, w, h);
        if (!isFree(place)) continue;
        d.text({left, at.y() + h * 0.36}, text, words);
        labels_.append(place.adjusted(-3, -2, 3, 2));
        return;
    }
}

bool TokensItem::isFree(const QRectF& place) const {
    const diagram::Layout& layout = canvas().layout();
    const auto across = [&](const auto& card) { // its edge
        return toQt(card.box).intersects(place) && !toQt(card.box).contains(place);
    };
    return std::none_of(layout.controlPlanes.begin(), layout.controlPlanes.end(), across) &&
           std::none_of(layout.workers.begin(), layout.workers.end(), across) &&
           box().contains(place) && !meets(place, labels_) && !meets(place, canvas().wordBoxes()) &&
           !meets(place, glyphs_);
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
    const bool card = cardAt(at).has_value();
    const double scale = (!token.quiet ? 1 : card ? 0.55 : 0.75) * size;
    const QPainterPath shape = tokenShape(token.kind);
    const QColor ink = look(toneOf(token.kind));
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

// Its name or its number, above all tokens.
void TokensItem::drawWords(Drawing& d, const diagram::Token& token) {
    if (token.burst > 0 || d.look().detail() == Detail::Small) return;
    const QPointF at = toQt(token.at);
    const bool card = cardAt(at).has_value();
    const double size = d.look().presenting ? 1.4 : 1;
    d.painter().setOpacity(token.opacity);
    const QString count = QStringLiteral("×%1").arg(token.count);
    if (token.count > 1 && !card)
        drawCount(d, at, count, token.quiet ? 0.75 * size : size);
    else if (token.count > 1 && !token.quiet)
        drawLabel(d, at, count, true);
    else if (*token.label)
        drawLabel(d, at, labelText(token.label), token.kind == cluster::TransitKind::Vote && !card);
}

void TokensItem::draw(Drawing& d) {
    const diagram::Pose& pose = canvas().pose();
    labels_.clear();
    tokens_.clear();
    glyphs_.clear();
    for (const diagram::HeadGlyph& glyph : pose.glyphs)
        glyphs_.append(QRectF(glyph.at.x - 11, glyph.at.y - 8, 22, 16));
    for (const diagram::Token& token : pose.tokens) {
        drawToken(d, token);
        if (!token.quiet) tokens_.append(QRectF(token.at.x - 9, token.at.y - 9, 18, 18));
    }
    // Names first: a number finds its place beside them.
    for (const bool named : {true, false})
        for (const diagram::Token& token : pose.tokens)
            if ((token.count == 1) == named) drawWords(d, token);
    d.painter().setOpacity(1);
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

double GlyphsItem::drawRing(Drawing& d, const diagram::Ring& ring, const QRectF& card,
                            double right) {
    const Look& look = d.look();
    const Words words{.px = 12, .weight = semiBold, .ink = look(Tone::Ink)};
    const QString text = ringText(ring);
    const double h = std::max(23.0, look.px(12) + 9);
    const double w = d.width(text, words) + 38;
    constexpr double overlap = 9; // of the card: below what stands on it
    const QRectF pill(right - w, card.bottom() - overlap, w, h);
    d.pill(pill, look(Tone::Panel), look(Tone::Border));
    constexpr double r = 6.5;
    const QPointF at(pill.x() + 14, pill.center().y());
    const bool lease = ring.kind == diagram::Wait::Kind::LeaderLease;
    drawEmptying(d, at, r, ring.left, look(lease ? Tone::Leader : Tone::NotReady));
    d.text({pill.x() + 27, pill.center().y() + look.px(12) * 0.36}, text, words);
    return pill.left();
}

// Members of etcd that wait: for a leader, and with a request for an answer.
void GlyphsItem::drawMembers(Drawing& d) {
    const Look& look = d.look();
    const double size = look.presenting ? 1.25 : 1;
    for (const diagram::ElectionTimer& timer : canvas().pose().timers)
        drawEmptying(d, toQt(timer.at), 7.5 * size, timer.left, look(Tone::Leader));
    for (const diagram::Hourglass& glass : canvas().pose().hourglasses) {
        const QPointF at = toQt(glass.at);
        d.fillAt(at, hourglassGlyph(), look(Tone::Canvas), size);
        d.fillAt(at, hourglassSand(std::round(glass.left * 24) / 24), look(Tone::Pending), size);
        d.strokeAt(at, hourglassGlyph(), look(Tone::Ink), look.stroke(1.5), size);
    }
}

void GlyphsItem::draw(Drawing& d) {
    std::map<std::uint32_t, double> taken;                        // up to where a card's foot is
    std::set<std::pair<std::uint32_t, diagram::Wait::Kind>> said; // two Leases, one wait
    for (const diagram::Ring& ring : canvas().pose().rings) {
        const QRectF card = toQt(canvas().layout().boxOf(ring.machine));
        if (card.width() < smallestRinged || !said.insert({ring.machine, ring.kind}).second)
            continue;
        const auto right = taken.try_emplace(ring.machine, card.right() - 10).first;
        right->second = drawRing(d, ring, card, right->second) - 6;
    }
    // Not beside what a person drags over the nodes.
    if (canvas().marks().context.opinions.isEmpty())
        for (const diagram::Verdict& verdict : canvas().pose().verdicts) {
            d.painter().setOpacity(verdict.opacity);
            drawVerdict(d, canvas().upperEdgeOf(verdict.machine),
                        {.node = {},
                         .fits = verdict.reason.empty(),
                         .points = verdict.points,
                         .best = verdict.best,
                         .why = toQString(verdict.reason)});
        }
    d.painter().setOpacity(1);
    drawMembers(d);
    const Look& look = d.look();
    for (const diagram::HeadGlyph& glyph : canvas().pose().glyphs) {
        d.painter().setOpacity(glyph.opacity);
        const QColor ink = look(glyph.grey ? Tone::InkFaint : Tone::Leader);
        const double size = look.presenting ? 1.25 : 1;
        if (glyph.kind == diagram::HeadGlyph::Kind::Crown)
            d.fillAt(toQt(glyph.at), crownGlyph(), ink, size);
        else
            d.strokeAt(toQt(glyph.at), keyGlyph(), ink, look.stroke(2.2), size);
    }
    d.painter().setOpacity(1);
}

void InvitationItem::draw(Drawing& d) {
    const Invitation& invitation = canvas().frame().invitation;
    if (invitation.machine.isEmpty()) return;
    const Look& look = d.look();
    const std::string name = invitation.machine.toStdString();
    for (const auto& card : canvas().layout().controlPlanes) {
        if (canvas().picture().machines[card.machine].spec.name != name) continue;
        const QPointF at(card.box.right() - 44, card.box.y + 20);
        const Words bold{.px = 13, .weight = semiBold, .ink = look(Tone::Canvas)};
        const Words rest{.px = 13, .ink = look(Tone::Canvas)};
        const double w = std::max(d.width(invitation.bold, bold), d.width(invitation.rest, rest));
        const double line = std::max(18.0, look.px(13) * 1.3);
        // On the picture, also when the switch is at its right edge.
        const double right = canvas().layout().bounds.w + canvas().layout().bounds.x - 8;
        const QRectF note(std::min(at.x() + 10, right - w - 32), card.box.bottom() + 4, w + 32,
                          12 + 2 * line);
        d.dot(at, 14, {}, look(Tone::Ink), 2);
        QPainterPath string(at + QPointF(9, 11));
        string.lineTo(std::clamp(at.x() + 42, note.x() + 32, note.right() - 32), note.y() + 2);
        d.stroke(string, look(Tone::Ink), 2);
        d.box(note, 12, look(Tone::Ink));
        d.text({note.x() + 16, note.y() + 2 + line}, invitation.bold, bold);
        d.text({note.x() + 16, note.y() + 2 + 2 * line}, invitation.rest, rest);
    }
}

} // namespace maqueta::views
