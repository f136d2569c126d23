#include "views/canvas/cut_editor.h"

#include "views/canvas/words.h"
#include "views/style/glyphs.h"
#include "views/style/texts.h"

#include <algorithm>

namespace maqueta::views {
namespace {

constexpr double arrowReach = 22;
constexpr double barHeight = 44;
constexpr double buttonHeight = 32;

QPainterPath arrow(QPointF from, QPointF to) {
    const double way = to.x() > from.x() ? 1 : -1;
    QPainterPath path(from);
    path.lineTo(to);
    path.moveTo(to + QPointF(-7 * way, -6));
    path.lineTo(to);
    path.lineTo(to + QPointF(-7 * way, 6));
    return path;
}

} // namespace

QVector<CutEditor::Stop> CutEditor::stops(const CanvasScene& scene) {
    QVector<Stop> out;
    const auto add = [&](std::uint32_t machine, const diagram::Road& ramp, double fallback) {
        const auto& shown = scene.picture().machines[machine];
        if (!shown.exists) return; // a Node object alone has no side
        out.append(
            {toQString(shown.spec.name), ramp.points.empty() ? fallback : ramp.points.back().x});
    };
    const diagram::Layout& layout = scene.layout();
    for (const auto& card : layout.controlPlanes) add(card.machine, card.ramp, card.box.centre().x);
    for (const auto& card : layout.workers) add(card.machine, card.ramp, card.box.centre().x);
    std::sort(out.begin(), out.end(), [](const Stop& a, const Stop& b) {
        return a.x != b.x ? a.x < b.x : a.machine < b.machine;
    });
    return out;
}

// Between every two ramps that are not in line.
QVector<double> CutEditor::places(const CanvasScene& scene) {
    const QVector<Stop> ramps = stops(scene);
    QVector<double> out;
    for (qsizetype i = 1; i < ramps.size(); ++i)
        if (ramps[i].x - ramps[i - 1].x > 1) out.append((ramps[i].x + ramps[i - 1].x) / 2);
    if (out.isEmpty()) out.append(scene.layout().highway.centre().x);
    return out;
}

double CutEditor::snapped(const CanvasScene& scene, double x) {
    const QVector<double> all = places(scene);
    return *std::min_element(all.cbegin(), all.cend(),
                             [x](double a, double b) { return std::abs(a - x) < std::abs(b - x); });
}

CutEditor::CutEditor(const CanvasScene& scene, double x, const QStringList& oneSide)
    : scene_(scene) {
    moveLine(x);
    if (oneSide.isEmpty()) return;
    sideA_ = QSet<QString>(oneSide.cbegin(), oneSide.cend());
}

void CutEditor::moveLine(double x) {
    x_ = snapped(scene_, x);
    sideA_.clear();
    for (const Stop& stop : stops(scene_))
        if (stop.x < x_) sideA_.insert(stop.machine);
}

void CutEditor::stepLine(int by) {
    const QVector<double> all = places(scene_);
    const qsizetype now = all.indexOf(x_);
    moveLine(all[std::clamp<qsizetype>(now + by, 0, all.size() - 1)]);
}

void CutEditor::toggle(const QString& machine) {
    if (!sideA_.remove(machine)) sideA_.insert(machine);
}

void CutEditor::turn() {
    direction_ = static_cast<Direction>((static_cast<int>(direction_) + 1) % 3);
}

QStringList CutEditor::side(bool a) const {
    QStringList out;
    for (const Stop& stop : stops(scene_))
        if (sideA_.contains(stop.machine) == a) out.append(stop.machine);
    return out;
}

void CutEditor::drawLine(Drawing& d, const CanvasScene& scene, double x) {
    const QRectF road = toQt(scene.layout().highway);
    QPainterPath line(QPointF(x, road.top() - 16));
    bool right = true;
    for (double y = road.top() - 4; y < road.bottom() + 16; y += 12, right = !right)
        line.lineTo(x + (right ? 6 : -6), y);
    line.lineTo(x, road.bottom() + 20);
    d.stroke(line, d(Tone::Canvas), 8);
    d.stroke(line, d(Tone::Partitioned), d.look().stroke(3.4));
}

void CutEditor::drawScene(Drawing& d) const {
    const auto& machines = scene_.picture().machines;
    for (std::uint32_t i = 0; i < machines.size(); ++i) {
        const auto role = machines[i].spec.role;
        if (role == cluster::Role::Client || role == cluster::Role::LoadBalancer) continue;
        if (!machines[i].exists) continue;
        const QRectF box = toQt(scene_.layout().boxOf(i));
        const bool a = sideA_.contains(toQString(machines[i].spec.name));
        const Tone tone = sideTone(a);
        d.box(box, 12, d.look()(tone, 0.14), d(tone), d.look().stroke(2.4));
        if (box.width() < 90) continue;
        // On the card's edge, where no words are.
        const QRectF sign(box.x() + 12, box.bottom() - 11, 28, 22);
        d.pill(sign, d(Tone::Panel), d(tone), 1.8);
        d.text({sign.center().x(), sign.center().y() + d.look().px(12) * 0.36},
               a ? QStringLiteral("A") : QStringLiteral("B"),
               {.px = 12,
                .weight = semiBold,
                .ink = d(Tone::Ink),
                .align = Qt::AlignHCenter,
                .above = true});
    }
    drawLine(d, scene_, x_);
    const QPointF at(x_, scene_.layout().highway.centre().y);
    d.dot(at, arrowReach, d(Tone::Panel), d(Tone::Partitioned), d.look().stroke(2));
    const QPointF left = at - QPointF(13, 0), right = at + QPointF(13, 0);
    const QColor ink = d(Tone::Ink);
    if (direction_ != Direction::FromB)
        d.stroke(arrow(left + QPointF(0, -5), right + QPointF(0, -5)), ink, 2);
    if (direction_ != Direction::FromA)
        d.stroke(arrow(right + QPointF(0, 5), left + QPointF(0, 5)), ink, 2);
}

bool CutEditor::arrowsAt(QPointF at) const {
    return QLineF(at, {x_, scene_.layout().highway.centre().y}).length() <= arrowReach + 4;
}

void CutEditor::drawBar(Drawing& d, const QSizeF& view) {
    const Words words{.px = 13, .ink = d(Tone::Canvas), .above = true};
    const Words strong{.px = 13, .weight = semiBold, .ink = d(Tone::Canvas), .above = true};
    QString says = DropText::tr(
        "Messages between A and B are lost. Click a machine to change its side (Tab, S).");
    if (direction_ == Direction::FromA)
        says = DropText::tr(
            "Messages from A to B are lost. Click a machine to change its side (Tab, S).");
    if (direction_ == Direction::FromB)
        says = DropText::tr(
            "Messages from B to A are lost. Click a machine to change its side (Tab, S).");
    if (!complete())
        says = DropText::tr("One side is empty: click machines to part them (Tab, S).");
    const QString labels[] = {DropText::tr("One way or both (O)"), DropText::tr("Cut (Enter)"),
                              DropText::tr("Leave (Esc)")};
    QRectF* const boxes[] = {&turn_, &apply_, &cancel_};
    double w = d.width(says, words) + 28;
    for (const QString& label : labels) w += d.width(label, strong) + 32;
    const QRectF bar((view.width() - w) / 2, 10, w, barHeight);
    d.box(bar, 10, d(Tone::Ink));
    double x = bar.x() + 14;
    x += d.text({x, bar.center().y() + 13 * 0.36}, says, words) + 8;
    for (std::size_t i = 0; i < 3; ++i) {
        const double width = d.width(labels[i], strong) + 24;
        *boxes[i] = {x, bar.center().y() - buttonHeight / 2, width, buttonHeight};
        d.box(*boxes[i], 8, {}, d(Tone::Canvas), 1);
        d.text({x + 12, bar.center().y() + 13 * 0.36}, labels[i], strong);
        x += width + 8;
    }
}

CutEditor::Hit CutEditor::barAt(QPointF at) const {
    if (apply_.contains(at)) return Hit::Apply;
    if (cancel_.contains(at)) return Hit::Cancel;
    return turn_.contains(at) ? Hit::Direction : Hit::None;
}

} // namespace maqueta::views
