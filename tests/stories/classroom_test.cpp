// The questions of the classroom about high availability: how many control-plane machines bear how
// many losses, which side of a partition goes on, and what comes back from a snapshot alone.
#include "cluster/quorum.h"
#include "stories/story.h"

#include <set>

using namespace maqueta;
using cluster::Fault;
using cluster::FaultKind;
using tests::Story;

class ClassroomStory : public QObject {
    Q_OBJECT

    static std::string plane(int number) { return "control-plane-" + std::to_string(number); }
    static std::string lastAnswer(const Story& story, sim::Time since) {
        std::string text = "no answer";
        for (const auto& b : story.beats())
            if (b.at > since && b.kind == cluster::BeatKind::RequestAnswered) text = b.text;
        return text;
    }
    // Whether somebody who asks now gets a Deployment that runs.
    static bool takesWrites(Story& story, const std::string& name) {
        const sim::Time asked = story.world().now();
        story.deploy(name, 1);
        story.runUntil([&] { return !story.world().personBusy(); }, sim::minutes(6));
        return lastAnswer(story, asked).find("refused") == std::string::npos &&
               story.runUntilAvailable(name, 1, sim::minutes(3));
    }
    static bool sameStore(const store::Root& a, const store::Root& b) {
        auto x = a.table.begin(), y = b.table.begin();
        for (; !x.atEnd() && !y.atEnd(); ++x, ++y)
            if (!(x.key() == y.key()) || x.value().modRevision != y.value().modRevision ||
                x.value().value->digest() != y.value().value->digest())
                return false;
        return x.atEnd() && y.atEnd();
    }
    static int membersThatLead(const Story& story) {
        int leaders = 0;
        for (const auto& p : story.picture().processes)
            leaders += p.kind == cluster::ProcessKind::Etcd && p.running && p.believes;
        return leaders;
    }

private slots:
    void howManyLossesAreBorne_data() {
        QTest::addColumn<int>("planes");
        QTest::addColumn<int>("losses");
        QTest::addColumn<bool>("goesOn");
        for (int planes = 1; planes <= 5; ++planes)
            for (int losses = 1; losses <= std::min(2, planes); ++losses)
                QTest::addRow("%d machines lose %d", planes, losses)
                    << planes << losses << ((planes - losses) * 2 > planes);
    }
    void howManyLossesAreBorne() {
        QFETCH(int, planes);
        QFETCH(int, losses);
        QFETCH(bool, goesOn);
        Story story(cluster::makeTopology(planes, 2));
        story.boot();
        story.deploy("before", 2);
        QVERIFY(story.runUntilAvailable("before", 2));
        for (int i = 1; i <= losses; ++i) story.act(cluster::PowerOff{plane(i)});
        story.run(sim::seconds(30));
        QCOMPARE(!story.etcdLeaderMachine().empty(), goesOn);
        QCOMPARE(takesWrites(story, "during"), goesOn);
        // What ran goes on running, whoever leads.
        int running = 0;
        for (std::uint32_t i = 0; i < story.world().machineCount(); ++i)
            for (const auto& pod : story.world().runtime(network::MachineId{i}).pods())
                running +=
                    pod->name.view().starts_with("before") && pod->anyRunning(story.world().now());
        QCOMPARE(running, 2);
        for (int i = 1; i <= losses; ++i) story.act(cluster::PowerOn{plane(i)});
        QVERIFY(
            story.runUntil([&] { return !story.etcdLeaderMachine().empty() && story.allReady(); },
                           sim::minutes(3)));
        QVERIFY(takesWrites(story, "after"));
        QCOMPARE(story.available("before"), 2);
    }

    void theMajoritySideGoesOnAndTheMinorityWaits() {
        Story story(cluster::makeTopology(5, 2));
        story.boot();
        const std::string leader = story.etcdLeaderMachine();
        std::vector<std::string> minority{leader}, majority;
        for (int i = 1; i <= 5; ++i)
            if (plane(i) != leader) (minority.size() < 2 ? minority : majority).push_back(plane(i));
        story.act(cluster::CutNetwork{minority, majority});
        QVERIFY(story.runUntil(
            [&] {
                const std::string now = story.etcdLeaderMachine();
                return std::find(majority.begin(), majority.end(), now) != majority.end();
            },
            sim::seconds(10)));
        // The old leader hears no majority any more and stands down.
        QVERIFY(story.runUntil([&] { return membersThatLead(story) == 1; }, sim::seconds(5)));
        QVERIFY(takesWrites(story, "during"));
        const auto& w = story.world();
        const auto revision = [&](const std::string& machine) {
            const auto process = w.findProcess(w.findMachine(machine), cluster::ProcessKind::Etcd);
            return w.member(w.process(process)).revision();
        };
        QVERIFY(revision(leader) < revision(story.etcdLeaderMachine()));
        story.act(cluster::HealEverything{});
        QVERIFY(story.runUntil([&] { return revision(leader) >= revision(majority[0]); },
                               sim::seconds(30)));
    }

    // Clients that can reach only the isolated leader's side are refused, and nothing they asked
    // for is half done afterwards.
    void clientsOnTheIsolatedLeadersSideAreRefused() {
        Story story;
        story.boot();
        const std::string leader = story.etcdLeaderMachine();
        cluster::CutNetwork cut{{leader, "load-balancer"}, {}};
        for (int i = 1; i <= 3; ++i)
            if (plane(i) != leader) cut.sideB.push_back(plane(i));
        QCOMPARE(cluster::inTouch(story.picture()), std::size_t{3});
        story.act(cut);
        QCOMPARE(cluster::inTouch(story.picture()),
                 std::size_t{1}); // though it still believes in itself
        const sim::Time asked = story.world().now();
        story.deploy("lost", 1);
        story.run(sim::minutes(6));
        QCOMPARE(cluster::inTouch(story.picture()), std::size_t{2});
        QVERIFY2(lastAnswer(story, asked).starts_with("refused"), lastAnswer(story, asked).c_str());
        QVERIFY(story.etcdLeaderMachine() != leader);
        story.act(cluster::HealCut{cut});
        QVERIFY(story.runUntil([&] { return story.allReady(); }, sim::minutes(3)));
        QVERIFY(takesWrites(story, "after"));
    }

    void thePowerOfTheWholeClusterGoesAndComesBack() {
        Story story;
        story.boot();
        story.deploy("shop", 3);
        QVERIFY(story.runUntilAvailable("shop", 3));
        story.run(sim::seconds(20));
        const auto machines = story.picture().machines;
        for (const auto& m : machines)
            if (m.spec.role != cluster::Role::Client) story.act(cluster::PowerOff{m.spec.name});
        const store::Root before = story.world().storeRoot();
        story.run(sim::minutes(10));
        QVERIFY(sameStore(before, story.world().storeRoot()));
        story.act(cluster::HealEverything{});
        QVERIFY(
            story.runUntil([&] { return !story.etcdLeaderMachine().empty() && story.allReady(); },
                           sim::minutes(3)));
        QVERIFY(story.runUntilAvailable("shop", 3, sim::minutes(3)));
        QVERIFY(takesWrites(story, "after"));
    }

    void fromNothingButASnapshotEverythingReturns() {
        Story story;
        story.boot();
        story.deploy("shop", 3);
        QVERIFY(story.runUntilAvailable("shop", 3));
        story.run(sim::seconds(10));
        story.act(cluster::SaveSnapshot{});
        const store::Root saved = story.world().shelf()[0].content.root;
        story.deploy("forgotten", 1);
        QVERIFY(story.runUntilAvailable("forgotten", 1));
        for (int i = 1; i <= 3; ++i)
            story.act(cluster::InjectFault{
                {.kind = FaultKind::LostDisk, .machine = plane(i), .other = {}}});
        story.run(sim::minutes(1));
        QVERIFY(story.etcdLeaderMachine().empty());
        const base::Status healed = story.history().act(
            cluster::HealFault{{.kind = FaultKind::LostDisk, .machine = plane(1), .other = {}}});
        QVERIFY(!healed.ok());

        story.act(cluster::RestoreSnapshot{1});
        // Object by object, before an API server runs and anybody can write again.
        bool compared = false;
        for (int i = 0; i < 6000 && !compared; ++i) {
            story.run(sim::milliseconds(10));
            bool serverRuns = false;
            for (const auto& p : story.picture().processes)
                serverRuns = serverRuns || (p.kind == cluster::ProcessKind::ApiServer && p.running);
            if (serverRuns || membersThatLead(story) == 0) continue;
            QVERIFY(sameStore(saved, story.world().storeRoot()));
            compared = true;
        }
        QVERIFY(compared);
        QVERIFY(story.runUntil([&] { return !story.world().restoring() && story.allReady(); },
                               sim::minutes(3)));
        QVERIFY(story.runUntilAvailable("shop", 3, sim::minutes(3)));
        QCOMPARE(story.available("forgotten"), -1);
        QVERIFY(story.picture().faults.empty());
    }
};

QTEST_APPLESS_MAIN(ClassroomStory)
#include "classroom_test.moc"
