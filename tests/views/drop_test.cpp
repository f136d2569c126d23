// What is dragged onto the canvas, event by event: who takes it, what is said before release, what
// will come where.
#include "tests/views/canvas_stage.h"
#include "views/style/drawing.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QSignalSpy>

using namespace maqueta;
using tests::machine;
using views::CanvasView;
using views::Part;

namespace {

// A drag of a palette item, event by event: what the drag and drop machinery of a desktop
// sends.
struct Drag {
    QWidget* surface;
    QMimeData mime;

    Drag(QWidget* on, const QByteArray& item) : surface(on) {
        mime.setData(views::itemMimeType, "{\"item\": \"" + item + "\"}");
        QDragEnterEvent enter({2, 2}, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(surface, &enter);
    }
    bool over(QPoint at, Qt::KeyboardModifiers keys = {}) {
        QDragMoveEvent move(at, Qt::CopyAction, &mime, Qt::LeftButton, keys);
        QApplication::sendEvent(surface, &move);
        return move.isAccepted();
    }
    bool drop(QPoint at, Qt::KeyboardModifiers keys = {}) {
        over(at, keys);
        QDropEvent drop(at, Qt::CopyAction, &mime, Qt::LeftButton, keys);
        QApplication::sendEvent(surface, &drop);
        return drop.isAccepted();
    }
    void leave() {
        QDragLeaveEvent leave;
        QApplication::sendEvent(surface, &leave);
    }
};

} // namespace

class DropTest : public QObject, private tests::OpenCanvas {
    Q_OBJECT

private:
    std::vector<views::Written> words() const {
        std::vector<views::Written> all;
        canvas_->recordWords(&all);
        canvas_->grab();
        canvas_->recordWords(nullptr);
        return all;
    }
    const views::Written* wordsThatSay(const std::vector<views::Written>& all,
                                       const QString& text) const {
        const auto at = std::find_if(all.begin(), all.end(), [&](const views::Written& w) {
            return w.wanted.contains(text);
        });
        return at == all.end() ? nullptr : &*at;
    }

private Q_SLOTS:
    void initTestCase() { openStage(); }
    void init() { openAnew(); }

    // A pod takes no crash; the card that it stands on does.
    void whatLiesOnACardDoesNotHideItFromADrop() {
        Part pod;
        for (const Part& part : canvas_->parts())
            if (part.kind == Part::Kind::Pod) pod = part;
        QSignalSpy dropped(canvas_.get(), &CanvasView::dropped);
        Drag drag(surface(), "crash");
        QVERIFY(drag.over(middleOf(pod)));
        QVERIFY(drag.drop(middleOf(pod)));
        QCOMPARE(dropped.size(), 1);
        const auto target = dropped[0][1].value<Part>();
        QCOMPARE(target.kind, Part::Kind::Machine);
        QVERIFY(canvas_->boxOf(target).contains(canvas_->boxOf(pod).center()));
        Drag cut(surface(), "partition"); // and what nothing there takes is refused
        QVERIFY(!cut.over(middleOf(pod)));
        cut.leave();
    }

    void aPowerCutIsForMachines() {
        QSignalSpy dropped(canvas_.get(), &CanvasView::dropped);
        Drag drag(surface(), "power-cut");
        QVERIFY(drag.over(bareSpotOf("worker-3")));
        QVERIFY(!drag.over({4, 4}));
        QVERIFY(drag.drop(bareSpotOf("worker-3")));
        QCOMPARE(dropped.size(), 1);
        QCOMPARE(dropped[0][0].toString(), "power-cut");
        QCOMPARE(dropped[0][1].value<Part>(), machine("worker-3"));
    }

    void aDropThatCannotBeIsRefused() {
        QSignalSpy dropped(canvas_.get(), &CanvasView::dropped);
        Drag drag(surface(), "power-cut");
        QVERIFY(!drag.drop(middleOf({.kind = Part::Kind::Network})));
        QCOMPARE(dropped.size(), 0);
    }

    void aPodIsForTheSchedulerUnlessShiftPinsIt() {
        QSignalSpy dropped(canvas_.get(), &CanvasView::dropped);
        Drag free(surface(), "pod");
        QVERIFY(free.drop(bareSpotOf("worker-1")));
        QCOMPARE(dropped[0][3].toBool(), false);
        Drag pinned(surface(), "pod");
        QVERIFY(!pinned.over(middleOf({.kind = Part::Kind::Network}), Qt::ShiftModifier));
        QVERIFY(pinned.drop(bareSpotOf("worker-1"), Qt::ShiftModifier));
        QCOMPARE(dropped[1][1].value<Part>(), machine("worker-1"));
        QCOMPARE(dropped[1][3].toBool(), true);
    }

    void everyNodeSaysWhatItThinksOfAPod() {
        QSignalSpy began(canvas_.get(), &CanvasView::dragBegan);
        Drag drag(surface(), "pod");
        QCOMPARE(began.size(), 1);
        canvas_->setOpinions({{.node = "worker-1", .fits = true, .points = 621, .best = true},
                              {.node = "worker-2", .fits = true, .points = 601},
                              {.node = "worker-3", .why = "Insufficient cpu"}});
        drag.over(bareSpotOf("worker-3"));
        std::vector<views::Written> all = words();
        const auto says = [&](const QString& text) { return wordsThatSay(all, text) != nullptr; };
        QVERIFY(says("621 points, the most"));
        QVERIFY(says("601 points"));
        QVERIFY(says("ruled out"));
        QVERIFY(says("Insufficient cpu"));
        // Where several have as many, none has the most.
        canvas_->setOpinions(
            {{.node = "worker-1", .fits = true, .points = 621, .best = true, .tied = true},
             {.node = "worker-2", .fits = true, .points = 621, .best = true, .tied = true},
             {.node = "worker-3", .why = "Insufficient cpu"}});
        drag.over(bareSpotOf("worker-2"));
        all = words();
        QVERIFY(says("621 points, a tie"));
        QVERIFY(says("worker-2 shares the most points, 621"));
        QVERIFY(!says("621 points, the most"));
    }

    void whatIsTooSmallIsHitFromBesideIt() {
        QSignalSpy dropped(canvas_.get(), &CanvasView::dropped);
        canvas_->zoomBy(0.4);
        const Part etcd{.kind = Part::Kind::Process,
                        .machine = "control-plane-2",
                        .process = cluster::ProcessKind::Etcd};
        const QRectF box = canvas_->boxOf(etcd);
        QVERIFY(box.height() * canvas_->transform().m11() < 24);
        Drag drag(surface(), "crash");
        QVERIFY(drag.drop(onScreen({box.center().x(), box.center().y()})));
        QCOMPARE(dropped[0][1].value<Part>(), etcd);
    }

    void anArmedItemIsPlacedByAClick() {
        QSignalSpy dropped(canvas_.get(), &CanvasView::dropped);
        QSignalSpy refused(canvas_.get(), &CanvasView::refused);
        QSignalSpy placed(canvas_.get(), &CanvasView::placed);
        canvas_->arm("power-cut");
        QTest::mouseClick(surface(), Qt::LeftButton, {}, {4, 4});
        QCOMPARE(refused.size(), 1);
        QTest::mouseClick(surface(), Qt::LeftButton, {}, bareSpotOf("worker-1"));
        QCOMPARE(placed.size(), 1);
        QCOMPARE(dropped[0][1].value<Part>(), machine("worker-1"));
        QVERIFY(canvas_->selection().isEmpty());
    }

    void aPartitionIsDrawnTurnedAndApplied() {
        QSignalSpy cut(canvas_.get(), &CanvasView::cutWanted);
        Drag drag(surface(), "partition");
        QVERIFY(!drag.over(bareSpotOf("worker-1")));
        // Between the ramps of control-plane-1 and worker-2.
        const double x = canvas_->boxOf(machine("worker-1")).right() + 8;
        const double y = canvas_->boxOf({.kind = Part::Kind::Network}).center().y();
        QVERIFY(drag.drop(onScreen({x, y})));
        QVERIFY(canvas_->cutting());
        QTest::mouseClick(surface(), Qt::LeftButton, {}, bareSpotOf("worker-4"));
        QVERIFY(canvas_->selection().isEmpty());
        key(Qt::Key_O);
        key(Qt::Key_Return);
        QVERIFY(!canvas_->cutting());
        QCOMPARE(cut.size(), 1);
        QCOMPARE(cut[0][0].toStringList(),
                 (QStringList{"worker-1", "control-plane-1", "worker-4"}));
        QCOMPARE(cut[0][1].toStringList().size(), 4);
        QCOMPARE(cut[0][2].toBool(), true);
    }

    void aDragThatLeavesChangesNothing() {
        QSignalSpy dropped(canvas_.get(), &CanvasView::dropped);
        const QImage before = canvas_->grab().toImage();
        Drag drag(surface(), "crash");
        drag.over(bareSpotOf("worker-3"));
        QVERIFY(canvas_->grab().toImage() != before);
        drag.leave();
        QCOMPARE(canvas_->grab().toImage(), before);
        QCOMPARE(dropped.size(), 0);
    }

    // The others step aside while it is dragged, and all of it is in sight.
    void theGhostOfAMachineStandsWhereItsCardWill() {
        const QRectF before = canvas_->seen();
        Drag drag(surface(), "worker");
        QVERIFY(drag.over({600, 60}));
        const auto all = words();
        const views::Written* ghost = wordsThatSay(all, "new worker");
        QVERIFY(ghost);
        QVERIFY(QRectF(surface()->rect()).contains(ghost->ink));
        const QPointF at = canvas_->mapToScene(ghost->ink.center().toPoint());
        const QRectF wider = canvas_->seen();
        QVERIFY(wider != before);
        // It comes: the picture stays as it is, and the card is where its ghost was.
        QVERIFY(drag.drop({600, 60}));
        QCOMPARE(canvas_->seen(), wider);
        stage_->act(cluster::AddMachine{stage_->here().picture->another(cluster::Role::Worker)});
        stage_->run(sim::seconds(1));
        canvas_->setFrame(stage_->here());
        QCOMPARE(canvas_->seen(), wider);
        QVERIFY(canvas_->boxOf(machine("worker-5")).contains(at));
        QVERIFY(!wordsThatSay(words(), "new worker"));
    }

    void theRoomForAMachineIsGivenBack() {
        const QRectF before = canvas_->boxOf(machine("worker-1"));
        const QRectF seen = canvas_->seen();
        for (const char* item : {"worker", "control-plane"}) {
            Drag drag(surface(), item);
            drag.over({600, 60});
            QVERIFY2(canvas_->seen() != seen, item);
            drag.leave();
            QCOMPARE(canvas_->boxOf(machine("worker-1")), before);
            QCOMPARE(canvas_->seen(), seen);
        }
        // Dropped, but the act is refused: not for ever either.
        Drag drag(surface(), "worker");
        QVERIFY(drag.drop({600, 60}));
        QVERIFY(canvas_->seen() != seen);
        QTRY_COMPARE(canvas_->seen(), seen);
        // Nothing comes of what cannot be.
        Drag member(surface(), "etcd");
        QVERIFY(!member.over({600, 60}));
        QCOMPARE(canvas_->seen(), seen);
    }

    // What the whole picture takes lights up as a whole, not part by part.
    void partsLightUpOnlyForWhatIsMeantForThem() {
        const auto tinted = [&](const Part& part) {
            const QRect box = canvas_->mapFromScene(canvas_->boxOf(part)).boundingRect();
            return QColor(canvas_->grab().toImage().pixel(box.bottomRight() - QPoint(12, 12)));
        };
        const QColor plain = tinted(machine("worker-3"));
        Drag crash(surface(), "crash");
        crash.over({4, 4});
        QVERIFY(tinted(machine("worker-3")) != plain);
        crash.leave();
        Drag worker(surface(), "worker");
        worker.over({4, 4});
        QCOMPARE(tinted(machine("worker-3")), plain);
        worker.leave();
    }
};

QTEST_MAIN(DropTest)
#include "drop_test.moc"
