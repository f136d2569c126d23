// The whole window without a mouse: every key of the shortcut sheet does what the sheet says.
#include "app/window/find_action.h"
#include "app/window/popover.h"
#include "views/lessons/lesson_strip.h"
#include "views/palette/palette_view.h"
#include "window/window_stage.h"

#include <QApplication>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTimer>

#include <set>

using namespace maqueta;
using tests::waitMs;
using views::Part;

class KeyboardTest : public QObject {
    Q_OBJECT

    tests::WindowStage stage_;

    views::CanvasView* canvas() const { return stage_.canvas(); }
    app::Session& session() const { return stage_.session(); }
    const app::Moment& now() const { return stage_.now(); }
    double movie() const { return now().frame.movieMs; }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { stage_.key(key, modifiers); }
    // Presses a key that opens a box or a menu of its own loop; the texts in it, and it is closed.
    QStringList boxOf(Qt::Key pressed, Qt::KeyboardModifiers modifiers = {}) {
        QStringList said;
        stage_.withBox([&] { key(pressed, modifiers); },
                       [&](QWidget* box) {
                           if (const auto* menu = qobject_cast<QMenu*>(box))
                               for (const QAction* action : menu->actions())
                                   said.append(action->text());
                           else
                               said.append(box->windowTitle());
                           box->close();
                       });
        [&] { QVERIFY(!said.isEmpty()); }();
        return said;
    }
    void select(const char* machine) {
        canvas()->select({{.kind = Part::Kind::Machine, .machine = QString::fromLatin1(machine)}});
    }

private Q_SLOTS:
    void initTestCase() {
        stage_.open();
        session().seek(sim::Time{} + sim::seconds(70));
        QTRY_VERIFY_WITH_TIMEOUT(now().frame.picture->now >= sim::Time{} + sim::seconds(70),
                                 waitMs);
    }
    void cleanupTestCase() { stage_.close(); }

    // Every panel that is on the screen is one step from the next, and the way round comes back.
    void f6GoesFromPanelToPanel() {
        stage_.window().dock()->open(stage_.window().dock()->findChild<views::EventList*>());
        const QVector<QWidget*> panels{stage_.window().palette(), canvas(),
                                       stage_.window().timeline(), stage_.window().dock(),
                                       stage_.window().statusBar()};
        for (const Qt::KeyboardModifiers by : {Qt::NoModifier, Qt::ShiftModifier}) {
            std::set<QWidget*> seen;
            int steps = 0;
            key(Qt::Key_F6, by);
            while (!canvas()->hasFocus() && ++steps < 20) {
                QWidget* here = QApplication::focusWidget();
                QVERIFY(here && here->isVisible());
                for (QWidget* panel : panels)
                    if (here == panel || panel->isAncestorOf(here)) seen.insert(panel);
                QTest::keyClick(here, Qt::Key_F6, by);
            }
            QVERIFY(canvas()->hasFocus());
            QCOMPARE(seen.size(), std::size_t(panels.size() - 1));
        }
        stage_.window().dock()->close();
    }

    // Whoever comes into a panel by a key stands at its beginning, and sees it.
    void aPanelIsEnteredAtItsBeginning() {
        canvas()->setFocus();
        key(Qt::Key_F6, Qt::ShiftModifier);
        auto* list = qobject_cast<QListWidget*>(QApplication::focusWidget());
        QVERIFY(list && stage_.window().palette()->isAncestorOf(list));
        QVERIFY(list->currentItem());
        QVERIFY(!list->currentItem()->data(Qt::UserRole).toString().isEmpty());
        QTest::keyClick(list, Qt::Key_F6, Qt::ShiftModifier);
        const auto* strip = stage_.window().findChild<views::LessonStrip*>();
        QVERIFY(strip && strip->isVisible());
        const auto* card = qobject_cast<views::LessonButton*>(QApplication::focusWidget());
        QVERIFY(card);
        QCOMPARE(card, strip->findChildren<views::LessonButton*>().constFirst());
    }

    // The arrows belong to the cut while it is drawn, and to time before and after.
    void aCutIsDrawnByKeysAlone() {
        session().pause();
        QTRY_VERIFY(now().rests);
        const double before = movie();
        canvas()->beginCut();
        QTRY_VERIFY(canvas()->hasFocus());
        const QImage drawn = canvas()->grab().toImage();
        key(Qt::Key_Left);
        QTest::qWait(100);
        QCOMPARE(movie(), before);
        QVERIFY(canvas()->grab().toImage() != drawn);
        QSignalSpy cut(canvas(), &views::CanvasView::cutWanted);
        canvas()->setFocusedPart({.kind = Part::Kind::Machine, .machine = "worker-4"});
        key(Qt::Key_S);
        key(Qt::Key_Return);
        QCOMPARE(cut.size(), 1);
        const QStringList a = cut[0][0].toStringList(), b = cut[0][1].toStringList();
        QVERIFY2(a.contains("worker-4") != b.contains("worker-4") &&
                     a.contains("worker-4") == a.contains("worker-1"),
                 qPrintable(a.join(' ') + " | " + b.join(' ')));
        QTRY_VERIFY_WITH_TIMEOUT(!now().frame.picture->faults.empty(), waitMs);
        session().undo();
        QTRY_VERIFY_WITH_TIMEOUT(now().frame.picture->faults.empty(), waitMs);
        canvas()->setFocusedPart({});
    }

    // What is clicked is told of, where the picture keeps its size beside it; whoever lets go of it
    // closes it.
    void aSelectionOpensTheInspectorWhereThereIsRoom() {
        const auto* inspector = stage_.window().findChild<views::Inspector*>();
        const double before = canvas()->zoom();
        const bool room = canvas()->keepsItsSizeIn(canvas()->width() - inspector->width()) ||
                          stage_.window().width() >= 1500;
        select("worker-1");
        QVERIFY(!inspector->isVisible()); // a double click may follow
        QTest::qWait(QApplication::doubleClickInterval() + 200);
        QCOMPARE(inspector->isVisible(), room);
        if (room && stage_.window().width() < 1500) QCOMPARE(canvas()->zoom(), before);
        canvas()->select({});
        QVERIFY(!inspector->isVisible());
        canvas()->zoomBy(1.5); // now it keeps its size whatever the width
        select("worker-1");
        QTRY_VERIFY(inspector->isVisible());
        canvas()->select({});
        canvas()->fit();
    }

    // Enter does what Space does on whatever is pressed.
    void enterPressesWhatHasTheFocus() {
        auto* strip = stage_.window().findChild<views::LessonStrip*>();
        auto* card = strip->findChildren<views::LessonButton*>().constLast();
        const QSignalBlocker quiet(strip); // no lesson begins here
        QSignalSpy clicked(card, &QAbstractButton::clicked);
        card->setFocus();
        QTest::keyClick(card, Qt::Key_Return);
        QCOMPARE(clicked.size(), 1);
        canvas()->setFocus();
    }

    void tabWalksThroughThePartsAndOutAgain() {
        canvas()->setFocus();
        std::set<QString> seen;
        for (int i = 0; i < 400 && canvas()->hasFocus(); ++i) {
            QTest::keyClick(canvas(), Qt::Key_Tab);
            const Part part = canvas()->focusedPart();
            seen.insert(part.machine + '/' + part.name + '/' + QString::number(int(part.kind)) +
                        '/' + QString::number(int(part.process)));
        }
        QVERIFY2(seen.size() > 30, std::to_string(seen.size()).c_str());
        QVERIFY(!canvas()->hasFocus()); // no trap
    }

    void enterOpensTheInspector() {
        select("worker-2");
        key(Qt::Key_Return);
        QVERIFY(stage_.window().findChild<views::Inspector*>()->isVisible());
        key(Qt::Key_I, Qt::ControlModifier);
        key(Qt::Key_I, Qt::ControlModifier);
    }

    void deleteAsksWhich() {
        select("worker-2");
        const QStringList choices = boxOf(Qt::Key_Delete);
        QVERIFY2(choices.filter("power", Qt::CaseInsensitive).size() == 1,
                 qPrintable(choices.join(", ")));
        QVERIFY2(choices.filter("Node object").size() == 1, qPrintable(choices.join(", ")));
        QVERIFY(now().frame.picture->machine("worker-2")->on); // nothing was chosen
    }

    void ctrlShiftUTakesARolloutBack() {
        const auto web = [this]() -> const cluster::DeploymentPicture* {
            for (const auto& d : now().frame.picture->deployments)
                if (d.name == "web") return &d;
            return nullptr;
        };
        QVERIFY(web());
        const std::string before = web()->image;
        session().act(cluster::SetImage{.name = "web", .container = {}, .image = "web:next"});
        session().setSpeed(diagram::Pacing::Story, 64);
        session().play();
        QTRY_VERIFY_WITH_TIMEOUT(web()->image == "web:next", waitMs);
        canvas()->select({{.kind = Part::Kind::Deployment, .ns = "default", .name = "web"}});
        key(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(web()->image == before, waitMs);
        session().pause();
        session().setSpeed(diagram::Pacing::Story, 1);
    }

    void f2SaysWhyANameStays() {
        select("worker-2");
        key(Qt::Key_F2);
        QVERIFY(stage_.window().captionStrip()->text().contains("worker-2"));
    }

    // Nothing is chosen: what F2 names is the branch.
    void f2NamesTheBranchThatIsShown() {
        stage_.canvas()->select({});
        stage_.canvas()->setFocusedPart({});
        key(Qt::Key_F2);
        auto* form = stage_.window().findChild<app::Popover*>();
        QVERIFY(form);
        auto* field = form->findChild<QLineEdit*>();
        QVERIFY(field);
        QTest::keyClicks(field, "before the storm");
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(now().branch, std::string("before the storm"), waitMs);
    }

    void arrowsStepByBeatsAndWithShiftByEvents() {
        const double begin = movie();
        key(Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(movie() > begin && !now().playing, waitMs);
        const double beat = movie();
        key(Qt::Key_Left);
        QTRY_VERIFY_WITH_TIMEOUT(movie() < beat, waitMs);
        const sim::Time at = now().frame.picture->now;
        key(Qt::Key_Right, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(now().frame.picture->now > at, waitMs);
        const sim::Time event = now().frame.picture->now;
        key(Qt::Key_Left, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(now().frame.picture->now < event, waitMs);
        key(Qt::Key_Home);
        QTRY_COMPARE_WITH_TIMEOUT(movie(), 0.0, waitMs);
        key(Qt::Key_End);
        QTRY_COMPARE_WITH_TIMEOUT(movie(), now().shown, waitMs);
    }

    void boxesOpenByTheirKeys() {
        QCOMPARE(boxOf(Qt::Key_O, Qt::ControlModifier), QStringList{"Open"});
        QCOMPARE(boxOf(Qt::Key_S, Qt::ControlModifier), QStringList{"Save as"});
        QCOMPARE(boxOf(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier), QStringList{"Save as"});
        QCOMPARE(boxOf(Qt::Key_E, Qt::ControlModifier), QStringList{"Export the picture"});
    }

    void controlAndArrowsNudge() {
        select("worker-2");
        const Part card{.kind = Part::Kind::Machine, .machine = "worker-2"};
        const QPointF home = canvas()->boxOf(card).topLeft();
        key(Qt::Key_Right, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(canvas()->boxOf(card).left() > home.x(), waitMs);
        key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(canvas()->boxOf(card).topLeft(), home, waitMs);
        key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(canvas()->boxOf(card).left() > home.x(), waitMs);
        key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(canvas()->boxOf(card).topLeft(), home, waitMs);
    }

    void spacePlaysAndBracketsChangeTheSpeed() {
        key(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(now().playing, waitMs);
        key(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(!now().playing, waitMs);
        std::set<double> rates{now().rate};
        for (int i = 0; i < 12; ++i) {
            const double before = now().rate;
            key(Qt::Key_BracketRight);
            if (before < 1000) QTRY_VERIFY_WITH_TIMEOUT(now().rate > before, waitMs);
        }
        QCOMPARE(now().rate, 1000.0);
        for (int i = 0; i < 14; ++i) {
            const double before = now().rate;
            key(Qt::Key_BracketLeft);
            if (before > 0.1) QTRY_VERIFY_WITH_TIMEOUT(now().rate < before, waitMs);
        }
        QCOMPARE(now().rate, 0.1);
        // Pressed faster than pictures come: each press counts.
        for (int i = 0; i < 5; ++i) key(Qt::Key_BracketRight);
        QTRY_COMPARE_WITH_TIMEOUT(now().rate, 4.0, waitMs);
        session().setSpeed(diagram::Pacing::Story, 1);
    }

    void zeroFitsAndOneIsActualSize() {
        key(Qt::Key_1, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(canvas()->transform().m11(), 1.0, waitMs);
        canvas()->zoomBy(3);
        key(Qt::Key_0, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(canvas()->transform().m11() < 1.5, waitMs);
    }

    void ctrlKFindsAndF1Tells() {
        key(Qt::Key_K, Qt::ControlModifier);
        auto* found = stage_.window().findChild<app::FindAction*>();
        QVERIFY(found && found->isVisible());
        QTest::keyClick(found->findChild<QLineEdit*>(), Qt::Key_Escape);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        key(Qt::Key_F1);
        auto* sheet = stage_.window().findChild<QDialog*>("keys");
        QVERIFY(sheet && sheet->isVisible());
        // All of it is seen, on a small screen too.
        const auto* text = sheet->findChild<QLabel*>();
        QVERIFY(text->width() >= text->sizeHint().width());
        QVERIFY2(sheet->width() <= 1366 && sheet->height() <= 728,
                 qPrintable(QString("%1x%2").arg(sheet->width()).arg(sheet->height())));
        sheet->close();
    }

    // What was done is asked about before it is left.
    void ctrlNAsksAndStartsAnew() {
        session().act(cluster::PowerOff{"worker-1"});
        QTRY_VERIFY_WITH_TIMEOUT(stage_.window().isWindowModified(), waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(!now().frame.picture->machine("worker-1")->on, waitMs);
        QVERIFY(!boxOf(Qt::Key_N, Qt::ControlModifier).isEmpty()); // closed: it stays
        QVERIFY(!now().frame.picture->machine("worker-1")->on);
        key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(now().frame.picture->machine("worker-1")->on, waitMs);
    }
};

QTEST_MAIN(KeyboardTest)
#include "keyboard_test.moc"
