// Commands of the window, by their keys: find any action, copy the picture, present, prefer.
#include "app/window/find_action.h"
#include "app/window/main_window.h"
#include "app/window/preferences_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace maqueta;
using views::Part;

namespace {

constexpr int waitMs = 30'000;

} // namespace

class CommandsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir home_;
    std::unique_ptr<app::Preferences> preferences_;
    std::unique_ptr<app::MainWindow> window_;

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        window_->activateWindow(); // a box that was open had it
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        QTest::keyClick(window_->canvas(), key, modifiers);
    }
    const cluster::Picture& picture() const { return *window_->session().latest()->frame.picture; }
    void find(const QString& letters) {
        key(Qt::Key_K, Qt::ControlModifier);
        auto* box = window_->findChild<app::FindAction*>();
        QVERIFY(box);
        auto* line = box->findChild<QLineEdit*>();
        QTest::keyClicks(line, letters);
        QTest::keyClick(line, Qt::Key_Return);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
        preferences_ = std::make_unique<app::Preferences>();
        preferences_->setLanguage("en");
        preferences_->setTheme(app::ThemeChoice::Dark);
        window_ = std::make_unique<app::MainWindow>(*preferences_, QString());
        window_->showNormal();
        window_->resize(1366, 768);
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        QTRY_VERIFY_WITH_TIMEOUT(window_->canvas()->parts().size() > 30, waitMs);
        window_->session().pause();
        window_->canvas()->setFocus();
    }
    void cleanupTestCase() { window_.reset(); }

    void lettersFitNames() {
        QVERIFY(app::fitness("snap", "Take snapshot") >= 0);
        QVERIFY(app::fitness("take snap", "Take snapshot") >= 0);
        QCOMPARE(app::fitness("cordon zz", "Cordon"), -1);
        QVERIFY(app::fitness("ad", "Add a worker") < app::fitness("ad", "Load of its container…"));
    }

    void findingAnActionDoesIt() {
        find("add a worker");
        QTRY_VERIFY_WITH_TIMEOUT(picture().machine("worker-5") != nullptr, waitMs);
    }

    void findingAPartGoesThere() {
        find("etcd on control-plane-2");
        const Part etcd{.kind = Part::Kind::Process,
                        .machine = "control-plane-2",
                        .process = cluster::ProcessKind::Etcd};
        QCOMPARE(window_->canvas()->selection(), QVector<Part>{etcd});
        QCOMPARE(window_->canvas()->focusedPart(), etcd);
    }

    void thePictureAndThePartCanBeCopied() {
        QApplication::clipboard()->clear();
        key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QApplication::clipboard()->image().width() >= window_->canvas()->width());
        window_->canvas()->select({{.kind = Part::Kind::Machine, .machine = "worker-1"}});
        QTRY_VERIFY_WITH_TIMEOUT((key(Qt::Key_C, Qt::ControlModifier),
                                  QApplication::clipboard()->text().contains("kind: Node")),
                                 waitMs);
    }

    void allMachinesAreSelectedAndArranged() {
        key(Qt::Key_A, Qt::ControlModifier);
        QVERIFY(window_->canvas()->selection().size() >= 8);
        const Part worker{.kind = Part::Kind::Machine, .machine = "worker-2"};
        const QPointF home = window_->canvas()->boxOf(worker).topLeft();
        find("workers by zone");
        QTRY_VERIFY_WITH_TIMEOUT(window_->canvas()->boxOf(worker).topLeft() != home, waitMs);
        key(Qt::Key_Z, Qt::ControlModifier); // one edit
        QTRY_COMPARE_WITH_TIMEOUT(window_->canvas()->boxOf(worker).topLeft(), home, waitMs);
    }

    void presentingIsLightAloneAndSteppedWithARemote() {
        QCOMPARE(window_->canvas()->theme(), views::Theme::Dark);
        key(Qt::Key_F11);
        QCOMPARE(window_->canvas()->theme(), views::Theme::Light);
        QVERIFY(!window_->palette()->isVisible());
        key(Qt::Key_Home);
        QTRY_COMPARE_WITH_TIMEOUT(window_->session().latest()->frame.movieMs, 0.0, waitMs);
        key(Qt::Key_PageDown);
        QTRY_VERIFY_WITH_TIMEOUT(window_->session().latest()->frame.movieMs > 0, waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->session().latest()->playing, waitMs);
        const double first = window_->session().latest()->frame.movieMs;
        key(Qt::Key_Period);
        QTRY_VERIFY_WITH_TIMEOUT(window_->session().latest()->frame.movieMs > first, waitMs);
        key(Qt::Key_F11);
        QCOMPARE(window_->canvas()->theme(), views::Theme::Dark);
        QVERIFY(window_->palette()->isVisible());
    }

    void aPreferenceTakesEffectAtOnceAndIsRemembered() {
        key(Qt::Key_Comma, Qt::ControlModifier);
        auto* dialog = window_->findChild<app::PreferencesDialog*>();
        QVERIFY(dialog);
        QComboBox* theme = nullptr;
        for (QComboBox* box : dialog->findChildren<QComboBox*>())
            if (box->accessibleName() == "Theme") theme = box;
        QVERIFY(theme);
        QTest::keyClick(theme, Qt::Key_Up); // from Dark to Light
        Q_EMIT theme->activated(theme->currentIndex());
        QCOMPARE(window_->canvas()->theme(), views::Theme::Light);
        QCOMPARE(app::Preferences().theme(), app::ThemeChoice::Light);
        dialog->close();
    }
};

QTEST_MAIN(CommandsTest)
#include "commands_test.moc"
