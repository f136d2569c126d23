// Poses as numbers at fixed movie times: where a token is, when it bursts, how a pod flies, who
// wears the crown, what is bundled. The same moment gives the same pose however one came to it.
#include "diagram/pose.h"

#include <QTest>

#include <map>

using namespace maqueta;
using cluster::Beat;
using cluster::BeatKind;
using cluster::ProcessKind;
using cluster::Transit;
using cluster::TransitKind;
using diagram::HeadGlyph;
using diagram::Point;
using diagram::Pose;

namespace {

sim::Time at(double seconds) {
    return {static_cast<std::int64_t>(seconds * 1e9)};
}

bool near(Point a, Point b) {
    return diagram::distance(a, b) < 0.01;
}

std::string words(Point p) {
    return std::to_string(p.x) + ", " + std::to_string(p.y);
}

} // namespace

class PoseTest : public QObject {
    Q_OBJECT

private:
    // Two control planes with an etcd and a scheduler each, two workers with a kubelet; one pod.
    struct Set {
        cluster::Picture picture;
        diagram::Layout layout;
        diagram::MovieMap film;
        std::vector<Beat> beats;
        std::vector<Transit> transits;
        cluster::RecordSeq seq = 0;

        Set() {
            using cluster::Role;
            machine("cp-1", Role::ControlPlane, {ProcessKind::Etcd, ProcessKind::Scheduler});
            machine("cp-2", Role::ControlPlane, {ProcessKind::Etcd, ProcessKind::Scheduler});
            machine("worker-1", Role::Worker, {ProcessKind::Kubelet});
            machine("worker-2", Role::Worker, {ProcessKind::Kubelet});
            picture.etcdLeader = 0;
            picture.schedulerHolder = "cp-1";
            layout = diagram::layoutOf(picture);
            film.setPacing(diagram::Pacing::Clock, 1, 0); // a movie second is a second
        }
        void machine(const char* name, cluster::Role role, std::vector<ProcessKind> kinds) {
            cluster::MachinePicture m;
            m.spec.name = name;
            m.spec.role = role;
            m.on = m.registered = m.ready = true;
            for (const ProcessKind kind : kinds) {
                cluster::ProcessPicture p;
                p.id.value = static_cast<std::uint32_t>(picture.processes.size() + 1);
                p.kind = kind;
                p.machine = static_cast<std::uint32_t>(picture.machines.size());
                p.running = p.healthy = true;
                picture.processes.push_back(p);
            }
            picture.machines.push_back(std::move(m));
        }
        network::ProcessId process(std::size_t index) const { return picture.processes[index].id; }
        Transit& send(std::size_t from, std::size_t to, double sent, double arrives) {
            Transit t;
            t.seq = ++seq;
            t.sent = at(sent);
            t.arrives = at(arrives);
            t.from = process(from);
            t.to = process(to);
            transits.push_back(t);
            return transits.back();
        }
        void happens(BeatKind kind, double when,
                     std::vector<std::pair<std::string, std::string>> fields = {},
                     std::string object = {}) {
            Beat beat;
            beat.seq = ++seq;
            beat.at = at(when);
            beat.kind = kind;
            beat.fields = std::move(fields);
            beat.object = std::move(object);
            film.add({.seq = beat.seq, .at = beat.at});
            beats.push_back(std::move(beat));
        }
        Pose at_(double movieSeconds, bool stillLife = false, bool straight = false) {
            film.quietUntil(at(movieSeconds + 10));
            return diagram::poseAt({.picture = picture,
                                    .layout = layout,
                                    .beats = beats,
                                    .transits = transits,
                                    .film = film,
                                    .movie = movieSeconds * 1000,
                                    .straight = straight,
                                    .stillLife = stillLife});
        }
        Point chip(std::size_t card, diagram::Chip which) const {
            return layout.controlPlanes[card].chips[static_cast<std::size_t>(which)].centre();
        }
    };

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
        QVERIFY(scored.verdicts[0].best);
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
