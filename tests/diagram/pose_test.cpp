// Poses as numbers at fixed movie times: where a token is, when it bursts, how a pod flies, what is
// bundled. The same moment gives the same pose however one came to it.
#include "diagram/areas.h"
#include "diagram/pose_stage.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::test;
using Set = PoseStage;

class PoseTest : public QObject {
    Q_OBJECT
private slots:
    void aTokenLeavesItsProcessAndArrivesAtTheOther() {
        Set set;
        set.send(0, 2, 1.0, 2.0); // etcd to etcd
        const diagram::Router router(set.picture, set.layout);
        const diagram::Road road = router.route(set.process(0), set.process(2)).road;
        QVERIFY(road.length() > 100);
        QVERIFY(set.at_(0.9).tokens.empty());
        QVERIFY(set.at_(2.01).tokens.empty());
        const double times[] = {1.0, 1.25, 1.5, 1.75};
        for (const double t : times) {
            const Pose pose = set.at_(t);
            QCOMPARE(pose.tokens.size(), std::size_t(1));
            const Point wanted = road.at(diagram::hopEasing(t - 1));
            QVERIFY2(near(pose.tokens[0].at, wanted), words(pose.tokens[0].at).c_str());
        }
        QVERIFY(near(set.at_(1.0).tokens[0].at, road.points.front()));
        // Half the time is half the way: easing is the same at both ends.
        QVERIFY(near(set.at_(1.5).tokens[0].at, road.at(0.5)));
    }

    void easingIsWhatTheTableOfMotionSays() {
        QCOMPARE(diagram::hopEasing(0), 0.0);
        QCOMPARE(diagram::hopEasing(0.5), 0.5);
        QCOMPARE(diagram::hopEasing(1), 1.0);
        QVERIFY(std::abs(diagram::hopEasing(0.15) - 0.0882353) < 1e-6);
        QVERIFY(std::abs(diagram::hopEasing(0.4) - diagram::hopEasing(0.3) - 0.1 / 0.85) < 1e-9);
        QCOMPARE(diagram::inOutCubic(0.25), 0.0625);
        QVERIFY(diagram::outBack(0.8, 1.2) > 1.03); // overshoots
        QVERIFY(std::abs(diagram::outBack(1, 1.2) - 1) < 1e-12);
    }

    void aHopLastsAtLeastAQuarterOfASecond() {
        Set set;
        set.send(0, 2, 1.0, 1.001);
        QCOMPARE(set.at_(1.2).tokens.size(), std::size_t(1));
        QVERIFY(set.at_(1.26).tokens.empty());
    }

    void aLostMessageBurstsOnItsWay() {
        Set set;
        set.send(0, 2, 1.0, 1.5).loss = network::Loss::Partition;
        const Pose flying = set.at_(1.3);
        QCOMPARE(flying.tokens.size(), std::size_t(1));
        QCOMPARE(flying.tokens[0].burst, 0.0);
        const Pose bursting = set.at_(1.65);
        QCOMPARE(bursting.tokens.size(), std::size_t(1));
        QVERIFY(std::abs(bursting.tokens[0].burst - 0.5) < 1e-9);
        QVERIFY(set.at_(1.81).tokens.empty());
        const diagram::Router router(set.picture, set.layout);
        const diagram::Road road = router.route(set.process(0), set.process(2)).road;
        QVERIFY(diagram::distance(bursting.tokens[0].at, road.points.back()) > 20);
    }

    // Reduced motion: a message is seen where it leaves and where it arrives, and fades between.
    void aMessageThatMayNotMoveFades() {
        Set set;
        set.fades = true;
        set.send(0, 2, 1.0, 2.0); // etcd of cp-1 to the kubelet of worker-1: a second
        const diagram::Router router(set.picture, set.layout);
        const diagram::Route route = router.route(set.process(0), set.process(2));
        const double length = route.road.length();
        const auto token = [&](double t) { return set.at_(t).tokens.at(0); };
        for (const double t : {1.1, 1.3, 1.45}) {
            QVERIFY2(near(token(t).at, route.road.at(route.leaves / length)),
                     words(token(t).at).c_str());
            QVERIFY2(near(token(t + 0.45).at, route.road.at(route.arrives / length)),
                     words(token(t + 0.45).at).c_str());
        }
        QCOMPARE(token(1.25).opacity, 1.0);
        QCOMPARE(token(1.0375).opacity, 0.5); // half of 75 ms
        QCOMPARE(token(1.4625).opacity, 0.5);
        QCOMPARE(token(1.75).opacity, 1.0);
    }

    void aCutIsAGapBetweenItsSidesAndMessagesEndThere() {
        Set set;
        cluster::FaultPicture cut;
        cut.machines = {0, 2}; // cp-1 and worker-1 stand left of the others
        cut.others = {1, 3};
        set.picture.faults.push_back(cut);
        set.layout = diagram::layoutOf(set.picture);
        QCOMPARE(set.layout.gaps.size(), std::size_t(1));
        const diagram::Gap& gap = set.layout.gaps[0];
        QVERIFY(gap.x.has_value());
        QVERIFY(gap.leftIsA);
        QVERIFY(gap.ramps.empty());
        const auto ramp = [&](const auto& card) { return card.ramp.points.back().x; };
        for (const std::size_t i : {0U, 1U}) {
            QVERIFY((ramp(set.layout.controlPlanes[i]) < *gap.x) == (i == 0));
            QVERIFY((ramp(set.layout.workers[i]) < *gap.x) == (i == 0));
        }
        set.send(0, 2, 1.0, 1.5).loss = network::Loss::Partition; // from cp-1 to cp-2
        const Pose bursting = set.at_(1.65);
        QCOMPARE(bursting.tokens.size(), std::size_t(1));
        const Point end = bursting.tokens[0].at;
        QVERIFY2(std::abs(end.x - *gap.x) < 30 && end.x < *gap.x, words(end).c_str());
    }

    void zonesThatStandApartAreAreas() {
        Set set;
        set.picture.machines[2].spec.zone = "a";
        set.picture.machines[3].spec.zone = "b";
        set.layout = diagram::layoutOf(set.picture);
        QVERIFY(set.layout.zones.empty()); // no room for their names below the highway
        const double y = set.layout.highway.bottom() + 48;
        diagram::LayoutOptions options;
        options.positions["worker-1"] = {16, y};
        options.positions["worker-2"] = {400, y};
        set.layout = diagram::layoutOf(set.picture, options);
        QCOMPARE(set.layout.zones.size(), std::size_t(2));
        QCOMPARE(set.layout.zones[0].name, std::string("a"));
        QVERIFY(set.layout.zones[1].box.contains(set.layout.workers[1].box.centre()));
        QVERIFY(!set.layout.legend.intersects(set.layout.zones[0].box));
        options.positions["worker-2"] = {40, y + 230}; // below the other: still apart
        set.layout = diagram::layoutOf(set.picture, options);
        QCOMPARE(set.layout.zones.size(), std::size_t(2));
        options.positions["worker-2"] = {40, y + 20}; // on it
        set.layout = diagram::layoutOf(set.picture, options);
        QVERIFY(set.layout.zones.empty());
    }

    // Areas are drawn by whatever tells the workers apart that stand apart: zones first.
    void workersThatStandApartByALabelAreAreas() {
        Set set;
        set.machine("worker-3", cluster::Role::Worker, {ProcessKind::Kubelet});
        const char* disks[] = {"ssd", "ssd", "hdd"};
        for (std::size_t i = 2; i < 5; ++i) {
            auto& m = set.picture.machines[i];
            m.spec.zone = i == 3 ? "b" : "a"; // of the one in the middle
            m.labels = {{"arch", "amd64"}, {"disk", disks[i - 2]}, {"host", m.spec.name}};
        }
        // Neither what all share, nor what each has for itself.
        QCOMPARE(diagram::labelsThatTellApart(set.picture), std::vector<std::string>{"disk"});
        const double y = diagram::layoutOf(set.picture).highway.bottom() + 48;
        diagram::LayoutOptions options;
        options.positions["worker-1"] = {16, y};
        options.positions["worker-2"] = {292, y};
        options.positions["worker-3"] = {700, y};
        set.layout = diagram::layoutOf(set.picture, options);
        QCOMPARE(set.layout.zones.size(), std::size_t(2));
        QCOMPARE(set.layout.zones[1].label, std::string("disk"));
        QCOMPARE(set.layout.zones[1].name, std::string("ssd"));
        QCOMPARE(set.layout.zones[1].machines, (std::vector<std::uint32_t>{2, 3}));
        set.picture.machines[4].labels.clear(); // a group, too: those without the label
        set.layout = diagram::layoutOf(set.picture, options);
        QCOMPARE(set.layout.zones.size(), std::size_t(2));
        QCOMPARE(set.layout.zones[0].name, std::string());
    }

    void sidesThatDoNotLieApartAreBrokenAtTheRampsOfTheSmallerOne() {
        Set set;
        cluster::FaultPicture cut;
        cut.machines = {0, 1, 2};
        cut.others = {3};
        set.picture.faults.push_back(cut);
        set.layout = diagram::layoutOf(set.picture);
        // worker-2 stands between the two control planes' ramps.
        QCOMPARE(set.layout.gaps.size(), std::size_t(1));
        QVERIFY(!set.layout.gaps[0].x);
        QCOMPARE(set.layout.gaps[0].ramps, std::vector<std::uint32_t>{3});
    }

    void atMostFiveMoveAloneAndNothingIsLeftOut() {
        Set set;
        for (int i = 0; i < 12; ++i) set.send(0, 2, 1.0 + i * 0.001, 2.0);
        const Pose pose = set.at_(1.5);
        int all = 0, alone = 0;
        for (const diagram::Token& token : pose.tokens) {
            all += token.count;
            alone += token.count == 1;
        }
        QCOMPARE(all, 12);
        QCOMPARE(alone, int(diagram::mostMovers));
    }

    // One number never counts squares and circles together.
    void aBundleIsOfOneKind() {
        Set set;
        for (int i = 0; i < 24; ++i) {
            Transit& t = set.send(0, 2, 1.0 + i * 0.001, 2.0);
            if (i % 2 == 0) t.kind = TransitKind::Replication;
        }
        const Pose pose = set.at_(1.5);
        std::map<TransitKind, int> seen;
        for (const diagram::Token& token : pose.tokens) seen[token.kind] += token.count;
        QCOMPARE(seen, (std::map<TransitKind, int>{{TransitKind::Request, 12},
                                                   {TransitKind::Replication, 12}}));
        QCOMPARE(pose.tokens.size(), diagram::mostMovers + 2);
    }

    void routineIsAQuietCountedFlow() {
        Set set;
        for (int i = 0; i < 6; ++i) {
            Transit& t = set.send(0, 2, 1.0 + i * 0.01, 1.1);
            t.routine = true;
            t.kind = TransitKind::Heartbeat;
        }
        const Pose pose = set.at_(1.3);
        QCOMPARE(pose.tokens.size(), std::size_t(1));
        QVERIFY(pose.tokens[0].quiet);
        QCOMPARE(pose.tokens[0].count, 6);
    }

    void aPodFliesFromTheTrayAlongTheRoadToItsSlot() {
        Set set;
        cluster::PodPicture pod;
        pod.ns = "default";
        pod.name = pod.workload = "web-1";
        pod.machine = 2;
        pod.look = cluster::PodLook::Starting;
        set.picture.pods.push_back(pod);
        set.layout = diagram::layoutOf(set.picture);
        set.happens(BeatKind::PodHeard, 1.0, {}, "Pod default/web-1");
        const diagram::PodSlot slot = set.layout.worker(2)->pods.front();
        const Pose first = set.at_(1.0);
        QCOMPARE(first.pods.size(), std::size_t(1));
        QVERIFY(first.pods[0].at.y < set.layout.highway.y);
        QCOMPARE(first.pods[0].radius, 12.0);
        const Pose middle = set.at_(1.35);
        QCOMPARE(middle.pods.size(), std::size_t(1));
        QCOMPARE(middle.pods[0].radius, 12 + (slot.radius - 12) * 0.5);
        const Pose late = set.at_(1.699);
        QVERIFY(diagram::distance(late.pods[0].at, slot.at) < 1);
        QVERIFY(set.at_(1.701).pods.empty());
        QVERIFY(set.at_(1.35, true).pods.empty()); // reduced motion: it is simply there
    }

    void aPreVoteIsDashed() {
        Set set;
        for (const bool preVote : {true, false}) {
            Transit& vote = set.send(0, 2, 1.0, 2.0);
            vote.kind = TransitKind::Vote;
            vote.preVote = preVote;
        }
        int dashed = 0;
        const Pose pose = set.at_(1.5);
        QCOMPARE(pose.tokens.size(), 2U);
        for (const auto& token : pose.tokens) dashed += token.dashed ? 1 : 0;
        QCOMPARE(dashed, 1);
    }

    // A bound pod waits in the tray for its kubelet; where nobody can hear, in its slot alone.
    void onlyWhoCanBeHeardOfWaitsInTheTray() {
        Set set;
        cluster::PodPicture pod;
        pod.ns = "default";
        pod.name = "web-1";
        pod.look = cluster::PodLook::Assigned;
        pod.machine = 2;
        set.picture.pods = {pod};
        cluster::MachinePicture& worker = set.picture.machines[2];
        for (const auto& [on, plugged] : {std::pair{true, true}, {false, true}, {true, false}}) {
            worker.on = on;
            worker.plugged = plugged;
            const diagram::Layout layout = diagram::layoutOf(set.picture);
            QCOMPARE(layout.waiting.size(), on && plugged ? 1U : 0U);
            QCOMPARE(layout.worker(2)->pods.size(), 1U);
        }
    }

    // Whoever pauses at the very moment sees what came, not what is on its way in.
    void whereTimeStandsStillNothingFadesIn() {
        Set set;
        set.happens(BeatKind::MachineAdded, 1.0, {{"machine", "worker-1"}});
        set.happens(BeatKind::PowerLost, 1.0, {{"machine", "worker-1"}});
        QVERIFY(set.at_(1.05).machines.size() >= 2);
        set.settled = true;
        QVERIFY(set.at_(1.05).machines.empty());
    }

    void aFailureFlashesTwiceAndThenIsStill() {
        Set set;
        set.happens(BeatKind::PowerLost, 1.0, {{"machine", "worker-1"}});
        const auto flash = [&](double t) {
            for (const auto& machine : set.at_(t).machines)
                if (machine.machine == 2) return machine.flash;
            return 0.0;
        };
        QVERIFY(std::abs(flash(1.175) - 1) < 1e-9);
        QVERIFY(std::abs(flash(1.35)) < 1e-9);
        QVERIFY(std::abs(flash(1.525) - 1) < 1e-9);
        QCOMPARE(flash(1.71), 0.0);
    }

    void theSameMomentIsTheSamePose() {
        Set set;
        set.send(0, 2, 1.0, 2.0);
        set.send(4, 0, 1.2, 1.9);
        set.happens(BeatKind::LeaderElected, 1.1, {{"machine", "cp-1"}});
        const Pose forwards = set.at_(1.5);
        set.at_(3.0);
        const Pose back = set.at_(1.5);
        QCOMPARE(forwards.tokens.size(), back.tokens.size());
        for (std::size_t i = 0; i < back.tokens.size(); ++i)
            QVERIFY(forwards.tokens[i].at == back.tokens[i].at);
        QVERIFY(forwards.glyphs.front().at == back.glyphs.front().at);
    }
};

QTEST_APPLESS_MAIN(PoseTest)
#include "pose_test.moc"
