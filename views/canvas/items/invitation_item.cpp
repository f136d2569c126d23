#include "views/canvas/items/invitation_item.h"

#include "diagram/gauge.h"
#include "views/canvas/canvas_scene.h"

#include <algorithm>
#include <optional>

namespace maqueta::views {
namespace {

// Where a note of that size has room: in the band below the control plane, between what lies there,
// as near to the switch as can be; below the card when there is no such place.
std::optional<QRectF> freePlace(const CanvasScene& scene, const QRectF& card, QSizeF size) {
    constexpr double margin = 6;
    const diagram::Layout& layout = scene.layout();
    std::vector<std::pair<double, double>> free{
        {layout.highway.x, layout.highway.right()}}; // from, to
    std::vector<diagram::Box> taken{layout.rail, layout.tray};
    if (diagram::gaugeOf(scene.picture())) taken.push_back(layout.gauge);
    for (const diagram::Box& there : taken) {
        std::vector<std::pair<double, double>> left;
        for (const auto& [from, to] : free) {
            left.emplace_back(from, std::min(to, there.x));
            left.emplace_back(std::max(from, there.right()), to);
        }
        free = std::move(left);
    }
    std::optional<QRectF> best;
    const double wanted = card.right();
    for (const auto& [from, to] : free) {
        if (to - from < size.width() + 2 * margin) continue;
        const double x =
            std::clamp(wanted - size.width(), from + margin, to - margin - size.width());
        const QRectF place(QPointF(x, card.bottom() + 4), size);
        const auto far = [&](const QRectF& note) {
            return std::max({0.0, note.left() - wanted, wanted - note.right()});
        };
        // Farther off it would seem to speak of another machine.
        if (far(place) > card.width() / 2) continue;
        if (!best || far(place) < far(*best)) best = place;
    }
    return best;
}

} // namespace

Note noteFor(const CanvasScene& scene, Drawing& d, const QRectF& card) {
    const Invitation& invitation = scene.frame().invitation;
    const Look& look = d.look();
    const Words bold{.px = 13, .weight = semiBold, .ink = {}};
    const Words rest{.px = 13, .ink = {}};
    const auto sizeOf = [&](const QStringList& lines) {
        double w = 0;
        for (qsizetype i = 0; i < lines.size(); ++i)
            w = std::max(w, d.width(lines[i], i + 1 == lines.size() ? rest : bold));
        const double line = std::max(17.0, look.px(13) * 1.3);
        return QSizeF(w + 24, 10 + line * static_cast<double>(lines.size()));
    };
    std::vector<std::pair<QSizeF, QStringList>> ways;
    const auto way = [&](const QStringList& lines) { ways.emplace_back(sizeOf(lines), lines); };
    way({invitation.bold, invitation.rest});
    for (qsizetype at = invitation.bold.indexOf(' '); at >= 0;
         at = invitation.bold.indexOf(' ', at + 1))
        way({invitation.bold.left(at), invitation.bold.mid(at + 1), invitation.rest});
    std::stable_sort(ways.begin() + 1, ways.end(), [](const auto& a, const auto& b) {
        return a.first.width() < b.first.width();
    });
    for (const auto& [size, lines] : ways)
        if (const auto place = freePlace(scene, card, size)) return {*place, lines};
    const auto& [size, lines] = ways.front();
    const diagram::Box& all = scene.layout().bounds; // on the picture
    return {QRectF(QPointF(std::min(card.right() - 34, all.right() - 8 - size.width()),
                           card.bottom() + 4),
                   size),
            lines};
}

const diagram::ControlPlaneCard* invitedCard(const CanvasScene& scene) {
    const std::string name = scene.frame().invitation.machine.toStdString();
    for (const diagram::ControlPlaneCard& card : scene.layout().controlPlanes)
        if (!name.empty() && scene.picture().machines[card.machine].spec.name == name) return &card;
    return nullptr;
}

void InvitationItem::draw(Drawing& d) {
    const diagram::ControlPlaneCard* card = invitedCard(canvas());
    if (!card) return;
    const Look& look = d.look();
    const QRectF box = toQt(card->box);
    const QPointF at(box.right() - 44, box.y() + 20);
    const Note note = noteFor(canvas(), d, box);
    d.dot(at, 14, {}, look(Tone::Ink), 2);
    // Down the card's edge, where nothing stands.
    const double edge = box.right() - 5;
    const double level = note.place.top() + 6;
    QPainterPath string(at + QPointF(10, 10));
    string.quadTo({edge, at.y() + 14}, {edge, at.y() + 30});
    string.lineTo(edge, level);
    string.lineTo(std::clamp(edge, note.place.left() + 12, note.place.right() - 12), level);
    d.stroke(string, look(Tone::Ink), 2);
    d.box(note.place, 12, look(Tone::Ink));
    const double line = (note.place.height() - 10) / static_cast<double>(note.lines.size());
    for (qsizetype i = 0; i < note.lines.size(); ++i)
        d.text({note.place.x() + 12, note.place.y() + 1 + line * static_cast<double>(i + 1)},
               note.lines[i],
               {.px = 13,
                .weight = i + 1 == note.lines.size() ? regular : semiBold,
                .ink = look(Tone::Canvas)});
}

} // namespace maqueta::views
