// A canvas on the screen, as large as at the first launch, with a stage's present moment on it.
#pragma once

#include "tests/views/stage.h"
#include "views/canvas/canvas_view.h"

#include <QTest>

#include <memory>

namespace maqueta::tests {

inline std::unique_ptr<views::CanvasView> openCanvas(Stage& stage) {
    auto canvas = std::make_unique<views::CanvasView>();
    canvas->resize(1300, 640);
    canvas->setFrame(stage.here());
    canvas->show();
    [&] { QVERIFY(QTest::qWaitForWindowExposed(canvas.get())); }();
    return canvas;
}

inline views::Part machine(const char* name) {
    return {.kind = views::Part::Kind::Machine, .machine = QString::fromLatin1(name)};
}

// For tests of the canvas under real events: one stage for all of a test's stories, and a canvas
// of its own for each; places on it as a pointer finds them.
class OpenCanvas {
protected:
    void openStage() {
        stage_ = std::make_unique<Stage>();
        stage_->bootWithShop();
    }
    void openAnew() {
        canvas_ = openCanvas(*stage_);
        canvas_->setFocus();
    }
    QWidget* surface() const { return canvas_->viewport(); }
    QPoint onScreen(QPointF scene) const { return canvas_->mapFromScene(scene); }
    QPoint middleOf(const views::Part& part) const {
        return onScreen(canvas_->boxOf(part).center());
    }
    // A place on a worker's card that belongs to nothing else on it.
    QPoint bareSpotOf(const char* worker) const {
        const QRectF box = canvas_->boxOf(machine(worker));
        return onScreen({box.right() - 30, box.bottom() - 12});
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(canvas_.get(), key, modifiers);
    }

    std::unique_ptr<Stage> stage_;
    std::unique_ptr<views::CanvasView> canvas_;
};

} // namespace maqueta::tests
