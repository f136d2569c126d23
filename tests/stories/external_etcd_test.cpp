// etcd on machines of its own: what each of the two sorts of machine takes down with it, and what
// not.
#include "stories/story.h"

using namespace maqueta;
using cluster::FaultKind;
using cluster::ProcessKind;
using tests::Story;

class ExternalEtcdStory : public QObject {
    Q_OBJECT

    static cluster::Topology apart(int controlPlanes = 3, int etcd = 3) {
        return cluster::makeTopology(controlPlanes, 2, etcd);
    }
    static bool healthy(const Story& story) {
        const auto p = story.picture();
        return story.allReady() && !story.etcdLeaderMachine().empty() &&
               std::all_of(p.processes.begin(), p.processes.end(),
                           [](const auto& one) { return one.healthy; });
    }
    static bool serves(Story& story, const std::string& name) {
        story.deploy(name, 2);
        return story.runUntilAvailable(name, 2, sim::minutes(3));
    }

private slots:
    void membersAndServersLiveApart() {
        Story story(apart());
        story.boot();
        const auto picture = story.picture();
        QCOMPARE(picture.etcdMembers, 3U);
        for (const auto& p : picture.processes) {
            const bool store = picture.machines[p.machine].spec.role == cluster::Role::Etcd;
            QCOMPARE(p.kind == ProcessKind::Etcd, store);
        }
        for (const auto& m : picture.machines) // a machine of etcd is no Node
            QVERIFY(m.spec.role != cluster::Role::Etcd || !m.registered);
        QVERIFY(serves(story, "web"));
    }

    void theLeaderLosesPower() {
        Story story(apart());
        story.boot();
        const std::string leads = story.etcdLeaderMachine();
        QVERIFY(leads.starts_with("etcd-"));
        story.act(cluster::PowerOff{leads});
        QVERIFY(story.runUntil(
            [&] {
                const std::string now = story.etcdLeaderMachine();
                return !now.empty() && now != leads;
            },
            sim::seconds(10)));
        QVERIFY2(serves(story, "web"), "two of three members serve");
        // Whose API server had asked that member takes the next one.
        QVERIFY(story.runUntil(
            [&] {
                const auto p = story.picture();
                return std::all_of(p.processes.begin(), p.processes.end(), [](const auto& one) {
                    return one.kind != ProcessKind::ApiServer || one.healthy;
                });
            },
            sim::minutes(2)));
        story.act(cluster::PowerOn{leads});
        QVERIFY(story.runUntil([&] { return healthy(story); }, sim::minutes(2)));
    }

    // The one API server there is asks one member, and knows the others: it goes to one of them as
    // soon as it notices. A process that ends is noticed at once, a machine that falls silent
    // within the 30 to 45 s of the keep-alive.
    void theMemberThatTheOnlyServerAsksIsLost_data() {
        QTest::addColumn<bool>("power");
        QTest::addColumn<int>("longest"); // s
        QTest::newRow("its process ends") << false << 5;
        QTest::newRow("its machine goes dark") << true << 50;
    }
    void theMemberThatTheOnlyServerAsksIsLost() {
        QFETCH(bool, power);
        QFETCH(int, longest);
        for (int seed = 1; seed <= 3; ++seed) {
            Story story(apart(1, 3), static_cast<std::uint64_t>(seed));
            story.boot();
            QVERIFY(serves(story, "web"));
            const auto server = story.world().findProcess(
                story.world().findMachine("control-plane-1"), ProcessKind::ApiServer);
            const auto asks = [&] { return story.world().process(server).server; };
            const auto member = asks();
            const auto machine = story.world().process(member).machine;
            const std::string lost = story.world().machine(machine).spec.name;
            QVERIFY(lost.starts_with("etcd-"));
            const std::int64_t revision = story.picture().etcdRevision;
            if (power)
                story.act(cluster::PowerOff{lost});
            else
                story.act(cluster::CrashProcess{lost, ProcessKind::Etcd, true});
            QVERIFY(story.runUntil(
                [&] {
                    const auto now = asks();
                    return now.valid() && !(now == member) &&
                           story.world().apiServer(story.world().process(server)).ready();
                },
                sim::seconds(longest)));
            // Nodes' leases are written again, and what a person asks is read and written.
            QVERIFY(story.runUntil([&] { return story.picture().etcdRevision > revision; },
                                   sim::seconds(12)));
            QVERIFY(serves(story, "late"));
        }
    }

    void aControlPlaneLosesPowerAndNoMemberIsLost() {
        Story story(apart());
        story.boot();
        const std::string leads = story.etcdLeaderMachine();
        const auto term = story.picture().etcdTerm;
        story.act(cluster::PowerOff{"control-plane-1"});
        story.act(cluster::PowerOff{"control-plane-2"});
        story.run(sim::seconds(60));
        QCOMPARE(story.etcdLeaderMachine(), leads);
        QCOMPARE(story.picture().etcdTerm, term);
        QVERIFY2(serves(story, "web"), "one API server of three serves, and all of etcd does");
    }

    void allOfEtcdIsOff() {
        Story story(apart());
        story.boot();
        QVERIFY(serves(story, "web"));
        for (const char* machine : {"etcd-1", "etcd-2", "etcd-3"})
            story.act(cluster::PowerOff{machine});
        story.run(sim::minutes(2));
        const auto dark = story.picture();
        QCOMPARE(dark.etcdLeader, -1);
        for (const auto& pod : dark.pods) QVERIFY2(pod.running, pod.name.c_str());
        for (const auto& p : dark.processes)
            QVERIFY(p.kind != ProcessKind::ApiServer || !p.healthy);
        for (const char* machine : {"etcd-1", "etcd-2", "etcd-3"})
            story.act(cluster::PowerOn{machine});
        QVERIFY(story.runUntil([&] { return healthy(story); }, sim::minutes(3)));
        QVERIFY(serves(story, "api"));
    }

    void faultsAndRestoreWorkThere() {
        Story story(apart());
        story.boot();
        QVERIFY(serves(story, "web"));
        story.act(cluster::SaveSnapshot{"etcd-2"});
        const cluster::Fault lost{.kind = FaultKind::LostDisk, .machine = "etcd-1", .other = {}};
        story.act(cluster::InjectFault{lost});
        story.run(sim::seconds(20));
        story.act(cluster::HealFault{lost});
        QVERIFY(story.runUntil([&] { return healthy(story); }, sim::minutes(2)));
        story.act(cluster::DeleteObject{
            .kind = "Deployment", .ns = "default", .name = "web", .graceSeconds = {}});
        story.run(sim::seconds(40));
        QCOMPARE(story.available("web"), -1);
        story.act(cluster::RestoreSnapshot{1});
        QVERIFY(story.runUntil(
            [&] {
                return !story.world().restoring() && healthy(story) && story.available("web") == 2;
            },
            sim::minutes(4)));
        const auto fault = story.history().act(cluster::InjectFault{
            {.kind = FaultKind::FullDisk, .machine = "control-plane-1", .other = {}}});
        QVERIFY2(!fault.ok(), "there is nothing of etcd on its disk");
    }

    void membersComeAndGo() {
        Story story(apart());
        story.boot();
        story.act(cluster::AddMachine{{.name = {}, .role = cluster::Role::Etcd, .zone = {}}});
        QVERIFY(story.runUntil([&] { return story.picture().etcdMembers == 4; }, sim::seconds(30)));
        const std::string leads = story.etcdLeaderMachine();
        story.act(cluster::RemoveMachine{leads});
        QVERIFY(story.runUntil([&] { return story.picture().etcdMembers == 3; }, sim::seconds(10)));
        story.run(sim::seconds(10)); // the leader is gone, and another one elected
        QVERIFY(story.runUntil([&] { return healthy(story); }, sim::minutes(2)));
        QVERIFY(serves(story, "web"));
        // A control-plane machine takes no member with it, and the last API server stays.
        story.act(cluster::RemoveMachine{"control-plane-1"});
        story.act(cluster::RemoveMachine{"control-plane-2"});
        QCOMPARE(story.picture().etcdMembers, 3U);
        QVERIFY(!story.history().act(cluster::RemoveMachine{"control-plane-3"}).ok());
    }

    void aStackedClusterHasNoPlaceForSuchAMachine() {
        Story story;
        story.boot();
        QVERIFY(
            !story.history()
                 .act(cluster::AddMachine{{.name = {}, .role = cluster::Role::Etcd, .zone = {}}})
                 .ok());
    }
};

QTEST_APPLESS_MAIN(ExternalEtcdStory)
#include "external_etcd_test.moc"
