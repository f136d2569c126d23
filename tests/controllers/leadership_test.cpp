// The controller manager works only while it holds its Lease, and ends when it lost it.
#include "conformance/scripted_kubelet.h"
#include "conformance/small_cluster.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::tests;
using api::Kind;
using base::Json;

class LeadershipTest : public QObject {
    Q_OBJECT
private slots:
    void itTakesTheLeaseAndSaysSo() {
        SmallCluster cluster;
        QVERIFY(cluster.controllerManager().leading());
        QCOMPARE(cluster.controllerManager().holder().str(), std::string("test_1"));
        const auto* lease = cluster.get<api::Lease>("kube-system", "kube-controller-manager");
        QVERIFY(lease);
        QCOMPARE(lease->holderIdentity.str(), std::string("test_1"));
        QCOMPARE(cluster.notesOf<api::LeaseTaken>().size(), std::size_t(1));
    }
    void cutOffItGivesUp() {
        SmallCluster cluster;
        cluster.runFor(sim::seconds(5));
        cluster.disconnectManager(true);
        const sim::Time cut = cluster.now();
        cluster.runUntil([&] { return cluster.controllerManager().wantsExit(); }, sim::seconds(60));
        const double after = (cluster.now() - cut).seconds();
        QVERIFY2(after > 7 && after <= 13, qPrintable(QString::number(after)));
        QVERIFY(!cluster.controllerManager().leading());
        QCOMPARE(cluster.notesOf<api::LeaseLost>().size(), std::size_t(1));
    }
    void theClientsLimitPacesIt() {
        SmallClusterOptions options;
        options.binder = false;
        SmallCluster cluster(options);
        Json rs = Json::parse(R"({"apiVersion": "apps/v1", "kind": "ReplicaSet",
            "metadata": {"name": "rs"}, "spec": {"replicas": 100,
            "selector": {"matchLabels": {"app": "rs"}}, "template": {
                "metadata": {"labels": {"app": "rs"}},
                "spec": {"containers": [{"name": "c", "image": "app:v1"}]}}}})");
        const sim::Time start = cluster.now();
        cluster.createJson(Kind::ReplicaSet, "default", rs);
        cluster.runUntil([&] { return cluster.list(Kind::Pod, "default").size() == 100; },
                         sim::seconds(60));
        // 30 requests at once, then 20 a second: 3.5 s for 100 pods, and up to 1.25 s more for the
        // turns that their events take. The recorder writes one event after the other, so most of
        // them come when the pods are there.
        const double took = (cluster.now() - start).seconds();
        QVERIFY2(took >= 3.5 && took < 5, qPrintable(QString::number(took)));
    }
    void aCopyOfItGoesOnByItself() {
        SmallCluster cluster;
        const controllers::ControllerManager copy = cluster.controllerManager();
        cluster.createJson(
            Kind::ConfigMap, "default",
            {{"apiVersion", "v1"}, {"kind", "ConfigMap"}, {"metadata", {{"name", "a"}}}});
        const base::Ref<api::Node> node(new api::Node);
        node->meta.name = "w1";
        cluster.create(node);
        cluster.runFor(sim::seconds(2));
        QVERIFY(copy.state().nodes.entries.empty());
        cluster.runFor(sim::seconds(6));
        QVERIFY(!cluster.controllerManager().state().nodes.entries.empty());
        QVERIFY(copy.state().nodes.entries.empty());
    }
};

QTEST_APPLESS_MAIN(LeadershipTest)
#include "leadership_test.moc"
