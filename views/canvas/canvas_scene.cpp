#include "views/canvas/canvas_scene.h"

#include "views/canvas/scene_sync.h"

#include <QPaintEngine>
#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <cmath>

namespace maqueta::views {

using cluster::ProcessKind;

namespace {

constexpr double smallestTarget = 32; // of what is clicked, in units

} // namespace

CanvasScene::CanvasScene(QObject* parent) : QGraphicsScene(parent) {
    setItemIndexMethod(QGraphicsScene::NoIndex);
}

void CanvasScene::setFrame(const Frame& frame) {
    const bool moved = frame.picture != frame_.picture || frame.layout != frame_.layout;
    frame_ = frame;
    if (empty()) return;
    if (moved) relayout();
    takePose();
}

void CanvasScene::takePose() {
    static const diagram::MovieMap still;
    static const std::vector<cluster::Beat> noBeats;
    static const std::vector<cluster::Transit> noTransits;
    pose_ = diagram::poseAt({.picture = picture(),
                             .layout = layout_,
                             .beats = frame_.beats ? *frame_.beats : noBeats,
                             .transits = frame_.transits ? *frame_.transits : noTransits,
                             .film = frame_.film ? *frame_.film : still,
                             .movie = frame_.movieMs,
                             .straight = frame_.speed > 4,
                             .stillLife = frame_.speed > 8 || frame_.reducedMotion,
                             .fades = frame_.reducedMotion,
                             .settled = frame_.settled});
    update();
}

void CanvasScene::relayout() {
    newcomer_ = {};
    if (const auto role = arriving(marks_.dragged))
        makeRoomFor(*role);
    else
        layout_ = diagram::layoutOf(picture(), frame_.options());
    zones_.clear();
    for (const cluster::MachinePicture& m : picture().machines)
        if (const QString zone = toQString(m.spec.zone); !zone.isEmpty() && !zones_.contains(zone))
            zones_ << zone;
    Sync(*this).run();
    setSceneRect(toQt(layout_.bounds).adjusted(-400, -300, 400, 300));
    const auto gone = [&](const Part& part) { return boxOf(part).isNull(); };
    marks_.selected.removeIf(gone);
    if (marks_.focused && gone(marks_.focused)) marks_.focused = {};
}

std::optional<cluster::Role> CanvasScene::arriving(const QString& item) const {
    const auto role = newMachineOf(item);
    return role && judgeDrop(item, {}, picture()).accepted ? role : std::nullopt;
}

void CanvasScene::makeRoomFor(cluster::Role role) {
    cluster::Picture then = picture();
    const auto index = static_cast<std::uint32_t>(then.machines.size());
    cluster::MachinePicture machine;
    machine.spec = then.another(role);
    machine.on = true;
    then.machines.push_back(machine);
    layout_ = diagram::layoutOf(then, frame_.options());
    newcomer_ = toQt(layout_.boxOf(index));
    // It has a place, but is not there yet.
    std::erase_if(layout_.controlPlanes, [&](const auto& card) { return card.machine == index; });
    std::erase_if(layout_.workers, [&](const auto& card) { return card.machine == index; });
    for (diagram::ZoneArea& zone : layout_.zones) std::erase(zone.machines, index);
}

void CanvasScene::drag(const QString& item) {
    const bool moves = !empty() && arriving(item) != arriving(marks_.dragged);
    marks_.dragged = item;
    if (item.isEmpty()) {
        marks_.dropTarget = {};
        marks_.context = {};
    }
    if (moves) {
        relayout();
        takePose(); // it follows the places
    }
    update();
}

QRectF CanvasScene::extent() const {
    return toQt(layout_.bounds) | legendBox_;
}

void CanvasScene::placeLegend() {
    PartItem* legend = items_.value(QStringLiteral("legend"));
    if (!legend) return;
    const diagram::Box box = legendIn(legendReach_);
    legend->place(box);
    legendBox_ = toQt(box);
}

diagram::Box CanvasScene::legendIn(const std::optional<Reach>& reach) const {
    diagram::Box box = layout_.legend;
    if (box.empty()) return {}; // none is wanted
    const double right = std::max(box.right(), reach ? reach->right : 0);
    box.w = right - box.x;
    box.h = LegendItem::heightFor(*this, look_, box.w);
    // On a small picture it begins where the window does, if that spares a row.
    if (reach && look_.detail() != Detail::Full && reach->left < box.x) {
        const double height = LegendItem::heightFor(*this, look_, right - reach->left);
        if (height < box.h) box = {reach->left, box.y, right - reach->left, height};
    }
    return box;
}

CanvasScene::Reach CanvasScene::reachIn(double width) const {
    constexpr double atEdge = 12;
    const double half = width / 2 - atEdge;
    return {layout_.bounds.centre().x - half, layout_.bounds.centre().x + half};
}

bool CanvasScene::keepsItsSizeIn(double width) const {
    return layout_.bounds.w <= width && legendIn(reachIn(width)).h <= legendBox_.height();
}

CanvasScene::Fit CanvasScene::fitInto(QSizeF room, double largest) {
    constexpr int tries = 6; // a smaller picture has larger words, which may need one more row
    QRectF all = toQt(layout_.bounds);
    double scale = largest;
    const auto apply = [&] {
        scale = std::min({room.width() / all.width(), room.height() / all.height(), largest});
        Look look = look_;
        look.scale = scale;
        setLook(look);
        legendReach_ = reachIn(room.width() / scale);
        if (!empty()) placeLegend(); // in another width, also at the same scale
    };
    legendIsShort_ = false;
    apply();
    for (int i = 0; i < tries; ++i) {
        if (!legendIsShort_ && legendBox_.height() * scale > room.height() / 3) {
            legendIsShort_ = true;
            all = toQt(layout_.bounds);
        } else {
            const double bottom = extent().bottom();
            if ((bottom - all.top()) * scale <= room.height() + 0.5) break;
            all.setBottom(bottom);
        }
        apply();
    }
    // Centred in width, near the top in height when there is room to spare.
    const QSizeF shown = room / scale;
    const double spareY = std::max(0.0, shown.height() - all.height());
    return {scale, QRectF({all.center().x() - shown.width() / 2, all.y() - spareY * 0.35}, shown)};
}

// By its place in the run's cast; of one that nobody saw come, such as a pod that was restored from
// another cluster's snapshot, by its name.
int CanvasScene::hueOf(const std::string& workload) const {
    constexpr std::size_t looks = 2 * hueCount; // each with and without a pattern
    const auto place = frame_.cast ? frame_.cast->placeOf(workload) : std::nullopt;
    if (place) return static_cast<int>(static_cast<std::size_t>(*place) % looks);
    std::size_t sum = 0;
    for (const char c : workload) sum = sum * 31 + static_cast<unsigned char>(c);
    return static_cast<int>(sum % looks);
}

void CanvasScene::setLook(const Look& look) {
    const bool larger = look.px(12) != look_.px(12);
    look_ = look;
    if (larger && !empty()) { // badges and the legend fit their words
        if (picture().faults.empty())
            placeLegend();
        else
            Sync(*this).run();
    }
    update();
}

bool CanvasScene::shows(const Part& part) const {
    if (showsAll()) return true;
    const auto nameOf = [&](std::uint32_t machine) {
        return toQString(picture().machines[machine].spec.name);
    };
    // The machine that it is on, or sits on.
    QString home = part.machine;
    if (part.kind == Part::Kind::Pod) {
        const std::string ns = part.ns.toStdString(), name = part.name.toStdString();
        for (const cluster::PodPicture& pod : picture().pods)
            if (pod.machine >= 0 && pod.ns == ns && pod.name == name)
                home = nameOf(static_cast<std::uint32_t>(pod.machine));
    } else if (part.kind == Part::Kind::Fault && part.snapshot < picture().faults.size()) {
        const cluster::FaultPicture& fault = picture().faults[part.snapshot];
        if (!fault.machines.empty() && fault.others.empty()) home = nameOf(fault.machines[0]);
    }
    return std::any_of(only_.cbegin(), only_.cend(), [&](const Part& shown) {
        return shown == part || (shown.kind == Part::Kind::Machine && shown.machine == home);
    });
}

bool CanvasScene::paintInto(QPainter& painter, const QRectF& source, bool ground,
                            const Progress& progress) {
    wordBoxes_.clear();
    if (ground) drawGround(painter, source);
    QList<QGraphicsItem*> all = items();
    std::stable_sort(all.begin(), all.end(), [](const QGraphicsItem* a, const QGraphicsItem* b) {
        return a->zValue() < b->zValue(); // which a scene without an index does not do
    });
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (progress && !progress(double(i) / double(all.size()))) return false;
        if (all[i]->boundingRect().intersects(source)) all[i]->paint(&painter, nullptr, nullptr);
    }
    return true;
}

DropVerdict CanvasScene::verdictFor(const Part& part) const {
    if (empty() || marks_.dragged.isEmpty()) return {};
    return judgeDrop(marks_.dragged, part, picture(), marks_.context);
}

Part CanvasScene::partAt(QPointF at) const {
    const PartItem* best = nullptr;
    for (const PartItem* item : items_) {
        if (!item->part() || !item->target().contains(at)) continue;
        if (!best || item->zValue() > best->zValue()) best = item;
    }
    if (!best) {
        for (const diagram::WorkerCard& card : layout_.workers)
            if (card.look == diagram::WorkerLook::Tiles && card.box.contains({at.x(), at.y()}))
                return {.kind = Part::Kind::Machine,
                        .machine = toQString(picture().machines[card.machine].spec.name)};
        return {};
    }
    // The ear on a worker's card is its kubelet.
    if (best->part().kind == Part::Kind::Machine)
        for (const diagram::WorkerCard& card : layout_.workers) {
            if (card.look != diagram::WorkerLook::Cards ||
                picture().machines[card.machine].spec.name != best->part().machine.toStdString())
                continue;
            const QRectF ear(card.ear.x - 10, card.box.y + 6, card.box.right() - card.ear.x, 32);
            if (ear.contains(at) && picture().machines[card.machine].ready)
                return {.kind = Part::Kind::Process,
                        .machine = best->part().machine,
                        .process = ProcessKind::Kubelet};
        }
    return best->part();
}

Part CanvasScene::dropPartAt(QPointF at, double least) const {
    const Part here = partAt(at);
    if (here && verdictFor(here).accepted) return here;
    // A little beside something that takes it is meant for that.
    const PartItem* nearest = nullptr;
    double best = 0;
    for (const PartItem* item : items_) {
        if (!item->part()) continue;
        const QRectF box = item->target();
        const double growX = std::max(0.0, least - box.width()) / 2;
        const double growY = std::max(0.0, least - box.height()) / 2;
        if (growX + growY == 0 || !box.adjusted(-growX, -growY, growX, growY).contains(at))
            continue;
        if (!verdictFor(item->part()).accepted) continue;
        const double distance = QLineF(box.center(), at).length();
        if (nearest && distance >= best) continue;
        nearest = item;
        best = distance;
    }
    if (nearest) return nearest->part();
    // What lies on a card does not hide it: a crash is not for a pod, but for its node.
    for (const PartItem* item : items_) {
        const QRectF box = item->target();
        if (!item->part() || !box.contains(at) || !verdictFor(item->part()).accepted) continue;
        const double area = box.width() * box.height();
        if (nearest && area >= best) continue;
        nearest = item;
        best = area;
    }
    return nearest ? nearest->part() : here;
}

QString CanvasScene::powerSwitchAt(QPointF at) const {
    if (empty()) return {};
    const auto hit = [&](const diagram::Box& box) {
        const double growX = std::max(0.0, smallestTarget - box.w) / 2;
        const double growY = std::max(0.0, smallestTarget - box.h) / 2;
        return toQt(box).adjusted(-growX, -growY, growX, growY).contains(at);
    };
    for (const auto& card : layout_.controlPlanes)
        if (hit(card.power)) return toQString(picture().machines[card.machine].spec.name);
    for (const auto& card : layout_.workers)
        if (!card.power.empty() && hit(card.power))
            return toQString(picture().machines[card.machine].spec.name);
    return {};
}

bool CanvasScene::cameraAt(QPointF at) const {
    return !empty() && toQt(layout_.camera).contains(at);
}

QVector<Part> CanvasScene::zoneAt(QPointF at) const {
    QVector<Part> machines;
    for (const diagram::ZoneArea& zone : layout_.zones) {
        if (!toQt(zone.box).contains(at)) continue;
        for (const std::uint32_t machine : zone.machines)
            machines.append({.kind = Part::Kind::Machine,
                             .machine = toQString(picture().machines[machine].spec.name)});
    }
    return machines;
}

QVector<Part> CanvasScene::partsIn(const QRectF& area) const {
    QVector<Part> parts;
    for (const Part& part : walk())
        if ((part.kind == Part::Kind::Machine || part.kind == Part::Kind::Pod) &&
            area.intersects(boxOf(part)))
            parts.append(part);
    // Inside one card: its pods; around cards: the cards.
    const auto pod = [](const Part& p) { return p.kind == Part::Kind::Pod; };
    for (const Part& part : parts)
        if (part.kind == Part::Kind::Machine && boxOf(part).contains(area)) {
            parts.removeIf([&](const Part& p) { return !pod(p); });
            return parts;
        }
    parts.removeIf(pod);
    return parts;
}

QVector<Part> CanvasScene::walk() const {
    struct Stop {
        QRectF box;
        Part part;
    };
    QVector<Stop> stops;
    for (const PartItem* item : items_)
        if (item->walkable()) stops.append({item->target(), item->part()});
    // By rows, a card before what is on it.
    std::sort(stops.begin(), stops.end(), [](const Stop& a, const Stop& b) {
        if (a.box.y() != b.box.y()) return a.box.y() < b.box.y();
        return a.box.x() != b.box.x() ? a.box.x() < b.box.x() : a.box.width() > b.box.width();
    });
    // Chips and pods follow their machine.
    QVector<Part> out;
    const auto inside = [](const Stop& inner, const Stop& outer) {
        return &inner != &outer && outer.part.kind == Part::Kind::Machine &&
               inner.part.kind != Part::Kind::Machine && outer.box.contains(inner.box.center());
    };
    for (const Stop& stop : stops) {
        const bool owned = std::any_of(stops.cbegin(), stops.cend(),
                                       [&](const Stop& s) { return inside(stop, s); });
        if (owned) continue;
        out.append(stop.part);
        for (const Stop& s : stops)
            if (inside(s, stop) && !out.contains(s.part)) out.append(s.part);
    }
    return out;
}

QRectF CanvasScene::boxOf(const Part& part) const {
    for (const PartItem* item : items_)
        if (item->part() == part) return item->target();
    return {};
}

QString CanvasScene::spoken(const Part& part) const {
    for (const PartItem* item : items_)
        if (item->part() == part) return item->spoken();
    return {};
}

const diagram::PodFlight* CanvasScene::flightOf(std::uint32_t pod) const {
    for (const auto& flight : pose_.pods)
        if (flight.pod == pod) return &flight;
    return nullptr;
}

bool CanvasScene::heardOf(std::uint32_t pod) const {
    return std::binary_search(pose_.heard.begin(), pose_.heard.end(), pod);
}

double CanvasScene::appearOf(std::uint32_t pod) const {
    for (const auto& p : pose_.podPoses)
        if (p.pod == pod) return std::clamp(p.appear, 0.0, 1.0);
    return 1;
}

QRectF CanvasScene::upperEdgeOf(std::uint32_t machine) const {
    QRectF edge = toQt(layout_.boxOf(machine));
    for (const PartItem* item : items_)
        if (const QRectF badge = item->target();
            item->part().kind == Part::Kind::Fault && badge.top() < edge.top() &&
            badge.bottom() > edge.top() && badge.left() >= edge.left() &&
            badge.left() < edge.right())
            edge.setLeft(std::min(edge.right(), badge.right() + 6));
    return edge;
}

const diagram::MachinePose* CanvasScene::poseOf(std::uint32_t machine) const {
    for (const auto& m : pose_.machines)
        if (m.machine == machine) return &m;
    return nullptr;
}

namespace {

// A dot of the grid, to be stamped: drawn one by one, round points cost two thirds of a frame.
QPixmap gridDot(double size, const QColor& ink, double pixelRatio) {
    const int side = static_cast<int>(std::ceil(size)) + 2;
    QPixmap dot(QSize(side, side) * pixelRatio);
    dot.setDevicePixelRatio(pixelRatio);
    dot.fill(Qt::transparent);
    QPainter p(&dot);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(ink);
    p.drawEllipse(QPointF(side / 2.0, side / 2.0), size / 2, size / 2);
    return dot;
}

} // namespace

void CanvasScene::drawGround(QPainter& painter, const QRectF& rect) const {
    constexpr double dotSize = 1.4;
    painter.fillRect(rect, look_(Tone::Canvas));
    if (look_.scale < 0.5) return;
    painter.save();
    QVector<QPointF> dots;
    const double left = std::floor(rect.left() / gridStep) * gridStep;
    const double top = std::floor(rect.top() / gridStep) * gridStep;
    for (double x = left; x < rect.right(); x += gridStep)
        for (double y = top; y < rect.bottom(); y += gridStep) dots.append({x + 1, y + 1});
    if (painter.paintEngine()->type() == QPaintEngine::Raster) {
        const QTransform world = painter.worldTransform();
        const QPixmap dot = gridDot(dotSize * world.m11(), look_(Tone::Line),
                                    painter.device()->devicePixelRatioF());
        QVector<QPainter::PixmapFragment> stamps;
        stamps.reserve(dots.size());
        for (const QPointF& at : dots)
            stamps.append(QPainter::PixmapFragment::create(
                world.map(at), QRectF(QPointF(), QSizeF(dot.size())), 1 / dot.devicePixelRatio(),
                1 / dot.devicePixelRatio()));
        painter.setWorldTransform({});
        painter.drawPixmapFragments(stamps.constData(), int(stamps.size()), dot);
    } else {
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setPen(QPen(look_(Tone::Line), dotSize, Qt::SolidLine, Qt::RoundCap));
        painter.drawPoints(dots.constData(), int(dots.size()));
    }
    painter.restore();
}

// Seen from the same place it is one picture, frame after frame.
void CanvasScene::drawBackground(QPainter* painter, const QRectF& rect) {
    wordBoxes_.clear();
    const QTransform world = painter->worldTransform();
    if (!look_.stock || painter->paintEngine()->type() != QPaintEngine::Raster ||
        world.type() > QTransform::TxScale) {
        drawGround(*painter, rect);
        return;
    }
    const double ratio = painter->device()->devicePixelRatioF();
    const QRect seen = world.mapRect(rect).toAlignedRect();
    const bool same = ground_.rect == rect && ground_.world == world &&
                      ground_.theme == look_.theme && ground_.pixels.devicePixelRatio() == ratio;
    if (!same) {
        ground_ = {QPixmap(seen.size() * ratio), rect, world, look_.theme};
        ground_.pixels.setDevicePixelRatio(ratio);
        ground_.pixels.fill(look_(Tone::Canvas));
        QPainter own(&ground_.pixels);
        own.setWorldTransform(world * QTransform::fromTranslate(-seen.x(), -seen.y()));
        drawGround(own, rect);
    }
    painter->setWorldTransform({});
    painter->drawPixmap(seen.topLeft(), ground_.pixels);
    painter->setWorldTransform(world);
}

} // namespace maqueta::views
