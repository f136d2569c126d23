// Faults that last: what each does, how it shows, and that healing it brings the cluster back.
#include "stories/story.h"

using namespace maqueta;
using cluster::Fault;
using cluster::FaultKind;
using cluster::ProcessKind;
using tests::Story;

class FaultStory : public QObject {
    Q_OBJECT

    static Fault onMachine(FaultKind kind, const std::string& machine, std::int64_t amount = 0) {
        return {.kind = kind, .machine = machine, .amount = amount};
    }
    static Fault onProcess(FaultKind kind, const std::string& machine, ProcessKind process) {
        return {.kind = kind, .machine = machine, .process = process};
    }
    static const cluster::ProcessPicture& process(const cluster::Picture& p,
                                                  const std::string& machine, ProcessKind kind) {
        for (const auto& one : p.processes)
            if (p.machines[one.machine].spec.name == machine && one.kind == kind) return one;
        qFatal("no such process");
    }
    // The answer to the newest request of the person.
    static std::string lastAnswer(const Story& story) {
        std::string text;
        for (const auto& b : story.beats())
            if (b.kind == cluster::BeatKind::RequestAnswered) text = b.text;
        return text;
    }
    static void healFirst(Story& story) {
        const auto faults = story.picture().faults;
        QCOMPARE(faults.size(), 1U);
        story.act(faults[0].heal);
        QVERIFY(story.picture().faults.empty());
    }
    static bool whole(const Story& story) {
        const auto p = story.picture();
        const bool healthy = std::all_of(p.processes.begin(), p.processes.end(),
                                         [](const auto& one) { return one.healthy; });
        return healthy && story.allReady() && !story.etcdLeaderMachine().empty();
    }

    // A pod for each worker comes up, so each kubelet's watch stands.
    static void everyKubeletHears(Story& story) {
        const auto workers =
            static_cast<int>(story.world().topology().count(cluster::Role::Worker));
        story.runUntil([&] { return story.allReady(); }, sim::minutes(3));
        story.deploy("web", workers * 2);
        QVERIFY2(story.runUntilAvailable("web", workers * 2),
                 "a pod's kubelet has not heard of it");
    }

private slots:
    void aPausedLeaderIsReplacedAndComesBack() {
        Story story;
        story.boot();
        const std::string leader = story.etcdLeaderMachine();
        story.act(cluster::InjectFault{onProcess(FaultKind::Pause, leader, ProcessKind::Etcd)});
        QVERIFY(process(story.picture(), leader, ProcessKind::Etcd).paused);
        QVERIFY(story.runUntil(
            [&] {
                const auto p = story.picture();
                for (const auto& one : p.processes)
                    if (one.leads && one.kind == ProcessKind::Etcd &&
                        p.machines[one.machine].spec.name != leader)
                        return true;
                return false;
            },
            sim::seconds(5)));
        story.deploy("web", 2);
        QVERIFY(story.runUntilAvailable("web", 2, sim::minutes(2)));
        healFirst(story);
        QVERIFY(story.runUntil([&] { return whole(story); }, sim::minutes(2)));
    }

    void aPausedServerLosesItsClientsToTheOthers() {
        Story story;
        story.boot();
        story.act(cluster::InjectFault{
            onProcess(FaultKind::Pause, "control-plane-1", ProcessKind::ApiServer)});
        story.run(sim::seconds(5)); // the load balancer takes it out
        story.deploy("web", 2);
        QVERIFY(story.runUntilAvailable("web", 2, sim::minutes(2)));
        healFirst(story);
        QVERIFY(story.runUntil([&] { return whole(story); }, sim::minutes(2)));
    }

    void aCrashLoopBacksOffAndEndsWithItsHealing() {
        Story story;
        story.boot();
        story.act(cluster::InjectFault{
            onProcess(FaultKind::CrashLoop, "control-plane-2", ProcessKind::ApiServer)});
        story.run(sim::minutes(3));
        int crashes = 0;
        for (const auto& b : story.beats()) crashes += b.kind == cluster::BeatKind::ProcessCrashed;
        QVERIFY2(crashes >= 4 && crashes <= 8, qPrintable(QString::number(crashes)));
        healFirst(story);
        QVERIFY(story.runUntil([&] { return whole(story); }, sim::minutes(1)));
    }

    void aFullDiskRefusesWritesAndKeepsServingReads() {
        Story story;
        story.boot();
        story.act(cluster::InjectFault{onMachine(FaultKind::FullDisk, "control-plane-1")});
        story.run(sim::seconds(30));
        story.deploy("web", 1);
        story.run(sim::seconds(30));
        QVERIFY2(lastAnswer(story).find("database space exceeded") != std::string::npos,
                 lastAnswer(story).c_str());
        const auto revision = story.picture().etcdRevision;
        story.run(sim::seconds(30));
        QCOMPARE(story.picture().etcdRevision, revision);
        QVERIFY(!story.etcdLeaderMachine().empty());
        healFirst(story);
        QVERIFY(story.runUntil([&] { return whole(story); }, sim::minutes(2)));
        story.deploy("web", 1);
        QVERIFY(story.runUntilAvailable("web", 1, sim::minutes(2)));
    }

    void aSlowDiskMakesWritesSlow() {
        Story story;
        story.boot();
        story.act(
            cluster::InjectFault{onMachine(FaultKind::SlowDisk, story.etcdLeaderMachine(), 300)});
        story.deploy("web", 1);
        QVERIFY(story.runUntilAvailable("web", 1, sim::minutes(3)));
        healFirst(story);
    }

    void aMemberWithoutItsDiskIsReplaced_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("lost disk") << static_cast<int>(FaultKind::LostDisk);
        QTest::newRow("damaged log") << static_cast<int>(FaultKind::CorruptLog);
    }
    void aMemberWithoutItsDiskIsReplaced() {
        QFETCH(int, kind);
        Story story;
        story.boot();
        const std::string victim = story.etcdLeaderMachine();
        const bool corrupt = static_cast<FaultKind>(kind) == FaultKind::CorruptLog;
        story.act(cluster::InjectFault{onMachine(static_cast<FaultKind>(kind), victim)});
        if (corrupt) {
            // Nobody notices before the log is read again.
            story.run(sim::seconds(5));
            QCOMPARE(story.etcdLeaderMachine(), victim);
            story.act(cluster::CrashProcess{victim, ProcessKind::Etcd, false});
        }
        story.run(sim::seconds(20));
        QVERIFY(!process(story.picture(), victim, ProcessKind::Etcd).running);
        QVERIFY(!story.etcdLeaderMachine().empty() && story.etcdLeaderMachine() != victim);
        story.deploy("web", 1);
        QVERIFY(story.runUntilAvailable("web", 1, sim::minutes(2)));
        healFirst(story);
        QVERIFY(story.runUntil(
            [&] {
                const auto& w = story.world();
                const auto machine = w.findMachine(victim);
                const auto& p = w.process(w.findProcess(machine, ProcessKind::Etcd));
                if (!p.running) return false;
                const auto& voters = w.member(p).membership().voters;
                return voters.size() == 3 &&
                       std::find(voters.begin(), voters.end(), w.raftIdOf(machine)) != voters.end();
            },
            sim::minutes(1)));
        QVERIFY(story.runUntil([&] { return whole(story); }, sim::minutes(2)));
    }

    void theLastCopyOfTheDataCannotBeReplaced() {
        Story story(cluster::makeTopology(1, 1));
        story.boot();
        story.act(cluster::SaveSnapshot{});
        story.act(cluster::InjectFault{onMachine(FaultKind::LostDisk, "control-plane-1")});
        story.run(sim::seconds(30));
        const base::Status healed = story.history().act(
            cluster::HealFault{onMachine(FaultKind::LostDisk, "control-plane-1")});
        QVERIFY(!healed.ok());
        QVERIFY(healed.error().message.find("snapshot") != std::string::npos);
        story.act(cluster::RestoreSnapshot{1});
        QVERIFY(story.runUntil([&] { return !story.world().restoring() && whole(story); },
                               sim::minutes(3)));
        QVERIFY(story.picture().faults.empty());
    }

    void troubleOnTheNetworkIsBorne_data() {
        QTest::addColumn<int>("kind");
        for (const FaultKind kind : {FaultKind::Latency, FaultKind::Loss, FaultKind::Duplication,
                                     FaultKind::Reordering, FaultKind::Bandwidth})
            QTest::newRow(cluster::info(kind).name.data()) << static_cast<int>(kind);
    }
    void troubleOnTheNetworkIsBorne() {
        QFETCH(int, kind);
        Story story;
        story.boot();
        story.act(cluster::InjectFault{
            onMachine(static_cast<FaultKind>(kind), story.etcdLeaderMachine())});
        story.act(cluster::InjectFault{{.kind = static_cast<FaultKind>(kind),
                                        .machine = "load-balancer",
                                        .other = "worker-1"}});
        QCOMPARE(story.picture().faults.size(), 2U);
        // A proposal that is lost between two members is refused after etcd's own time; asked
        // again, it goes through.
        for (int asked = 0; asked < 4 && story.available("web") < 0; ++asked) {
            story.deploy("web", 3);
            QVERIFY(story.runUntil([&] { return !story.world().personBusy(); }, sim::minutes(1)));
            story.run(sim::seconds(5));
        }
        QVERIFY(story.runUntilAvailable("web", 3, sim::minutes(5)));
        story.act(cluster::HealNetwork{});
        QVERIFY(story.picture().faults.empty());
        QVERIFY(story.runUntil([&] { return whole(story); }, sim::minutes(2)));
    }

    // A clock that runs at half its speed: its owner renews its Lease too late and still believes
    // that it leads; another one takes over, and no write of the old one gets through.
    void withASlowClockTwoBelieveThatTheyLead() {
        Story story;
        story.boot();
        const std::string slow = story.picture().schedulerHolder;
        story.act(cluster::InjectFault{onMachine(FaultKind::ClockSkew, slow, 20)});
        const auto believers = [&] {
            int count = 0;
            const auto& w = story.world();
            for (std::uint32_t i = 0; i < w.processCount(); ++i) {
                const auto& p = w.process(network::ProcessId{i});
                count +=
                    p.kind == ProcessKind::Scheduler && p.running && w.schedulerOf(p).leading();
            }
            return count;
        };
        QCOMPARE(believers(), 1);
        // Its own API server and etcd member can write nothing without the others.
        cluster::CutNetwork cut{{slow}, {}};
        for (const auto& m : story.picture().machines)
            if (m.spec.role == cluster::Role::ControlPlane && m.spec.name != slow)
                cut.sideB.push_back(m.spec.name);
        story.act(cut);
        QVERIFY(story.runUntil([&] { return believers() == 2; }, sim::minutes(2)));
        // The picture shows both, and who of them has the Lease.
        const cluster::Picture both = story.picture();
        QVERIFY(!both.schedulerHolder.empty() && both.schedulerHolder != slow);
        const auto& old = process(both, slow, ProcessKind::Scheduler);
        QVERIFY(old.mistaken());
        const auto& next = process(both, both.schedulerHolder, ProcessKind::Scheduler);
        QVERIFY(next.believes && next.leads);
        // The way is free again, and its clock still slow: its renewal is of an older version than
        // the Lease, so the store refuses it, and it stands down.
        story.act(cluster::HealNetwork{});
        QVERIFY(story.runUntil([&] { return believers() == 1; }, sim::minutes(2)));
        QCOMPARE(story.picture().schedulerHolder, both.schedulerHolder);
        story.act(cluster::HealEverything{});
        QVERIFY(story.runUntil([&] { return believers() == 1; }, sim::minutes(2)));
        story.deploy("web", 3);
        QVERIFY(story.runUntilAvailable("web", 3, sim::minutes(3)));
    }

    void healEverythingIsOneAct() {
        Story story;
        story.boot();
        story.deploy("web", 2);
        QVERIFY(story.runUntilAvailable("web", 2));
        story.act(cluster::PowerOff{"worker-1"});
        story.act(cluster::PullCable{"worker-2"});
        story.act(cluster::CrashProcess{"worker-3", ProcessKind::Kubelet, true});
        story.act(cluster::CutNetwork{{"control-plane-1"}, {"control-plane-2"}, true});
        story.act(cluster::InjectFault{onMachine(FaultKind::LostDisk, "control-plane-3")});
        story.act(cluster::InjectFault{onMachine(FaultKind::Latency, "worker-4", 300)});
        story.run(sim::seconds(30));
        QCOMPARE(story.picture().faults.size(), 6U);
        story.act(cluster::HealEverything{});
        QVERIFY(story.picture().faults.empty());
        QVERIFY(story.runUntil([&] { return whole(story) && story.available("web") == 2; },
                               sim::minutes(4)));
    }

    void whatMakesNoSenseIsRefusedAndLeavesNoMark() {
        Story story;
        story.boot();
        story.act(cluster::PowerOff{"worker-4"});
        story.act(cluster::InjectFault{onMachine(FaultKind::SlowDisk, "control-plane-1", 50)});
        const auto before = story.world().fingerprint();
        const auto acts = story.history().journal().path().size();
        const std::vector<std::pair<cluster::Intervention, const char*>> nonsense = {
            {cluster::CutNetwork{{}, {"worker-1"}}, "both sides"},
            {cluster::CutNetwork{{"worker-1"}, {"worker-1"}}, "both sides"},
            {cluster::InjectFault{onMachine(FaultKind::Latency, "worker-4")}, "has no power"},
            {cluster::InjectFault{onProcess(FaultKind::Pause, "worker-4", ProcessKind::Kubelet)},
             "has no power"},
            {cluster::InjectFault{onMachine(FaultKind::FullDisk, "worker-1")}, "no etcd member"},
            {cluster::InjectFault{onProcess(FaultKind::Pause, "worker-1", ProcessKind::Etcd)},
             "has no etcd"},
            {cluster::InjectFault{onMachine(FaultKind::SlowDisk, "control-plane-1", 50)},
             "so already"},
            {cluster::InjectFault{onMachine(FaultKind::Loss, "worker-1", 101)},
             "between 1 and 100"},
            {cluster::InjectFault{
                 {.kind = FaultKind::Loss, .machine = "worker-1", .other = "worker-1"}},
             "another one"},
            {cluster::HealFault{onMachine(FaultKind::Loss, "worker-1")}, "no such fault"},
            {cluster::HealCut{{{"worker-1"}, {"worker-2"}}}, "not cut there"},
        };
        for (const auto& [act, reason] : nonsense) {
            const base::Status status = story.history().act(act);
            QVERIFY2(!status.ok(), reason);
            QVERIFY2(status.error().message.find(reason) != std::string::npos,
                     status.error().message.c_str());
        }
        QVERIFY(story.world().fingerprint() == before);
        QCOMPARE(story.history().journal().path().size(), acts);
        Story lonely(cluster::makeTopology(1, 1));
        lonely.boot();
        const base::Status last = lonely.history().act(cluster::RemoveMachine{"control-plane-1"});
        QVERIFY(!last.ok());
        QVERIFY(last.error().message.find("last voter") != std::string::npos);
    }

    // What a paused process had not read when its machine lost power is gone, and nobody sends it
    // again: the connections that it came on must not go on without it.
    void whatWasNeverReadBreaksItsConnection() {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            Story story(cluster::makeTopology(3, 6), seed);
            story.boot();
            story.act(cluster::CutNetwork{
                {"load-balancer"}, {"control-plane-1", "control-plane-2", "control-plane-3"}});
            story.run(sim::seconds(20)); // the kubelets lose their connections
            story.act(cluster::InjectFault{
                onProcess(FaultKind::Pause, "load-balancer", ProcessKind::LoadBalancer)});
            story.run(sim::seconds(28)); // and ask for their watches again
            story.act(cluster::PowerOff{"load-balancer"});
            story.run(sim::seconds(1));
            story.act(cluster::HealEverything{});
            everyKubeletHears(story);
        }
    }

    // A server that never answers is given up by the load balancer for all that was sent to it, not
    // only for what came first.
    void whatWaitedForAnUnreachableServerGoesToAnother() {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            Story story(cluster::makeTopology(3, 8), seed);
            story.boot();
            story.act(cluster::CrashProcess{"load-balancer", ProcessKind::LoadBalancer});
            QVERIFY(story.runUntil(
                [&] {
                    return story.beatAt(cluster::BeatKind::BackendUp, {},
                                        story.world().now() - sim::milliseconds(100)) >= 0;
                },
                sim::seconds(20)));
            story.act(
                cluster::CutNetwork{{"load-balancer"}, {"control-plane-1", "control-plane-2"}});
            story.run(sim::seconds(8));
            story.act(cluster::HealNetwork{});
            everyKubeletHears(story);
        }
    }

    // Every fault and its healing goes into a document and comes back the same.
    void faultsAreWrittenAndRead() {
        for (const cluster::FaultInfo& row : cluster::allFaults()) {
            Fault f{.kind = row.kind, .machine = "m", .amount = row.usual};
            if (row.place == cluster::FaultPlace::Link) {
                f.other = "n";
                f.oneWay = true;
            }
            if (row.place == cluster::FaultPlace::Process) f.process = ProcessKind::Kubelet;
            for (const cluster::Intervention& act :
                 {cluster::Intervention(cluster::InjectFault{f}),
                  cluster::Intervention(cluster::HealFault{f})}) {
                const auto read = document::interventionFromJson(document::toJson(act));
                QVERIFY(read.ok());
                QVERIFY(*read == act);
            }
        }
        const auto wrong = document::interventionFromJson(
            {{"act", "inject-fault"}, {"fault", "rain"}, {"machine", "m"}});
        QVERIFY(!wrong.ok());
        QVERIFY(wrong.error().message.find("slow-disk") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(FaultStory)
#include "faults_test.moc"
