// Snapshots as files in the window: saved by key and menu, loaded by key, menu and drop; what is
// wrong with a file is said, and one of another cluster is taken only when a person insists.
#include "app/window/popover.h"
#include "cluster/snapshot_bytes.h"
#include "document/snapshot_file.h"
#include "window/window_stage.h"

#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

using namespace maqueta;
using tests::waitMs;
using views::Part;

class SnapshotFilesTest : public QObject {
    Q_OBJECT

    tests::WindowStage stage_;

    QString path(const char* name) const {
        return stage_.folder() + '/' + QString::fromLatin1(name);
    }
    std::size_t shelf() const { return stage_.picture().snapshots.size(); }
    // Fills in the file dialog that `opens` opens.
    void choose(const QString& file, const std::function<void()>& opens) {
        QVERIFY(stage_.withBox(opens, [&](QWidget* box) {
            auto* dialog = qobject_cast<QFileDialog*>(box);
            QVERIFY(dialog);
            dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(file);
            QMetaObject::invokeMethod(dialog, "accept", Qt::QueuedConnection);
        }));
    }
    void drop(const QString& file, QPoint at) {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(file)});
        QVERIFY(stage_.drop(mime, at));
    }
    // What the window says after the file was dropped.
    QString refusalOf(const QByteArray& bytes) {
        QFile file(path("wrong.snapshot"));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(bytes);
        file.close();
        QSignalSpy refused(&stage_.session(), &app::Session::refused);
        drop(file.fileName(), stage_.centreOf({.kind = Part::Kind::Shelf}));
        [&] { QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, waitMs); }();
        return refused.isEmpty() ? QString() : refused[0][0].toString();
    }

private Q_SLOTS:
    void initTestCase() { stage_.open(); }
    void cleanupTestCase() { stage_.close(); }

    void whereThereIsNoneThatIsSaid() {
        QSignalSpy refused(stage_.window().findChild<app::Acts*>(), &app::Acts::refused);
        stage_.key(Qt::Key_S, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(refused.size(), 1);
        QVERIFY(refused[0][0].toString().contains("take one first"));
    }

    void theNewestIsSavedByKey() {
        stage_.session().act(cluster::SaveSnapshot{});
        QTRY_COMPARE_WITH_TIMEOUT(shelf(), 1U, waitMs);
        QSignalSpy told(&stage_.session(), &app::Session::told);
        choose(path("one.snapshot"),
               [&] { stage_.key(Qt::Key_S, Qt::ControlModifier | Qt::AltModifier); });
        QTRY_VERIFY_WITH_TIMEOUT(told.size() == 1 && told[0][0].toString().contains("Snapshot 1"),
                                 waitMs);
        const auto saved = document::loadSnapshot(path("one.snapshot").toStdString());
        QVERIFY(saved.ok());
        QCOMPARE(saved->content.revision, stage_.picture().snapshots[0].revision);
    }

    void onePhotoIsSavedByItsMenu() {
        const Part photo{.kind = Part::Kind::Snapshot, .snapshot = 1};
        choose(path("menu.snapshot"), [&] {
            QMenu menu;
            stage_.window().findChild<app::Acts*>()->fillMenu(menu, photo, {});
            for (QAction* action : menu.actions())
                if (action->text().contains("Save snapshot 1 as a file")) action->trigger();
        });
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("menu.snapshot")), waitMs);
        QFile one(path("one.snapshot")), menu(path("menu.snapshot"));
        QVERIFY(one.open(QIODevice::ReadOnly) && menu.open(QIODevice::ReadOnly));
        QCOMPARE(menu.readAll(), one.readAll());
    }

    void aFileIsLoadedByKeyAndUndone() {
        choose(path("one.snapshot"),
               [&] { stage_.key(Qt::Key_O, Qt::ControlModifier | Qt::AltModifier); });
        QTRY_COMPARE_WITH_TIMEOUT(shelf(), 2U, waitMs);
        const cluster::SnapshotPicture& loaded = stage_.picture().snapshots[1];
        QCOMPARE(loaded.file, std::string("one.snapshot"));
        QCOMPARE(loaded.revision, stage_.picture().snapshots[0].revision);
        stage_.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(shelf(), 1U, waitMs);
        stage_.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(shelf(), 2U, waitMs);
    }

    void aFileIsDroppedOnTheShelfAndAnywhere() {
        drop(path("one.snapshot"), stage_.centreOf({.kind = Part::Kind::Shelf}));
        QTRY_COMPARE_WITH_TIMEOUT(shelf(), 3U, waitMs);
        // By how it begins, whatever it is called.
        QVERIFY(QFile::copy(path("one.snapshot"), path("backup.db")));
        drop(path("backup.db"),
             stage_.centreOf({.kind = Part::Kind::Machine, .machine = QStringLiteral("worker-1")}));
        QTRY_COMPARE_WITH_TIMEOUT(shelf(), 4U, waitMs);
        QCOMPARE(stage_.picture().snapshots[3].file, std::string("backup.db"));
    }

    void whatIsWrongWithAFileIsSaidAndNothingChanges() {
        QFile file(path("one.snapshot"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        const std::size_t edits = stage_.now().edits.size();
        QByteArray altered = whole;
        altered[200] = static_cast<char>(altered[200] ^ 4);
        QVERIFY(refusalOf(whole.left(whole.size() - 30)).contains("is cut off"));
        QVERIFY(refusalOf(altered).contains("does not match its checksum"));
        QVERIFY(refusalOf("maqueta snapshot 9\n").contains("is a snapshot of format 9"));
        QVERIFY(refusalOf("kind: Pod\n").contains("is not a snapshot"));
        QCOMPARE(shelf(), 4U);
        QCOMPARE(stage_.now().edits.size(), edits);
    }

    void anotherClustersIsLoadedOnlyOnPurpose() {
        auto other = document::loadSnapshot(path("one.snapshot").toStdString());
        QVERIFY(other.ok());
        other->content.clusterId ^= 1;
        QVERIFY(document::saveSnapshot(*other, path("other.snapshot").toStdString()).ok());
        for (const bool insist : {false, true}) {
            drop(path("other.snapshot"), stage_.centreOf({.kind = Part::Kind::Shelf}));
            app::Popover* asked = nullptr;
            QTRY_VERIFY_WITH_TIMEOUT((asked = stage_.window().findChild<app::Popover*>()), waitMs);
            bool why = false;
            for (const QLabel* label : asked->findChildren<QLabel*>())
                why = why || label->text().contains("of another etcd cluster");
            QVERIFY(why);
            QCOMPARE(shelf(), 4U);
            if (insist)
                asked->finish();
            else
                asked->close();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        QTRY_COMPARE_WITH_TIMEOUT(shelf(), 5U, waitMs);
    }

    void theShelfHasAMenu() {
        QMenu menu;
        stage_.window().findChild<app::Acts*>()->fillMenu(menu, {.kind = Part::Kind::Shelf}, {});
        QStringList entries;
        for (const QAction* action : menu.actions()) entries.append(action->text());
        QCOMPARE(entries, QStringList({"Take a snapshot", "Load a snapshot from a file…"}));
    }
};

QTEST_MAIN(SnapshotFilesTest)
#include "snapshot_files_test.moc"
