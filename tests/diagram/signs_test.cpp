// The signs at machines, as numbers at fixed movie times: who wears the crown, whose timers run,
// what waits, what the scheduler said, and what did not come.
#include "diagram/pose_stage.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::test;
using Set = PoseStage;

class SignsTest : public QObject {
    Q_OBJECT
private slots:
    void theSchedulersWordsStandAtTheNodesUntilThePodIsOnItsWay() {
        Set set;
        set.happens(BeatKind::NodesFiltered, 1,
                    {{"nodes", "cp-1, worker-2"}, {"reason", "Insufficient cpu"}},
                    "Pod default/web-1");
        set.happens(BeatKind::NodesScored, 2, {{"scores", "worker-1 649"}}, "Pod default/web-1");
        const Pose filtered = set.at_(1.5);
        QCOMPARE(filtered.verdicts.size(), std::size_t(1)); // on cards of workers alone
        QCOMPARE(filtered.verdicts[0].machine, 3U);
        QCOMPARE(filtered.verdicts[0].reason, std::string("Insufficient cpu"));
        const Pose scored = set.at_(2.5);
        QCOMPARE(scored.verdicts.size(), std::size_t(2));
        QCOMPARE(scored.verdicts[0].machine, 2U);
        QCOMPARE(scored.verdicts[0].points, std::int64_t(649));
        QVERIFY(scored.verdicts[0].best && !scored.verdicts[0].tied);
        set.happens(BeatKind::PodHeard, 3, {}, "Pod default/web-1");
        QVERIFY(set.at_(3.1).verdicts.empty());
        // Pods in quick succession say nothing.
        for (const char* pod : {"Pod default/a", "Pod default/b", "Pod default/c"})
            set.happens(BeatKind::NodesScored, 4, {{"scores", "worker-1 5"}}, pod);
        QVERIFY(set.at_(4.5).verdicts.empty());
        // Where two have the most points, both have.
        set.happens(BeatKind::NodesScored, 20, {{"scores", "worker-1 7, worker-2 7"}},
                    "Pod default/d");
        const Pose even = set.at_(20.5);
        QCOMPARE(even.verdicts.size(), std::size_t(2));
        QVERIFY(even.verdicts[0].best && even.verdicts[1].best);
        QVERIFY(even.verdicts[0].tied && even.verdicts[1].tied);
        // Also with one that is no worker, and never with those behind.
        set.happens(BeatKind::NodesScored, 40, {{"scores", "cp-1 7, worker-1 7, worker-2 6"}},
                    "Pod default/e");
        const Pose uneven = set.at_(40.5);
        QCOMPARE(uneven.verdicts.size(), std::size_t(2));
        QVERIFY(uneven.verdicts[0].tied && !uneven.verdicts[1].tied);
    }

    void theCrownChangesHeadsWithALittleOvershoot() {
        Set set;
        set.happens(BeatKind::LeaderElected, 0.5, {{"machine", "cp-2"}});
        set.happens(BeatKind::LeaderElected, 2.0, {{"machine", "cp-1"}});
        const auto crown = [&](double t) {
            for (const HeadGlyph& glyph : set.at_(t).glyphs)
                if (glyph.kind == HeadGlyph::Kind::Crown) return glyph;
            return HeadGlyph{};
        };
        const Point rest = crown(3.0).at;
        const Point before = crown(2.0).at;
        const diagram::Box etcd1 = set.layout.controlPlanes[0].chips[1];
        const diagram::Box etcd2 = set.layout.controlPlanes[1].chips[1];
        QVERIFY(etcd1.contains(rest));
        QVERIFY(etcd2.contains(before));
        const Point past = crown(2.4).at; // 80 %: beyond its head
        QVERIFY(past.x < rest.x);
        QVERIFY(near(past, diagram::between(before, rest, diagram::outBack(0.8, 1.2))));
        QVERIFY(near(crown(2.5).at, rest));
    }

    // Cut off on the small side the old leader believes in itself for a while.
    void theOldLeaderKeepsAGreyCrownBesideTheNewOne() {
        Set set;
        set.happens(BeatKind::LeaderElected, 0.5, {{"machine", "cp-1"}});
        set.happens(BeatKind::LeaderElected, 2.0, {{"machine", "cp-2"}});
        cluster::ProcessPicture& old = set.picture.processes[0];
        cluster::ProcessPicture& next = set.picture.processes[2];
        QVERIFY(old.kind == ProcessKind::Etcd && next.kind == ProcessKind::Etcd);
        old.believes = next.believes = next.leads = true;
        old.term = 2;
        next.term = 3;
        set.picture.etcdLeader = 2;
        const auto crowns = [&] {
            std::vector<HeadGlyph> found;
            for (const HeadGlyph& glyph : set.at_(4.0).glyphs)
                if (glyph.kind == HeadGlyph::Kind::Crown) found.push_back(glyph);
            return found;
        };
        const auto chip = [&](std::size_t plane) {
            return set.layout.controlPlanes[plane]
                .chips[static_cast<std::size_t>(diagram::Chip::Etcd)];
        };
        auto two = crowns();
        QCOMPARE(two.size(), std::size_t(2));
        QVERIFY(!two[0].grey && chip(1).contains(two[0].at));
        QVERIFY(two[1].grey && chip(0).contains(two[1].at));
        old.believes = false;
        QCOMPARE(crowns().size(), std::size_t(1));
    }

    // A client that waits before it asks again has a glass that runs out when it does.
    void aClientThatAsksAgainHasAGlass() {
        Set set;
        auto scheduler = set.picture.processes[2];
        scheduler.kind = ProcessKind::Scheduler;
        scheduler.repeats = 3;
        scheduler.repeatWait = sim::seconds(1);
        scheduler.repeatLeft = sim::milliseconds(250);
        set.picture.processes.push_back(scheduler);
        const Pose pose = set.at_(1);
        QCOMPARE(pose.hourglasses.size(), 1U);
        QCOMPARE(pose.hourglasses[0].left, 0.25);
        QVERIFY(set.layout.controlPlanes[1]
                    .chips[static_cast<std::size_t>(diagram::Chip::Scheduler)]
                    .contains(pose.hourglasses[0].at));
        set.picture.processes.back().repeats = 0;
        QVERIFY(set.at_(1).hourglasses.empty());
    }

    void aDarkMachineKeepsAGreyCrownUntilAnotherIsElected() {
        Set set;
        set.happens(BeatKind::LeaderElected, 0.5, {{"machine", "cp-1"}});
        set.picture.processes[0].running = false;
        set.picture.etcdLeader = -1;
        const Pose pose = set.at_(4.0);
        QCOMPARE(pose.glyphs.front().kind, HeadGlyph::Kind::Crown);
        QVERIFY(pose.glyphs.front().grey);
    }

    void membersRaceForTheCrownAndHoldWhatTheyCannotAnswer() {
        Set set;
        cluster::ProcessPicture& member = set.picture.processes[2]; // of cp-2, a follower
        QVERIFY(member.kind == ProcessKind::Etcd);
        member.electionTimeout = sim::milliseconds(1600);
        member.leaderSilence = sim::milliseconds(100); // an ordinary pause between heartbeats
        member.oldestRequest = sim::milliseconds(5);   // an ordinary write
        Pose pose = set.at_(1);
        QVERIFY(pose.timers.empty() && pose.hourglasses.empty());

        member.leaderSilence = sim::milliseconds(1200);
        member.oldestRequest = sim::milliseconds(3500);
        pose = set.at_(1);
        QCOMPARE(pose.timers.size(), 1U);
        QCOMPARE(pose.timers[0].process, 2U);
        QCOMPARE(pose.timers[0].left, 0.25);
        QCOMPARE(pose.hourglasses.size(), 1U);
        QCOMPARE(pose.hourglasses[0].left, 0.5); // of seven seconds
        const diagram::Box chip =
            set.layout.controlPlanes[1].chips[static_cast<std::size_t>(diagram::Chip::Etcd)];
        for (const Point at : {pose.timers[0].at, pose.hourglasses[0].at})
            QVERIFY2(at.x > chip.centre().x && at.x < chip.right() && at.y > chip.y &&
                         at.y < chip.bottom(),
                     words(at).c_str());
        QVERIFY(pose.hourglasses[0].at.y > pose.timers[0].at.y + 16);

        member.paused = true; // it counts nothing while it stands still
        QVERIFY(set.at_(1).timers.empty());
    }

    // The kubelet that would send it does not run, and the API still believes.
    void aHeartbeatThatDoesNotComeIsAnEmptySign() {
        Set set;
        cluster::MachinePicture& worker = set.picture.machines[3];
        cluster::ProcessPicture& kubelet = set.picture.processes[5];
        QVERIFY(kubelet.kind == ProcessKind::Kubelet && kubelet.machine == 3);
        for (cluster::MachinePicture& m : set.picture.machines) m.lastRenewal = at(2);
        kubelet.running = worker.on = false;
        QVERIFY(set.at_(12.3).missed.empty()); // 10 s and a jitter of 4 %
        const Pose first = set.at_(12.6);
        QCOMPARE(first.missed.size(), std::size_t(1));
        QCOMPARE(first.missed[0].machine, 3U);
        QCOMPARE(first.missed[0].count, 1);
        QVERIFY(first.missed[0].opacity > 0 && first.missed[0].opacity < 1);
        const diagram::WorkerCard* card = set.layout.worker(3);
        QVERIFY(near(first.missed[0].at, card->ramp.at(0.5)));
        QCOMPARE(set.at_(22.9).missed[0].count, 2);
        QCOMPARE(set.at_(50).missed[0].count, 4);
        QCOMPARE(set.at_(50).missed[0].opacity, 1.0);

        worker.ready = false; // nobody expects it any more
        QVERIFY(set.at_(50).missed.empty());
        worker.ready = true;
        kubelet.running = true; // what it sends is drawn, wherever it gets lost
        QVERIFY(set.at_(50).missed.empty());
        kubelet.paused = true;
        QCOMPARE(set.at_(50).missed.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(SignsTest)
#include "signs_test.moc"
