// The whole picture, small, in a corner of the canvas while only a part of it is seen: a click or a
// drag moves there. Shown by the canvas, over its viewport.
#pragma once

#include <QWidget>

namespace maqueta::views {

class CanvasScene;

class Minimap : public QWidget {
    Q_OBJECT

public:
    Minimap(const CanvasScene& scene, QWidget* parent);
    // What of the scene is seen; hides itself when that is all of it.
    void setSeen(const QRectF& seen);

Q_SIGNALS:
    void wanted(const QPointF& centre); // of the scene

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QTransform toMap() const;

    const CanvasScene& scene_;
    QRectF seen_;
};

} // namespace maqueta::views
