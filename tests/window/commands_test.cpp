// Commands of the window, by their keys: find any action, copy the picture, present, prefer.
#include "app/window/find_action.h"
#include "app/window/preferences_dialog.h"
#include "window/window_stage.h"

#include <QApplication>
#include <QClipboard>
#include <QTest>

using namespace maqueta;
using views::Part;

class CommandsTest : public QObject {
    Q_OBJECT

private:
    tests::WindowStage stage_;

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { stage_.key(key, modifiers); }
    const cluster::Picture& picture() const { return stage_.picture(); }
    void find(const QString& letters) {
        key(Qt::Key_K, Qt::ControlModifier);
        auto* box = stage_.window().findChild<app::FindAction*>();
        QVERIFY(box);
        auto* line = box->findChild<QLineEdit*>();
        QTest::keyClicks(line, letters);
        QTest::keyClick(line, Qt::Key_Return);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

private Q_SLOTS:
    void initTestCase() { stage_.open({.theme = app::ThemeChoice::Dark}); }
    void cleanupTestCase() { stage_.close(); }

    void lettersFitNames() {
        QVERIFY(app::fitness("snap", "Take snapshot") >= 0);
        QVERIFY(app::fitness("take snap", "Take snapshot") >= 0);
        QCOMPARE(app::fitness("cordon zz", "Cordon"), -1);
        QVERIFY(app::fitness("ad", "Add a worker") < app::fitness("ad", "Load of its container…"));
    }

    void findingAnActionDoesIt() {
        find("add a worker");
        QTRY_VERIFY_WITH_TIMEOUT(picture().machine("worker-5") != nullptr, tests::waitMs);
    }

    void findingAPartGoesThere() {
        find("etcd on control-plane-2");
        const Part etcd{.kind = Part::Kind::Process,
                        .machine = "control-plane-2",
                        .process = cluster::ProcessKind::Etcd};
        QCOMPARE(stage_.canvas()->selection(), QVector<Part>{etcd});
        QCOMPARE(stage_.canvas()->focusedPart(), etcd);
    }

    void thePictureAndThePartCanBeCopied() {
        QApplication::clipboard()->clear();
        key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QApplication::clipboard()->image().width() >= stage_.canvas()->width());
        stage_.canvas()->select({{.kind = Part::Kind::Machine, .machine = "worker-1"}});
        QTRY_VERIFY_WITH_TIMEOUT((key(Qt::Key_C, Qt::ControlModifier),
                                  QApplication::clipboard()->text().contains("kind: Node")),
                                 tests::waitMs);
    }

    void allMachinesAreSelectedAndArranged() {
        key(Qt::Key_A, Qt::ControlModifier);
        QVERIFY(stage_.canvas()->selection().size() >= 8);
        const Part worker{.kind = Part::Kind::Machine, .machine = "worker-2"};
        const QPointF home = stage_.canvas()->boxOf(worker).topLeft();
        find("workers by zone");
        QTRY_VERIFY_WITH_TIMEOUT(stage_.canvas()->boxOf(worker).topLeft() != home, tests::waitMs);
        key(Qt::Key_Z, Qt::ControlModifier); // one edit
        QTRY_COMPARE_WITH_TIMEOUT(stage_.canvas()->boxOf(worker).topLeft(), home, tests::waitMs);
    }

    void presentingIsLightAloneAndSteppedWithARemote() {
        QCOMPARE(stage_.canvas()->theme(), views::Theme::Dark);
        key(Qt::Key_F11);
        QCOMPARE(stage_.canvas()->theme(), views::Theme::Light);
        QVERIFY(!stage_.window().palette()->isVisible());
        key(Qt::Key_Home);
        QTRY_COMPARE_WITH_TIMEOUT(stage_.now().frame.movieMs, 0.0, tests::waitMs);
        key(Qt::Key_PageDown);
        QTRY_VERIFY_WITH_TIMEOUT(stage_.now().frame.movieMs > 0, tests::waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(!stage_.now().playing, tests::waitMs);
        const double first = stage_.now().frame.movieMs;
        key(Qt::Key_Period);
        QTRY_VERIFY_WITH_TIMEOUT(stage_.now().frame.movieMs > first, tests::waitMs);
        key(Qt::Key_F11);
        QCOMPARE(stage_.canvas()->theme(), views::Theme::Dark);
        QVERIFY(stage_.window().palette()->isVisible());
    }

    void aPreferenceTakesEffectAtOnceAndIsRemembered() {
        key(Qt::Key_Comma, Qt::ControlModifier);
        auto* dialog = stage_.window().findChild<app::PreferencesDialog*>();
        QVERIFY(dialog);
        QComboBox* theme = nullptr;
        for (QComboBox* box : dialog->findChildren<QComboBox*>())
            if (box->accessibleName() == "Theme") theme = box;
        QVERIFY(theme);
        QTest::keyClick(theme, Qt::Key_Up); // from Dark to Light
        Q_EMIT theme->activated(theme->currentIndex());
        QCOMPARE(stage_.canvas()->theme(), views::Theme::Light);
        QCOMPARE(app::Preferences().theme(), app::ThemeChoice::Light);
        dialog->close();
    }
};

QTEST_MAIN(CommandsTest)
#include "commands_test.moc"
