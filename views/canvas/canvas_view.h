// The picture of the cluster, in a window. It observes and asks, decides nothing: what a person
// does with it comes out as signals. Every item on it is a projection of the frame.
//
// Keys: Tab and Shift+Tab walk through the parts, Enter opens, Menu opens the context menu, Delete
// asks for removal, Ctrl+0 fits, Ctrl+1 shows 100 %, Ctrl+arrows nudge a card. Wheel zooms at the
// pointer, middle drag and Space drag pan, dragging on empty ground selects.
#pragma once

#include "views/canvas/frame.h"
#include "views/canvas/part.h"
#include "views/style/theme.h"

#include <QGraphicsView>
#include <QVector>

#include <vector>

namespace maqueta::views {

class CanvasScene;
struct Written;

// MIME type of what is dragged onto the canvas: JSON {"item": "worker" | "control-plane" |
// "power-cut" | "cable" | "crash" | "deployment" | "pod" | "file" | "snapshot:N"}. Files from the
// desktop ("text/uri-list") come as "file:PATH".
inline constexpr const char* itemMimeType = "application/x-maqueta-item";

class CanvasView : public QGraphicsView {
    Q_OBJECT

public:
    explicit CanvasView(QWidget* parent = nullptr);
    ~CanvasView() override;

    void setFrame(const Frame& frame);
    const Frame& currentFrame() const;
    void setTheme(Theme theme);
    Theme theme() const;
    // Text and strokes x1.5 for a projector.
    void setPresenting(bool presenting);

    QVector<Part> selection() const;
    void select(const QVector<Part>& parts);
    // The part under a point of the viewport.
    Part partAt(QPoint viewportPoint) const;

    // For the keyboard and for screen readers: the parts in the order of Tab, the one that has the
    // focus, and what is said of one.
    QVector<Part> parts() const;
    Part focusedPart() const;
    void setFocusedPart(const Part& part);
    // Parts that are marked as others than in the picture beside this one.
    void setDifferences(const QVector<Part>& parts);
    QRectF boxOf(const Part& part) const; // on the scene; null = there is no such part
    QString spoken(const Part& part) const;

    // For tests: whatever is drawn from now on is also told there.
    void recordWords(std::vector<Written>* into);

public Q_SLOTS:
    void fit();
    void actualSize();
    void zoomBy(double factor);

Q_SIGNALS:
    void selectionChanged(const QVector<maqueta::views::Part>& parts);
    void partHovered(const maqueta::views::Part& part);
    void activated(const maqueta::views::Part& part);   // double click, Enter
    void powerToggled(const QString& machine, bool on); // `on`: what is wished
    void contextMenuWanted(const maqueta::views::Part& part, const QPoint& globalPosition);
    void deleteWanted(const maqueta::views::Part& part);
    void snapshotWanted(); // the camera button
    void dropped(const QString& item, const maqueta::views::Part& target,
                 const QPointF& scenePoint);
    void partMoved(const QString& machine, const QPointF& topLeft); // a layout edit

protected:
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool viewportEvent(QEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    enum class Gesture : quint8 { None, Click, Switch, Band, MoveCard };

    void zoomAt(QPoint viewportPoint, double factor);
    void scaleChanged();
    void pan(QPoint by);
    void hover(QPoint viewportPoint);
    void beginDrag(QPoint globalPosition);
    void moveCard(QPoint at, bool snap);
    void endDrag();
    void toggle(const QString& machine);
    void clickSelect(const Part& part, bool add);
    // The focused part, else the first selected one.
    Part current() const;
    QString switchAt(QPoint viewportPoint) const;
    const cluster::MachinePicture* machineOf(const QString& name) const;

    CanvasScene* scene_ = nullptr;
    QVector<Part> differences_;
    bool fitted_ = true; // follows the window's size until somebody zooms or pans
    bool panning_ = false;
    bool spaceHeld_ = false;
    Gesture gesture_ = Gesture::None;
    QPoint pressedAt_;
    QPoint lastPan_;
    Part pressedPart_;
    QPointF grabbedAt_; // in the card that is moved
    QRect band_;        // in the viewport
    Part hovered_;
    QString dragSays_; // what the label at the pointer says
    QPoint dragAt_;
};

} // namespace maqueta::views
