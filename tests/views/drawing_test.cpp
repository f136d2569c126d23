// What the canvas draws: its words one beside the other, and the same from frame to frame.
#include "tests/views/canvas_stage.h"
#include "views/canvas/canvas_scene.h"
#include "views/canvas/items/motion.h"
#include "views/canvas/words.h"
#include "views/style/colours.h"
#include "views/style/drawing.h"

#include <QTest>

#include <memory>

using namespace maqueta;
using views::CanvasView;
using views::Part;

class DrawingTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<tests::Stage> stage_;
    std::unique_ptr<CanvasView> canvas_;

    std::vector<views::Written> wordsSeen() {
        std::vector<views::Written> words;
        canvas_->recordWords(&words);
        canvas_->viewport()->grab();
        canvas_->recordWords(nullptr);
        return words;
    }

private Q_SLOTS:
    void initTestCase() {
        stage_ = std::make_unique<tests::Stage>();
        stage_->bootWithShop();
    }
    void init() { canvas_ = tests::openCanvas(*stage_); }

    // Deleted, and brought back from a snapshot, a workload looks as it did; so does everybody else
    // meanwhile, in whichever picture.
    void aWorkloadKeepsItsHue() {
        const views::Frame all = stage_->here();
        views::CanvasScene whole;
        whole.setFrame(all);
        const char* names[] = {"web", "api", "cart", "db"}; // as they were deployed
        for (int i = 0; i < 4; ++i) QCOMPARE(whole.hueOf(names[i]), i);
        cluster::Picture without = *all.picture;
        std::erase_if(without.pods, [](const auto& pod) { return pod.workload == "web"; });
        views::Frame frame = all;
        frame.picture = std::make_shared<const cluster::Picture>(without);
        views::CanvasScene another;
        another.setFrame(frame);
        for (int i = 0; i < 4; ++i) QCOMPARE(another.hueOf(names[i]), i);
        // Who was never seen to come has one, too, and always the same.
        const int unknown = another.hueOf("restored");
        QVERIFY(unknown >= 0 && unknown < 2 * views::hueCount);
        QCOMPARE(whole.hueOf("restored"), unknown);
    }

    // A card that is put on another one covers all of it: chips and pods, too.
    void aCardLiesWholeAboveAnother() {
        views::CanvasScene scene;
        views::Frame frame = stage_->here();
        scene.setFrame(frame);
        const auto partBox = [&](const char* machine) {
            return scene.boxOf(
                {.kind = views::Part::Kind::Machine, .machine = QString::fromLatin1(machine)});
        };
        const QRectF below = partBox("worker-3");
        diagram::LayoutOptions layout;
        layout.positions["worker-2"] = {below.x() + 30, below.y() + 20};
        frame.layout = std::make_shared<const diagram::LayoutOptions>(layout);
        scene.setFrame(frame);
        const QRectF above = partBox("worker-2");
        const QRectF both = above.intersected(partBox("worker-3"));
        QVERIFY(both.width() > 100 && both.height() > 50);
        int pods = 0;
        for (const auto& pod : frame.picture->pods) {
            const QRectF box = scene.boxOf({.kind = views::Part::Kind::Pod,
                                            .ns = QString::fromStdString(pod.ns),
                                            .name = QString::fromStdString(pod.name)});
            if (!both.contains(box.center())) continue;
            const QString on = QString::fromStdString(
                frame.picture->machines[static_cast<std::size_t>(pod.machine)].spec.name);
            const views::Part hit = scene.partAt(box.center());
            if (on == QLatin1String("worker-3")) {
                QVERIFY2(hit.kind != views::Part::Kind::Pod || hit.name != pod.name.c_str(),
                         pod.name.c_str());
                ++pods;
            }
        }
        QVERIFY(pods > 0);
    }

    // Four rollouts at once: names and numbers of tokens lie on no word of the picture, on no edge
    // of a chip and not on one another, however full the roads are.
    void whatTokensSayCoversNothing() {
        tests::Stage busy;
        busy.bootWithShop();
        const double from = busy.now();
        busy.rollOutTheShop();
        const views::Frame whole = busy.here(); // with every message
        int said = 0;
        for (double movie = from; movie < whole.movieMs; movie += 350) {
            views::Frame frame = busy.frameAt(movie);
            frame.transits = whole.transits;
            frame.beats = whole.beats;
            canvas_->setFrame(frame);
            std::vector<views::Written> words;
            canvas_->recordWords(&words);
            canvas_->viewport()->grab();
            canvas_->recordWords(nullptr);
            for (std::size_t i = 0; i < words.size(); ++i) {
                const bool count = words[i].wanted.startsWith(QStringLiteral("×"));
                if (!count && !words[i].above) continue;
                ++said;
                for (std::size_t k = 0; k < words.size(); ++k) {
                    const QRectF common = words[i].ink & words[k].ink;
                    QVERIFY2(k == i || common.width() < 1.5 || common.height() < 1.5,
                             qPrintable(QStringLiteral("at %1 ms of the film \"%2\" lies on "
                                                       "\"%3\"")
                                            .arg(movie)
                                            .arg(words[i].wanted, words[k].wanted)));
                }
                for (const Part& part : canvas_->parts()) {
                    if (part.kind != Part::Kind::Process) continue;
                    const QRectF chip = canvas_->mapFromScene(canvas_->boxOf(part)).boundingRect();
                    const QRectF common = chip & words[i].ink;
                    QVERIFY2(common.isEmpty() || chip.contains(words[i].ink),
                             qPrintable(QStringLiteral("at %1 ms \"%2\" lies across a chip")
                                            .arg(movie)
                                            .arg(words[i].wanted)));
                }
            }
        }
        QVERIFY2(said > 40, qPrintable(QString::number(said)));
    }

    // Whatever is broken and has its badge is in the legend, each kind once, beside what always is:
    // whole, large enough, on no other word and on no card, in a large window and in a small one.
    void theLegendTellsOfEveryBadge_data() {
        QTest::addColumn<int>("planes");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("presenting");
        for (const int planes : {3, 5})
            for (const QSize size : {QSize(1300, 540), QSize(1300, 330), QSize(1850, 850)})
                for (const bool presenting : {false, true})
                    QTest::addRow("%d planes, %dx%d%s", planes, size.width(), size.height(),
                                  presenting ? ", presenting" : "")
                        << planes << size << presenting;
    }
    void theLegendTellsOfEveryBadge() {
        QFETCH(int, planes);
        QFETCH(QSize, size);
        QFETCH(bool, presenting);
        tests::Stage stage(cluster::makeTopology(planes, 4));
        stage.story().boot();
        canvas_->resize(size);
        canvas_->setPresenting(presenting);
        const auto broken = [](cluster::FaultKind kind, const char* machine) {
            return cluster::InjectFault{{.kind = kind, .machine = machine}};
        };
        const std::vector<cluster::Intervention> acts{
            cluster::PowerOff{"worker-4"},
            cluster::PowerOff{"worker-3"}, // one more of its kind
            cluster::PullCable{"worker-2"},
            broken(cluster::FaultKind::SlowDisk, "control-plane-1"),
            broken(cluster::FaultKind::ClockSkew, "control-plane-2"),
            broken(cluster::FaultKind::Loss, "worker-1"),
        };
        QStringList always{"request",   "reply",          "heartbeat",      "replication",
                           "watch",     "vote",           "only asks",      "etcd's leader",
                           "time left", "waits for etcd", "holds the Lease"};
        for (std::size_t i = 0; i <= acts.size(); ++i) {
            if (i > 0) stage.act(acts[i - 1]);
            const views::Frame frame = stage.here();
            canvas_->setFrame(frame);
            canvas_->fit();
            QStringList expected = always;
            for (const cluster::FaultPicture& fault : frame.picture->faults)
                if (!expected.contains(views::faultMeaning(fault)))
                    expected << views::faultMeaning(fault);
            if (!frame.picture->faults.empty()) expected << "heals it";
            const auto words = wordsSeen();
            QCOMPARE(frame.picture->faults.size(), i);
            for (const QString& text : std::as_const(expected)) {
                const auto is = [&](const views::Written& w) { return w.shown == text; };
                QVERIFY2(std::count_if(words.begin(), words.end(), is) == 1, qPrintable(text));
                const views::Written& w = *std::find_if(words.begin(), words.end(), is);
                QVERIFY2(w.px > (presenting ? 15.5 : 11.5), qPrintable(text));
                QVERIFY2(QRectF(canvas_->viewport()->rect()).contains(w.ink), qPrintable(text));
                for (const views::Written& other : words) {
                    const QRectF common = other.ink & w.ink;
                    QVERIFY2(&other == &w || common.width() < 1.5 || common.height() < 1.5,
                             qPrintable(text + " lies on " + other.wanted));
                }
                for (const Part& part : canvas_->parts())
                    QVERIFY2(!canvas_->mapFromScene(canvas_->boxOf(part))
                                  .boundingRect()
                                  .intersects(w.ink.toAlignedRect()),
                             qPrintable(text + " lies on " + views::partName(part)));
            }
        }
        // A very low window shows the cluster rather than what its signs mean, but for what is
        // wrong.
        canvas_->resize(760, 130);
        canvas_->fit();
        const auto few = wordsSeen();
        const auto says = [&](const char* text) {
            return std::any_of(few.begin(), few.end(), [&](const views::Written& w) {
                return w.shown == QLatin1String(text);
            });
        };
        QVERIFY(says("the machine is off") && says("heals it") && !says("holds the Lease"));
        // What is healed is told of no more.
        const views::Frame broke = stage.here();
        for (const cluster::FaultPicture& fault : broke.picture->faults) stage.act(fault.heal);
        canvas_->setFrame(stage.here());
        QVERIFY(stage.here().picture->faults.empty());
        for (const views::Written& w : wordsSeen()) QVERIFY(w.shown != QLatin1String("heals it"));
    }

    // However small the picture is, while there are words on chips at all, each has its name, and
    // the one with a crown or a key, too, beside or below that.
    void everyChipKeepsItsName() {
        int looked = 0;
        for (int width = 540; width <= 1300; width += 20) {
            canvas_->resize(width, 620);
            canvas_->fit();
            const auto& scene = *static_cast<const views::CanvasScene*>(canvas_->scene());
            if (scene.look().detail() == views::Detail::Small) continue;
            const auto words = wordsSeen();
            for (const Part& part : canvas_->parts()) {
                if (part.kind != Part::Kind::Process ||
                    !part.machine.startsWith(QLatin1String("control-plane")))
                    continue;
                ++looked;
                const QRectF chip = canvas_->mapFromScene(canvas_->boxOf(part)).boundingRect();
                const QStringList names = views::processNames(part.process);
                const auto name =
                    std::find_if(words.begin(), words.end(), [&](const views::Written& w) {
                        return names.contains(w.shown) && chip.contains(w.ink.center());
                    });
                const QString says = QStringLiteral("%1 px: %2").arg(width).arg(partName(part));
                QVERIFY2(name != words.end(), qPrintable(says));
                QVERIFY2(chip.contains(name->ink), qPrintable(says));
                for (const diagram::HeadGlyph& glyph : scene.pose().glyphs) {
                    const QPointF at = views::headPlace(scene, glyph);
                    const QRectF head(at.x() - 8, at.y() - 4, 16, 8);
                    QVERIFY2(!canvas_->viewportTransform().mapRect(head).intersects(name->ink),
                             qPrintable(says));
                }
            }
        }
        QVERIFY(looked > 200);
    }

    // The sign of heartbeats that do not come is seen beside the badge of what silenced the node.
    void noBadgeCoversAMissingHeartbeat() {
        tests::Stage stage;
        stage.bootWithShop();
        stage.act(cluster::PowerOff{"worker-1"});
        stage.act(cluster::PowerOff{"worker-4"});
        stage.run(sim::seconds(25));
        canvas_->setFrame(stage.here());
        for (int width = 540; width <= 1300; width += 40) {
            canvas_->resize(width, 620);
            canvas_->fit();
            const auto& scene = *static_cast<const views::CanvasScene*>(canvas_->scene());
            QCOMPARE(scene.pose().missed.size(), std::size_t{2});
            for (const diagram::MissedHeartbeats& missed : scene.pose().missed) {
                const QPointF at = views::missedPlace(scene, missed, views::badgesOf(scene));
                const QRectF sign(at - QPointF(8, 8), QSizeF(16, 16));
                const diagram::WorkerCard* card = scene.layout().worker(missed.machine);
                QCOMPARE(at.x(), card->entry.x); // on its road, or where that meets the highway
                QVERIFY(at.y() < card->box.y && at.y() > scene.layout().highway.y);
                for (const quint32 fault : {0U, 1U})
                    QVERIFY2(!scene.boxOf({.kind = Part::Kind::Fault, .snapshot = fault})
                                  .intersects(sign),
                             qPrintable(QStringLiteral("%1 px").arg(width)));
            }
        }
    }

    // A rollout that does not get on: how long the cluster still waits is told in the gauge.
    void theGaugeSaysHowLongItGoesOn() {
        tests::Stage stage;
        stage.story().boot();
        stage.story().deploy("web", 4, "400m", "512Mi");
        QVERIFY(stage.story().runUntilAvailable("web", 4));
        stage.run(sim::seconds(1));
        stage.act(cluster::SetImage{.name = "web", .container = {}, .image = "web:v2-missing"});
        stage.run(sim::seconds(60));
        for (const QSize size : {QSize(1300, 540), QSize(1300, 400), QSize(1850, 850)}) {
            canvas_->resize(size);
            canvas_->setFrame(stage.here());
            canvas_->fit();
            const auto& scene = *static_cast<const views::CanvasScene*>(canvas_->scene());
            QVERIFY(scene.pose().progress.has_value());
            const QRectF gauge =
                canvas_->viewportTransform().mapRect(views::toQt(scene.layout().gauge));
            const auto words = wordsSeen();
            QStringList there;
            for (const views::Written& w : words)
                if (gauge.contains(w.ink)) there << w.shown;
            QCOMPARE(there, (QStringList{views::ringText(*scene.pose().progress), "web"}));
        }
    }

    // Shapes and words are kept from frame to frame as pixels: nobody can see that.
    void whatIsKeptLooksLikeWhatIsDrawnAnew() {
        for (const double zoom : {1.0, 1.37, 0.6}) {
            canvas_->zoomBy(zoom);
            canvas_->grab(); // fills the stock
            const QImage kept = canvas_->grab().toImage().convertToFormat(QImage::Format_RGB32);
            std::vector<views::Written> words;
            canvas_->recordWords(&words); // whoever asks for words gets them drawn anew
            const QImage anew = canvas_->grab().toImage().convertToFormat(QImage::Format_RGB32);
            canvas_->recordWords(nullptr);
            QVERIFY(!words.empty());
            QCOMPARE(kept.size(), anew.size());
            qint64 difference = 0, others = 0;
            for (int y = 0; y < kept.height(); ++y)
                for (int x = 0; x < kept.width(); ++x) {
                    const int by = std::abs(qGray(kept.pixel(x, y)) - qGray(anew.pixel(x, y)));
                    difference += by;
                    others += by > 96; // an edge a quarter of a pixel aside differs by less
                }
            const auto pixels = static_cast<double>(kept.width()) * kept.height();
            const QString says = QStringLiteral("zoom %1: mean %2, %3 others")
                                     .arg(zoom)
                                     .arg(static_cast<double>(difference) / pixels)
                                     .arg(others);
            QVERIFY2(static_cast<double>(difference) / pixels < 1, qPrintable(says));
            QVERIFY2(static_cast<double>(others) / pixels < 0.0005, qPrintable(says));
        }
    }

    // A card at 400 % on a fine screen: too much to keep, drawn all the same.
    void whatIsTooLargeToKeepIsDrawn() {
        QImage image(2600, 1400, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        views::Stock stock;
        views::Look look;
        look.stock = &stock;
        views::Drawing d(painter, look);
        d.box({40, 40, 2500, 1300}, 12, Qt::red, Qt::black, 4);
        painter.end();
        QCOMPARE(image.pixelColor(1200, 700), QColor(Qt::red));
        QCOMPARE(image.pixelColor(40, 700), QColor(Qt::black));
        QCOMPARE(image.pixelColor(20, 20), QColor(Qt::white));
    }
};

QTEST_MAIN(DrawingTest)
#include "drawing_test.moc"
