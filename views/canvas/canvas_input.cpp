// What mouse, keys and drags mean on the canvas.
#include "views/canvas/canvas_scene.h"
#include "views/canvas/canvas_view.h"
#include "views/canvas/drop.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDrag>
#include <QDragEnterEvent>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace maqueta::views {
namespace {

constexpr double zoomStep = 1.0015; // per unit of the wheel's angle
constexpr double nudge = 16;

} // namespace

void CanvasView::wheelEvent(QWheelEvent* event) {
    const QPoint angle = event->angleDelta();
    zoomAt(event->position().toPoint(), std::pow(zoomStep, angle.y()));
    event->accept();
}

// --- press, move, release

void CanvasView::mousePressEvent(QMouseEvent* event) {
    pressedAt_ = event->position().toPoint();
    lastPan_ = pressedAt_;
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && spaceHeld_)) {
        panning_ = true;
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton || scene_->empty()) return;
    pressedPart_ = partAt(pressedAt_);
    gesture_ = Gesture::Click;
    scene_->editMarks().focused = {};
    if (const Part& part = pressedPart_;
        part.kind == Part::Kind::Machine && !switchAt(pressedAt_).isEmpty())
        gesture_ = Gesture::Switch;
}

QString CanvasView::switchAt(QPoint viewportPoint) const {
    return scene_->powerSwitchAt(mapToScene(viewportPoint));
}

void CanvasView::pan(QPoint by) {
    fitted_ = false;
    setSceneRect(sceneRect().translated(QPointF(-by) / transform().m11()));
}

void CanvasView::hover(QPoint viewportPoint) {
    const Part part = scene_->empty() ? Part{} : partAt(viewportPoint);
    const bool clickable =
        !switchAt(viewportPoint).isEmpty() || scene_->cameraAt(mapToScene(viewportPoint));
    viewport()->setCursor(spaceHeld_  ? Qt::OpenHandCursor
                          : clickable ? Qt::PointingHandCursor
                                      : Qt::ArrowCursor);
    if (part == hovered_) return;
    hovered_ = part;
    scene_->editMarks().hovered = part;
    scene_->update();
    Q_EMIT partHovered(part);
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (panning_) {
        pan(at - lastPan_);
        lastPan_ = at;
        return;
    }
    if (!(event->buttons() & Qt::LeftButton) || gesture_ == Gesture::None) {
        hover(at);
        return;
    }
    const bool far = (at - pressedAt_).manhattanLength() >= QApplication::startDragDistance();
    if (gesture_ == Gesture::Click && far) beginDrag(event->globalPosition().toPoint());
    if (gesture_ == Gesture::Band) {
        band_ = QRect(pressedAt_, at).normalized();
        viewport()->update();
    } else if (gesture_ == Gesture::MoveCard) {
        moveCard(at, !(event->modifiers() & Qt::AltModifier));
    }
}

void CanvasView::beginDrag(QPoint globalPosition) {
    switch (pressedPart_.kind) {
    case Part::Kind::Snapshot: {
        gesture_ = Gesture::None;
        auto* mime = new QMimeData;
        mime->setData(
            QLatin1String(itemMimeType),
            QJsonDocument(QJsonObject{{QStringLiteral("item"),
                                       QStringLiteral("snapshot:%1").arg(pressedPart_.snapshot)}})
                .toJson(QJsonDocument::Compact));
        QDrag drag(this);
        drag.setMimeData(mime);
        drag.exec(Qt::CopyAction);
        break;
    }
    case Part::Kind::Pod:
        gesture_ = Gesture::None;
        QToolTip::showText(globalPosition,
                           tr("Pods never move; delete it and its ReplicaSet makes another."),
                           this);
        break;
    case Part::Kind::Machine:
    case Part::Kind::Process: {
        const QRectF box =
            scene_->boxOf({.kind = Part::Kind::Machine, .machine = pressedPart_.machine});
        const bool card = box.height() > 60;
        gesture_ = card ? Gesture::MoveCard : Gesture::Band;
        grabbedAt_ = mapToScene(pressedAt_) - box.topLeft();
        break;
    }
    default: gesture_ = Gesture::Band; break;
    }
}

// Cards snap to the grid; Alt turns it off.
void CanvasView::moveCard(QPoint at, bool snap) {
    QPointF corner = mapToScene(at) - grabbedAt_;
    if (snap)
        corner = {std::round(corner.x() / nudge) * nudge, std::round(corner.y() / nudge) * nudge};
    Q_EMIT partMoved(pressedPart_.machine, corner);
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (panning_) {
        panning_ = false;
        hover(at);
        return;
    }
    if (event->button() != Qt::LeftButton) return;
    const Gesture gesture = std::exchange(gesture_, Gesture::None);
    const bool add = event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
    switch (gesture) {
    case Gesture::Switch:
        if (const QString machine = switchAt(at); machine == pressedPart_.machine) toggle(machine);
        break;
    case Gesture::Click:
        if (scene_->cameraAt(mapToScene(at)) && pressedPart_.kind == Part::Kind::Shelf)
            Q_EMIT snapshotWanted();
        else
            clickSelect(pressedPart_, add);
        break;
    case Gesture::Band: {
        const QVector<Part> inside =
            scene_->partsIn(QRectF(mapToScene(band_.topLeft()), mapToScene(band_.bottomRight())));
        band_ = {};
        QVector<Part> parts = add ? selection() : QVector<Part>{};
        for (const Part& part : inside)
            if (!parts.contains(part)) parts.append(part);
        select(parts);
        viewport()->update();
        break;
    }
    case Gesture::MoveCard:
    case Gesture::None: break;
    }
}

void CanvasView::toggle(const QString& machine) {
    if (const auto* m = machineOf(machine)) Q_EMIT powerToggled(machine, !m->on);
}

const cluster::MachinePicture* CanvasView::machineOf(const QString& name) const {
    if (scene_->empty()) return nullptr;
    const std::string wanted = name.toStdString();
    for (const auto& machine : scene_->picture().machines)
        if (machine.spec.name == wanted) return &machine;
    return nullptr;
}

void CanvasView::clickSelect(const Part& part, bool add) {
    const bool selectable = part && part.kind != Part::Kind::Tray && part.kind != Part::Kind::Shelf;
    QVector<Part> parts = add ? selection() : QVector<Part>{};
    if (selectable) {
        if (add && parts.contains(part))
            parts.removeAll(part);
        else
            parts.append(part);
    }
    select(parts);
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (!switchAt(at).isEmpty()) { // two quick clicks on a switch are two clicks
        mousePressEvent(event);
        return;
    }
    if (const Part part = partAt(at)) Q_EMIT activated(part);
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event) {
    if (scene_->empty()) return;
    if (event->reason() == QContextMenuEvent::Mouse) {
        const Part part = partAt(event->pos());
        if (part && !selection().contains(part)) clickSelect(part, false);
        Q_EMIT contextMenuWanted(part, event->globalPos());
        return;
    }
    const Part part = current();
    const QPointF at = scene_->boxOf(part).center();
    Q_EMIT contextMenuWanted(part, viewport()->mapToGlobal(mapFromScene(at)));
}

// --- keys

Part CanvasView::current() const {
    if (scene_->marks().focused) return scene_->marks().focused;
    return selection().isEmpty() ? Part{} : selection().constFirst();
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
    const bool control = event->modifiers() & Qt::ControlModifier;
    const Part part = current();
    switch (event->key()) {
    case Qt::Key_Space:
        // The window hears it too, on release: it plays and pauses.
        spaceHeld_ = true;
        if (!event->isAutoRepeat()) viewport()->setCursor(Qt::OpenHandCursor);
        event->ignore();
        return;
    case Qt::Key_0:
        if (control) return fit();
        break;
    case Qt::Key_1:
        if (control) return actualSize();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (part) {
            clickSelect(part, false);
            Q_EMIT activated(part);
            return;
        }
        break;
    case Qt::Key_Delete:
        if (part) {
            Q_EMIT deleteWanted(part);
            return;
        }
        break;
    case Qt::Key_Escape:
        if (gesture_ == Gesture::Band) {
            gesture_ = Gesture::None;
            band_ = {};
            viewport()->update();
        } else {
            select({});
            scene_->editMarks().focused = {};
            scene_->update();
        }
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (control && part.kind == Part::Kind::Machine) {
            const QPointF by(event->key() == Qt::Key_Left    ? -nudge
                             : event->key() == Qt::Key_Right ? nudge
                                                             : 0,
                             event->key() == Qt::Key_Up     ? -nudge
                             : event->key() == Qt::Key_Down ? nudge
                                                            : 0);
            Q_EMIT partMoved(part.machine, scene_->boxOf(part).topLeft() + by);
            return;
        }
        break;
    default: break;
    }
    event->ignore(); // the window's
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        spaceHeld_ = false;
        if (!panning_) viewport()->setCursor(Qt::ArrowCursor);
    }
    event->ignore();
}

// --- drops

void CanvasView::dragEnterEvent(QDragEnterEvent* event) {
    const QString item = draggedItem(event->mimeData());
    if (item.isEmpty() || scene_->empty()) {
        event->ignore();
        return;
    }
    scene_->editMarks().dragged = item;
    event->acceptProposedAction();
}

void CanvasView::dragMoveEvent(QDragMoveEvent* event) {
    dragAt_ = event->position().toPoint();
    scene_->editMarks().dropTarget = partAt(dragAt_);
    const DropVerdict verdict = scene_->verdictFor(scene_->marks().dropTarget);
    dragSays_ = verdict.says;
    scene_->update();
    event->setAccepted(verdict.accepted);
}

void CanvasView::endDrag() {
    scene_->editMarks().dragged.clear();
    scene_->editMarks().dropTarget = {};
    dragSays_.clear();
    scene_->update();
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent*) {
    endDrag();
}

void CanvasView::dropEvent(QDropEvent* event) {
    const QString item = scene_->marks().dragged;
    const Part target = partAt(event->position().toPoint());
    const bool accepted = scene_->verdictFor(target).accepted;
    endDrag();
    event->setAccepted(accepted);
    if (accepted) Q_EMIT dropped(item, target, mapToScene(event->position().toPoint()));
}

} // namespace maqueta::views
