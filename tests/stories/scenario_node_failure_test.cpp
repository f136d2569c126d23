// The scenario "Node failure": a worker loses power, is given up, and comes back.
#include "stories/scenario.h"

using namespace maqueta;
using cluster::BeatKind;
using tests::Film;
using tests::Story;

class NodeFailureScenario : public QObject {
    Q_OBJECT
private slots:
    void everyBeatFromTheCutToTheReturn() {
        Story story;
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        story.run(sim::seconds(20));
        std::string pod;
        const auto before = story.picture();
        for (const auto& p : before.pods)
            if (before.machines[static_cast<std::size_t>(p.machine)].spec.name == "worker-4")
                pod = "Pod " + p.ns + "/" + p.name;
        QVERIFY(!pod.empty());

        const sim::Time begin = story.world().now();
        story.act(cluster::PowerOff{"worker-4"});
        story.run(sim::minutes(8));
        QCOMPARE(story.available("web"), 4);
        const int madeBefore = Film(story, begin).count(BeatKind::PodCreated);
        story.act(cluster::PowerOn{"worker-4"});
        story.run(sim::minutes(2));

        Film film(story, begin);
        QVERIFY(film.next(BeatKind::PowerLost, {}, {{"machine", "worker-4"}}));
        const cluster::Beat* notReady =
            film.next(BeatKind::NodeNotReady, "Node worker-4", {{"reason", "NodeStatusUnknown"}});
        QVERIFY(notReady);
        const int silence = std::stoi(*notReady->field("silence"));
        QVERIFY2(silence >= 50 && silence <= 60, notReady->field("silence")->c_str());
        QVERIFY(film.somewhere(BeatKind::NodeTainted, "Node worker-4",
                               {{"added", "node.kubernetes.io/unreachable:NoSchedule"}}));
        QVERIFY(film.somewhere(BeatKind::PodNotReady, pod, {{"node", "worker-4"}}));
        QVERIFY(film.next(BeatKind::NodeTainted, "Node worker-4",
                          {{"added", "node.kubernetes.io/unreachable:NoExecute"}}));
        const cluster::Beat* planned =
            film.next(BeatKind::EvictionPlanned, pod,
                      {{"node", "worker-4"}, {"seconds", "300"}, {"cancelled", "no"}});
        QVERIFY(planned);
        const cluster::Beat* deleted = film.next(BeatKind::PodDeleted, pod, {{"node", "worker-4"}});
        QVERIFY(deleted);
        QVERIFY((deleted->at - planned->at).seconds() >= 300);
        QVERIFY(film.somewhere(BeatKind::PodEvicted, pod, {{"node", "worker-4"}}));
        const cluster::Beat* replacement = film.next(BeatKind::PodCreated, {}, {{"owner", {}}});
        QVERIFY(replacement);
        QVERIFY(replacement->object != pod);
        QVERIFY(film.next(BeatKind::PodScheduled, replacement->object, {{"node", {}}}));
        QVERIFY(film.next(BeatKind::PodReady, replacement->object, {{"ip", {}}}));

        QVERIFY(film.next(BeatKind::PowerBack, {}, {{"machine", "worker-4"}}));
        QVERIFY(film.somewhere(BeatKind::NodeReady, "Node worker-4"));
        QVERIFY(film.somewhere(BeatKind::NodeTainted, "Node worker-4", {{"removed", {}}}));
        QVERIFY(film.next(BeatKind::PodEnded, pod, {{"node", "worker-4"}}));
        // Nothing is moved back.
        QCOMPARE(film.count(BeatKind::PodCreated), madeBefore);
    }

    void comingBackInTimeCallsTheEvictionOff() {
        Story story;
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        const sim::Time begin = story.world().now();
        story.act(cluster::PowerOff{"worker-4"});
        story.run(sim::seconds(120));
        story.act(cluster::PowerOn{"worker-4"});
        story.run(sim::minutes(2));
        Film film(story, begin);
        QVERIFY(film.next(BeatKind::EvictionPlanned, {}, {{"cancelled", "no"}}));
        QVERIFY(film.next(BeatKind::PowerBack));
        QVERIFY(film.next(BeatKind::EvictionPlanned, {}, {{"cancelled", "yes"}}));
        QCOMPARE(film.count(BeatKind::PodEvicted), 0);
    }
};

QTEST_APPLESS_MAIN(NodeFailureScenario)
#include "scenario_node_failure_test.moc"
