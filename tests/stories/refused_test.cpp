// What a person asks for by mistake, all of it in one place: each is refused with its reason, and
// neither the world nor the journal knows of it.
#include "cluster/snapshot_bytes.h"
#include "stories/story.h"

using namespace maqueta;
using cluster::FaultKind;
using cluster::ProcessKind;
using tests::Story;

class RefusedTest : public QObject {
    Q_OBJECT

    struct Mistake {
        const char* what;
        cluster::Intervention act;
        std::string reason;
    };

    static void walk(Story& story, const std::vector<Mistake>& mistakes) {
        for (const Mistake& mistake : mistakes) {
            const std::string before = story.world().fingerprint().text();
            const auto journal = story.history().journal();
            const auto machines = story.world().machineCount();
            const base::Status status = story.history().act(mistake.act);
            QVERIFY2(!status.ok(), mistake.what);
            const std::string reason = status.error().text();
            QVERIFY2(reason == mistake.reason,
                     (reason + "\ninstead of\n" + mistake.reason).c_str());
            QCOMPARE(story.world().fingerprint().text(), before);
            QCOMPARE(story.world().machineCount(), machines);
            QVERIFY2(story.history().journal() == journal, mistake.what);
            // It runs on as a world that was never asked.
            cluster::World asked = story.world();
            cluster::BlindObserver nobody;
            QVERIFY2(!asked.apply(mistake.act, 4711, nobody).ok(), mistake.what);
            cluster::World untouched = story.world();
            asked.runUntil(asked.now() + sim::seconds(5), nobody);
            untouched.runUntil(untouched.now() + sim::seconds(5), nobody);
            QVERIFY2(asked.fingerprint() == untouched.fingerprint(), mistake.what);
        }
    }
    static cluster::LoadSnapshot file(std::string content) {
        return {.file = "s.snapshot",
                .content = std::make_shared<const std::string>(std::move(content))};
    }
    static cluster::Fault fault(FaultKind kind, const std::string& machine,
                                ProcessKind process = ProcessKind::Etcd) {
        return {.kind = kind, .machine = machine, .process = process};
    }

private slots:
    void snapshotFiles() {
        Story story(cluster::makeTopology(3, 2));
        story.boot();
        story.act(cluster::SaveSnapshot{});
        const cluster::ShelfSnapshot saved = story.world().shelf()[0];
        const std::string whole = cluster::packSnapshot(saved);
        std::string altered = whole;
        altered[altered.size() / 2] ^= 1;
        std::string newer = whole;
        newer.replace(newer.find(" 1\n"), 3, " 7\n");
        Story other(cluster::makeTopology(5, 2));
        other.boot();
        other.act(cluster::SaveSnapshot{});
        const cluster::ShelfSnapshot foreign = other.world().shelf()[0];
        walk(story,
             {{"cut off", file(whole.substr(0, whole.size() - 20)), "s.snapshot: is cut off"},
              {"cut off in the header", file(whole.substr(0, 40)), "s.snapshot: is cut off"},
              {"altered", file(altered),
               "s.snapshot: is damaged: its content does not match its checksum"},
              {"of another version", file(newer),
               "s.snapshot: is a snapshot of format 7; this version reads format 1"},
              {"of another cluster", file(cluster::packSnapshot(foreign)),
               "s.snapshot: is a snapshot of another etcd cluster: " +
                   cluster::hexText(foreign.content.clusterId) + ", while this one is " +
                   cluster::hexText(saved.content.clusterId) +
                   ". etcd would restore it all the same; here it is loaded only on purpose "
                   "(anyCluster)"},
              {"no snapshot", file("apiVersion: v1\n"), "s.snapshot: is not a snapshot"},
              {"nothing", file(""), "s.snapshot: is not a snapshot"},
              {"not on the shelf", cluster::RestoreSnapshot{2}, "there is no snapshot 2"},
              {"number 0", cluster::RestoreSnapshot{0}, "there is no snapshot 0"},
              {"a bump beyond all revisions",
               cluster::RestoreSnapshot{.snapshot = 1, .bumpRevision = store::latestRevision},
               "revision " + std::to_string(saved.content.revision) +
                   " cannot be raised by 1000000000000000000, only by 0 to " +
                   std::to_string(store::latestRevision - saved.content.revision)},
              {"a bump downwards", cluster::RestoreSnapshot{.snapshot = 1, .bumpRevision = -1},
               "revision " + std::to_string(saved.content.revision) +
                   " cannot be raised by -1, only by 0 to " +
                   std::to_string(store::latestRevision - saved.content.revision)}});
        // On purpose it is taken. And what the cluster was before a restore is its own.
        cluster::LoadSnapshot insist = file(cluster::packSnapshot(foreign));
        insist.anyCluster = true;
        story.act(insist);
        story.act(cluster::RestoreSnapshot{1});
        QVERIFY(story.runUntil([&] { return !story.world().restoring(); }, sim::minutes(1)));
        story.act(file(whole));
        QCOMPARE(story.world().shelf().size(), 3U);
    }

    void aRestoreWhileOneRuns() {
        Story story(cluster::makeTopology(3, 2));
        story.boot();
        story.act(cluster::SaveSnapshot{});
        story.act(cluster::RestoreSnapshot{1});
        for (int stage = 0; stage < 4; ++stage) {
            QVERIFY(story.world().restoring());
            walk(story,
                 {{"a second restore", cluster::RestoreSnapshot{1}, "a restore is running already"},
                  {"one with a bump", cluster::RestoreSnapshot{.snapshot = 1, .bumpRevision = 1000},
                   "a restore is running already"}});
            story.run(sim::seconds(1));
        }
    }

    void theLastVoter() {
        Story story(cluster::makeTopology(1, 2));
        story.boot();
        walk(story,
             {{"the only control plane", cluster::RemoveMachine{"control-plane-1"},
               "control-plane-1 cannot be removed: it holds the last voter of etcd"},
              {"the client", cluster::RemoveMachine{"kubectl"},
               "kubectl cannot be removed: the cluster needs its client"},
              {"nobody", cluster::RemoveMachine{"nobody"}, "there is no machine called nobody"}});
    }

    void partitions() {
        Story story(cluster::makeTopology(3, 2));
        story.boot();
        story.act(cluster::CutNetwork{{"worker-1"}, {"worker-2"}, false});
        walk(story,
             {{"no side a", cluster::CutNetwork{{}, {"worker-1"}, false},
               "a cut needs machines on both sides"},
              {"no side b", cluster::CutNetwork{{"worker-1"}, {}, true},
               "a cut needs machines on both sides"},
              {"no sides", cluster::CutNetwork{}, "a cut needs machines on both sides"},
              {"one on both", cluster::CutNetwork{{"worker-1", "worker-2"}, {"worker-2"}, false},
               "worker-2 cannot be on both sides"},
              {"nobody", cluster::CutNetwork{{"worker-1"}, {"nobody"}, false},
               "there is no machine called nobody"},
              {"cut there already", cluster::CutNetwork{{"worker-1"}, {"worker-2"}, false},
               "the network is cut there already"}});
    }

    // Every kind of fault at a machine without power: the list is that of the program itself.
    void faultsOnAMachineThatIsOff() {
        Story story(cluster::makeTopology(3, 2));
        story.boot();
        story.act(cluster::PowerOff{"control-plane-3"});
        std::vector<Mistake> mistakes{
            {"power", cluster::PowerOff{"control-plane-3"}, "control-plane-3 is off already"},
            {"crash", cluster::CrashProcess{"control-plane-3", ProcessKind::Scheduler, false},
             "the kube-scheduler of control-plane-3 does not run"},
            {"start", cluster::StartProcess{"control-plane-3", ProcessKind::Scheduler},
             "control-plane-3 has no power"},
            {"snapshot", cluster::SaveSnapshot{"control-plane-3"},
             "no etcd member that has the data answers on control-plane-3"}};
        for (const cluster::FaultInfo& row : cluster::allFaults())
            mistakes.push_back({row.name.data(),
                                cluster::InjectFault{fault(row.kind, "control-plane-3")},
                                "control-plane-3 has no power: there is nothing to disturb"});
        walk(story, mistakes);
    }

    void faultsThatFitNowhere() {
        Story story(cluster::makeTopology(3, 2));
        story.boot();
        story.act(cluster::CrashProcess{"worker-2", ProcessKind::Kubelet, true});
        cluster::Fault tooMuch = fault(FaultKind::Loss, "worker-1");
        tooMuch.amount = 101;
        cluster::Fault toItself = fault(FaultKind::Latency, "worker-1");
        toItself.other = "worker-1";
        walk(story,
             {{"no such machine", cluster::InjectFault{fault(FaultKind::Loss, "nobody")},
               "there is no machine called nobody"},
              {"too much", cluster::InjectFault{tooMuch},
               "the amount of loss lies between 1 and 100 percent"},
              {"to itself", cluster::InjectFault{toItself},
               "a way leads from one machine to another one"},
              {"no such process",
               cluster::InjectFault{fault(FaultKind::Pause, "worker-1", ProcessKind::Etcd)},
               "worker-1 has no etcd"},
              {"no disk of etcd", cluster::InjectFault{fault(FaultKind::FullDisk, "worker-1")},
               "worker-1 has no etcd member: nothing of the cluster is on its disk"},
              {"a process that does not run",
               cluster::InjectFault{fault(FaultKind::CrashLoop, "worker-2", ProcessKind::Kubelet)},
               "the kubelet of worker-2 does not run"}});
    }

    void healingWhatIsNotBroken() {
        Story story(cluster::makeTopology(3, 2));
        story.boot();
        std::vector<Mistake> mistakes{
            {"power", cluster::PowerOn{"worker-1"}, "worker-1 is on already"},
            {"cable", cluster::PlugCable{"worker-1"}, "the cable of worker-1 is plugged already"},
            {"process", cluster::StartProcess{"worker-1", ProcessKind::Kubelet},
             "the kubelet of worker-1 runs already"},
            {"cut", cluster::HealCut{{{"worker-1"}, {"worker-2"}, false}},
             "the network is not cut there"},
            {"network", cluster::HealNetwork{}, "the network is whole: nothing to heal"},
            {"everything", cluster::HealEverything{}, "nothing is broken"}};
        for (const cluster::FaultInfo& row : cluster::allFaults())
            mistakes.push_back({row.name.data(),
                                cluster::HealFault{fault(row.kind, "control-plane-1")},
                                "there is no such fault to heal: " + std::string(row.name) +
                                    " on control-plane-1"});
        walk(story, mistakes);
    }

    // One disk is all that there was: saying so changes nothing either.
    void healingWhatNobodyCanHeal() {
        Story story(cluster::makeTopology(1, 2));
        story.boot();
        const cluster::Fault lost = fault(FaultKind::LostDisk, "control-plane-1");
        story.act(cluster::InjectFault{lost});
        const std::string why =
            "no other member holds the data: only a restore from a snapshot brings it back";
        walk(story, {{"the fault", cluster::HealFault{lost}, why},
                     {"everything", cluster::HealEverything{}, why}});
    }
};

QTEST_APPLESS_MAIN(RefusedTest)
#include "refused_test.moc"
