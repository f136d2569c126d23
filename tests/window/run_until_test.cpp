// "Run until…" by hand: each thing that can be waited for is chosen with the mouse, and the picture
// goes to the very beat; what never comes is said; work that lasts shows how far it is and can be
// left. Waiting is no act: nothing is added to the journal, and no branch is started.
#include "window/window_stage.h"

#include "app/window/popover.h"
#include "views/timeline/run_strip.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>

using namespace maqueta;
using views::Part;

class RunUntilTest : public QObject {
    Q_OBJECT

private:
    tests::WindowStage stage_;

    QAbstractButton* opener() const {
        for (auto* button : stage_.window().timeline()->findChildren<QAbstractButton*>())
            if (button->text().startsWith("Run until")) return button;
        return nullptr;
    }
    // Opens the menu at its button and clicks the entry that begins so.
    void choose(const QString& entry) {
        bool clicked = false;
        const auto pick = [&](QWidget* box) {
            auto* menu = qobject_cast<QMenu*>(box);
            for (QAction* action : menu->actions())
                if (action->text().startsWith(entry) && action->isEnabled()) {
                    QTest::mouseClick(menu, Qt::LeftButton, {},
                                      menu->actionGeometry(action).center());
                    clicked = true;
                    return;
                }
            menu->close();
        };
        QVERIFY(stage_.withBox([&] { QTest::mouseClick(opener(), Qt::LeftButton); }, pick));
        QVERIFY2(clicked, qPrintable("No such entry: " + entry));
    }
    void arrived() {
        QTRY_VERIFY_WITH_TIMEOUT(!stage_.now().run && !stage_.now().playing, tests::waitMs);
    }
    // The newest beat of that kind at or before the picture.
    const cluster::Beat* newest(cluster::BeatKind kind) const {
        const cluster::Beat* found = nullptr;
        for (const cluster::Beat& beat : *stage_.now().beats)
            if (beat.kind == kind && beat.at <= stage_.picture().now) found = &beat;
        return found;
    }
    void arrivesAt(const QString& entry, cluster::BeatKind kind) {
        const sim::Time from = stage_.picture().now;
        const std::size_t acts = stage_.now().edits.size();
        choose(entry);
        const auto isThere = [&] {
            const cluster::Beat* beat = newest(kind);
            return beat && beat->at > from && beat->at == stage_.picture().now;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(isThere(), qPrintable(entry), tests::waitMs);
        arrived();
        QVERIFY(isThere());
        QCOMPARE(stage_.now().edits.size(), acts);
        QCOMPARE(stage_.now().branches.size(), std::size_t{1});
    }
    void act(cluster::Intervention what) {
        const std::size_t before = stage_.now().edits.size();
        stage_.session().act(std::move(what));
        QTRY_COMPARE_WITH_TIMEOUT(stage_.now().edits.size(), before + 1, tests::waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(!stage_.now().playing, tests::waitMs);
    }
    QString leader() const {
        const auto& now = stage_.picture();
        if (now.etcdLeader < 0) return {};
        const auto& process = now.processes[static_cast<std::size_t>(now.etcdLeader)];
        return QString::fromStdString(now.machines[process.machine].spec.name);
    }
    views::RunStrip* strip() const { return stage_.window().findChild<views::RunStrip*>(); }
    void chooseMoment(const QString& text) {
        choose("A moment");
        auto* form = stage_.window().findChild<app::Popover*>();
        QVERIFY(form && form->isVisible());
        auto* field = form->findChild<QLineEdit*>();
        QVERIFY(field->hasFocus());
        field->clear();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }

private Q_SLOTS:
    void init() { stage_.open(); }
    void cleanup() { stage_.close(); }

    void whatNeverComesIsSaidAndThePictureStays() {
        const sim::Time from = stage_.picture().now;
        choose("A leader is elected");
        auto* caption = stage_.window().findChild<views::CaptionStrip*>();
        QTRY_COMPARE_WITH_TIMEOUT(
            caption->text(), QString("For the next hour, no leader is elected."), tests::waitMs);
        arrived();
        QCOMPARE(stage_.picture().now, from);
        QVERIFY(stage_.now().edits.empty());
        QVERIFY(!strip()->isVisible());
    }

    void aLeaderIsElected() {
        act(cluster::PowerOff{leader().toStdString()});
        arrivesAt("A leader is elected", cluster::BeatKind::LeaderElected);
        QVERIFY(!leader().isEmpty());
    }

    void aNodeIsNotReadyAndASelectedOneChanges() {
        act(cluster::PowerOff{"worker-2"});
        arrivesAt("A node is NotReady", cluster::BeatKind::NodeNotReady);
        QVERIFY(!stage_.picture().machine("worker-2")->ready);
        stage_.canvas()->select({{.kind = Part::Kind::Machine, .machine = "worker-2"}});
        const sim::Time from = stage_.picture().now;
        choose("Worker-2 changes");
        QTRY_VERIFY_WITH_TIMEOUT(stage_.picture().now > from, tests::waitMs);
        arrived();
    }

    void aPodIsReadyAndThenARolloutIsDone() {
        act(cluster::ScaleObject{.ns = "default", .name = "web", .replicas = 6});
        arrivesAt("A pod is Ready", cluster::BeatKind::PodReady);
        act(cluster::SetImage{
            .ns = "default", .name = "web", .container = {}, .image = "nginx:1.28"});
        arrivesAt("A rollout is done", cluster::BeatKind::RolloutComplete);
    }

    // What was shown before is found there, not run for.
    void inThePastItGoesToTheBeatThatWasShown() {
        const sim::Time newest = stage_.picture().now;
        stage_.goTo(sim::Time{} + sim::seconds(10));
        arrivesAt("A pod is Ready", cluster::BeatKind::PodReady);
        QVERIFY(stage_.picture().now < newest);
    }

    void aMomentThatIsNoneIsRefusedAndAGoodOneIsReached() {
        chooseMoment("soon");
        auto* form = stage_.window().findChild<app::Popover*>();
        QVERIFY(form && form->isVisible());
        QTest::keyClick(form, Qt::Key_Escape);
        QTRY_VERIFY(!stage_.window().findChild<app::Popover*>());
        chooseMoment("2:30");
        QTRY_COMPARE_WITH_TIMEOUT(stage_.picture().now, sim::Time{} + sim::seconds(150),
                                  tests::waitMs);
        arrived();
    }

    void longWorkShowsHowFarItIsAndCancelLeavesIt() {
        auto* caption = stage_.window().findChild<views::CaptionStrip*>();
        const QRect canvas = stage_.canvas()->geometry();
        chooseMoment("900:00:00");
        QTRY_VERIFY_WITH_TIMEOUT(strip()->isVisible(), tests::waitMs);
        QCOMPARE(stage_.canvas()->geometry(), canvas); // the picture does not jump
        QVERIFY(caption->rect().contains(strip()->geometry()));
        auto* bar = strip()->findChild<QProgressBar*>();
        const int before = bar->value();
        QTRY_VERIFY_WITH_TIMEOUT(bar->value() > before, tests::waitMs);
        const sim::Time at = stage_.picture().now;
        QTest::mouseClick(strip()->findChild<QPushButton*>(), Qt::LeftButton);
        arrived();
        QTRY_VERIFY(!strip()->isVisible());
        QCOMPARE(stage_.picture().now, at);
    }

    void escapeAndPlayLeaveItToo() {
        for (const Qt::Key key : {Qt::Key_Escape, Qt::Key_Space}) {
            chooseMoment("900:00:00");
            QTRY_VERIFY_WITH_TIMEOUT(strip()->isRunning(), tests::waitMs); // the window knows it
            stage_.key(key);
            QTRY_VERIFY_WITH_TIMEOUT(!stage_.now().run, tests::waitMs);
            QCOMPARE(stage_.now().playing, key == Qt::Key_Space);
            stage_.session().pause();
        }
    }

    // An act in the middle of it happens at the picture that was seen.
    void anActDuringTheSearchHappensAtTheShownMoment() {
        const sim::Time at = stage_.picture().now;
        chooseMoment("900:00:00");
        QTRY_VERIFY_WITH_TIMEOUT(stage_.now().run, tests::waitMs);
        act(cluster::PowerOff{"worker-1"});
        QCOMPARE(*stage_.now().edits.back().at, at);
        QVERIFY(!stage_.now().run);
        QCOMPARE(stage_.now().branches.size(), std::size_t{1});
    }

    // Another speed makes another film; what was found is found in it again.
    void anotherSpeedInTheMiddleDoesNotLoseTheGoal() {
        chooseMoment("3:00:00");
        QTRY_VERIFY_WITH_TIMEOUT(stage_.now().run && stage_.now().run->part > 0.5, tests::waitMs);
        stage_.session().setSpeed(diagram::Pacing::Clock, 10);
        QTRY_COMPARE_WITH_TIMEOUT(stage_.picture().now, sim::Time{} + sim::minutes(3 * 60),
                                  tests::waitMs);
        arrived();
    }
};

QTEST_MAIN(RunUntilTest)
#include "run_until_test.moc"
