#include "views/canvas/canvas_view.h"

#include "views/canvas/canvas_access.h"
#include "views/canvas/canvas_scene.h"
#include "views/canvas/cut_editor.h"
#include "views/canvas/differences.h"
#include "views/canvas/minimap.h"
#include "views/canvas/overlay.h"
#include "views/canvas/words.h"

#include <QAccessible>
#include <QEvent>
#include <QKeyEvent>
#include <QPaintEvent>

#include <cmath>

namespace maqueta::views {
namespace {

constexpr double smallestScale = 0.08;
constexpr double largestScale = 4;
constexpr double largestFitted = 1.6;

} // namespace

CanvasView::CanvasView(QWidget* parent)
    : QGraphicsView(parent)
    , scene_(new CanvasScene(this))
    , minimap_(new Minimap(*scene_, viewport())) {
    connect(minimap_, &Minimap::wanted, this,
            [this](QPointF centre) { pan(viewport()->rect().center() - mapFromScene(centre)); });
    setScene(scene_);
    Look look = scene_->look();
    look.stock = &stock_;
    scene_->setLook(look);
    awaited_.setSingleShot(true);
    connect(&awaited_, &QTimer::timeout, this, [this] { endDrag(); });
    setFrameShape(QFrame::NoFrame);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    setOptimizationFlags(QGraphicsView::DontSavePainterState |
                         QGraphicsView::DontAdjustForAntialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setResizeAnchor(QGraphicsView::NoAnchor);
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    static const bool access = (installCanvasAccess(), true);
    Q_UNUSED(access);
    setAccessibleName(tr("The cluster"));
    setMinimumSize(240, 120);
}

CanvasView::~CanvasView() = default;

void CanvasView::setFrame(const Frame& frame) {
    // What was moved has arrived; until then the picture shows where it goes.
    if (gesture_ != Gesture::MoveCards && frame.layout != frame_.layout) preview_ = nullptr;
    frame_ = frame;
    showFrame();
}

void CanvasView::showFrame() {
    if (awaited_.isActive() && frame_.picture &&
        frame_.picture->machines.size() != scene_->picture().machines.size())
        endDrag(); // it has come
    const auto reach = [this] {
        return std::pair(scene_->extent(), toQt(scene_->layout().bounds));
    };
    const auto before = reach();
    Frame shown = frame_;
    if (preview_) shown.layout = preview_;
    scene_->setFrame(shown);
    const bool held = gesture_ == Gesture::MoveCards; // a picture that shrinks below the pointer
    if (fitted_ && !held && reach() != before) fit();
}

const Frame& CanvasView::currentFrame() const {
    return frame_;
}

void CanvasView::setTheme(Theme theme) {
    Look look = scene_->look();
    look.theme = theme;
    scene_->setLook(look);
}

Theme CanvasView::theme() const {
    return scene_->look().theme;
}

void CanvasView::setPresenting(bool presenting) {
    Look look = scene_->look();
    look.presenting = presenting;
    scene_->setLook(look);
}

void CanvasView::recordWords(std::vector<Written>* into) {
    Look look = scene_->look();
    look.words = into;
    scene_->setLook(look);
}

QVector<Part> CanvasView::selection() const {
    return scene_->marks().selected;
}

void CanvasView::select(const QVector<Part>& parts) {
    if (parts == scene_->marks().selected) return;
    scene_->editMarks().selected = parts;
    scene_->update();
    Q_EMIT selectionChanged(parts);
}

Part CanvasView::partAt(QPoint viewportPoint) const {
    return scene_->partAt(mapToScene(viewportPoint));
}

// --- zoom

void CanvasView::scaleChanged() {
    Look look = scene_->look();
    look.scale = transform().m11();
    scene_->setLook(look);
    seenChanged();
}

QRectF CanvasView::seen() const {
    return mapToScene(viewport()->rect()).boundingRect();
}

double CanvasView::zoom() const {
    return transform().m11();
}

bool CanvasView::keepsItsSizeIn(int width) const {
    return !fitted_ || scene_->keepsItsSizeIn(width / zoom());
}

void CanvasView::seenChanged() {
    minimap_->setSeen(seen());
}

void CanvasView::fit() {
    fitted_ = true;
    if (scene_->empty()) return;
    const CanvasScene::Fit fit = scene_->fitInto(viewport()->size(), largestFitted);
    setTransform(QTransform::fromScale(fit.scale, fit.scale));
    setSceneRect(fit.seen);
    scaleChanged();
}

void CanvasView::actualSize() {
    zoomTo(viewport()->rect().center(), 1);
}

void CanvasView::zoomBy(double factor) {
    zoomTo(viewport()->rect().center(), transform().m11() * factor);
}

// What is under the pointer stays under it.
void CanvasView::zoomTo(QPoint viewportPoint, double scale) {
    const double next = std::clamp(scale, smallestScale, largestScale);
    if (next == transform().m11()) return;
    const QPointF anchor = mapToScene(viewportPoint);
    fitted_ = false;
    setTransform(QTransform::fromScale(next, next));
    const QPointF corner = anchor - QPointF(viewportPoint) / next;
    setSceneRect(QRectF(corner, QSizeF(viewport()->width() / next, viewport()->height() / next)));
    scaleChanged();
}

void CanvasView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    if (fitted_) {
        fit();
    } else {
        const double scale = transform().m11();
        setSceneRect(QRectF(sceneRect().topLeft(),
                            QSizeF(viewport()->width() / scale, viewport()->height() / scale)));
        seenChanged();
    }
}

void CanvasView::showEvent(QShowEvent* event) {
    QGraphicsView::showEvent(event);
    if (fitted_) fit();
}

// --- focus among the parts

QVector<Part> CanvasView::parts() const {
    return scene_->empty() ? QVector<Part>{} : scene_->walk();
}

Part CanvasView::focusedPart() const {
    return scene_->marks().focused;
}

QRectF CanvasView::boxOf(const Part& part) const {
    return scene_->boxOf(part);
}

QString CanvasView::spoken(const Part& part) const {
    return scene_->spoken(part);
}

// Scrolls it into view, and tells screen readers.
void CanvasView::setFocusedPart(const Part& part) {
    scene_->editMarks().focused = part;
    scene_->update();
    if (!part) return;
    const QRect box = mapFromScene(boxOf(part)).boundingRect().adjusted(-12, -12, 12, 12);
    const QRect room = viewport()->rect();
    const auto shift = [](int low, int high, int least, int most) {
        return low < least ? least - low : high > most ? most - high : 0;
    };
    const QPoint by(shift(box.left(), box.right(), room.left(), room.right()),
                    shift(box.top(), box.bottom(), room.top(), room.bottom()));
    if (!by.isNull() && !fitted_) pan(by);
    if (!QAccessible::isActive()) return;
    QAccessibleEvent focused(this, QAccessible::Focus);
    focused.setChild(int(parts().indexOf(part)));
    QAccessible::updateAccessibility(&focused);
}

bool CanvasView::focusNextPrevChild(bool next) {
    if (scene_->empty()) return QGraphicsView::focusNextPrevChild(next);
    const QVector<Part> stops = scene_->walk();
    qsizetype at = stops.indexOf(scene_->marks().focused);
    at = next ? at + 1 : (at < 0 ? stops.size() - 1 : at - 1);
    if (at < 0 || at >= stops.size()) { // leaves the canvas
        setFocusedPart({});
        return QGraphicsView::focusNextPrevChild(next);
    }
    setFocusedPart(stops[at]);
    return true;
}

// Keys of a cut that are shortcuts of the window otherwise.
bool CanvasView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && cut_) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        for (const int own : {Qt::Key_Left, Qt::Key_Right, Qt::Key_O, Qt::Key_S, Qt::Key_Escape})
            if (key == own) {
                event->accept(); // the scene would take that back
                return true;
            }
    }
    return QGraphicsView::event(event);
}

bool CanvasView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave && hovered_) {
        hovered_ = {};
        scene_->editMarks().hovered = {};
        scene_->update();
        Q_EMIT partHovered({});
    }
    return QGraphicsView::viewportEvent(event);
}

void CanvasView::setDifferences(const QVector<Part>& parts) {
    if (parts == differences_) return;
    differences_ = parts;
    viewport()->update();
}

// Over everything: what a drag would do, the rubber band, a cut that is drawn.
void CanvasView::drawForeground(QPainter* painter, const QRectF&) {
    const Look& look = scene_->look();
    painter->save();
    if (!scene_->empty()) {
        Drawing d(*painter, look);
        drawGhost(d, *scene_);
        drawOpinions(d, *scene_);
        drawVictims(d, *scene_);
        drawGuides(d, guides_);
        if (cut_) cut_->drawScene(d);
    }
    painter->resetTransform();
    Look plain = look;
    plain.scale = 1;
    Drawing d(*painter, plain);
    paintDifferences(d, differences_, [this](const Part& part) {
        return QRectF(mapFromScene(boxOf(part)).boundingRect());
    });
    // The whole picture takes what is dragged.
    if (!awaited_.isActive() && scene_->verdictFor({}).ground)
        d.box(QRectF(viewport()->rect()).adjusted(2, 2, -2, -2), 6, {}, look(Tone::Leader), 2);
    if (band_.isValid())
        d.box(QRectF(band_).adjusted(0.5, 0.5, -0.5, -0.5), 2, look(Tone::Leader, 0.12),
              look(Tone::Leader), 1);
    const bool good = scene_->verdictFor(scene_->marks().dropTarget).accepted;
    drawDragLabel(d, {.at = dragAt_, .says = dragSays_, .note = forkNote_, .good = good},
                  viewport()->size());
    if (cut_) cut_->drawBar(d, viewport()->size());
    painter->restore();
}

} // namespace maqueta::views
