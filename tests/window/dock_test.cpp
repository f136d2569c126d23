// The dock: one page at a time, opened from the status bar, the menu and by keys; the terminal's
// acts are acts like any other; the charts show what the picture shows.
#include "app/window/main_window.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace maqueta;

namespace {

constexpr int waitMs = 30'000;

} // namespace

class DockTest : public QObject {
    Q_OBJECT

    QTemporaryDir home_;
    std::unique_ptr<app::Preferences> preferences_;
    std::unique_ptr<app::MainWindow> window_;

    template <class W>
    W* child() const {
        return window_->findChild<W*>();
    }
    QToolButton* opener(const QString& name) const {
        for (QToolButton* button : window_->findChildren<QToolButton*>("opener"))
            if (button->text().endsWith(name)) return button;
        return nullptr;
    }
    void type(const QString& line) {
        auto* input = child<views::TerminalPage>()->findChild<QLineEdit*>();
        QTest::keyClicks(input, line);
        QTest::keyClick(input, Qt::Key_Return);
    }
    const app::Moment& now() const { return *window_->session().latest(); }
    QString output() const { return child<views::TerminalPage>()->output(); }
    std::size_t readyPods() const {
        const auto& pods = window_->session().latest()->frame.picture->pods;
        return static_cast<std::size_t>(std::count_if(pods.begin(), pods.end(), [](const auto& p) {
            return p.look == cluster::PodLook::Ready;
        }));
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
        preferences_ = std::make_unique<app::Preferences>();
        preferences_->setLanguage("en");
        window_ = std::make_unique<app::MainWindow>(*preferences_, QString());
        window_->showNormal();
        window_->resize(1366, 768);
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        QTRY_VERIFY_WITH_TIMEOUT(window_->canvas()->parts().size() > 30, waitMs);
        window_->session().pause();
        QTRY_VERIFY(!window_->session().latest()->playing);
    }
    void cleanupTestCase() { window_.reset(); }

    void oneAtATimeAndNoneAtFirst() {
        QVERIFY(!window_->dock()->openPage());
        for (const char* name : {"Events", "Lesson", "Charts", "Terminal"}) {
            QToolButton* button = opener(QString::fromLatin1(name));
            QVERIFY2(button, name);
            button->click();
            QVERIFY(window_->dock()->isVisible());
            QVERIFY(button->isChecked());
            int open = 0;
            for (QToolButton* other : window_->findChildren<QToolButton*>("opener"))
                open += other->isChecked();
            QCOMPARE(open, 1);
        }
        opener("Terminal")->click();
        QVERIFY(!window_->dock()->isVisible());
        QTest::keyClick(window_->canvas(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(window_->dock()->openPage(), child<views::EventList>());
        QTest::keyClick(window_->canvas(), Qt::Key_QuoteLeft, Qt::ControlModifier);
        QCOMPARE(window_->dock()->openPage(), child<views::TerminalPage>());
        QCOMPARE(QApplication::focusWidget(),
                 child<views::TerminalPage>()->findChild<QLineEdit*>());
    }

    void thePromptReadsAtOnce() {
        window_->dock()->open(child<views::TerminalPage>());
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
        const std::size_t before = window_->session().latest()->edits.size();
        type("kubectl scale deployment/web --replicas=5");
        type("kubectl scale deployment/nobody --replicas=5");
        QTRY_COMPARE_WITH_TIMEOUT(window_->session().latest()->edits.size(), before + 2, waitMs);
        window_->session().play();
        QTRY_VERIFY_WITH_TIMEOUT(output().contains("deployment.apps/web scaled"), waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(
            output().contains(
                "Error from server (NotFound): deployments.apps \"nobody\" not found"),
            waitMs);
        window_->session().pause();
        window_->session().undoTo(before);
        QTRY_COMPARE_WITH_TIMEOUT(std::count_if(window_->session().latest()->edits.begin(),
                                                window_->session().latest()->edits.end(),
                                                [](const auto& e) { return !e.undone; }),
                                  std::ptrdiff_t(before), waitMs);
    }

    void chartsShowWhatThePictureShows() {
        window_->session().seek(window_->session().latest()->frame.picture->now + sim::seconds(20));
        window_->dock()->open(child<views::ChartsPage>());
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
            std::abs(window_->session().latest()->frame.picture->now.seconds() - 40) < 1, waitMs);
    }

    void theLessonPageHasTheLessonsAndThenTheirSentences() {
        auto* page = child<views::LessonPage>();
        window_->dock()->open(page);
        QTRY_VERIFY_WITH_TIMEOUT(page->toPlainText().contains("Node failure"), waitMs);
        window_->session().openLesson("node-failure");
        QTRY_VERIFY_WITH_TIMEOUT(page->toPlainText().contains("web runs"), waitMs);
        window_->session().pause();
    }
};

QTEST_MAIN(DockTest)
#include "dock_test.moc"
