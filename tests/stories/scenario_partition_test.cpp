// The scenario "Network partition": the machine that leads, and a worker, are cut off from the
// rest.
#include "stories/scenario.h"

using namespace maqueta;
using cluster::BeatKind;
using tests::Film;
using tests::Story;

class PartitionScenario : public QObject {
    Q_OBJECT
private slots:
    void everyBeatFromTheCutToTheHealing() {
        const std::uint64_t seed = tests::seedWithOneLeader();
        QVERIFY(seed != 0);
        Story story(cluster::defaultTopology(), seed);
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        story.run(sim::seconds(20));
        const std::string old = story.etcdLeaderMachine();
        const auto before = story.picture();
        std::string pod;
        std::vector<std::string> others;
        for (const auto& m : before.machines)
            if (m.spec.name != old && m.spec.name != "worker-1") others.push_back(m.spec.name);
        for (const auto& p : before.pods)
            if (before.machines[static_cast<std::size_t>(p.machine)].spec.name == "worker-1")
                pod = "Pod " + p.ns + "/" + p.name;
        QVERIFY(!pod.empty());

        const sim::Time begin = story.world().now();
        story.act(cluster::CutNetwork{.sideA = {old, "worker-1"}, .sideB = others});
        story.run(sim::seconds(5));
        story.act(cluster::ScaleObject{.name = "web", .replicas = 4});
        story.deploy("late", 1);
        story.run(sim::seconds(385));
        // The cluster counts four, and five run.
        QCOMPARE(story.available("web"), 4);
        int running = 0;
        for (std::uint32_t i = 0; i < story.world().machineCount(); ++i)
            for (const auto& record : story.world().runtime(network::MachineId{i}).pods())
                running += record->name.view().starts_with("web-") &&
                           record->anyRunning(story.world().now());
        QCOMPARE(running, 5);
        story.run(sim::seconds(10));
        story.act(cluster::HealNetwork{});
        story.run(sim::minutes(2));

        Film film(story, begin);
        QVERIFY(film.next(BeatKind::NetworkCut, {},
                          {{"sideA", old + ", worker-1"},
                           {"sideB", {}},
                           {"oneWay", "no"},
                           {"silent", old + ", worker-1"}}));
        // One gives up, the other side elects; which is first is chance.
        const cluster::Beat* down =
            film.somewhere(BeatKind::LeaderStoodDown, {}, {{"machine", old}});
        QVERIFY(down);
        QVERIFY2(film.seconds(down) <= 2.1, std::to_string(film.seconds(down)).c_str());
        const cluster::Beat* elected =
            film.somewhere(BeatKind::LeaderElected, {}, {{"votes", "2"}, {"term", {}}});
        QVERIFY(elected);
        QVERIFY(*elected->field("machine") != old);
        QVERIFY2(film.seconds(elected) <= 4, std::to_string(film.seconds(elected)).c_str());
        // Writes go through on the large side only.
        QVERIFY(film.somewhere(BeatKind::RequestAnswered, "deployment.apps/late", {{"ok", "yes"}}));
        QVERIFY(film.somewhere(BeatKind::ServerNotReady, {}, {{"machine", old}, {"reason", {}}}));
        // The Lease: dropped after 10 s, taken after 15, never held by two.
        const cluster::Beat* lost =
            film.somewhere(BeatKind::LeaseLost, {},
                           {{"lease", "kube-scheduler"}, {"machine", old}, {"reason", {}}});
        QVERIFY(lost);
        const cluster::Beat* taken = film.somewhere(BeatKind::LeaseTaken, {},
                                                    {{"lease", "kube-scheduler"}, {"before", old}});
        QVERIFY(taken);
        QVERIFY2(film.seconds(lost) >= 8 && film.seconds(lost) <= 12.5,
                 std::to_string(film.seconds(lost)).c_str());
        QVERIFY(taken->at > lost->at);
        QVERIFY2(film.seconds(taken) >= 13 && film.seconds(taken) <= 21,
                 std::to_string(film.seconds(taken)).c_str());
        // Silence is not death.
        const cluster::Beat* notReady = film.somewhere(BeatKind::NodeNotReady, "Node worker-1",
                                                       {{"reason", "NodeStatusUnknown"}});
        QVERIFY(notReady);
        QVERIFY2(film.seconds(notReady) >= 40 && film.seconds(notReady) <= 62,
                 std::to_string(film.seconds(notReady)).c_str());
        QVERIFY(film.next(BeatKind::EvictionPlanned, pod, {{"seconds", "300"}}));
        QVERIFY(film.next(BeatKind::PodDeleted, pod));
        const cluster::Beat* replacement = film.next(BeatKind::PodCreated, {}, {{"owner", {}}});
        QVERIFY(replacement);
        QVERIFY(film.next(BeatKind::PodReady, replacement->object));
        // The road heals.
        QVERIFY(film.next(BeatKind::NetworkHealed));
        QVERIFY(film.somewhere(BeatKind::MemberRejoined, {},
                               {{"machine", old}, {"behind", {}}, {"uncommitted", {}}}));
        QVERIFY(film.next(BeatKind::PodStopping, pod, {{"node", "worker-1"}}));
        QVERIFY(film.next(BeatKind::PodEnded, pod));
        QVERIFY(film.somewhere(BeatKind::NodeReady, "Node worker-1"));
        for (const auto& m : story.picture().machines)
            QVERIFY2(m.taints.empty() || m.spec.role != cluster::Role::Worker, m.spec.name.c_str());
        QCOMPARE(story.available("web"), 4);
    }
};

QTEST_APPLESS_MAIN(PartitionScenario)
#include "scenario_partition_test.moc"
