// Cards that a person moves: with the mouse along guides, with keys, by commands. The picture shows
// where they would go; one edit comes out at the end.
#include "diagram/areas.h"
#include "views/canvas/canvas_scene.h"
#include "views/canvas/canvas_view.h"

namespace maqueta::views {
namespace {

constexpr double smallestCard = 60; // pills stay where they are
constexpr double guideReach = 6;    // pixels

} // namespace

QVector<std::pair<QString, QRectF>> CanvasView::movable() const {
    QVector<std::pair<QString, QRectF>> cards;
    QVector<Part> parts = selection();
    const Part now = gesture_ == Gesture::None ? current() : pressedPart_;
    const Part card{.kind = Part::Kind::Machine, .machine = now.machine};
    if (!now.machine.isEmpty() && !parts.contains(card)) parts = {card};
    for (const Part& part : parts) {
        const QRectF box = boxOf(part);
        if (part.kind == Part::Kind::Machine && box.height() > smallestCard)
            cards.append({part.machine, box});
    }
    return cards;
}

void CanvasView::beginMove() {
    moving_ = movable();
    gesture_ = moving_.isEmpty() ? Gesture::Band : Gesture::MoveCards;
    // The card below the pointer leads.
    std::stable_sort(moving_.begin(), moving_.end(), [this](const auto& a, const auto& b) {
        return (a.first == pressedPart_.machine) > (b.first == pressedPart_.machine);
    });
}

QVector<QRectF> CanvasView::cardsBut(const QVector<std::pair<QString, QRectF>>& moving) const {
    QVector<QRectF> others;
    for (const Part& part : parts()) {
        const bool moves = std::any_of(moving.cbegin(), moving.cend(), [&](const auto& card) {
            return card.first == part.machine;
        });
        const QRectF box = boxOf(part);
        if (part.kind == Part::Kind::Machine && !moves && box.height() > smallestCard)
            others.append(box);
    }
    return others;
}

void CanvasView::moveCards(QPoint at, bool snap) {
    QPointF by = mapToScene(at) - mapToScene(pressedAt_);
    guides_.clear();
    if (snap) {
        const QRectF lead = moving_.constFirst().second;
        const Snapped snapped =
            snapCard(lead.translated(by), cardsBut(moving_), guideReach / transform().m11());
        by = snapped.corner - lead.topLeft();
        guides_ = snapped.guides;
    }
    diagram::LayoutOptions options = frame_.options();
    for (const auto& [name, box] : moving_)
        options.positions[name.toStdString()] = {box.x() + by.x(), box.y() + by.y()};
    preview_ = std::make_shared<const diagram::LayoutOptions>(std::move(options));
    showFrame();
}

void CanvasView::finishMove() {
    guides_.clear();
    CardMoves moves;
    if (preview_)
        for (const auto& [name, box] : moving_) {
            const diagram::Point to = preview_->positions.at(name.toStdString());
            moves.append({name, {to.x, to.y}});
        }
    const bool back = std::equal(
        moves.cbegin(), moves.cend(), moving_.cbegin(), moving_.cend(),
        [](const auto& to, const auto& card) { return to.second == card.second.topLeft(); });
    if (back) return cancelMove();
    moving_.clear();
    Q_EMIT cardsMoved(moves);
}

void CanvasView::cancelMove() {
    gesture_ = Gesture::None;
    moving_.clear();
    guides_.clear();
    preview_ = nullptr;
    showFrame();
}

void CanvasView::nudge(QPointF by) {
    CardMoves moves;
    for (const auto& [name, box] : movable()) moves.append({name, box.topLeft() + by});
    if (!moves.isEmpty()) Q_EMIT cardsMoved(moves);
}

void CanvasView::align(Alignment how) {
    const auto cards = movable();
    const CardMoves moves = aligned(cards, how, cardsBut(cards));
    if (!moves.isEmpty()) Q_EMIT cardsMoved(moves);
}

QStringList CanvasView::labelKeys() const {
    QStringList keys;
    if (scene_->empty()) return keys;
    for (const std::string& key : diagram::labelsThatTellApart(scene_->picture()))
        keys << QString::fromStdString(key);
    return keys;
}

CardMoves CanvasView::placesOf(Arrangement how, const QString& label) const {
    CardMoves moves;
    if (scene_->empty()) return moves;
    for (const auto& [name, at] :
         arranged(how, label.toStdString(), scene_->picture(), scene_->layout()))
        moves.append({QString::fromStdString(name), {at.x, at.y}});
    return moves;
}

} // namespace maqueta::views
