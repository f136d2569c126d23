// What a Deployment's pods come to: a rolling update between its floor and its ceiling, and what
// runs in truth beside what the cluster counts.
#include "diagram/gauge.h"

#include <QTest>

using namespace maqueta;
using cluster::PodLook;
using diagram::Gauge;

namespace {

struct Stand {
    cluster::Picture picture;

    Stand() {
        picture.deployments.push_back({.ns = "default",
                                       .name = "web",
                                       .image = "web:v2",
                                       .replicas = 4,
                                       .available = 4,
                                       .most = 5,
                                       .least = 3});
    }
    cluster::DeploymentPicture& web() { return picture.deployments[0]; }
    void pods(int count, const char* image, PodLook look, bool running = true) {
        for (int i = 0; i < count; ++i) {
            cluster::PodPicture pod;
            pod.ns = "default";
            pod.name = "web-" + std::to_string(picture.pods.size());
            pod.workload = "web";
            pod.image = image;
            pod.look = look;
            pod.running = running;
            picture.pods.push_back(std::move(pod));
        }
    }
    // The newest pod is on a node that nobody hears of.
    void silentNode() {
        picture.machines.resize(1);
        picture.pods.back().machine = 0;
    }
};

} // namespace

class GaugeTest : public QObject {
    Q_OBJECT
private slots:
    void nothingIsToldOfADeploymentAtRest() {
        Stand stand;
        QVERIFY(!diagram::gaugeOf(stand.picture)); // no pods at all
        stand.pods(4, "web:v2", PodLook::Ready);
        QVERIFY(!diagram::gaugeOf(stand.picture));
    }

    void anUpdateIsToldFromTheFirstRecordToTheLastOldPod() {
        Stand stand;
        stand.pods(4, "web:v1", PodLook::Ready); // only the template is another one yet
        auto gauge = diagram::gaugeOf(stand.picture);
        QVERIFY(gauge);
        QVERIFY(gauge->kind == Gauge::Kind::Rollout);
        QCOMPARE(gauge->older, 4);
        QCOMPARE(gauge->newer, 0);

        stand.picture.pods[0].look = PodLook::Terminating; // does not count any more
        stand.pods(1, "web:v2", PodLook::Ready);
        stand.pods(1, "web:v2", PodLook::Waiting, false);
        gauge = diagram::gaugeOf(stand.picture);
        QVERIFY(gauge);
        QCOMPARE(gauge->older, 3);
        QCOMPARE(gauge->olderReady, 3);
        QCOMPARE(gauge->newer, 2);
        QCOMPARE(gauge->newerReady, 1);

        for (auto& pod : stand.picture.pods)
            if (pod.image == "web:v1") pod.look = PodLook::Terminating;
        stand.web().available = 1;
        QVERIFY(!diagram::gaugeOf(stand.picture));
    }

    // Behind a cut the old pod runs on; its replacement is counted already.
    void whatRunsInTruthIsToldWhenItIsMoreThanWhatIsCounted() {
        Stand stand;
        stand.pods(4, "web:v2", PodLook::Ready);
        stand.pods(1, "web:v2", PodLook::Terminating);
        QVERIFY(!diagram::gaugeOf(stand.picture)); // it has its 30 s to finish
        stand.silentNode();
        auto gauge = diagram::gaugeOf(stand.picture);
        QVERIFY(gauge);
        QVERIFY(gauge->kind == Gauge::Kind::Counts);
        QCOMPARE(gauge->running, 5);
        // Also when the API has forgotten it.
        stand.picture.pods.back().onlyRunning = true;
        QVERIFY(diagram::gaugeOf(stand.picture));
        // Not while the replacement is still on its way.
        stand.web().available = 3;
        QVERIFY(!diagram::gaugeOf(stand.picture));
        stand.web().available = 4;
        stand.picture.pods.back().running = false;
        QVERIFY(!diagram::gaugeOf(stand.picture));
    }

    // The old ReplicaSet stays, empty; whatever else is to be told comes first.
    void anEmptyReplicaSetIsToldOfAtRest() {
        Stand stand;
        stand.pods(4, "web:v2", PodLook::Ready);
        stand.web().keptImages = {"web:v1"};
        auto gauge = diagram::gaugeOf(stand.picture);
        QVERIFY(gauge);
        QVERIFY(gauge->kind == Gauge::Kind::Kept);
        QCOMPARE(gauge->newerReady, 4);
        stand.pods(1, "web:v2", PodLook::Terminating);
        stand.silentNode();
        QVERIFY(diagram::gaugeOf(stand.picture)->kind == Gauge::Kind::Counts);
        stand.web().available = 3;
        QVERIFY(!diagram::gaugeOf(stand.picture));
    }

    void anotherNamespaceIsAnotherDeployment() {
        Stand stand;
        stand.pods(4, "web:v2", PodLook::Ready);
        stand.pods(2, "web:v1", PodLook::Ready);
        for (std::size_t i = 4; i < 6; ++i) stand.picture.pods[i].ns = "shop";
        QVERIFY(!diagram::gaugeOf(stand.picture));
    }
};

QTEST_APPLESS_MAIN(GaugeTest)
#include "gauge_test.moc"
