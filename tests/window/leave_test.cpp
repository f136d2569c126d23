// Work that is not saved yet: leaving it asks, and saving goes on with what was wanted; what a
// program that ended unexpectedly had kept is brought back or thrown away with a click.
#include "app/window/recovery_bar.h"
#include "document/document.h"
#include "window/window_stage.h"

#include <QFile>
#include <QMessageBox>
#include <QPushButton>

using namespace maqueta;

class LeaveTest : public QObject {
    Q_OBJECT

private:
    tests::WindowStage stage_;

    QString file(const char* name) const { return stage_.folder() + '/' + QLatin1String(name); }
    void cutPower(const char* machine) {
        const std::size_t before = stage_.now().edits.size();
        stage_.session().act(cluster::PowerOff{machine});
        QTRY_COMPARE_WITH_TIMEOUT(stage_.now().edits.size(), before + 1, tests::waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(stage_.window().isWindowModified(), tests::waitMs);
    }
    void save(const QString& path) {
        stage_.session().save(path);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), tests::waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(!stage_.window().isWindowModified(), tests::waitMs);
    }
    static std::size_t actsIn(const QString& path) {
        const auto document = document::load(path.toStdString());
        return document ? document->journal.path().size() : 0;
    }
    // Ctrl+N, and that answer to the question.
    void askForNew(QMessageBox::StandardButton answer) {
        QVERIFY(stage_.withBox([&] { stage_.key(Qt::Key_N, Qt::ControlModifier); },
                               [&](QWidget* box) {
                                   auto* asked = qobject_cast<QMessageBox*>(box);
                                   if (asked)
                                       QTest::mouseClick(asked->button(answer), Qt::LeftButton);
                                   else
                                       box->close();
                               }));
    }
    app::RecoveryBar* bar() const { return stage_.window().findChild<app::RecoveryBar*>(); }
    // The copy of a program that is gone: no living one has that number.
    QString leaveCopyBehind() {
        stage_.open();
        cutPower("worker-2");
        const QString copy = stage_.preferences().folder() + "/autosave-4194999.maqueta";
        save(copy);
        stage_.close();
        stage_.open();
        return copy;
    }
    void press(const QString& text) {
        for (auto* button : bar()->findChildren<QPushButton*>())
            if (button->text() == text) QTest::mouseClick(button, Qt::LeftButton);
    }

private Q_SLOTS:
    void cleanup() { stage_.close(); }

    void savingGoesOnWithWhatWasWanted() {
        stage_.open();
        save(file("work.maqueta"));
        const std::size_t acts = actsIn(file("work.maqueta"));
        cutPower("worker-1");
        askForNew(QMessageBox::Save);
        QTRY_VERIFY_WITH_TIMEOUT(stage_.now().edits.empty(), tests::waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(stage_.picture().machine("worker-1")->on, tests::waitMs);
        QVERIFY(stage_.window().isVisible()); // New is not Quit
        QCOMPARE(actsIn(file("work.maqueta")), acts + 1);
    }

    void discardingDropsItAndCancelStays() {
        stage_.open();
        save(file("other.maqueta"));
        const std::size_t acts = actsIn(file("other.maqueta"));
        cutPower("worker-1");
        askForNew(QMessageBox::Cancel);
        QTest::qWait(200);
        QCOMPARE(stage_.now().edits.size(), std::size_t{1});
        askForNew(QMessageBox::Discard);
        QTRY_VERIFY_WITH_TIMEOUT(stage_.now().edits.empty(), tests::waitMs);
        QCOMPARE(actsIn(file("other.maqueta")), acts);
    }

    void whatWasKeptIsBroughtBackAsWorkWithoutAFile() {
        const QString copy = leaveCopyBehind();
        QVERIFY(bar()->isVisible());
        press("Bring it back");
        QTRY_VERIFY_WITH_TIMEOUT(!stage_.picture().machine("worker-2")->on, tests::waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(stage_.window().isWindowModified(), tests::waitMs);
        QVERIFY(!bar()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(copy), tests::waitMs); // it has its own copy now
    }

    void orThrownAway() {
        const QString copy = leaveCopyBehind();
        QVERIFY(bar()->isVisible());
        stage_.preferences().setLanguage("es"); // nothing of it is left in another language
        stage_.preferences().setLanguage("en");
        press("Throw it away");
        QVERIFY(!bar()->isVisible());
        QVERIFY(!QFile::exists(copy));
        QVERIFY(stage_.canvas()->hasFocus());
    }
};

QTEST_MAIN(LeaveTest)
#include "leave_test.moc"
