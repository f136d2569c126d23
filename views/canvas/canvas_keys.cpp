// What keys mean on the canvas.
#include "views/canvas/canvas_scene.h"
#include "views/canvas/canvas_view.h"
#include "views/canvas/cut_editor.h"

#include <QKeyEvent>

namespace maqueta::views {
namespace {

QPointF stepOf(int key) {
    return {key == Qt::Key_Left    ? -1.0
            : key == Qt::Key_Right ? 1.0
                                   : 0.0,
            key == Qt::Key_Up     ? -1.0
            : key == Qt::Key_Down ? 1.0
                                  : 0.0};
}

} // namespace

Part CanvasView::current() const {
    if (scene_->marks().focused) return scene_->marks().focused;
    return selection().isEmpty() ? Part{} : selection().constFirst();
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
    if (cut_ && cutKey(event)) return;
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
        if (part.kind == Part::Kind::Fault) {
            Q_EMIT healWanted(int(part.snapshot));
            return;
        }
        if (part) {
            Q_EMIT deleteWanted(part);
            return;
        }
        break;
    case Qt::Key_F2: Q_EMIT renameWanted(part); return;
    case Qt::Key_A:
        if (control) return selectAll();
        break;
    case Qt::Key_Escape:
        if (gesture_ == Gesture::Band) {
            gesture_ = Gesture::None;
            band_ = {};
            viewport()->update();
        } else if (gesture_ == Gesture::MoveCards) {
            cancelMove();
        } else if (!selection().isEmpty() || scene_->marks().focused) {
            select({});
            scene_->editMarks().focused = {};
            scene_->update();
        } else {
            break;
        }
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (control) return nudge(stepOf(event->key()) * gridStep);
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

void CanvasView::focusInEvent(QFocusEvent* event) {
    scene_->editMarks().hasKeys = true;
    scene_->update();
    QGraphicsView::focusInEvent(event);
}

// Where the keys go elsewhere, the release of Space is not heard: it would pan for ever.
void CanvasView::focusOutEvent(QFocusEvent* event) {
    spaceHeld_ = false;
    scene_->editMarks().hasKeys = false;
    scene_->update();
    QGraphicsView::focusOutEvent(event);
}

void CanvasView::selectAll() {
    QVector<Part> machines;
    for (const Part& part : parts())
        if (part.kind == Part::Kind::Machine) machines.append(part);
    select(machines);
}

// While a cut is drawn.
bool CanvasView::cutKey(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left: cut_->stepLine(-1); break;
    case Qt::Key_Right: cut_->stepLine(1); break;
    case Qt::Key_O: cut_->turn(); break;
    case Qt::Key_S:
        if (!current().machine.isEmpty()) cut_->toggle(current().machine);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter: finishCut(true); return true;
    case Qt::Key_Escape: finishCut(false); return true;
    default: return false;
    }
    scene_->update();
    return true;
}

} // namespace maqueta::views
