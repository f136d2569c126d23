// The scenario "Leader election": the machine that leads etcd and schedules loses power.
#include "stories/scenario.h"

using namespace maqueta;
using cluster::BeatKind;
using tests::Film;
using tests::Story;

class ElectionScenario : public QObject {
    Q_OBJECT
private slots:
    // What a picture shows of it: two timers of different lengths run, and a request waits at a
    // member that has nobody to pass it on to, until it is answered or given up.
    void timersRaceAndTheRequestWaits() {
        const std::uint64_t seed = tests::seedWithOneLeader();
        Story story(cluster::defaultTopology(), seed);
        story.boot();
        story.deploy("web", 2);
        QVERIFY(story.runUntilAvailable("web", 2));
        const auto members = [&] {
            std::vector<cluster::ProcessPicture> out;
            for (const auto& p : story.picture().processes)
                if (p.kind == cluster::ProcessKind::Etcd && p.running) out.push_back(p);
            return out;
        };
        for (const auto& m : members()) // at rest heartbeats come every 100 ms
            QVERIFY(m.leads || (m.electionTimeout >= sim::seconds(1) &&
                                m.leaderSilence <= sim::milliseconds(150)));
        story.act(cluster::PowerOff{story.etcdLeaderMachine()});
        story.act(cluster::ScaleObject{.name = "web", .replicas = 3});
        story.run(sim::milliseconds(700));
        QCOMPARE(members().size(), 2U);
        sim::Duration waited;
        for (const auto& m : members()) {
            QVERIFY(m.leaderSilence >= sim::milliseconds(600));
            QVERIFY(m.leaderSilence < m.electionTimeout);
            waited = std::max(waited, m.oldestRequest);
        }
        QVERIFY(members()[0].electionTimeout != members()[1].electionTimeout);
        QVERIFY(waited >= sim::milliseconds(200));
        story.run(sim::seconds(10)); // etcd gives up after seven
        for (const auto& m : members()) QVERIFY(m.oldestRequest < sim::milliseconds(200));
    }

    void everyBeatFromTheCutToTheReturn() {
        const std::uint64_t seed = tests::seedWithOneLeader();
        QVERIFY(seed != 0);
        Story story(cluster::defaultTopology(), seed);
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        const std::string leader = story.etcdLeaderMachine();
        QCOMPARE(story.picture().schedulerHolder, leader);
        const std::uint64_t term = story.picture().etcdTerm;

        const sim::Time begin = story.world().now();
        story.act(cluster::PowerOff{leader});
        story.run(sim::milliseconds(500));
        // At this moment the members still believe in the old leader: what they pass on to it is
        // lost, and after 7 s etcd says so. Asked again, it goes through.
        story.act(cluster::ScaleObject{.name = "web", .replicas = 5});
        story.run(sim::seconds(8));
        story.act(cluster::ScaleObject{.name = "web", .replicas = 6});
        QVERIFY(story.runUntilAvailable("web", 6, sim::minutes(2)));
        story.act(cluster::PowerOn{leader});
        story.run(sim::minutes(1));

        Film film(story, begin);
        QVERIFY(
            film.next(BeatKind::PowerLost, {}, {{"machine", leader}, {"role", "control-plane"}}));
        const cluster::Beat* asks = film.next(BeatKind::ElectionStarted, {}, {{"term", {}}});
        QVERIFY(asks);
        QVERIFY2(film.seconds(asks) >= 0.9 && film.seconds(asks) <= 2.1,
                 std::to_string(film.seconds(asks)).c_str());
        QVERIFY(film.next(BeatKind::VoteGranted, {}, {{"candidate", {}}, {"term", {}}}));
        const cluster::Beat* elected =
            film.next(BeatKind::LeaderElected, {}, {{"votes", "2"}, {"machine", {}}});
        QVERIFY(elected);
        QVERIFY(std::stoull(*elected->field("term")) > term);
        QVERIFY(*elected->field("machine") != leader);
        QVERIFY(
            film.next(BeatKind::RequestAnswered, {},
                      {{"ok", "no"},
                       {"message", "etcdserver: request timed out, possibly due to previous leader "
                                   "failure"}}));
        QVERIFY(film.next(BeatKind::RequestAnswered, {},
                          {{"ok", "yes"}, {"members", "3"}, {"quorum", "2"}}));
        QVERIFY(film.somewhere(BeatKind::BackendDown, {}, {{"machine", leader}}));
        const cluster::Beat* waits = film.next(BeatKind::PodCreated);
        QVERIFY(waits);
        // Nobody schedules until the old holder's Lease has run out.
        const cluster::Beat* taken =
            film.next(BeatKind::LeaseTaken, {}, {{"lease", "kube-scheduler"}, {"before", leader}});
        QVERIFY(taken);
        QVERIFY2(film.seconds(taken) >= 12 && film.seconds(taken) <= 22,
                 std::to_string(film.seconds(taken)).c_str());
        QVERIFY(*taken->field("machine") != leader);
        QVERIFY(film.next(BeatKind::PodScheduled, waits->object, {{"node", {}}}));
        // The old one follows.
        QVERIFY(film.next(BeatKind::PowerBack, {}, {{"machine", leader}}));
        const cluster::Beat* back = film.next(BeatKind::MemberRejoined, {},
                                              {{"machine", leader},
                                               {"leader", *elected->field("machine")},
                                               {"term", *elected->field("term")}});
        QVERIFY(back);
        QVERIFY(std::stoi(*back->field("behind")) > 0);
        QVERIFY(film.somewhere(BeatKind::BackendUp, {}, {{"machine", leader}, {"again", "yes"}}));
        // The gap was short: no worker was given up.
        for (const cluster::Beat& b : story.beats())
            QVERIFY2(b.at < begin || b.kind != BeatKind::NodeNotReady ||
                         b.object.find("worker") == std::string::npos,
                     b.object.c_str());
    }
};

QTEST_APPLESS_MAIN(ElectionScenario)
#include "scenario_election_test.moc"
