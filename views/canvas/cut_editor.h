// A cut of the network while it is drawn: a line across the highway that snaps between ramps, the
// side of every machine, and the direction. Owned by the canvas while it lasts; changes nothing
// itself.
#pragma once

#include "views/canvas/canvas_scene.h"

#include <QSet>
#include <QStringList>

namespace maqueta::views {

class CutEditor {
public:
    enum class Hit : quint8 { None, Apply, Cancel, Direction };
    enum class Direction : quint8 { Both, FromA, FromB }; // whose messages are lost

    // With one side given the line stands where it fits best; else next to x.
    CutEditor(const CanvasScene& scene, double x, const QStringList& oneSide);

    // The place between two ramps that is next to x.
    static double snapped(const CanvasScene& scene, double x);
    static void drawLine(Drawing& d, const CanvasScene& scene, double x);

    void moveLine(double x); // snaps; all machines take the side that they are on
    void stepLine(int by);
    void toggle(const QString& machine);
    void turn(); // both ways, one, the other
    QStringList side(bool a) const;
    Direction direction() const { return direction_; }
    bool complete() const { return !side(true).isEmpty() && !side(false).isEmpty(); }

    // In scene units: sides and line; in pixels of the view: what to do, and the buttons.
    void drawScene(Drawing& d) const;
    void drawBar(Drawing& d, const QSizeF& view);
    // Of the bar, in pixels.
    Hit barAt(QPointF at) const;
    // Of the arrows in the line, in scene units.
    bool arrowsAt(QPointF at) const;

private:
    struct Stop {
        QString machine;
        double x;
    };
    static QVector<Stop> stops(const CanvasScene& scene);
    static QVector<double> places(const CanvasScene& scene);

    const CanvasScene& scene_;
    double x_ = 0;
    QSet<QString> sideA_;
    Direction direction_ = Direction::Both;
    QRectF apply_;
    QRectF cancel_;
    QRectF turn_;
};

} // namespace maqueta::views
