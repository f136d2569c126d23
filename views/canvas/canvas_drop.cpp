// Drags that end on the canvas, and the one that begins there.
#include "views/canvas/canvas_scene.h"
#include "views/canvas/canvas_view.h"
#include "views/canvas/cut_editor.h"
#include "views/canvas/drop.h"
#include "views/palette/fly_back.h"
#include "views/style/glyphs.h"

#include <QDrag>
#include <QDragEnterEvent>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>

#include <chrono>

namespace maqueta::views {
namespace {

constexpr double smallestDrop = 32; // pixels
constexpr QSize photoSize{40, 32};
constexpr std::chrono::milliseconds longestWait{1000}; // for a machine that was dropped

} // namespace

void CanvasView::dragSnapshot() {
    gesture_ = Gesture::None;
    auto* mime = new QMimeData;
    const QJsonObject item{
        {QStringLiteral("item"), QStringLiteral("snapshot:%1").arg(pressedPart_.snapshot)}};
    mime->setData(QLatin1String(itemMimeType), QJsonDocument(item).toJson(QJsonDocument::Compact));
    QPixmap picture(photoSize * 2);
    picture.setDevicePixelRatio(2);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    Drawing d(painter, scene_->look());
    d.box(QRectF(QPointF(1, 1), QSizeF(photoSize) - QSizeF(2, 2)), 6, d(Tone::Canvas), d(Tone::Ink),
          1.6);
    d.strokeAt({20, 16}, cameraGlyph(), d(Tone::Ink), 1.8);
    painter.end();
    auto* drag = new QDrag(this);
    drag->setMimeData(mime);
    drag->setPixmap(picture);
    drag->setHotSpot({20, 16});
    const QPoint home = mapFromScene(boxOf(pressedPart_).center());
    if (drag->exec(Qt::CopyAction) == Qt::IgnoreAction)
        flyBack(picture, QCursor::pos(), viewport()->mapToGlobal(home), window(),
                frame_.reducedMotion);
}

void CanvasView::dragEnterEvent(QDragEnterEvent* event) {
    const QString item = draggedItem(event->mimeData());
    if (item.isEmpty() || scene_->empty()) {
        event->ignore();
        return;
    }
    event->acceptProposedAction();
    beginDrop(item);
}

void CanvasView::setOpinions(const QVector<NodeOpinion>& opinions) {
    if (scene_->marks().dragged.isEmpty()) return;
    scene_->editMarks().context.opinions = opinions;
    scene_->update();
}

void CanvasView::setVictims(const QVector<Part>& pods) {
    if (pods == scene_->marks().victims) return;
    scene_->editMarks().victims = pods;
    scene_->update();
}

Part CanvasView::dropPartAt(QPoint viewportPoint) const {
    return scene_->dropPartAt(mapToScene(viewportPoint), smallestDrop / transform().m11());
}

DropVerdict CanvasView::dragOver(QPoint at, Qt::KeyboardModifiers keys) {
    dragAt_ = at;
    Marks& marks = scene_->editMarks();
    marks.dragAt = mapToScene(at);
    marks.context.pinned = isWorkload(marks.dragged) && (keys & Qt::ShiftModifier);
    marks.dropTarget = dropPartAt(at);
    const DropVerdict verdict = scene_->verdictFor(marks.dropTarget);
    dragSays_ = verdict.says;
    scene_->update();
    return verdict;
}

void CanvasView::dragMoveEvent(QDragMoveEvent* event) {
    event->setAccepted(dragOver(event->position().toPoint(), event->modifiers()).accepted);
}

// A click instead of a drag: for hands that cannot hold a button down.
void CanvasView::arm(const QString& item) {
    if (item == armed_) return;
    endDrag();
    armed_ = item;
    if (item.isEmpty() || scene_->empty()) return;
    beginDrop(item);
    viewport()->setCursor(Qt::CrossCursor);
}

void CanvasView::beginDrop(const QString& item) {
    awaited_.stop();
    cut_.reset();
    dragOnScene(item);
    Q_EMIT dragBegan(item);
}

void CanvasView::endDrag() {
    awaited_.stop();
    dragSays_.clear();
    dragOnScene({});
}

// The picture makes room for a machine, or takes it back.
void CanvasView::dragOnScene(const QString& item) {
    const diagram::Box before = scene_->layout().bounds;
    scene_->drag(item);
    if (fitted_ && scene_->layout().bounds != before) fit();
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent*) {
    endDrag();
}

void CanvasView::dropEvent(QDropEvent* event) {
    event->setAccepted(dropAt(event->position().toPoint()));
}

bool CanvasView::dropAt(QPoint at) {
    const QString item = scene_->marks().dragged;
    const Part target = dropPartAt(at);
    const bool accepted = scene_->verdictFor(target).accepted;
    const bool pinned = scene_->marks().context.pinned;
    const QPointF where = mapToScene(at);
    if (accepted && !scene_->newcomer().isEmpty()) {
        dragSays_.clear();
        awaited_.start(longestWait);
    } else {
        endDrag();
    }
    if (!accepted) return false;
    if (item == QLatin1String("partition")) {
        cut_ = std::make_unique<CutEditor>(*scene_, where.x(), QStringList{});
        setFocus();
        scene_->update();
    } else {
        Q_EMIT dropped(item, target, where, pinned);
    }
    return true;
}

} // namespace maqueta::views
