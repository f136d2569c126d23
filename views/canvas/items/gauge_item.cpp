#include "views/canvas/items/gauge_item.h"

#include "views/canvas/canvas_scene.h"
#include "views/canvas/words.h"
#include "views/style/glyphs.h"
#include "views/style/texts.h"

#include <algorithm>

namespace maqueta::views {
namespace {

constexpr double inset = 10;
constexpr int mostSlots = 12; // above that the track is one bar

} // namespace

const cluster::DeploymentPicture& GaugeItem::deployment() const {
    return canvas().picture().deployments[gauge_.deployment];
}

QString GaugeItem::spoken() const {
    const cluster::DeploymentPicture& d = deployment();
    if (gauge_.kind == diagram::Gauge::Kind::Counts)
        return CanvasText::tr("%1: the cluster counts %2, really running %3")
            .arg(toQString(d.name))
            .arg(d.available)
            .arg(gauge_.running);
    if (gauge_.kind == diagram::Gauge::Kind::Kept)
        return CanvasText::tr("%1: %2 available; empty ReplicaSets of %3 are kept as the way back")
            .arg(toQString(d.name))
            .arg(d.available)
            .arg(keptTags().join(QStringLiteral(", ")));
    return CanvasText::tr("Rolling update of %1: %2 old, %3 new, %4 available; at least %5, at "
                          "most %6 pods")
        .arg(toQString(d.name))
        .arg(gauge_.older)
        .arg(gauge_.newer)
        .arg(d.available)
        .arg(d.least)
        .arg(d.most);
}

// "v1" of "web:v1".
QStringList GaugeItem::keptTags() const {
    QStringList tags;
    for (const std::string& image : deployment().keptImages) {
        const QString name = toQString(image).section('/', -1);
        tags << (name.contains(':') ? name.section(':', 1) : name);
    }
    return tags;
}

// The empty ReplicaSets, faint, from the right. Returns what they leave free.
double GaugeItem::drawKept(Drawing& d, double right) {
    constexpr int most = 2;
    const Look& look = d.look();
    const Words words{.px = 12, .ink = look(Tone::InkSoft), .align = Qt::AlignHCenter};
    const QStringList tags = keptTags();
    const double h = std::min(box().height() - 8, std::max(18.0, look.px(12) + 5));
    for (int i = std::min(most, int(tags.size())) - 1; i >= 0; --i) {
        const double w = d.width(tags[i], words) + 14;
        if (w > box().width() / 3) continue;
        const QRectF bar(right - w, box().center().y() - h / 2, w, h);
        d.box(bar, 4, {}, look(Tone::Border), look.stroke(1.2), Qt::CustomDashLine);
        d.text({bar.center().x(), bar.center().y() + look.px(12) * 0.36}, tags[i], words);
        right -= w + 6;
    }
    return right;
}

// One slot a pod, from the left those that serve: old ones full, new ones striped, new ones that do
// not count yet hollow. The tall line is the floor; the track ends at the ceiling.
void GaugeItem::drawTrack(Drawing& d, const QRectF& track) {
    const Look& look = d.look();
    const cluster::DeploymentPicture& deployment = this->deployment();
    const int slots = std::max(1, deployment.most);
    const QColor hue = workloadHue(canvas().hueOf(deployment.name));
    const double step = track.width() / slots;
    const auto stretch = [&](int from, int to) {
        return QRectF(track.x() + step * from, track.y(), step * (to - from), track.height());
    };
    const auto parts = [&](int from, int to, auto draw) {
        to = std::min(to, slots);
        if (slots > mostSlots) {
            if (to > from) draw(stretch(from, to));
            return;
        }
        for (int i = from; i < to; ++i) draw(stretch(i, i + 1).adjusted(1, 0, -1, 0));
    };
    const int oldOnes = gauge_.olderReady;
    const int serving = oldOnes + gauge_.newerReady;
    const int coming = serving + gauge_.newer - gauge_.newerReady;
    d.box(track, 3, look(Tone::Line));
    parts(0, oldOnes, [&](const QRectF& r) { d.box(r, 2, hue); });
    parts(oldOnes, serving, [&](const QRectF& r) {
        d.box(r, 2, look(Tone::Canvas), hue, 1.6);
        QPainterPath stripes;
        for (double x = r.left() + 3; x < r.right() - 1; x += 4) {
            stripes.moveTo(x, r.bottom() - 1.5);
            stripes.lineTo(x, r.top() + 1.5);
        }
        d.stroke(stripes, hue, 1.8);
    });
    parts(serving, coming,
          [&](const QRectF& r) { d.box(r, 2, look(Tone::Canvas), look(Tone::Pending), 1.6); });
    const double over = track.height() / 3; // of the two lines, beyond the track
    for (const int at : {deployment.least, deployment.most}) {
        QPainterPath line(QPointF(track.x() + step * at, track.y() - over));
        line.lineTo(track.x() + step * at, track.bottom() + over);
        d.stroke(line, look(Tone::Ink), look.stroke(at == deployment.least ? 2.4 : 1.6));
    }
}

void GaugeItem::drawRollout(Drawing& d) {
    const Look& look = d.look();
    const QRectF b = box();
    const double base = b.center().y() + look.px(12) * 0.36;
    const Words name{.px = 12, .weight = semiBold, .ink = look(Tone::Ink), .widest = 52};
    double x = b.x() + inset + d.text({b.x() + inset, base}, toQString(deployment().name), name);
    double right = b.right() - inset;
    const Words words{.px = 12, .weight = medium, .ink = look(Tone::Ink), .align = Qt::AlignRight};
    QString says = CanvasText::tr("%1 serve").arg(deployment().available);
    if (gauge_.kind == diagram::Gauge::Kind::Kept) {
        right = drawKept(d, right);
        says.clear();
    }
    const double w = d.width(says, words);
    if (!says.isEmpty() && right - w > x + 30) {
        d.text({right, base}, says, words);
        right -= w + 8;
    }
    x += 8;
    drawTrack(d, {x, b.center().y() - 6, right - x, 12});
}

// How long the cluster goes on trying, in words of their own line above the track.
void GaugeItem::drawProgress(Drawing& d, const diagram::Ring& wait) {
    const Look& look = d.look();
    const QRectF b = box();
    constexpr double r = 5, trackHeight = 8;
    const double middle = b.y() + 3 + look.px(12) * 0.55;
    const double base = middle + look.px(12) * 0.36;
    const QPointF at(b.right() - inset - r, middle);
    d.dot(at, r, {}, look(Tone::Line), 2.4);
    QPainterPath arc;
    const QRectF circle(at.x() - r, at.y() - r, 2 * r, 2 * r);
    arc.arcMoveTo(circle, 90);
    arc.arcTo(circle, 90, -360 * wait.left);
    d.stroke(arc, look(Tone::Failed), 2.4);
    // Its words first, and of its Deployment's name what has room beside them.
    const Words words{.px = 12, .weight = medium, .ink = look(Tone::Ink), .align = Qt::AlignRight};
    const double right = at.x() - r - 6;
    const QString says =
        d.firstThatFits({ringText(wait), ringTime(wait)}, words, right - b.x() - inset);
    d.text({right, base}, says, words);
    const Words name{.px = 12, .weight = semiBold, .ink = look(Tone::Ink)};
    const QString called = toQString(deployment().name);
    if (d.fits(called, name, right - d.width(says, words) - 8 - b.x() - inset))
        d.text({b.x() + inset, base}, called, name);
    drawTrack(d, {b.x() + inset, b.bottom() - 4 - trackHeight, b.width() - 2 * inset, trackHeight});
}

void GaugeItem::drawCounts(Drawing& d) {
    const Look& look = d.look();
    const QRectF b = box();
    const cluster::DeploymentPicture& deployment = this->deployment();
    const Words bold{
        .px = 12, .weight = semiBold, .ink = look(Tone::Ink), .widest = b.width() - 20};
    Words soft = bold;
    soft.weight = regular;
    const double line = std::max(14.0, look.px(12) * 1.15);
    const double base = b.center().y() + look.px(12) * 0.36;
    d.text({b.x() + inset, base - line / 2},
           CanvasText::tr("%1: the cluster counts %2")
               .arg(toQString(deployment.name))
               .arg(deployment.available),
           soft);
    d.text({b.x() + inset, base + line / 2},
           CanvasText::tr("really running %1").arg(gauge_.running), bold);
}

void GaugeItem::draw(Drawing& d) {
    if (gauge_.deployment >= canvas().picture().deployments.size()) return;
    const bool counts = gauge_.kind == diagram::Gauge::Kind::Counts;
    d.box(box(), corner(), d(Tone::Panel), d(counts ? Tone::Partitioned : Tone::Border),
          d.look().stroke(counts ? 1.8 : 1));
    if (counts)
        drawCounts(d);
    else if (canvas().pose().progress && gauge_.kind == diagram::Gauge::Kind::Rollout)
        drawProgress(d, *canvas().pose().progress);
    else
        drawRollout(d);
}

} // namespace maqueta::views
