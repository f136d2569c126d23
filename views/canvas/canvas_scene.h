// The scene: lays the frame's picture out, keeps one item for each of its parts, and poses what
// moves. Owned by a view, or by an export for the length of one drawing.
#pragma once

#include "diagram/layout.h"
#include "diagram/pose.h"
#include "views/canvas/arrange.h"
#include "views/canvas/drop.h"
#include "views/canvas/frame.h"
#include "views/canvas/items/part_item.h"
#include "views/canvas/progress.h"

#include <QGraphicsScene>
#include <QHash>
#include <QVector>

namespace maqueta::views {

// What a person has marked on the picture; not part of the cluster.
struct Marks {
    QVector<Part> selected;
    Part hovered;
    Part focused;
    bool hasKeys = true; // the keyboard speaks to the canvas: else nothing on it shows the focus
    QString dragged;     // the item that is being dragged over the canvas; see CanvasScene::drag()
    Part dropTarget;
    QPointF dragAt;
    DropContext context;
    QVector<Part> victims; // pods that make room for the selected one
};

class CanvasScene : public QGraphicsScene {
    Q_OBJECT

public:
    explicit CanvasScene(QObject* parent = nullptr);

    void setFrame(const Frame& frame);
    const Frame& frame() const { return frame_; }
    const cluster::Picture& picture() const { return *frame_.picture; }
    bool empty() const { return frame_.picture == nullptr; }
    const diagram::Layout& layout() const { return layout_; }
    // All that is drawn: the layout's bounds, and the rows of the legend that need more.
    QRectF extent() const;
    struct Fit {
        double scale = 1;
        QRectF seen;
    };
    // How to see all of it in so much room, at `largest` at most. The legend takes the width that
    // is left beside the cards, and the picture shrinks where its rows need height.
    Fit fitInto(QSizeF room, double largest);
    // Whether a view that shows only so much of the width could show it as large as it is fitted.
    bool keepsItsSizeIn(double width) const;
    // Where all of it would take a third of that room, it tells of what is broken alone.
    bool legendIsShort() const { return legendIsShort_; }
    const diagram::Pose& pose() const { return pose_; }

    void setLook(const Look& look);
    const Look& look() const { return look_; }

    // For pictures that leave the window: only these are drawn, machines with all that is on them.
    // Empty = everything.
    void showOnly(const QVector<Part>& parts) { only_ = parts; }
    bool showsAll() const { return only_.isEmpty(); }
    bool shows(const Part& part) const;
    // Draws the ground, if `ground`, and every item that touches `source` with a painter that
    // stands in units of the scene; no cache takes part. `progress` is asked before each item;
    // false when it ended the drawing.
    bool paintInto(QPainter& painter, const QRectF& source, bool ground, const Progress& progress);

    Marks& editMarks() { return marks_; }
    const Marks& marks() const { return marks_; }
    DropVerdict verdictFor(const Part& part) const;
    // `item` is being dragged over the picture, or none is. For a new machine all others step aside
    // already, as they will after the drop.
    void drag(const QString& item);
    // Where the machine that is dragged will stand; null = it is no machine.
    const QRectF& newcomer() const { return newcomer_; }

    // The topmost part at a point of the scene; none on empty ground.
    Part partAt(QPointF at) const;
    // The same for what is dropped: a part is at least `least` units wide and high.
    Part dropPartAt(QPointF at, double least) const;
    // The machine whose power switch is there; empty when there is none. Switches are at least 32
    // units wide and high.
    QString powerSwitchAt(QPointF at) const;
    bool cameraAt(QPointF at) const;
    // The machines of the zone whose area is there, where zones are areas.
    QVector<Part> zoneAt(QPointF at) const;
    // Parts that touch a rectangle; machines and pods only.
    QVector<Part> partsIn(const QRectF& box) const;
    // In the order of Tab: as one reads.
    QVector<Part> walk() const;
    QRectF boxOf(const Part& part) const;
    QString spoken(const Part& part) const;

    // Of all machines, each once.
    const QStringList& zones() const { return zones_; }
    // The hue of a workload; from the ninth on with a pattern.
    int hueOf(const std::string& workload) const;
    // Posed elsewhere, or not in the tray any more.
    const diagram::PodFlight* flightOf(std::uint32_t pod) const;
    bool heardOf(std::uint32_t pod) const;
    double appearOf(std::uint32_t pod) const;
    const diagram::MachinePose* poseOf(std::uint32_t machine) const;
    // A card, or of one with badges of faults what is right of them.
    QRectF upperEdgeOf(std::uint32_t machine) const;
    // Where the words of this drawing stand, of all that lies below the tokens.
    QVector<QRectF>& wordBoxes() const { return wordBoxes_; }

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;

private:
    class Sync;
    void relayout();
    void takePose();
    // Of the machine that this item would be; none when it is no machine of this cluster.
    std::optional<cluster::Role> arriving(const QString& item) const;
    void makeRoomFor(cluster::Role role);
    void drawGround(QPainter& painter, const QRectF& rect) const;
    // How far the legend may go to both sides, in units.
    struct Reach {
        double left = 0;
        double right = 0;
    };
    Reach reachIn(double width) const; // of a view that shows so much
    diagram::Box legendIn(const std::optional<Reach>& reach) const;
    void placeLegend();

    Frame frame_;
    diagram::Layout layout_;
    diagram::Pose pose_;
    Look look_;
    Marks marks_;
    QRectF newcomer_;
    QVector<Part> only_;
    QStringList zones_;
    QHash<QString, PartItem*> items_;  // by a key that stays the same while the part exists
    std::optional<Reach> legendReach_; // none: it ends with the cards
    QRectF legendBox_;
    bool legendIsShort_ = false;
    // The ground with its grid, as it was drawn last.
    struct Ground {
        QPixmap pixels;
        QRectF rect;
        QTransform world;
        Theme theme = Theme::Light;
    };
    Ground ground_;
    mutable QVector<QRectF> wordBoxes_; // filled anew by every drawing, from the ground up
};

} // namespace maqueta::views
