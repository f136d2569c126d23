// The window on a real X display, worked with a real pointer and real keys: a worker is dragged
// from the palette to the canvas, the leader of etcd loses its power by a click on its switch,
// undo takes that back, the timeline is scrubbed. What happened is read from the saved document.
//
// Needs Xvfb and xdotool; without them it is skipped, and says so.
#include "app/window/main_window.h"
#include "document/document.h"
#include "views/style/fonts.h"

#include <QApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <thread>

using namespace maqueta;

namespace {

constexpr int waitMs = 60'000;
constexpr int settleMs = 120;
constexpr int dragSteps = 12;
constexpr int busyThreads = 6;
constexpr int hastyClicks = 12;

bool displayRuns = false; // set by main, before there is an application

} // namespace

class RealWindowTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir home_;
    std::unique_ptr<app::Preferences> preferences_;
    std::unique_ptr<app::MainWindow> window_;

    // The window goes on while the tool works.
    void xdotool(const QStringList& words) {
        QProcess tool;
        tool.start(QStringLiteral("xdotool"), words);
        QTRY_COMPARE_WITH_TIMEOUT(tool.state(), QProcess::NotRunning, 10'000);
        QCOMPARE(tool.exitCode(), 0);
    }
    void pointTo(QPoint global) {
        xdotool({"mousemove", QString::number(global.x()), QString::number(global.y())});
    }
    void click(QPoint global) {
        pointTo(global);
        QTest::qWait(settleMs);
        xdotool({"click", "1"});
    }
    // One run of the tool: a drag keeps this thread until the button is let go.
    void drag(QPoint from, QPoint to) {
        const auto at = [](QPoint p) {
            return QStringList{"mousemove", QString::number(p.x()), QString::number(p.y()), "sleep",
                               "0.05"};
        };
        QStringList words = at(from) + QStringList{"mousedown", "1", "sleep", "0.1"};
        for (int i = 1; i <= dragSteps; ++i) words += at(from + (to - from) * i / dragSteps);
        xdotool(words + QStringList{"sleep", "0.2", "mouseup", "1"});
    }
    const cluster::Picture& picture() const { return *window_->session().latest()->frame.picture; }
    QPoint global(QPointF scene) const {
        return window_->canvas()->viewport()->mapToGlobal(window_->canvas()->mapFromScene(scene));
    }
    QString leader() const {
        const auto& now = picture();
        if (now.etcdLeader < 0) return {};
        const auto& process = now.processes[static_cast<std::size_t>(now.etcdLeader)];
        return QString::fromStdString(now.machines[process.machine].spec.name);
    }
    // What the journal of the saved document says was done.
    QStringList saved() {
        const QString path = home_.filePath(QStringLiteral("work.maqueta"));
        bool written = false;
        const auto connection = connect(&window_->session(), &app::Session::saved, this,
                                        [&](const QString&) { written = true; });
        window_->session().save(path);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(written, waitMs); }();
        disconnect(connection);
        QStringList acts;
        const auto document = document::load(path.toStdString());
        if (document)
            for (const history::Act* act : document->journal.path())
                acts << QString::fromStdString(cluster::describe(act->what));
        return acts;
    }

private Q_SLOTS:
    void initTestCase() {
        if (!displayRuns) return;
        QApplication::setStyle("Fusion");
        QApplication::setFont(views::textFont(13));
        preferences_ = std::make_unique<app::Preferences>();
        preferences_->setLanguage("en");
        window_ = std::make_unique<app::MainWindow>(*preferences_, QString());
        window_->showNormal();
        window_->setGeometry(0, 0, 1366, 768);
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        xdotool({"windowfocus", QString::number(window_->winId())});
        QTRY_VERIFY_WITH_TIMEOUT(window_->canvas()->parts().size() > 30, waitMs);
        QTest::qWait(settleMs);
    }
    void init() {
        if (!displayRuns) QSKIP("Xvfb or xdotool is missing: the real window was not tried");
    }
    void cleanupTestCase() { window_.reset(); }

    void aWorkerIsDraggedFromThePaletteToTheCanvas() {
        const QRect item = window_->palette()->rectOf("worker");
        QVERIFY(!item.isEmpty());
        drag(window_->palette()->viewport()->mapToGlobal(item.center()),
             window_->canvas()->viewport()->mapToGlobal(QPoint(40, 300)));
        QTRY_VERIFY_WITH_TIMEOUT(picture().machine("worker-5") != nullptr, waitMs);
        QCOMPARE(saved().size(), 2); // the shop, and this
        QVERIFY(saved().back().contains("worker"));
    }

    // A heading is nothing to drag, whatever was dragged before it.
    void aHeadingOfThePaletteIsNotDragged() {
        window_->palette()->setOpen(true); // with headings
        QTest::qWait(settleMs);
        const QRect worker = window_->palette()->rectOf("worker");
        const auto global = [&](QPoint p) {
            return window_->palette()->viewport()->mapToGlobal(p);
        };
        const QPoint ground = window_->canvas()->viewport()->mapToGlobal(QPoint(20, 300));
        drag(global(worker.center()), ground);
        QTRY_VERIFY_WITH_TIMEOUT(picture().machine("worker-6") != nullptr, waitMs);
        drag(global(worker.center() + QPoint(0, worker.height())), ground);
        QTest::qWait(settleMs);
        QVERIFY(picture().machine("worker-7") == nullptr);
        xdotool({"key", "ctrl+z"});
        QTRY_VERIFY_WITH_TIMEOUT(picture().machine("worker-6") == nullptr, waitMs);
        window_->palette()->setOpen(false);
        QTest::qWait(settleMs);
    }

    void aClickOnItsSwitchCutsTheLeadersPowerAndAnotherIsElected() {
        const QString before = leader();
        QVERIFY(!before.isEmpty());
        const QRectF card =
            window_->canvas()->boxOf({.kind = views::Part::Kind::Machine, .machine = before});
        click(global({card.right() - 44, card.y() + 20}));
        QTRY_VERIFY_WITH_TIMEOUT(!picture().machine(before.toStdString())->on, waitMs);
        QVERIFY(saved().back().contains("cut the power of " + before));
        window_->session().play();
        QTRY_VERIFY_WITH_TIMEOUT(!leader().isEmpty() && leader() != before, waitMs);
    }

    void undoTakesItBack() {
        const QStringList done = saved();
        xdotool({"key", "ctrl+z"});
        QTRY_COMPARE_WITH_TIMEOUT(saved(), done.mid(0, done.size() - 1), waitMs);
        for (const auto& machine : picture().machines) QVERIFY(machine.on);
        xdotool({"key", "ctrl+shift+z"});
        QTRY_COMPARE_WITH_TIMEOUT(saved(), done, waitMs);
    }

    // Also while the computer has other work: press, release and the way of the pointer elsewhere
    // come together then, behind a late frame.
    void aClickCountsWhenThePointerGoesOnAtOnce() {
        std::atomic<bool> stop = false;
        std::vector<std::thread> load;
        for (int i = 0; i < busyThreads; ++i)
            load.emplace_back([&stop] {
                while (!stop) {
                }
            });
        window_->session().play();
        std::size_t acts = window_->session().latest()->edits.size();
        QStringList lost;
        for (int i = 0; i < hastyClicks; ++i) {
            const QRectF card = window_->canvas()->boxOf(
                {.kind = views::Part::Kind::Machine, .machine = "worker-1"});
            const QPoint at = global({card.x() + 22, card.y() + 24});
            xdotool({"mousemove", QString::number(at.x()), QString::number(at.y()), "click", "1",
                     "mousemove", QString::number(at.x() + 300), QString::number(at.y() - 150)});
            ++acts;
            if (!QTest::qWaitFor([&] { return window_->session().latest()->edits.size() >= acts; },
                                 10'000))
                lost << QString::number(i), --acts;
        }
        stop = true;
        for (std::thread& thread : load) thread.join();
        QVERIFY2(lost.isEmpty(), qPrintable("lost: " + lost.join(' ')));
    }

    void theTimelineIsScrubbed() {
        window_->session().pause();
        QTest::qWait(settleMs);
        const sim::Time newest = picture().now;
        const auto moment = window_->session().latest();
        const auto at = [&](double movie) {
            views::TimelineBar* bar = window_->timeline();
            return bar->mapToGlobal(QPoint(bar->xOf(movie), 23));
        };
        drag(at(moment->frame.movieMs), at(moment->shown / 2));
        QTRY_VERIFY_WITH_TIMEOUT(picture().now < newest, waitMs);
        const double seen = window_->session().latest()->frame.movieMs;
        QVERIFY(std::abs(seen - moment->shown / 2) < moment->shown * 0.05);
        // The saved cursor is where the picture stands.
        saved();
        const auto document =
            document::load(home_.filePath(QStringLiteral("work.maqueta")).toStdString());
        QVERIFY(document);
        QCOMPARE(document->cursor, picture().now);
    }
};

int main(int argc, char** argv) {
    QTemporaryDir config;
    qputenv("XDG_CONFIG_HOME", config.path().toUtf8());
    QProcess server;
    if (!QStandardPaths::findExecutable("Xvfb").isEmpty() &&
        !QStandardPaths::findExecutable("xdotool").isEmpty()) {
        server.start("Xvfb",
                     {"-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"});
        if (server.waitForStarted() && server.waitForReadyRead(20'000)) {
            displayRuns = true;
            qputenv("DISPLAY", ":" + server.readLine().trimmed());
            qputenv("QT_QPA_PLATFORM", "xcb");
        }
    }
    int result = 1;
    {
        QApplication application(argc, argv);
        RealWindowTest test;
        result = QTest::qExec(&test, argc, argv);
    }
    server.terminate();
    server.waitForFinished();
    return result;
}

#include "real_window_test.moc"
