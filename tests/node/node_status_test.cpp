// How a kubelet registers its node, keeps its Lease, and reports its status only when there is
// something to report.
#include "small_world.h"

#include "api/kinds/lease.h"

using namespace maqueta;
using namespace maqueta::tests;

class NodeStatusTest : public QObject {
    Q_OBJECT

    static std::vector<sim::Time> renewals(const SmallWorld& w) {
        std::vector<sim::Time> times;
        for (const auto& [t, q] : w.requests)
            if (q->kind == api::Kind::Lease && q->verb == api::Verb::Update) times.push_back(t);
        return times;
    }
    static int statusPosts(const SmallWorld& w) {
        int n = 0;
        for (const auto& [t, q] : w.requests)
            n += q->kind == api::Kind::Node && q->sub == api::Subresource::Status;
        return n;
    }
    static const api::Lease* lease(const SmallWorld& w) {
        return api::objectCast<api::Lease>(
            w.get(api::Kind::Lease, "kube-node-lease", "worker-1").object);
    }

private slots:
    void aNodeRegistersAndBecomesReady() {
        SmallWorld w;
        w.powerOn();
        w.run(1);
        const api::Node* n = w.node();
        QVERIFY(n);
        QCOMPARE(text(*n->meta.labels.find("kubernetes.io/hostname")), text("worker-1"));
        QCOMPARE(text(*n->meta.labels.find("topology.kubernetes.io/zone")), text("a"));
        QCOMPARE(n->capacity.milliCpu(), 4000);
        QCOMPARE(n->capacity.value("memory"), 16LL << 30);
        QCOMPARE(n->allocatable.value("memory"), (16LL << 30) - (100LL << 20));
        QCOMPARE(n->allocatable.value("pods"), 110);
        QCOMPARE(n->addresses->size(), std::size_t(2));
        QVERIFY(n->taints->empty());
        QVERIFY(!n->ready());
        const api::Condition* c = api::findCondition(n->conditions, "Ready");
        QCOMPARE(text(c->reason), text("KubeletNotReady"));
        QVERIFY(c->message.view().starts_with("container runtime network not ready: "));
        QCOMPARE(w.first<node::NodeRegistered>()->existed, false);
        QCOMPARE(text(n->statusRest->value["nodeInfo"]["kubeletVersion"].get<std::string>()),
                 text("v1.32.13"));

        w.edit<api::Node>("", "worker-1", [](api::Node& e) { e.podCidr = "10.244.1.0/24"; });
        w.run(0.1);
        QVERIFY(w.node()->ready());
        c = api::findCondition(w.node()->conditions, "Ready");
        QCOMPARE(text(c->reason), text("KubeletReady"));
        QCOMPARE(text(c->message), text("kubelet is posting ready status"));
        w.run(1);
        QVERIFY(w.hasEvent("worker-1", "Normal Starting: Starting kubelet."));
        QVERIFY(w.hasEvent("worker-1", "Normal NodeHasSufficientMemory: Node worker-1 status is "
                                       "now: NodeHasSufficientMemory"));
        QVERIFY(w.hasEvent("worker-1", "Normal NodeReady: Node worker-1 status is now: NodeReady"));
    }

    void aControlPlaneNodeHasItsLabelAndTaint() {
        node::NodeConfig config = SmallWorld::defaultConfig();
        config.controlPlane = true;
        SmallWorld w(config);
        w.powerOn();
        w.run(1);
        QVERIFY(w.node()->meta.labels.contains("node-role.kubernetes.io/control-plane"));
        QCOMPARE(w.node()->taints->size(), std::size_t(1));
        QCOMPARE(text(w.node()->taints->front().effect), text("NoSchedule"));
    }

    void theLeaseIsRenewedEveryTenSeconds() {
        SmallWorld w;
        w.boot();
        w.run(200);
        const auto times = renewals(w);
        QVERIFY2(times.size() >= 19 && times.size() <= 22,
                 qPrintable(QString::number(times.size())));
        for (std::size_t i = 1; i < times.size(); ++i) {
            QVERIFY(times[i] - times[i - 1] >= sim::seconds(10));
            QVERIFY(times[i] - times[i - 1] <= sim::milliseconds(10'400));
        }
        QCOMPARE(lease(w)->leaseDurationSeconds, 40);
        QCOMPARE(text(lease(w)->holderIdentity), text("worker-1"));
        QCOMPARE(text(lease(w)->meta.owners->front().uid), text(w.node()->meta.uid));
        QVERIFY(w.kubelet.nextHeartbeat() > w.now());
        QVERIFY(w.now() - w.kubelet.lastHeartbeat() <= sim::milliseconds(10'400));
    }

    void anUnchangedStatusIsPostedEveryFiveMinutes() {
        SmallWorld w;
        w.boot();
        const int before = statusPosts(w);
        w.run(280);
        QCOMPARE(statusPosts(w), before);
        w.run(40);
        QCOMPARE(statusPosts(w), before + 1);
        w.run(1500);
        QVERIFY(statusPosts(w) >= before + 5 && statusPosts(w) <= before + 6);
    }

    void aQuietNodeCostsOneTimerAndOneCallPerRenewal() {
        SmallWorld w;
        w.boot();
        w.run(70); // calls' deadlines pass
        const int timers = w.timers, calls = w.calls;
        w.run(100);
        QVERIFY(w.calls - calls <= 10);
        QVERIFY(w.timers - timers <= 10);
    }

    // The node lifecycle controller wrote Unknown while nothing was heard.
    void whatOthersWroteIsSetRightAtTheNextLook() {
        SmallWorld w;
        w.boot();
        w.edit<api::Node>("", "worker-1", [&](api::Node& n) {
            api::setCondition(n.conditions, {"Ready",
                                             api::ConditionStatus::Unknown,
                                             "NodeStatusUnknown",
                                             "Kubelet stopped posting node status.",
                                             w.now(),
                                             {},
                                             {},
                                             {}});
        });
        w.run(0.5);
        QVERIFY(!w.node()->ready());
        w.run(10.5);
        QVERIFY(w.node()->ready());
    }

    void anApiThatAnswersNothingIsAskedAgain() {
        SmallWorld w;
        w.boot();
        w.offline = true;
        w.run(100);
        const int lost = w.calls;
        QVERIFY(lost >= 8);
        w.offline = false;
        w.run(11);
        QVERIFY(w.now() - w.kubelet.lastHeartbeat() <= sim::seconds(11));
        // An API that refuses is tried again at once, five times, then with a growing pause.
        w.refuse = 503;
        const std::size_t before = w.requests.size();
        w.run(60);
        const std::size_t tries = w.requests.size() - before;
        QVERIFY2(tries > 20 && tries < 120, qPrintable(QString::number(tries)));
        w.refuse = 0;
        w.run(11);
        QVERIFY(w.now() - w.kubelet.lastHeartbeat() <= sim::seconds(11));
    }

    void aNodeThatIsThereAlreadyIsTakenOver() {
        SmallWorld w;
        w.boot();
        const Text uid = w.node()->meta.uid;
        w.edit<api::Node>("", "worker-1", [](api::Node& n) {
            n.unschedulable = true;
            n.meta.labels.set("disk", "ssd");
            n.meta.labels.erase("topology.kubernetes.io/zone");
        });
        w.cutPower();
        w.run(30);
        w.powerOn();
        w.run(2);
        QVERIFY(w.first<node::NodeRegistered>()->existed);
        QCOMPARE(text(w.node()->meta.uid), text(uid));
        QVERIFY(w.node()->unschedulable);
        QVERIFY(w.node()->meta.labels.contains("disk"));
        QVERIFY(w.node()->meta.labels.contains("topology.kubernetes.io/zone"));
        QVERIFY(w.node()->ready());
        QCOMPARE(w.eventCount("worker-1", "Rebooted"), 1);
        QVERIFY(w.now() - w.kubelet.lastHeartbeat() <= sim::seconds(3));
    }

    void registrationWaitsForTheApi() {
        SmallWorld w;
        w.refuse = 503;
        w.powerOn();
        w.run(30);
        QVERIFY(!w.kubelet.registered());
        w.refuse = 0;
        w.run(8);
        QVERIFY(w.kubelet.registered());
        QVERIFY(lease(w));
    }
};

QTEST_APPLESS_MAIN(NodeStatusTest)
#include "node_status_test.moc"
