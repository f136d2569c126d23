// Crashes, power cuts, restores, rejected pods, memory: what a node does when things go wrong.
#include "small_world.h"

using namespace maqueta;
using namespace maqueta::tests;
using api::PodPhase;

class TroubleTest : public QObject {
    Q_OBJECT

    static void expectRejected(const base::Ref<api::Pod>& pod, SmallWorld& w, const char* reason,
                               const char* message) {
        const std::string name = pod->meta.name.str();
        w.store(pod);
        w.run(0.5);
        const api::Pod* p = w.pod(name);
        QCOMPARE(p->status.phase, PodPhase::Failed);
        QCOMPARE(text(p->status.reason), text(reason));
        QCOMPARE(text(p->status.message), text("Pod was rejected: "s + message));
        QVERIFY(w.hasEvent(name, "Warning "s + reason + ": " + message));
    }

private slots:
    void whatDoesNotFitIsRejected() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("a", "nginx:1.27", 1800));
        w.store(w.newPod("b", "nginx:1.27", 1900));
        expectRejected(w.newPod("cpu", "nginx:1.27", 500), w, "OutOfcpu",
                       "Node didn't have enough resource: cpu, requested: 500, used: 3700, "
                       "capacity: 4000");
        expectRejected(w.newPod("memory", "nginx:1.27", 100, 20LL << 30), w, "OutOfmemory",
                       "Node didn't have enough resource: memory, requested: 21474836480, used: "
                       "134217728, capacity: 17075011584");
        const auto picky = w.newPod("picky");
        picky->spec.write().containers[0].requests = {};
        picky->spec.write().nodeSelector.set("disk", "ssd");
        expectRejected(picky, w, "NodeAffinity",
                       "Predicate NodeAffinity failed: node(s) didn't match Pod's node "
                       "affinity/selector");
        w.edit<api::Node>("", "worker-1", [](api::Node& n) {
            n.taints.write().push_back({"maintenance", "", "NoExecute", {}});
        });
        w.run(0.1);
        const auto shy = w.newPod("shy");
        shy->spec.write().containers[0].requests = {};
        expectRejected(shy, w, "TaintToleration",
                       "Predicate TaintToleration failed: node(s) had taints that the pod didn't "
                       "tolerate");
        // A pod that leaves makes room again.
        w.edit<api::Node>("", "worker-1", [](api::Node& n) { n.taints.write().clear(); });
        w.deletePod("a");
        w.run(5);
        w.store(w.newPod("c", "nginx:1.27", 500));
        w.run(10);
        QVERIFY(w.pod("c")->ready());
        QCOMPARE(w.count<node::PodRejected>(), 4);
    }

    void thePodLimitHolds() {
        node::NodeConfig config = SmallWorld::defaultConfig();
        config.maxPods = 2;
        SmallWorld w(config);
        w.boot();
        w.store(w.newPod("a"));
        w.store(w.newPod("b"));
        expectRejected(
            w.newPod("c"), w, "OutOfpods",
            "Node didn't have enough resource: pods, requested: 1, used: 2, capacity: 2");
    }

    void podsWaitForTheNetwork() {
        SmallWorld w;
        w.powerOn();
        w.run(1);
        w.store(w.newPod("web-1"));
        const auto host = w.newPod("proxy");
        host->spec.write().hostNetwork = true;
        w.store(host);
        w.run(20);
        QCOMPARE(w.pod("web-1")->status.phase, PodPhase::Pending);
        QVERIFY(w.pod("proxy")->ready());
        QCOMPARE(text(w.pod("proxy")->status.podIp), text("10.0.0.11"));
        QCOMPARE(w.eventCount("web-1", "NetworkNotReady"), 1);
        w.edit<api::Node>("", "worker-1", [](api::Node& n) { n.podCidr = "10.244.1.0/24"; });
        w.run(10);
        QVERIFY(w.pod("web-1")->ready());
    }

    void aNodeRunsOutOfAddresses() {
        SmallWorld w;
        w.powerOn();
        w.run(1);
        w.edit<api::Node>("", "worker-1", [](api::Node& n) { n.podCidr = "10.244.1.0/30"; });
        w.store(w.newPod("a"));
        w.run(2);
        w.store(w.newPod("b"));
        w.run(20);
        QVERIFY(w.pod("a")->ready());
        QCOMPARE(w.pod("b")->status.phase, PodPhase::Pending);
        QVERIFY(w.eventCount("b", "FailedCreatePodSandBox") >= 1);
        w.deletePod("a");
        w.run(30);
        QVERIFY(w.pod("b")->ready());
    }

    void containersOutliveTheKubelet() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(20);
        const auto id = w.pod("web-1")->status.containerStatuses->front().containerId;
        w.crashKubelet();
        w.run(100);
        QVERIFY(w.runtime.pods().front()->anyRunning(w.now()));
        w.notes.clear();
        w.startKubelet();
        w.run(30);
        QVERIFY(w.pod("web-1")->ready());
        const auto& c = w.pod("web-1")->status.containerStatuses->front();
        QCOMPARE(text(c.containerId), text(id));
        QCOMPARE(c.restartCount, 0);
        QCOMPARE(w.count<node::ContainerStarted>(), 0);
    }

    // One that is ending when the kubelet starts keeps its place until it has ended.
    void whatIsStillEndingTakesRoom() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("old", "nginx:1.27", 3000));
        w.run(20);
        w.crashKubelet();
        w.deletePod("old");
        w.store(w.newPod("new", "nginx:1.27", 3000));
        w.startKubelet();
        w.run(10);
        QVERIFY(!w.pod("old"));
        QCOMPARE(w.pod("new")->status.phase, PodPhase::Failed);
        QCOMPARE(text(w.pod("new")->status.reason), text("OutOfcpu"));
    }

    void aCrashWhileTheKubeletIsDownIsFoundLater() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(20);
        w.crashKubelet();
        QVERIFY(
            w.runtime.crash(w.pod("web-1")->meta.uid, "web", 1, node::ExitReason::Error, w.now()));
        w.run(5);
        w.startKubelet();
        w.run(5);
        QCOMPARE(w.pod("web-1")->status.containerStatuses->front().restartCount, 1);
        QVERIFY(w.pod("web-1")->ready());
    }

    void afterAPowerCutPodsStartAgain() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(20);
        w.cutPower();
        w.run(60);
        QVERIFY(!w.runtime.pods().front()->anyRunning(w.now()));
        QCOMPARE(w.runtime.usedMemoryBytes(w.now()), 0);
        w.notes.clear();
        w.powerOn();
        w.run(10);
        const api::Pod* p = w.pod("web-1");
        QVERIFY(p->ready());
        const auto& c = p->status.containerStatuses->front();
        QCOMPARE(c.restartCount, 1);
        QCOMPARE(c.lastState.exitCode, 255);
        QCOMPARE(text(c.lastState.reason), text("Unknown"));
        QCOMPARE(w.count<node::ImagePulling>(), 0); // the image was on the disk
        QCOMPARE(w.eventCount("web-1", "SandboxChanged"), 1);
    }

    // Evicted while its node was dead: when the node returns there is nothing left to stop.
    void podsDeletedMeanwhileAreConfirmed() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(20);
        w.cutPower();
        w.run(300);
        w.deletePod("web-1");
        w.run(30);
        QVERIFY(w.pod("web-1"));
        w.notes.clear();
        w.powerOn();
        w.run(3);
        QVERIFY(!w.pod("web-1"));
        QVERIFY(w.runtime.pods().empty());
        QCOMPARE(w.count<node::ContainerStarted>(), 0);
    }

    // A restored store lacks one pod that runs and has one that does not.
    void afterARestoreTheKubeletCompares() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("test"));
        w.run(20);
        w.crashKubelet();
        w.erase(api::Kind::Pod, "default", "test");
        w.store(w.newPod("shop"));
        w.notes.clear();
        w.startKubelet();
        w.run(5);
        QCOMPARE(w.count<node::OrphanEnded>(), 1);
        QCOMPARE(text(w.first<node::OrphanEnded>()->pod.name), text("test"));
        w.run(5);
        QVERIFY(w.pod("shop")->ready());
        QCOMPARE(w.runtime.pods().size(), std::size_t(1));
    }

    void withoutTheApiPodsRunOnAndCrashesAreRepaired() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(20);
        w.offline = true;
        w.loseConnection();
        w.run(10);
        w.crash("web-1", "web");
        w.run(60);
        QVERIFY(w.runtime.pods().front()->anyRunning(w.now()));
        QCOMPARE(w.pod("web-1")->status.containerStatuses->front().restartCount, 0);
        w.offline = false;
        w.run(75); // the status that was lost is sent again
        QCOMPARE(w.pod("web-1")->status.containerStatuses->front().restartCount, 1);
        QVERIFY(w.pod("web-1")->ready());
    }

    // The node lifecycle controller marked the pods of an unreachable node.
    void aStatusThatOthersChangedIsReportedAgain() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(20);
        w.edit<api::Pod>("default", "web-1", [&](api::Pod& p) {
            api::setCondition(p.status.conditions,
                              {"Ready", api::ConditionStatus::False, "", "", w.now(), {}, {}, {}});
        });
        QVERIFY(!w.pod("web-1")->ready());
        w.run(11);
        QVERIFY(w.pod("web-1")->ready());
        // A condition of somebody else's stays.
        w.edit<api::Pod>("default", "web-1", [&](api::Pod& p) {
            api::setCondition(
                p.status.conditions,
                {"DisruptionTarget", api::ConditionStatus::True, "x", "", w.now(), {}, {}, {}});
        });
        w.run(60);
        QVERIFY(api::isTrue(w.pod("web-1")->status.conditions, "DisruptionTarget"));
    }

    void moreThanItsLimitIsKilled() {
        SmallWorld w;
        w.boot();
        const auto pod = w.newPod("web-1");
        pod->spec.write().containers[0].limits.set("memory",
                                                   base::Quantity::fromBytes(128LL << 20));
        w.store(pod);
        w.run(20);
        w.setUsage("web-1", "web", 200LL << 20);
        w.run(3);
        const auto& c = w.pod("web-1")->status.containerStatuses->front();
        QCOMPARE(c.restartCount, 1);
        QCOMPARE(text(c.lastState.reason), text("OOMKilled"));
        QCOMPARE(c.lastState.exitCode, 137);
    }

    void aNodeThatIsLowOnMemoryEvicts() {
        node::NodeConfig config = SmallWorld::defaultConfig();
        config.memoryBytes = 2LL << 30;
        SmallWorld w(config);
        w.boot();
        w.store(w.newPod("modest", "nginx:1.27", 100, 1LL << 30));
        w.store(w.newPod("greedy", "nginx:1.27", 100, 256LL << 20));
        w.run(20);
        w.setUsage("modest", "web", 900LL << 20);
        w.setUsage("greedy", "web", 700LL << 20);
        w.run(10);
        const api::Pod* p = w.pod("greedy");
        QCOMPARE(p->status.phase, PodPhase::Failed);
        QCOMPARE(text(p->status.reason), text("Evicted"));
        QCOMPARE(text(p->status.message),
                 text("The node was low on resource: memory. Threshold quantity: 100Mi, available: "
                      "48Mi. Container web was using 700Mi, request is 256Mi, has larger "
                      "consumption of memory. "));
        QVERIFY(api::isTrue(p->status.conditions, "DisruptionTarget"));
        QVERIFY(w.pod("modest")->ready());
        QCOMPARE(w.eventCount("greedy", "Evicted"), 1);
        w.run(11);
        QVERIFY(api::isTrue(w.node()->conditions, "MemoryPressure"));
        // While the pressure lasts nothing without requests is let in; five minutes after, it is.
        const auto bare = w.newPod("bare");
        bare->spec.write().containers[0].requests = {};
        expectRejected(bare, w, "Evicted", "The node had condition: [MemoryPressure]. ");
        w.run(330);
        QVERIFY(!api::isTrue(w.node()->conditions, "MemoryPressure"));
        QCOMPARE(w.count<node::PodEvicted>(), 1);
        QCOMPARE(w.count<node::MemoryPressureChanged>(), 2);
    }

    void aCopyGoesItsOwnWay() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(2);
        const node::Kubelet then = w.kubelet;
        const node::Runtime machine = w.runtime;
        const auto before = then.picture(machine, w.now());
        w.run(30);
        const auto after = then.picture(machine, w.now());
        QCOMPARE(before.size(), after.size());
        QCOMPARE(after[0].containers[0].running, false);
        QCOMPARE(w.kubelet.picture(w.runtime, w.now())[0].containers[0].running, true);
        QCOMPARE(machine.images().size(), std::size_t(0));
    }

    void thePictureShowsAPullOnItsWay() {
        SmallWorld w;
        w.boot();
        w.store(w.newPod("web-1"));
        w.run(2.2);
        const auto picture = w.kubelet.picture(w.runtime, w.now());
        QCOMPARE(picture.size(), std::size_t(1));
        const int percent = picture[0].containers[0].pullPercent;
        QVERIFY2(percent > 30 && percent < 70, qPrintable(QString::number(percent)));
    }
};

QTEST_APPLESS_MAIN(TroubleTest)
#include "trouble_test.moc"
