// The canvas under real events: what a mouse, a wheel, keys and drags do to it, and what it asks
// for in return.
#include "tests/views/canvas_stage.h"
#include "views/style/drawing.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace maqueta;
using tests::machine;
using views::CanvasView;
using views::Part;

class CanvasTest : public QObject, private tests::OpenCanvas {
    Q_OBJECT

private:
    QPoint switchOf(const char* name) const {
        const QRectF box = canvas_->boxOf(machine(name));
        const bool control = QString::fromLatin1(name).startsWith("control");
        return onScreen(control ? QPointF(box.right() - 44, box.y() + 20)
                                : QPointF(box.x() + 22, box.y() + 24));
    }
    void dragMouse(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton) {
        QTest::mousePress(surface(), button, {}, from);
        for (int i = 1; i <= 8; ++i) {
            const QPoint at = from + (to - from) * i / 8;
            QMouseEvent move(QEvent::MouseMove, at, surface()->mapToGlobal(at), Qt::NoButton,
                             button, {});
            QApplication::sendEvent(surface(), &move);
        }
        QTest::mouseRelease(surface(), button, {}, to);
    }
    void moveTo(QPoint at, Qt::KeyboardModifiers keys = {}) {
        QMouseEvent move(QEvent::MouseMove, at, surface()->mapToGlobal(at), Qt::NoButton,
                         Qt::LeftButton, keys);
        QApplication::sendEvent(surface(), &move);
    }

private Q_SLOTS:
    void initTestCase() {
        qRegisterMetaType<views::CardMoves>("maqueta::views::CardMoves");
        openStage();
    }
    void init() { openAnew(); }

    void aClickOnASwitchAsksForPower() {
        QSignalSpy power(canvas_.get(), &CanvasView::powerToggled);
        QTest::mouseClick(surface(), Qt::LeftButton, {}, switchOf("worker-2"));
        QCOMPARE(power.size(), 1);
        QCOMPARE(power[0][0].toString(), "worker-2");
        QCOMPARE(power[0][1].toBool(), false);
        // Half of what a finger needs to the side still hits it.
        QTest::mouseClick(surface(), Qt::LeftButton, {},
                          switchOf("control-plane-3") + QPoint(-11, 11));
        QCOMPARE(power.size(), 2);
        QCOMPARE(power[1][0].toString(), "control-plane-3");
        // Pressed there and let go elsewhere: nothing.
        QTest::mousePress(surface(), Qt::LeftButton, {}, switchOf("worker-1"));
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, bareSpotOf("worker-3"));
        QCOMPARE(power.size(), 2);
    }

    // A late frame may lay the picture out anew between press and release.
    void whatWasPressedIsMeantWhenThePictureMovesBelowThePointer() {
        QSignalSpy power(canvas_.get(), &CanvasView::powerToggled);
        const QPoint at = switchOf("worker-2");
        QTest::mousePress(surface(), Qt::LeftButton, {}, at);
        canvas_->resize(1000, 420);
        QVERIFY((switchOf("worker-2") - at).manhattanLength() > 60);
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, at);
        QCOMPARE(power.size(), 1);
        QCOMPARE(power[0][0].toString(), "worker-2");
    }

    // Space was pressed here and let go in a box that had opened meanwhile.
    void aClickIsNoPanWhenTheKeysWentElsewhere() {
        QSignalSpy power(canvas_.get(), &CanvasView::powerToggled);
        QTest::keyPress(canvas_.get(), Qt::Key_Space);
        canvas_->clearFocus();
        QTest::mouseClick(surface(), Qt::LeftButton, {}, switchOf("worker-2"));
        QCOMPARE(power.size(), 1);
    }

    void podsThatMakeRoomAreMarkedOnTheirNodes() {
        Part victim;
        for (const Part& part : canvas_->parts())
            if (part.kind == Part::Kind::Pod) victim = part;
        QVERIFY(victim);
        const QImage before = canvas_->grab().toImage();
        QVERIFY(!canvas_->spoken(victim).contains("makes room"));
        canvas_->setVictims({victim});
        QVERIFY(canvas_->spoken(victim).contains("makes room for the selected pod"));
        const QImage marked = canvas_->grab().toImage();
        const QRect around =
            canvas_->mapFromScene(canvas_->boxOf(victim)).boundingRect().adjusted(-14, -14, 14, 14);
        const QPoint frame = canvas_->viewport()->pos();
        QVERIFY(marked.copy(around.translated(frame)) != before.copy(around.translated(frame)));
        canvas_->setVictims({});
        QCOMPARE(canvas_->grab().toImage(), before);
    }

    void aClickSelectsAndOneBesideItLetsGo() {
        QSignalSpy changed(canvas_.get(), &CanvasView::selectionChanged);
        QTest::mouseClick(surface(), Qt::LeftButton, {}, bareSpotOf("worker-1"));
        QCOMPARE(canvas_->selection(), QVector<Part>{machine("worker-1")});
        QTest::mouseClick(surface(), Qt::LeftButton, Qt::ShiftModifier, bareSpotOf("worker-2"));
        QCOMPARE(canvas_->selection().size(), 2);
        QTest::mouseClick(surface(), Qt::LeftButton, {}, {4, 4});
        QVERIFY(canvas_->selection().isEmpty());
        QCOMPARE(changed.size(), 3);
    }

    void aDoubleClickOpens() {
        QSignalSpy opened(canvas_.get(), &CanvasView::activated);
        QTest::mouseDClick(surface(), Qt::LeftButton, {}, bareSpotOf("worker-1"));
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<Part>(), machine("worker-1"));
    }

    void theWheelZoomsAtThePointer() {
        const QPoint at(900, 420);
        const QPointF before = canvas_->mapToScene(at);
        const double scale = canvas_->transform().m11();
        QWheelEvent wheel(at, surface()->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(surface(), &wheel);
        QVERIFY(canvas_->transform().m11() > scale * 1.3);
        const QPointF after = canvas_->mapToScene(at);
        QVERIFY(QLineF(before, after).length() < 1.5);
        key(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(std::abs(canvas_->transform().m11() - scale) < 1e-9);
        key(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(std::abs(canvas_->transform().m11() - 1) < 1e-9);
    }

    void theMiddleButtonAndSpaceMoveThePicture() {
        const auto seen = [&] { return canvas_->mapToScene(QPoint(0, 0)); };
        const double scale = canvas_->transform().m11();
        const QPointF start = seen();
        dragMouse({600, 300}, {500, 260}, Qt::MiddleButton);
        QVERIFY(QLineF(seen(), start + QPointF(100, 40) / scale).length() < 2);
        const QPointF second = seen();
        QTest::keyPress(canvas_.get(), Qt::Key_Space);
        dragMouse({600, 300}, {700, 300});
        QTest::keyRelease(canvas_.get(), Qt::Key_Space);
        QVERIFY(QLineF(seen(), second + QPointF(-100, 0) / scale).length() < 2);
        QVERIFY(canvas_->selection().isEmpty());
    }

    void aRubberBandTakesWhatItTouches() {
        const QRectF first = canvas_->boxOf(machine("worker-1"));
        const QRectF second = canvas_->boxOf(machine("worker-2"));
        dragMouse(onScreen(first.topLeft() + QPointF(-14, -6)),
                  onScreen(second.bottomRight() + QPointF(6, 8)));
        const QVector<Part> both{machine("worker-1"), machine("worker-2")};
        QCOMPARE(canvas_->selection(), both);
    }

    // Where the last gesture wants a card to be.
    static QPointF placeOf(const QSignalSpy& moved, const char* name) {
        if (moved.isEmpty()) return {};
        for (const auto& [machine, at] : moved.back()[0].value<views::CardMoves>())
            if (machine == QLatin1String(name)) return at;
        return {};
    }

    void aCardFollowsThePointerAndOneEditComesOut() {
        QSignalSpy moved(canvas_.get(), &CanvasView::cardsMoved);
        const QPoint from = bareSpotOf("worker-4");
        QTest::mousePress(surface(), Qt::LeftButton, {}, from);
        moveTo(from + QPoint(-40, 60));
        moveTo(from + QPoint(-63, 97));
        QCOMPARE(moved.size(), 0);
        const QPointF seen = canvas_->boxOf(machine("worker-4")).topLeft();
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, from + QPoint(-63, 97));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(placeOf(moved, "worker-4"), seen);
        QVERIFY(std::fmod(seen.y(), 16) == 0.0);
    }

    void escapeWhileACardMovesPutsItBack() {
        QSignalSpy moved(canvas_.get(), &CanvasView::cardsMoved);
        const QPointF home = canvas_->boxOf(machine("worker-4")).topLeft();
        const QPoint from = bareSpotOf("worker-4");
        QTest::mousePress(surface(), Qt::LeftButton, {}, from);
        moveTo(from + QPoint(-40, 60));
        QVERIFY(canvas_->boxOf(machine("worker-4")).topLeft() != home);
        key(Qt::Key_Escape);
        QCOMPARE(canvas_->boxOf(machine("worker-4")).topLeft(), home);
        QTest::mouseRelease(surface(), Qt::LeftButton, {}, from + QPoint(-40, 60));
        QCOMPARE(moved.size(), 0);
    }

    void cardsLineUpWithOthersUnlessAltIsHeld() {
        QSignalSpy moved(canvas_.get(), &CanvasView::cardsMoved);
        const double scale = canvas_->transform().m11();
        const QRectF other = canvas_->boxOf(machine("worker-2"));
        const QRectF card = canvas_->boxOf(machine("worker-4"));
        const QPoint from = bareSpotOf("worker-4");
        // Three pixels beside the left edge of worker-2, below it.
        const QPoint to = from + QPoint(qRound((other.x() - card.x()) * scale) + 3,
                                        qRound((other.height() + 50) * scale));
        dragMouse(from, to);
        QCOMPARE(placeOf(moved, "worker-4").x(), other.x());
        canvas_->setFrame(stage_->here());
        init();
        QSignalSpy free(canvas_.get(), &CanvasView::cardsMoved);
        QTest::mousePress(surface(), Qt::LeftButton, {}, from);
        moveTo((from + to) / 2, Qt::AltModifier);
        moveTo(to, Qt::AltModifier);
        QTest::mouseRelease(surface(), Qt::LeftButton, Qt::AltModifier, to);
        QVERIFY(placeOf(free, "worker-4").x() != other.x());
    }

    void selectedCardsMoveTogetherAndCanBeAligned() {
        QSignalSpy moved(canvas_.get(), &CanvasView::cardsMoved);
        canvas_->select({machine("worker-1"), machine("worker-3")});
        key(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved[0][0].value<views::CardMoves>().size(), 2);
        canvas_->align(views::Alignment::Left);
        QCOMPARE(placeOf(moved, "worker-3").x(), canvas_->boxOf(machine("worker-1")).x());
    }

    void aZoneIsTakenByItsNameAndMovesWithItsMachines() {
        views::Frame frame = stage_->here();
        diagram::LayoutOptions places;
        for (const auto& [name, at] : canvas_->placesOf(views::Arrangement::ByZone))
            places.positions[name.toStdString()] = {at.x(), at.y()};
        frame.layout = std::make_shared<const diagram::LayoutOptions>(places);
        canvas_->setFrame(frame);
        QSignalSpy moved(canvas_.get(), &CanvasView::cardsMoved);
        const QRectF first = canvas_->boxOf(machine("worker-1"));
        const QPoint name = onScreen(first.topLeft() + QPointF(20, -12));
        QTest::mouseClick(surface(), Qt::LeftButton, {}, name);
        QCOMPARE(canvas_->selection(), (QVector<Part>{machine("worker-1"), machine("worker-3")}));
        dragMouse(name, name + QPoint(0, 60));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved[0][0].value<views::CardMoves>().size(), 2);
        QVERIFY(placeOf(moved, "worker-3").y() > first.y() + 30);
    }

    void workersAreArrangedByAnyLabel() {
        views::Frame frame = stage_->here();
        auto picture = std::make_shared<cluster::Picture>(*frame.picture);
        for (auto& m : picture->machines)
            if (m.spec.role == cluster::Role::Worker)
                m.labels.emplace_back("example.com/disk",
                                      m.spec.name == "worker-2" ? "ssd" : "hdd");
        frame.picture = picture;
        canvas_->setFrame(frame);
        QVERIFY(canvas_->labelKeys().contains("example.com/disk"));
        diagram::LayoutOptions places;
        for (const auto& [name, at] :
             canvas_->placesOf(views::Arrangement::ByLabel, "example.com/disk"))
            places.positions[name.toStdString()] = {at.x(), at.y()};
        QCOMPARE(places.positions.size(), std::size_t(4));
        frame.layout = std::make_shared<const diagram::LayoutOptions>(places);
        std::vector<views::Written> words;
        canvas_->recordWords(&words);
        canvas_->setFrame(frame);
        canvas_->grab();
        canvas_->recordWords(nullptr);
        for (const char* name : {"disk: ssd", "disk: hdd"})
            QVERIFY2(std::any_of(words.begin(), words.end(),
                                 [&](const auto& w) { return w.shown == QLatin1String(name); }),
                     name);
    }

    void keysWalkOpenRemoveAndLetGo() {
        QSignalSpy opened(canvas_.get(), &CanvasView::activated);
        QSignalSpy removal(canvas_.get(), &CanvasView::deleteWanted);
        QSignalSpy moved(canvas_.get(), &CanvasView::cardsMoved);
        QVector<Part> walked;
        for (int i = 0; i < canvas_->parts().size(); ++i) {
            key(Qt::Key_Tab);
            walked.append(canvas_->focusedPart());
        }
        QCOMPARE(walked, canvas_->parts());
        QVERIFY(walked.contains(machine("worker-4")));
        canvas_->setFocusedPart(machine("worker-4"));
        key(Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(canvas_->selection(), QVector<Part>{machine("worker-4")});
        key(Qt::Key_Delete);
        QCOMPARE(removal.size(), 1);
        QCOMPARE(removal[0][0].value<Part>(), machine("worker-4"));
        const QPointF at = canvas_->boxOf(machine("worker-4")).topLeft();
        key(Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(placeOf(moved, "worker-4"), at + QPointF(-16, 0));
        key(Qt::Key_Escape);
        QVERIFY(canvas_->selection().isEmpty());
        QVERIFY(!canvas_->focusedPart());
    }

    void aCutCanBeLeftAndIsNeverOneSided() {
        QSignalSpy cut(canvas_.get(), &CanvasView::cutWanted);
        canvas_->beginCut({"worker-1", "worker-2", "worker-3", "worker-4", "control-plane-1",
                           "control-plane-2", "control-plane-3"});
        key(Qt::Key_Return);
        QVERIFY(canvas_->cutting());
        key(Qt::Key_Escape);
        QVERIFY(!canvas_->cutting());
        QCOMPARE(cut.size(), 0);
    }

    void theMapShowsItselfWhenThePictureIsLargerThanTheView() {
        const auto* map = canvas_->findChild<QWidget*>("minimap");
        QVERIFY(map && !map->isVisible());
        canvas_->zoomBy(2.5);
        QVERIFY(map->isVisible());
        QTest::mouseClick(const_cast<QWidget*>(map), Qt::LeftButton, {}, {12, 12});
        const QPointF seen = canvas_->mapToScene(surface()->rect().center());
        const QRectF first = canvas_->boxOf(machine("control-plane-1"));
        QVERIFY(QLineF(seen, first.topLeft()).length() < 160);
        canvas_->fit();
        QVERIFY(!map->isVisible());
    }
};

QTEST_MAIN(CanvasTest)
#include "canvas_test.moc"
