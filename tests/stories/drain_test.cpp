// A node is drained: cordoned, its pods evicted one by one and waited for.
#include "stories/scenario.h"

using namespace maqueta;
using cluster::BeatKind;
using tests::Film;
using tests::Story;

class DrainStory : public QObject {
    Q_OBJECT

    static int podsOn(const Story& story, const std::string& node) {
        const cluster::Picture p = story.picture();
        return static_cast<int>(
            std::count_if(p.pods.begin(), p.pods.end(), [&](const cluster::PodPicture& pod) {
                return pod.machine >= 0 &&
                       p.machines[static_cast<std::size_t>(pod.machine)].spec.name == node;
            }));
    }

private slots:
    void itsPodsAreReplacedElsewhereAndItIsEmpty() {
        Story story;
        story.boot();
        story.deploy("web", 8);
        QVERIFY(story.runUntilAvailable("web", 8));
        const int before = podsOn(story, "worker-2");
        QVERIFY(before > 0);
        const sim::Time begin = story.world().now();
        story.act(cluster::Drain{"worker-2"});
        story.run(sim::minutes(2));
        QCOMPARE(podsOn(story, "worker-2"), 0);
        QCOMPARE(story.available("web"), 8);
        QVERIFY(story.picture().machine("worker-2")->unschedulable);

        Film film(story, begin);
        QVERIFY(film.next(BeatKind::Acted, {}, {{"request", "yes"}}));
        QVERIFY(film.next(BeatKind::NodeChanged, "Node worker-2", {{"cordoned", "yes"}}));
        for (int i = 0; i < before; ++i)
            QVERIFY(film.next(BeatKind::RequestAnswered, {}, {{"verb", "evicted"}}));
        const cluster::Beat* done =
            film.next(BeatKind::RequestAnswered, "Node/worker-2", {{"verb", "drained"}});
        QVERIFY(done);
        // They may take 30 s to finish, and it waits for them.
        QVERIFY2(film.seconds(done) > 1 && film.seconds(done) < 45,
                 std::to_string(film.seconds(done)).c_str());
    }

    void aPodThatNothingWouldReplaceForbidsIt() {
        Story story;
        story.boot();
        story.act(cluster::ApplyObjects{
            .objects = {{{"apiVersion", "v1"},
                         {"kind", "Pod"},
                         {"metadata", {{"name", "solo"}}},
                         {"spec",
                          {{"nodeName", "worker-1"},
                           {"containers",
                            base::Json::array({{{"name", "c"}, {"image", "solo:v1"}}})}}}}},
            .title = "solo"});
        story.run(sim::seconds(20));
        const sim::Time begin = story.world().now();
        story.act(cluster::Drain{"worker-1"});
        story.run(sim::minutes(1));
        QCOMPARE(podsOn(story, "worker-1"), 1);
        Film film(story, begin);
        const cluster::Beat* refused =
            film.next(BeatKind::RequestAnswered, "Node/worker-1", {{"ok", "no"}});
        QVERIFY(refused);
        QVERIFY(refused->field("message")->find("default/solo") != std::string::npos);
        QCOMPARE(film.count(BeatKind::PodDeleted), 0);
    }

    void aBudgetIsAskedAgainUntilItAllowsIt() {
        Story story;
        story.boot();
        story.budget("web", 4);
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        story.run(sim::seconds(10)); // the budget is counted
        const int before = podsOn(story, "worker-3");
        QVERIFY(before > 0);
        story.act(cluster::Drain{"worker-3"});
        story.run(sim::minutes(2));
        QCOMPARE(podsOn(story, "worker-3"), before);
        const sim::Time begin = story.world().now();
        story.budget("web", 3);
        // The person has one keyboard: the second command waits for the first one's end.
        story.run(sim::minutes(9));
        Film film(story, begin);
        QVERIFY(film.next(BeatKind::RequestAnswered, {},
                          {{"ok", "no"}, {"message", "global timeout reached: 10m0s"}}));
        QVERIFY(film.next(BeatKind::RequestAnswered, {}, {{"ok", "yes"}, {"verb", "configured"}}));
        story.act(cluster::Drain{"worker-3"});
        story.run(sim::minutes(2));
        QCOMPARE(podsOn(story, "worker-3"), 0);
        QCOMPARE(story.available("web"), 4);
    }
};

QTEST_APPLESS_MAIN(DrainStory)
#include "drain_test.moc"
