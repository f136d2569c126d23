// The picture of the cluster, in a window. It observes and asks, decides nothing: what a person
// does with it comes out as signals. Every item on it is a projection of the frame.
//
// Keys: Tab and Shift+Tab walk through the parts, Enter opens, Menu opens the context menu, Delete
// asks for removal, F2 renames, Ctrl+0 fits, Ctrl+1 shows 100 %, Ctrl+arrows nudge cards, Ctrl+A
// selects all machines. Wheel zooms at the pointer, middle drag and Space drag pan, dragging on
// empty ground selects. While a cut is drawn: Left and Right move its line, S changes the side of
// the focused machine, O makes it one-way, Enter applies it, Escape leaves it.
#pragma once

#include "views/canvas/arrange.h"
#include "views/canvas/drop.h"
#include "views/canvas/frame.h"
#include "views/canvas/part.h"
#include "views/style/stock.h"
#include "views/style/theme.h"

#include <QGraphicsView>
#include <QTimer>
#include <QVector>

#include <memory>
#include <vector>

namespace maqueta::views {

class CanvasScene;
class CutEditor;
class Drawing;
class Minimap;
struct Written;

// MIME type of what is dragged onto the canvas: JSON {"item": "worker" | "control-plane" | "etcd" |
// "power-cut" | "cable" | "crash" | "partition" | "fault:NAME" | "deployment" | "pod" | "file" |
// "example:NAME" | "snapshot:N"}. Files from the desktop ("text/uri-list") come as "file:PATH" or,
// of a snapshot, "snapshot-file:PATH", of a document or a picture that may hold one,
// "document-file:PATH".
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

    // What is in sight, in units of the scene, and how many pixels one of them has.
    QRectF seen() const;
    double zoom() const;
    // A canvas of that width would show the picture as large as it is.
    bool keepsItsSizeIn(int width) const;

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

    // The next click on the canvas places that item, as a drop would; empty = none does.
    void arm(const QString& item);
    // What an act would start at this moment, as the label of a drag says it; empty = nothing new.
    void setForkNote(const QString& note) { forkNote_ = note; }
    // What each node says to the pod that is being dragged; the answer to dragBegan().
    void setOpinions(const QVector<NodeOpinion>& opinions);
    // Pods that make room for the selected one, or could.
    void setVictims(const QVector<Part>& pods);
    // Draws the line of a cut, between ramps, to be moved, turned and applied or left.
    void beginCut(const QStringList& oneSide = {});
    bool cutting() const { return cut_ != nullptr; }
    // Of the selected machines, two at least.
    void align(Alignment how);
    // By a label: `label` is its key, one of labelKeys().
    CardMoves placesOf(Arrangement how, const QString& label = {}) const;
    QStringList labelKeys() const;

    // For tests: whatever is drawn from now on is also told there.
    void recordWords(std::vector<Written>* into);

public Q_SLOTS:
    void fit();
    void actualSize();
    void zoomBy(double factor);
    void selectAll();

Q_SIGNALS:
    void selectionChanged(const QVector<maqueta::views::Part>& parts);
    void partHovered(const maqueta::views::Part& part);
    void activated(const maqueta::views::Part& part);   // double click, Enter
    void powerToggled(const QString& machine, bool on); // `on`: what is wished
    void contextMenuWanted(const maqueta::views::Part& part, const QPoint& globalPosition);
    void deleteWanted(const maqueta::views::Part& part);
    void snapshotWanted(); // the camera button
    void dragBegan(const QString& item);
    void placed();                    // the armed item was used
    void refused(const QString& why); // it cannot be there
    // `pinned`: Shift was held; the pod goes to that node without the Scheduler.
    void dropped(const QString& item, const maqueta::views::Part& target, const QPointF& scenePoint,
                 bool pinned);
    void cardsMoved(const maqueta::views::CardMoves& moves); // one edit
    void healWanted(int fault);                              // index into Picture::faults
    void cutWanted(const QStringList& sideA, const QStringList& sideB, bool oneWay);
    void renameWanted(const maqueta::views::Part& part); // none = the branch that is shown

protected:
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
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
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    enum class Gesture : quint8 { None, Click, Switch, Camera, Zone, Band, MoveCards };

    void zoomTo(QPoint viewportPoint, double scale);
    void scaleChanged();
    void pan(QPoint by);
    void hover(QPoint viewportPoint);
    bool isFar(QPoint at) const; // from where the button was pressed: a drag, no click
    void beginDrag(QPoint globalPosition);
    void dragSnapshot();
    void beginMove();
    void moveCards(QPoint at, bool snap);
    void finishMove();
    void cancelMove();
    void nudge(QPointF by);
    QVector<std::pair<QString, QRectF>> movable() const; // selected cards, or the current one
    QVector<QRectF> cardsBut(const QVector<std::pair<QString, QRectF>>& moving) const;
    void showFrame();
    void finishCut(bool apply);
    void pressInCut(QPoint at);
    bool cutKey(QKeyEvent* event);
    QString faultTip(const Part& part) const;
    void seenChanged(); // another part of the picture is in view
    Part dropPartAt(QPoint viewportPoint) const;
    void beginDrop(const QString& item);
    void endDrag();
    void dragOnScene(const QString& item);
    DropVerdict dragOver(QPoint at, Qt::KeyboardModifiers keys);
    bool dropAt(QPoint at);
    void toggle(const QString& machine);
    void clickSelect(const Part& part, bool add);
    // The focused part, else the first selected one.
    Part current() const;
    QString switchAt(QPoint viewportPoint) const;
    const cluster::MachinePicture* machineOf(const QString& name) const;

    CanvasScene* scene_ = nullptr;
    Stock stock_;
    QVector<Part> differences_;
    bool fitted_ = true; // follows the window's size until somebody zooms or pans
    bool panning_ = false;
    bool spaceHeld_ = false;
    Gesture gesture_ = Gesture::None;
    QPoint pressedAt_;
    QPoint lastPan_;
    Part pressedPart_;
    QString pressedSwitch_; // the machine whose switch was pressed
    QRect band_;            // in the viewport
    Part hovered_;
    QString dragSays_; // what the label at the pointer says
    QPoint dragAt_;
    QString armed_;
    QTimer awaited_; // runs from a machine's drop until it is there: its room is kept
    QString forkNote_;
    Frame frame_; // as it came; while cards are moved the scene has another layout
    QVector<std::pair<QString, QRectF>> moving_; // where they were
    QVector<QLineF> guides_;
    std::shared_ptr<const diagram::LayoutOptions> preview_;
    std::unique_ptr<CutEditor> cut_;
    Minimap* minimap_ = nullptr;
};

} // namespace maqueta::views
