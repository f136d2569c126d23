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

} // namespace maqueta::tests
