#include "views/canvas/minimap.h"

#include "views/canvas/canvas_scene.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

namespace maqueta::views {
namespace {

constexpr QSize wholeSize{176, 108};
constexpr double mapMargin = 6;
constexpr double allOfIt = 0.97; // of the picture; then there is nothing to find

} // namespace

Minimap::Minimap(const CanvasScene& scene, QWidget* parent) : QWidget(parent), scene_(scene) {
    setObjectName(QStringLiteral("minimap"));
    resize(wholeSize);
    setCursor(Qt::PointingHandCursor);
    hide();
    retranslate();
}

void Minimap::retranslate() {
    setToolTip(tr("Click to look there; Ctrl+0 shows everything"));
    setAccessibleName(tr("Map of the picture"));
}

void Minimap::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void Minimap::setSeen(const QRectF& seen) {
    seen_ = seen;
    const QRectF all = scene_.extent();
    const QRectF common = all & seen;
    const double share =
        all.isEmpty() ? 1 : common.width() * common.height() / (all.width() * all.height());
    setVisible(share < allOfIt);
    const QWidget* home = parentWidget();
    move(home->width() - width() - 12, home->height() - height() - 12);
    update();
}

QTransform Minimap::toMap() const {
    const QRectF all = scene_.extent();
    const double scale = std::min((width() - 2 * mapMargin) / std::max(1.0, all.width()),
                                  (height() - 2 * mapMargin) / std::max(1.0, all.height()));
    QTransform map;
    map.translate(width() / 2.0, height() / 2.0);
    map.scale(scale, scale);
    map.translate(-all.center().x(), -all.center().y());
    return map;
}

void Minimap::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    Look look = scene_.look();
    look.words = nullptr;
    Drawing d(p, look);
    d.box(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, d(Tone::Panel), d(Tone::Border));
    if (scene_.empty()) return;
    const QTransform map = toMap();
    const diagram::Layout& layout = scene_.layout();
    d.box(map.mapRect(toQt(layout.highway)), 3, d(Tone::Road), d(Tone::RoadLine), 0.8);
    const auto card = [&](std::uint32_t machine, const diagram::Box& box) {
        const cluster::MachinePicture& m = scene_.picture().machines[machine];
        const bool bad = !m.on || (m.registered && !m.ready);
        d.box(map.mapRect(toQt(box)), 1.5, d(bad ? Tone::DarkMachine : Tone::Canvas),
              d(bad ? Tone::NotReady : Tone::Border), bad ? 1.4 : 0.8);
    };
    for (const auto& c : layout.controlPlanes) card(c.machine, c.box);
    for (const auto& c : layout.workers) card(c.machine, c.box);
    d.box(map.mapRect(seen_) & QRectF(rect()).adjusted(1, 1, -1, -1), 2, look(Tone::Leader, 0.10),
          d(Tone::Leader), 1.8);
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    Q_EMIT wanted(toMap().inverted().map(event->position()));
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) Q_EMIT wanted(toMap().inverted().map(event->position()));
}

} // namespace maqueta::views
