// etcd's members come and go, one change at a time.
#include "cluster/defaults.h"
#include "stories/story.h"

using namespace maqueta;
using cluster::FaultKind;
using tests::Story;

class MembershipStory : public QObject {
    Q_OBJECT

    using Kind = cluster::BeatKind;

    static std::size_t voters(const Story& story) {
        return story.world().electorate().conf.voters.size();
    }
    static bool isThere(const Story& story, const std::string& machine) {
        return story.world().findMachine(machine).valid();
    }
    static std::string another(const std::string& than, const std::string& andThan = {}) {
        for (const char* name : {"control-plane-1", "control-plane-2", "control-plane-3"})
            if (name != than && name != andThan) return name;
        return {};
    }
    // The moments of what the membership did to that machine's member: "learner", "voter",
    // "removed".
    static sim::Time changed(const Story& story, const std::string& what,
                             const std::string& machine) {
        for (const auto& b : story.beats())
            if (b.kind == Kind::MembershipChanged && *b.field("change") == what &&
                *b.field("member") == machine)
                return b.at;
        return sim::Time::never();
    }
    static sim::Time firstBeat(const Story& story, Kind kind, const std::string& machine) {
        for (const auto& b : story.beats())
            if (b.kind == kind && b.part == machine) return b.at;
        return sim::Time::never();
    }
    static void refused(Story& story, const cluster::Intervention& act, const char* why) {
        const auto before = story.world().fingerprint();
        const auto acts = story.history().journal().path().size();
        const base::Status status = story.history().act(act);
        QVERIFY2(!status.ok(), why);
        QVERIFY2(status.error().message.find(why) != std::string::npos,
                 status.error().message.c_str());
        QVERIFY(story.world().fingerprint() == before);
        QCOMPARE(story.history().journal().path().size(), acts);
    }
    static std::string warning(const Story& story, const auto& act) {
        const auto said = cluster::warningBefore(story.picture(), act);
        return said ? said->text() : std::string();
    }

private slots:
    void aMachineGoesAfterItsMember_data() {
        QTest::addColumn<bool>("leader");
        QTest::newRow("one that leads") << true;
        QTest::newRow("one that follows") << false;
    }
    void aMachineGoesAfterItsMember() {
        QFETCH(bool, leader);
        Story story;
        story.boot();
        const std::string leads = story.etcdLeaderMachine();
        const std::string leaves = leader ? leads : another(leads);
        story.act(cluster::RemoveMachine{leaves});
        QVERIFY(story.picture().machine(leaves)->leaving);
        QVERIFY(story.picture().machine(leaves)->on);
        refused(story, cluster::RemoveMachine{leaves}, "leaving already");
        QVERIFY(story.runUntil([&] { return !isThere(story, leaves); }, sim::seconds(5)));
        const sim::Time asked = firstBeat(story, Kind::MachineLeaving, leaves);
        const sim::Time left = changed(story, "removed", leaves);
        const sim::Time gone = firstBeat(story, Kind::MachineRemoved, leaves);
        QVERIFY(asked <= left && left <= gone && gone < sim::Time::never());
        QVERIFY(
            story.runUntil([&] { return !story.etcdLeaderMachine().empty(); }, sim::seconds(5)));
        QCOMPARE(voters(story), 2U);
        story.deploy("web", 2);
        QVERIFY(story.runUntilAvailable("web", 2));
    }

    void aMachineThatJoinsLearnsBeforeItVotes() {
        Story story;
        story.boot();
        story.act(
            cluster::AddMachine{{.name = "late", .role = cluster::Role::ControlPlane, .zone = {}}});
        QVERIFY(story.runUntil([&] { return voters(story) == 4; }, sim::seconds(30)));
        QVERIFY(firstBeat(story, Kind::MachineAdded, "late") < changed(story, "learner", "late"));
        QVERIFY(changed(story, "learner", "late") < changed(story, "voter", "late"));
        QCOMPARE(changed(story, "removed", "late"), sim::Time::never());
        QCOMPARE(story.picture().etcdQuorum, 3U);
    }

    // The log of one of two is damaged, and nobody has noticed. It votes once more, for its own
    // leaving: without it the other could agree on nothing.
    void oneOfTwoIsReplacedInOrder() {
        Story story(cluster::makeTopology(2, 1));
        story.boot();
        const cluster::Fault damage{
            .kind = FaultKind::CorruptLog, .machine = "control-plane-2", .other = {}};
        story.act(cluster::InjectFault{damage});
        story.act(cluster::HealFault{damage});
        QVERIFY(story.runUntil(
            [&] { return changed(story, "voter", "control-plane-2") < sim::Time::never(); },
            sim::seconds(30)));
        QVERIFY(changed(story, "removed", "control-plane-2") <
                changed(story, "learner", "control-plane-2"));
        QCOMPARE(voters(story), 2U);
        story.act(cluster::CrashProcess{"control-plane-2", cluster::ProcessKind::Etcd});
        story.run(sim::seconds(5));
        story.deploy("web", 1);
        QVERIFY(story.runUntilAvailable("web", 1));
    }

    void theLastVoterStays() {
        Story story(cluster::makeTopology(1, 1));
        story.boot();
        refused(story, cluster::RemoveMachine{"control-plane-1"}, "last voter");
        refused(story, cluster::RemoveMachine{"control-plane-1", true}, "last voter");
    }

    // All are asked to go at once: they leave one after another, and the last may not.
    void threeThatAreAskedToGoAtOnce() {
        Story story;
        story.boot();
        story.act(cluster::RemoveMachine{"control-plane-1"});
        story.act(cluster::RemoveMachine{"control-plane-2"});
        refused(story, cluster::RemoveMachine{"control-plane-3"}, "last voter");
        QVERIFY(story.runUntil(
            [&] {
                return !isThere(story, "control-plane-1") && !isThere(story, "control-plane-2");
            },
            sim::seconds(20)));
        QVERIFY(story.runUntil([&] { return story.etcdLeaderMachine() == "control-plane-3"; },
                               sim::seconds(5)));
        QCOMPARE(voters(story), 1U);
        story.deploy("web", 1);
        QVERIFY(story.runUntilAvailable("web", 1));
    }

    // etcd protects the majority that it has: who is down may leave, who answers may not.
    void whoIsDownMayLeaveWhoAnswersMayNot() {
        Story story;
        story.boot();
        const std::string down = another(story.etcdLeaderMachine());
        const std::string up = another(story.etcdLeaderMachine(), down);
        story.act(cluster::PowerOff{down});
        story.run(sim::seconds(3));
        refused(story, cluster::RemoveMachine{up},
                "1 of the other 2 members would answer, and 2 are needed");
        story.act(cluster::RemoveMachine{down});
        QVERIFY(story.runUntil([&] { return !isThere(story, down); }, sim::seconds(5)));
        QVERIFY(changed(story, "removed", down) < sim::Time::never());
        QCOMPARE(voters(story), 2U);
    }

    // Without a quorum nothing can be agreed on. What hands can do stays possible.
    void withoutAQuorumOnlyHandsHelp() {
        Story story;
        story.boot();
        const std::string leads = story.etcdLeaderMachine();
        const std::string follows = another(leads);
        story.act(cluster::PowerOff{leads});
        story.act(cluster::PowerOff{follows});
        story.run(sim::seconds(5));
        const std::string left = another(leads, follows);
        for (const std::string& machine : {left, leads})
            refused(story, cluster::RemoveMachine{machine}, "1 of 3 members answer, 2 are needed");
        story.act(cluster::RemoveMachine{leads, true});
        QVERIFY(!isThere(story, leads));
        QCOMPARE(voters(story), 3U); // nobody could take it out
        story.act(cluster::PowerOn{follows});
        QVERIFY2(story.runUntil([&] { return voters(story) == 2; }, sim::seconds(30)),
                 "with a quorum again, the one that was pulled out is no member any more");
    }

    // It was asked to go, and then the others lost power: it goes when they are back.
    void oneThatWaitsToLeaveGoesLater() {
        Story story;
        story.boot();
        const std::string leads = story.etcdLeaderMachine();
        const std::string leaves = another(leads);
        story.act(cluster::RemoveMachine{leaves});
        story.act(cluster::PowerOff{leads});
        story.act(cluster::PowerOff{another(leads, leaves)});
        story.run(sim::seconds(10));
        QVERIFY(isThere(story, leaves));
        story.act(cluster::HealEverything{});
        QVERIFY(story.runUntil([&] { return !isThere(story, leaves); }, sim::seconds(30)));
        QCOMPARE(voters(story), 2U);
    }

    void whatIsAheadIsSaidBefore() {
        using cluster::AddMachine;
        using cluster::RemoveMachine;
        const AddMachine plane{{.name = {}, .role = cluster::Role::ControlPlane, .zone = {}}};
        const AddMachine worker{{.name = {}, .role = cluster::Role::Worker, .zone = {}}};
        Story story;
        story.boot();
        QCOMPARE(warning(story, plane),
                 std::string("4 voting members tolerate no more losses than 3: 1"));
        QCOMPARE(warning(story, worker), std::string());
        QCOMPARE(warning(story, RemoveMachine{"worker-1"}), std::string());
        QCOMPARE(warning(story, RemoveMachine{"control-plane-1"}),
                 std::string("2 voting members tolerate no more losses than 1: none"));
        Story four(cluster::makeTopology(4, 1));
        four.boot();
        QCOMPARE(warning(four, plane), std::string());
        QCOMPARE(warning(four, RemoveMachine{"control-plane-1"}), std::string());
        const std::string down = another(story.etcdLeaderMachine());
        const std::string up = another(story.etcdLeaderMachine(), down);
        story.act(cluster::PowerOff{down});
        story.run(sim::seconds(3));
        const auto stays = story.history().act(RemoveMachine{up});
        QCOMPARE(warning(story, RemoveMachine{up}), stays.error().message);
        QCOMPARE(warning(story, RemoveMachine{up, true}),
                 "1 of 3 members are down: without " + up +
                     " 1 answer, 2 are needed, and etcd stands still");
        Story two(cluster::makeTopology(2, 1));
        two.boot();
        QCOMPARE(warning(two, RemoveMachine{"control-plane-1"}),
                 std::string("one voting member alone tolerates no loss"));
        QCOMPARE(warning(two, RemoveMachine{"control-plane-1", true}),
                 std::string("without control-plane-1 1 of 2 members answer, 2 are needed: etcd "
                             "stands still"));
    }

    // The operator looks at the learner twice a second, and this leader checks its quorum twice a
    // second: whichever moments the two fall on, the learner is promoted once it has caught up.
    void aLearnerIsPromotedWhenTheLooksFallInStepWithTheLeadersChecks() {
        const auto settings =
            cluster::configured({{"etcd.election", 0.5}, {"etcd.heartbeat", 0.05}});
        Story story(cluster::makeTopology(3, 1), 1, settings.value());
        story.boot();
        const std::string victim =
            story.etcdLeaderMachine() == "control-plane-1" ? "control-plane-2" : "control-plane-1";
        const cluster::Fault lost{.kind = FaultKind::LostDisk, .machine = victim, .other = {}};
        story.act(cluster::InjectFault{lost});
        story.run(sim::seconds(20));
        const cluster::World before = story.world();
        for (int later = 0; later < 500'000; later += 250) {
            cluster::World world = before;
            cluster::BlindObserver blind;
            world.runUntil(world.now() + sim::microseconds(later), blind);
            QVERIFY(world.apply(cluster::HealFault{lost}, 100, blind).ok());
            world.runUntil(world.now() + sim::seconds(5), blind);
            const auto machine = world.findMachine(victim);
            const auto& p = world.process(world.findProcess(machine, cluster::ProcessKind::Etcd));
            const auto& voters = world.member(p).membership().voters;
            QVERIFY2(std::find(voters.begin(), voters.end(), world.raftIdOf(machine)) !=
                         voters.end(),
                     qPrintable(QStringLiteral("seed 1, healed at %1 us").arg(later)));
        }
    }
};

QTEST_APPLESS_MAIN(MembershipStory)
#include "membership_test.moc"
