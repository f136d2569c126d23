// Branches by hand: an act in the past starts one; it is named, shown, compared, stepped through
// and deleted with the mouse and the keys of a person; what was done is taken back across branches.
#include "window/window_stage.h"

#include "app/window/compare_pane.h"
#include "app/window/popover.h"

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStatusBar>
#include <QToolButton>

using namespace maqueta;
using views::Part;

class BranchesTest : public QObject {
    Q_OBJECT

private:
    tests::WindowStage stage_;

    // The timeline, held with the mouse: pressed at one place, let go at another.
    void scrub(double from, double to) {
        views::TimelineLane* lane = stage_.window().timeline()->lane();
        const auto at = [&](double movie) { return QPoint(int(lane->xOf(movie)), 23); };
        QTest::mousePress(lane, Qt::LeftButton, {}, at(from));
        for (int i = 1; i <= 8; ++i) {
            const QPoint p = at(from + (to - from) * i / 8);
            QMouseEvent move(QEvent::MouseMove, p, lane->mapToGlobal(p), Qt::NoButton,
                             Qt::LeftButton, {});
            QApplication::sendEvent(lane, &move);
            QTest::qWait(15);
        }
        QTest::mouseRelease(lane, Qt::LeftButton, {}, at(to));
    }
    void switchPower(const QString& worker) {
        const QRectF card =
            stage_.canvas()->boxOf({.kind = Part::Kind::Machine, .machine = worker});
        const std::size_t acts = stage_.now().edits.size();
        QTest::mouseClick(stage_.canvas()->viewport(), Qt::LeftButton, {},
                          stage_.canvas()->mapFromScene(QPointF(card.x() + 20, card.y() + 20)));
        QTRY_COMPARE_WITH_TIMEOUT(stage_.now().edits.size(), acts + 1, tests::waitMs);
        rests();
    }
    // The beat that runs after an act, or a step, is over.
    void rests() {
        double movie = -1;
        QTRY_VERIFY_WITH_TIMEOUT(
            (QTest::qWait(60),
             std::exchange(movie, stage_.now().frame.movieMs) == stage_.now().frame.movieMs),
            tests::waitMs);
    }
    // The button in the status bar that names the branch.
    QToolButton* opener() const {
        for (auto* button : stage_.window().statusBar()->findChildren<QToolButton*>())
            if (button->menu()) return button;
        return nullptr;
    }
    static bool click(QMenu* menu, const QString& entry) {
        for (QAction* action : menu->actions())
            if (action->text().startsWith(entry) && action->isEnabled()) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                return true;
            }
        return false;
    }
    // From the list of branches: what can be done with that one.
    void choose(const QString& branch, const QString& entry) {
        bool done = false;
        const auto pick = [&](QWidget* box) {
            auto* menu = qobject_cast<QMenu*>(box);
            for (QAction* action : menu->actions())
                if (action->menu() && action->text().startsWith(branch)) {
                    QTest::mouseClick(menu, Qt::LeftButton, {},
                                      menu->actionGeometry(action).center());
                    QTRY_VERIFY(action->menu()->isVisible());
                    done = click(action->menu(), entry);
                }
            if (!done) menu->close();
        };
        QVERIFY(stage_.withBox([&] { QTest::mouseClick(opener(), Qt::LeftButton); }, pick));
        QVERIFY2(done, qPrintable(branch + " › " + entry));
    }
    // Something is done on the trunk; then, in its past, something else.
    void startBranch() {
        switchPower("worker-2");
        const double now = stage_.now().frame.movieMs;
        const auto film = stage_.now().frame.film;
        scrub(now, film->movieAt(sim::Time{} + sim::seconds(30)));
        QTRY_VERIFY_WITH_TIMEOUT(stage_.picture().now < sim::Time{} + sim::seconds(40),
                                 tests::waitMs);
        rests();
        switchPower("worker-1");
        QCOMPARE(stage_.now().branches.size(), std::size_t{2});
    }
    app::Popover* form() const { return stage_.window().findChild<app::Popover*>(); }

private Q_SLOTS:
    void init() { stage_.open(); }
    void cleanup() { stage_.close(); }

    void anActInThePastStartsOneThatIsNamedAndShown() {
        startBranch();
        QCOMPARE(stage_.now().branch, std::string("branch 2"));
        QVERIFY(opener()->text().startsWith("branch 2"));
        stage_.key(Qt::Key_F2);
        QVERIFY(form());
        auto* field = form()->findChild<QLineEdit*>();
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, "without worker-1"); // the old name is selected
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(stage_.now().branch, std::string("without worker-1"),
                                  tests::waitMs);
        const sim::Time at = stage_.picture().now;
        choose("main", "Show it");
        QTRY_COMPARE_WITH_TIMEOUT(stage_.now().branchId, 0U, tests::waitMs);
        QCOMPARE(stage_.picture().now, at); // the same moment, otherwise
        QVERIFY(stage_.picture().machine("worker-1")->on);
        choose("without worker-1", "Show it");
        QTRY_VERIFY_WITH_TIMEOUT(!stage_.picture().machine("worker-1")->on, tests::waitMs);
    }

    void twoAreComparedInStep() {
        startBranch();
        choose("main", "Compare side by side");
        auto* pane = stage_.window().findChild<app::ComparePane*>();
        QTRY_VERIFY_WITH_TIMEOUT(pane->isVisible(), tests::waitMs);
        for (int i = 0; i < 5; ++i) {
            const double before = stage_.now().frame.movieMs;
            stage_.key(Qt::Key_Right);
            QTRY_VERIFY_WITH_TIMEOUT(stage_.now().frame.movieMs > before, tests::waitMs);
            rests();
            const auto& there = stage_.now().comparison;
            QVERIFY(there);
            QCOMPARE(there->frame.picture->now, stage_.picture().now);
            QVERIFY(there->frame.picture->machine("worker-1")->on);
            QVERIFY(!stage_.picture().machine("worker-1")->on);
        }
        stage_.key(Qt::Key_Left);
        rests();
        QCOMPARE(stage_.now().comparison->frame.picture->now, stage_.picture().now);
        QTest::mouseClick(pane->findChild<QToolButton*>(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!pane->isVisible(), tests::waitMs);
    }

    void deletingOneAsksFirst() {
        startBranch();
        choose("main", "Show it");
        QTRY_COMPARE_WITH_TIMEOUT(stage_.now().branchId, 0U, tests::waitMs);
        choose("branch 2", "Delete");
        QVERIFY(form());
        for (auto* button : form()->findChildren<QPushButton*>())
            if (button->text() == "Cancel") {
                button->setFocus();
                QTest::keyClick(button, Qt::Key_Return); // means the button that has the focus
            }
        QTRY_VERIFY(!form());
        QCOMPARE(stage_.now().branches.size(), std::size_t{2});
        choose("branch 2", "Delete");
        QTest::keyClick(form(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(stage_.now().branches.size(), std::size_t{1}, tests::waitMs);
        QCOMPARE(stage_.now().edits.size(), std::size_t{1}); // its act is gone with it
    }

    void theTrunkStaysAndSaysWhy() {
        startBranch();
        bool disabled = false;
        const auto look = [&](QWidget* box) {
            auto* menu = qobject_cast<QMenu*>(box);
            QMenu* main = menu->actions().constFirst()->menu();
            if (main && !main->actions().isEmpty()) {
                const QAction* last = main->actions().constLast();
                disabled = !last->isEnabled() && last->text().contains("stays");
            }
            menu->close();
        };
        QVERIFY(stage_.withBox([&] { QTest::mouseClick(opener(), Qt::LeftButton); }, look));
        QVERIFY(disabled);
    }

    void whatWasDoneIsTakenBackAcrossBranches() {
        startBranch();
        stage_.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(stage_.now().branchId, 0U, tests::waitMs);
        QVERIFY(stage_.picture().machine("worker-1")->on);
        stage_.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(stage_.now().undoText.empty(), tests::waitMs);
        QVERIFY(stage_.picture().machine("worker-2")->on);
        stage_.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!stage_.picture().machine("worker-2")->on, tests::waitMs);
        rests();
        stage_.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!stage_.picture().machine("worker-1")->on, tests::waitMs);
        QCOMPARE(stage_.now().branch, std::string("branch 2"));
        rests();
        // The list of what was done leads to any of it: its foot is the beginning.
        QMenu* history = nullptr;
        for (QMenu* menu : stage_.window().findChildren<QMenu*>())
            if (menu->title() == "History") history = menu;
        QVERIFY(history);
        QVERIFY(stage_.withBox([&] { history->popup(QPoint(100, 100)); },
                               [&](QWidget*) { QVERIFY(click(history, "The beginning")); }));
        QTRY_VERIFY_WITH_TIMEOUT(stage_.now().undoText.empty(), tests::waitMs);
        QCOMPARE(stage_.now().edits.size(), std::size_t{2}); // both can be done again
    }

    // By event and by beat, forwards and back, the picture comes to the same moments.
    void stepsForwardsAndBackMeet() {
        stage_.goTo(sim::Time{} + sim::seconds(20));
        for (const Qt::KeyboardModifiers by :
             {Qt::KeyboardModifiers{}, Qt::KeyboardModifiers(Qt::ShiftModifier)}) {
            QVector<sim::Time> forward{stage_.picture().now};
            for (int i = 0; i < 4; ++i) {
                const double before = stage_.now().frame.movieMs;
                stage_.key(Qt::Key_Right, by);
                QTRY_VERIFY_WITH_TIMEOUT(stage_.now().frame.movieMs > before, tests::waitMs);
                rests();
                forward << stage_.picture().now;
            }
            if (by) // every event has its own moment; several beats may share one
                for (qsizetype i = forward.size() - 2; i > 0; --i) {
                    stage_.key(Qt::Key_Left, by);
                    QTRY_COMPARE_WITH_TIMEOUT(stage_.picture().now, forward[i], tests::waitMs);
                }
            for (int i = 0; i < 6; ++i) {
                const double before = stage_.now().frame.movieMs;
                stage_.key(Qt::Key_Left, by);
                QTRY_VERIFY_WITH_TIMEOUT(stage_.now().frame.movieMs < before, tests::waitMs);
            }
            QVERIFY(stage_.picture().now <= forward.first());
        }
    }
};

QTEST_MAIN(BranchesTest)
#include "branches_test.moc"
