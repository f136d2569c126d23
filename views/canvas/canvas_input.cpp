// What the mouse means on the canvas.
#include "views/canvas/canvas_scene.h"
#include "views/canvas/canvas_view.h"
#include "views/canvas/cut_editor.h"
#include "views/style/trace_words.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace maqueta::views {
namespace {

constexpr double zoomStep = 1.0015; // per unit of the wheel's angle

} // namespace

void CanvasView::wheelEvent(QWheelEvent* event) {
    const QPoint angle = event->angleDelta();
    zoomTo(event->position().toPoint(), transform().m11() * std::pow(zoomStep, angle.y()));
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
    if (cut_) return pressInCut(pressedAt_);
    if (!armed_.isEmpty()) {
        const DropVerdict verdict = dragOver(pressedAt_, event->modifiers());
        if (!verdict.accepted) { // it stays armed
            Q_EMIT refused(verdict.says);
            return;
        }
        armed_.clear();
        Q_EMIT placed();
        dropAt(pressedAt_);
        return;
    }
    pressedPart_ = partAt(pressedAt_);
    gesture_ = Gesture::Click;
    // A zone is taken by its name or its ground, with all that stands on it.
    if (const QVector<Part> zone = scene_->zoneAt(mapToScene(pressedAt_));
        !pressedPart_ && !zone.isEmpty()) {
        gesture_ = Gesture::Zone;
        select(zone);
    }
    scene_->editMarks().focused = {};
    pressedSwitch_ = switchAt(pressedAt_);
    if (pressedPart_.kind == Part::Kind::Machine && !pressedSwitch_.isEmpty())
        gesture_ = Gesture::Switch;
    else if (pressedPart_.kind == Part::Kind::Shelf && scene_->cameraAt(mapToScene(pressedAt_)))
        gesture_ = Gesture::Camera;
}

QString CanvasView::switchAt(QPoint viewportPoint) const {
    return scene_->powerSwitchAt(mapToScene(viewportPoint));
}

void CanvasView::pressInCut(QPoint at) {
    switch (cut_->barAt(at)) {
    case CutEditor::Hit::Apply: return finishCut(true);
    case CutEditor::Hit::Cancel: return finishCut(false);
    case CutEditor::Hit::Direction: cut_->turn(); break;
    case CutEditor::Hit::None: {
        const QPointF scene = mapToScene(at);
        const Part part = partAt(at);
        if (cut_->arrowsAt(scene))
            cut_->turn();
        else if (part.kind == Part::Kind::Network)
            cut_->moveLine(scene.x());
        else if (!part.machine.isEmpty())
            cut_->toggle(part.machine);
        break;
    }
    }
    scene_->update();
}

void CanvasView::finishCut(bool apply) {
    if (apply && !cut_->complete()) return;
    const std::unique_ptr<CutEditor> cut = std::move(cut_);
    scene_->update();
    if (!apply) return;
    const bool fromB = cut->direction() == CutEditor::Direction::FromB;
    Q_EMIT cutWanted(cut->side(!fromB), cut->side(fromB),
                     cut->direction() != CutEditor::Direction::Both);
}

void CanvasView::beginCut(const QStringList& oneSide) {
    if (scene_->empty()) return;
    const diagram::Box& road = scene_->layout().highway;
    cut_ = std::make_unique<CutEditor>(*scene_, road.centre().x, oneSide);
    // A menu that asked for it gives the focus back to somebody else first.
    QTimer::singleShot(0, this, [this] { setFocus(); });
    scene_->update();
}

void CanvasView::pan(QPoint by) {
    fitted_ = false;
    setSceneRect(sceneRect().translated(QPointF(-by) / transform().m11()));
    seenChanged();
}

QString CanvasView::faultTip(const Part& part) const {
    const auto& faults = scene_->picture().faults;
    if (part.snapshot >= faults.size()) return {};
    return tr("%1. A click heals it.").arg(sentenceText(faults[part.snapshot].says));
}

void CanvasView::hover(QPoint viewportPoint) {
    const Part part = scene_->empty() ? Part{} : partAt(viewportPoint);
    const bool clickable = !switchAt(viewportPoint).isEmpty() ||
                           scene_->cameraAt(mapToScene(viewportPoint)) ||
                           part.kind == Part::Kind::Fault;
    viewport()->setCursor(spaceHeld_  ? Qt::OpenHandCursor
                          : clickable ? Qt::PointingHandCursor
                                      : Qt::ArrowCursor);
    if (part == hovered_) return;
    hovered_ = part;
    scene_->editMarks().hovered = part;
    viewport()->setToolTip(part.kind == Part::Kind::Fault ? faultTip(part) : QString());
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
        if (armed_.isEmpty())
            hover(at);
        else
            dragOver(at, event->modifiers());
        return;
    }
    const bool far = isFar(at);
    if (gesture_ == Gesture::Click && far) beginDrag(event->globalPosition().toPoint());
    if (gesture_ == Gesture::Zone && far) beginMove();
    if (gesture_ == Gesture::Band) {
        band_ = QRect(pressedAt_, at).normalized();
        viewport()->update();
    } else if (gesture_ == Gesture::MoveCards) {
        moveCards(at, !(event->modifiers() & Qt::AltModifier));
    }
}

bool CanvasView::isFar(QPoint at) const {
    return (at - pressedAt_).manhattanLength() >= QApplication::startDragDistance();
}

void CanvasView::beginDrag(QPoint globalPosition) {
    switch (pressedPart_.kind) {
    case Part::Kind::Snapshot: dragSnapshot(); break;
    case Part::Kind::Pod:
        gesture_ = Gesture::None;
        QToolTip::showText(globalPosition,
                           tr("Pods never move; delete it and its ReplicaSet makes another."),
                           this);
        break;
    case Part::Kind::Machine:
    case Part::Kind::Process: beginMove(); break;
    default: gesture_ = Gesture::Band; break;
    }
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
    // What was pressed is meant, although the picture may have moved below a pointer that did not.
    const bool stayed = !isFar(at);
    switch (gesture) {
    case Gesture::Switch:
        if (stayed || switchAt(at) == pressedSwitch_) toggle(pressedSwitch_);
        break;
    case Gesture::Camera:
        if (stayed || scene_->cameraAt(mapToScene(at))) Q_EMIT snapshotWanted();
        break;
    case Gesture::Click:
        if (pressedPart_.kind == Part::Kind::Fault && partAt(at) == pressedPart_)
            Q_EMIT healWanted(int(pressedPart_.snapshot));
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
    case Gesture::MoveCards: finishMove(); break;
    case Gesture::Zone:
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
    // Two quick clicks on a switch, or while a cut is drawn, are two clicks.
    if (cut_ || !switchAt(at).isEmpty()) {
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

} // namespace maqueta::views
