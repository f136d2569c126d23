// The dock: one page at a time, opened from the status bar, the menu and by keys; the terminal's
// acts are acts like any other; the charts show what the picture shows.
#include "views/events/cause_chain.h"
#include "views/style/drawing.h"
#include "window/window_stage.h"

#include <QStatusBar>

#include <algorithm>

using namespace maqueta;
using tests::waitMs;

class DockTest : public QObject {
    Q_OBJECT

    tests::WindowStage stage_;

    template <class W>
    W* child() const {
        return stage_.window().findChild<W*>();
    }
    QToolButton* opener(const QString& name) const {
        for (QToolButton* button : stage_.window().findChildren<QToolButton*>("opener"))
            if (button->text().endsWith(name)) return button;
        return nullptr;
    }
    void type(const QString& line) {
        auto* input = child<views::TerminalPage>()->findChild<QLineEdit*>();
        QTest::keyClicks(input, line);
        QTest::keyClick(input, Qt::Key_Return);
    }
    const app::Moment& now() const { return stage_.now(); }
    QString output() const { return child<views::TerminalPage>()->output(); }
    std::size_t readyPods() const {
        const auto& pods = stage_.session().latest()->frame.picture->pods;
        return static_cast<std::size_t>(std::count_if(pods.begin(), pods.end(), [](const auto& p) {
            return p.look == cluster::PodLook::Ready;
        }));
    }

private Q_SLOTS:
    void initTestCase() { stage_.open(); }
    void cleanupTestCase() { stage_.close(); }

    void oneAtATimeAndNoneAtFirst() {
        QVERIFY(!stage_.window().dock()->openPage());
        for (const char* name : {"Events", "Lesson", "Charts", "Terminal"}) {
            QToolButton* button = opener(QString::fromLatin1(name));
            QVERIFY2(button, name);
            button->click();
            QVERIFY(stage_.window().dock()->isVisible());
            QVERIFY(button->isChecked());
            int open = 0;
            for (QToolButton* other : stage_.window().findChildren<QToolButton*>("opener"))
                open += other->isChecked();
            QCOMPARE(open, 1);
        }
        opener("Terminal")->click();
        QVERIFY(!stage_.window().dock()->isVisible());
        QTest::keyClick(stage_.canvas(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(stage_.window().dock()->openPage(), child<views::EventList>());
        QTest::keyClick(stage_.canvas(), Qt::Key_QuoteLeft, Qt::ControlModifier);
        QCOMPARE(stage_.window().dock()->openPage(), child<views::TerminalPage>());
        QCOMPARE(QApplication::focusWidget(),
                 child<views::TerminalPage>()->findChild<QLineEdit*>());
    }

    // 200 % of a full HD screen: the window stays as large as it is, all of it in sight, and chips
    // keep their names.
    void aLowScreenHasRoomForIt() {
        auto& window = stage_.window();
        const QSize before = window.size();
        const QSize low(960, 522);
        window.dock()->close();
        window.resize(low);
        QTRY_COMPARE(window.size(), low);
        QTRY_VERIFY(stage_.canvas()->height() >= 310); // the lessons are one line now
        std::vector<views::Written> words;
        stage_.canvas()->recordWords(&words);
        stage_.canvas()->grab();
        stage_.canvas()->recordWords(nullptr);
        for (const char* chip : {"etcd", "API server", "Scheduler", "Controllers"})
            QVERIFY2(std::any_of(words.begin(), words.end(),
                                 [&](const auto& w) { return w.shown == QLatin1String(chip); }),
                     chip);
        window.dock()->open(child<views::EventList>());
        QCoreApplication::processEvents();
        QCOMPARE(window.size(), low);
        QVERIFY(window.minimumSizeHint().height() <= low.height());
        QVERIFY(window.rect().contains(window.statusBar()->geometry()));
        QVERIFY(stage_.canvas()->height() >= 150);
        window.resize(before);
        QTRY_COMPARE(window.size(), before);
    }

    // Each link of the chain beside the list moves the time cursor.
    void theListTellsWhatLedToABeat() {
        auto* events = child<views::EventList>();
        stage_.window().dock()->open(events);
        const auto at = [&] { return stage_.window().session().latest()->frame.picture->now; };
        const auto links = [&] { return events->findChild<views::CauseChain*>(); };
        auto* table = events->findChild<QTableView*>();
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 20, waitMs);
        // The newest pod that became Ready: the act that asked for it is far behind.
        int row = 0;
        while (row < table->model()->rowCount() &&
               !table->model()->index(row, 3).data().toString().contains("Ready"))
            ++row;
        const QModelIndex ready = table->model()->index(row, 3);
        table->scrollTo(ready);
        const maqueta::sim::Time now = at();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(ready).center());
        QTRY_VERIFY_WITH_TIMEOUT(links() && links()->findChildren<QLabel*>().size() > 2, waitMs);
        const maqueta::sim::Time before = at();
        QLabel* first = links()->findChildren<QLabel*>().first();
        Q_EMIT first->linkActivated(first->text().section("href=\"", 1).section('"', 0, 0));
        QTRY_VERIFY_WITH_TIMEOUT(at() < before, waitMs);
        stage_.window().session().seek(now);
        QTRY_COMPARE_WITH_TIMEOUT(at(), now, waitMs);
    }

    void thePromptReadsAtOnce() {
        stage_.window().dock()->open(child<views::TerminalPage>());
        type("kubectl get nodes");
        QTRY_VERIFY_WITH_TIMEOUT(output().contains("control-plane-3   Ready"), waitMs);
        type("clear");
        QVERIFY(output().isEmpty());
        auto* input = child<views::TerminalPage>()->findChild<QLineEdit*>();
        QTest::keyClick(input, Qt::Key_Up);
        QTest::keyClick(input, Qt::Key_Up);
        QCOMPARE(input->text(), QString("kubectl get nodes"));
        input->clear();
    }

    // Space and brackets are letters there.
    void aRequestIsAnActAndItsAnswerComesWithTime() {
        const std::size_t before = stage_.session().latest()->edits.size();
        type("kubectl scale deployment/web --replicas=5");
        type("kubectl scale deployment/nobody --replicas=5");
        QTRY_COMPARE_WITH_TIMEOUT(stage_.session().latest()->edits.size(), before + 2, waitMs);
        stage_.session().play();
        QTRY_VERIFY_WITH_TIMEOUT(output().contains("deployment.apps/web scaled"), waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(
            output().contains(
                "Error from server (NotFound): deployments.apps \"nobody\" not found"),
            waitMs);
        stage_.session().pause();
        stage_.session().undoTo(before);
        QTRY_COMPARE_WITH_TIMEOUT(std::count_if(stage_.session().latest()->edits.begin(),
                                                stage_.session().latest()->edits.end(),
                                                [](const auto& e) { return !e.undone; }),
                                  std::ptrdiff_t(before), waitMs);
    }

    void chartsShowWhatThePictureShows() {
        stage_.session().seek(stage_.session().latest()->frame.picture->now + sim::seconds(20));
        stage_.window().dock()->open(child<views::ChartsPage>());
        const views::Chart* pods = child<views::ChartsPage>()->charts()[0];
        QTRY_VERIFY_WITH_TIMEOUT(pods->data().seconds.size() >= 60, waitMs);
        QTRY_COMPARE_WITH_TIMEOUT(std::size_t(pods->data().lines[0].values.back()), readyPods(),
                                  waitMs);
        const views::Chart* api = child<views::ChartsPage>()->charts()[1];
        const auto& requests = api->data().lines[0].values;
        QVERIFY(*std::max_element(requests.begin(), requests.end()) > 5);
        QVERIFY(!pods->accessibleDescription().isEmpty());
    }

    void aClickInAChartGoesToThatMoment() {
        views::Chart* pods = child<views::ChartsPage>()->charts()[0];
        const QPoint at(int(pods->xOf(40)), pods->height() / 2);
        QTest::mouseClick(pods->viewport(), Qt::LeftButton, {}, at);
        QTRY_VERIFY_WITH_TIMEOUT(
            std::abs(stage_.session().latest()->frame.picture->now.seconds() - 40) < 1, waitMs);
    }

    void theLessonPageHasTheLessonsAndThenTheirSentences() {
        auto* page = child<views::LessonPage>();
        stage_.window().dock()->open(page);
        QTRY_VERIFY_WITH_TIMEOUT(page->toPlainText().contains("Node failure"), waitMs);
        stage_.session().openLesson("node-failure");
        QTRY_VERIFY_WITH_TIMEOUT(page->toPlainText().contains("web runs"), waitMs);
        stage_.session().pause();
    }
};

QTEST_MAIN(DockTest)
#include "dock_test.moc"
