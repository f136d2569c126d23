// Roads and words: whatever travels covers no word. A road passes beside words, or under what they
// stand on.
#include "diagram/route.h"
#include "tests/views/stage.h"
#include "views/canvas/canvas_scene.h"
#include "views/canvas/canvas_view.h"
#include "views/canvas/items/ground.h"
#include "views/canvas/words.h"
#include "views/style/drawing.h"

#include <QTest>

#include <memory>

using namespace maqueta;
using views::CanvasView;
using views::Part;

namespace {

// Whether the way from a to b touches the box; roads run straight up, down, left and right, but
// for short joints.
bool touches(diagram::Point a, diagram::Point b, const QRectF& box) {
    const QLineF line(views::toQt(a), views::toQt(b));
    if (box.contains(line.p1()) || box.contains(line.p2())) return true;
    const QPointF corners[] = {box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()};
    for (int i = 0; i < 4; ++i)
        if (line.intersects({corners[i], corners[(i + 1) % 4]}, nullptr) ==
            QLineF::BoundedIntersection)
            return true;
    return false;
}

} // namespace

class RoadsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<CanvasView> canvas_;
    QString wrong_;

    const views::CanvasScene& scene() const {
        return *static_cast<const views::CanvasScene*>(canvas_->scene());
    }
    // What is written below the notes that stand above everything; glyphs of pods are no words.
    std::vector<views::Written> wordsSeen() {
        std::vector<views::Written> words;
        canvas_->recordWords(&words);
        canvas_->viewport()->grab();
        canvas_->recordWords(nullptr);
        std::erase_if(words, [](const views::Written& w) {
            return w.above || w.ink.isEmpty() || w.wanted == "?" || w.wanted == "!" ||
                   w.wanted.startsWith(QStringLiteral("×"));
        });
        return words;
    }
    QRectF inScene(const QRectF& device) const {
        return canvas_->viewportTransform().inverted().mapRect(device);
    }
    bool onBridge(const QRectF& word) const {
        const diagram::Layout& layout = scene().layout();
        const views::NetworkSign sign = views::networkSign(scene(), scene().look());
        QVector<QRectF> bridges{views::toQt(layout.rail), views::toQt(layout.tray)};
        if (sign.onRoad) bridges << sign.box;
        return std::any_of(bridges.cbegin(), bridges.cend(), [&](const QRectF& b) {
            return b.contains(word.center()) && word.left() > b.left() && word.right() < b.right();
        });
    }
    // Named waits stand above all that travels, on a ground of their own.
    bool ofAWait(const views::Written& word) const {
        const auto& rings = scene().pose().rings;
        return std::any_of(rings.begin(), rings.end(), [&](const diagram::Ring& ring) {
            return views::ringText(ring) == word.wanted;
        });
    }
    // Who sends messages to whom.
    static bool talk(const cluster::ProcessPicture& a, const cluster::ProcessPicture& b) {
        using cluster::ProcessKind;
        const auto is = [](const cluster::ProcessPicture& p, ProcessKind kind) {
            return p.kind == kind;
        };
        for (const auto& [one, other] : {std::pair(&a, &b), std::pair(&b, &a)}) {
            if (is(*one, ProcessKind::Client) && !is(*other, ProcessKind::LoadBalancer))
                return false;
            if (is(*one, ProcessKind::Etcd) && !is(*other, ProcessKind::Etcd) &&
                !is(*other, ProcessKind::ApiServer))
                return false;
        }
        return a.id != b.id;
    }
    // Every road between two processes of the frame against every word.
    bool nothingCrossed(const views::Frame& frame) {
        views::Frame calm = frame;
        calm.transits = nullptr;
        canvas_->setFrame(calm);
        canvas_->fit();
        const auto words = wordsSeen();
        const diagram::Router router(*frame.picture, scene().layout());
        QStringList wrong;
        for (const views::Written& w : words) {
            const QRectF box = inScene(w.ink);
            if (onBridge(box) || ofAWait(w)) continue;
            const auto crossing = [&](const auto& from, const auto& to) {
                if (!talk(from, to)) return false;
                const auto points = router.route(from.id, to.id).road.points;
                for (std::size_t i = 1; i < points.size(); ++i)
                    if (touches(points[i - 1], points[i], box)) return true;
                return false;
            };
            const auto& all = frame.picture->processes;
            for (const auto& from : all) {
                const auto to = std::find_if(all.begin(), all.end(),
                                             [&](const auto& p) { return crossing(from, p); });
                if (to == all.end()) continue;
                wrong << QStringLiteral("\"%1\" lies on the road from %2 to %3")
                             .arg(w.shown, nameOf(frame, from), nameOf(frame, *to));
                break;
            }
        }
        wrong_ = wrong.join('\n');
        return wrong.isEmpty();
    }
    static QString nameOf(const views::Frame& frame, const cluster::ProcessPicture& p) {
        return views::partName(
            {.kind = Part::Kind::Process,
             .machine = views::toQString(frame.picture->machines[p.machine].spec.name),
             .process = p.kind});
    }

private Q_SLOTS:
    void init() {
        canvas_ = std::make_unique<CanvasView>();
        canvas_->show();
        QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
    }

    void noRoadCrossesAWord_data() {
        QTest::addColumn<int>("planes");
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("etcd");
        QTest::addColumn<QSize>("size");
        const int topologies[][3] = {{1, 3, 0}, {3, 4, 0}, {3, 6, 0}, {5, 4, 0},
                                     {4, 8, 0}, {7, 5, 0}, {3, 4, 3}, {3, 4, 5}};
        for (const auto& [planes, workers, etcd] : topologies)
            for (const QSize size : {QSize(1300, 540), QSize(1300, 400), QSize(1850, 850)})
                QTest::addRow("%d control planes, %d workers, %d of etcd, %d px", planes, workers,
                              etcd, size.height())
                    << planes << workers << etcd << size;
    }
    void noRoadCrossesAWord() {
        QFETCH(int, planes);
        QFETCH(int, workers);
        QFETCH(int, etcd);
        QFETCH(QSize, size);
        tests::Stage stage(cluster::makeTopology(planes, workers, etcd));
        stage.story().boot();
        stage.story().deploy("web", 4, "400m", "512Mi");
        stage.run(sim::seconds(8));
        canvas_->resize(size);
        QVERIFY2(nothingCrossed(stage.here()), qPrintable(wrong_));
        // What the API says of them stands on the cards.
        stage.act(cluster::Cordon{"worker-1"});
        stage.act(cluster::PullCable{"worker-2"});
        if (planes > 1) stage.act(cluster::PullCable{"control-plane-2"});
        stage.run(sim::seconds(20));
        QVERIFY2(nothingCrossed(stage.here()), qPrintable(wrong_));
        stage.run(sim::seconds(60));
        QVERIFY2(nothingCrossed(stage.here()), qPrintable(wrong_));
        // Zones apart, with their names; a worker above the highway. All of that is high: in a low
        // window it is too small for words.
        if (size.height() < 500) return;
        views::Frame frame = stage.here();
        diagram::LayoutOptions moved;
        double next[] = {scene().layout().highway.bottom() + 60,
                         scene().layout().highway.bottom() + 90};
        for (const auto& machine : frame.picture->machines)
            if (machine.spec.role == cluster::Role::Worker) {
                const bool left = machine.spec.zone == "a";
                moved.positions[machine.spec.name] = {left ? 16.0 : 620.0, next[left]};
                next[left] += 220;
            }
        frame.layout = std::make_shared<const diagram::LayoutOptions>(moved);
        QVERIFY2(nothingCrossed(frame), qPrintable(wrong_));
        moved.positions["worker-1"] = {-320, 120};
        frame.layout = std::make_shared<const diagram::LayoutOptions>(moved);
        QVERIFY2(nothingCrossed(frame), qPrintable(wrong_));
    }

    // Four rollouts at once: where a word stands, the picture is the same with and without all
    // that travels.
    void noTokenCoversAWord_data() {
        QTest::addColumn<int>("planes");
        for (const int planes : {3, 5}) QTest::addRow("%d", planes) << planes;
    }
    void noTokenCoversAWord() {
        QFETCH(int, planes);
        tests::Stage busy(cluster::makeTopology(planes, 4));
        busy.bootWithShop();
        const double from = busy.now();
        busy.rollOutTheShop();
        const views::Frame whole = busy.here(); // with every message
        canvas_->resize(1300, 640);
        int tokens = 0;
        for (double movie = from; movie < whole.movieMs; movie += 700) {
            views::Frame frame = busy.frameAt(movie);
            frame.beats = whole.beats;
            frame.transits = nullptr;
            canvas_->setFrame(frame);
            const auto words = wordsSeen();
            const QImage without = canvas_->viewport()->grab().toImage();
            frame.transits = whole.transits;
            canvas_->setFrame(frame);
            tokens += static_cast<int>(scene().pose().tokens.size());
            const QImage with = canvas_->viewport()->grab().toImage();
            for (const views::Written& w : words) {
                const QRect ink = w.ink.toAlignedRect() & with.rect();
                int other = 0;
                for (int y = ink.top(); y <= ink.bottom(); ++y)
                    for (int x = ink.left(); x <= ink.right(); ++x)
                        other +=
                            std::abs(qGray(with.pixel(x, y)) - qGray(without.pixel(x, y))) > 24;
                QVERIFY2(
                    other <= ink.width() * ink.height() / 25,
                    qPrintable(QStringLiteral("at %1 ms of the film %2 px of \"%3\" are others")
                                   .arg(movie)
                                   .arg(other)
                                   .arg(w.shown)));
            }
        }
        QVERIFY2(tokens > 100, qPrintable(QString::number(tokens)));
    }
};

QTEST_MAIN(RoadsTest)
#include "roads_test.moc"
