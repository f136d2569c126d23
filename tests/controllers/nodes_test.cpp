// Stories of nodes that fall silent, come back or go, and of what becomes of their pods.
#include "conformance/scripted_kubelet.h"
#include "conformance/small_cluster.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::tests;
using api::Kind;
using base::Json;

namespace {

Json barePod(const std::string& name, const std::string& node) {
    Json json = Json::parse(R"({"apiVersion": "v1", "kind": "Pod", "metadata": {},
        "spec": {"containers": [{"name": "c", "image": "app:v1"}]}})");
    json["metadata"]["name"] = name;
    json["spec"]["nodeName"] = node;
    return json;
}

void tolerate(Json& pod, const char* key, int seconds) {
    pod["spec"]["tolerations"].push_back({{"key", key},
                                          {"operator", "Exists"},
                                          {"effect", "NoExecute"},
                                          {"tolerationSeconds", seconds}});
}

class NodeStory : public SmallCluster {
public:
    explicit NodeStory(int nodes = 4) : SmallCluster(), kubelet(*this, "default") {
        for (int i = 1; i <= nodes; ++i) kubelet.addNode("w" + std::to_string(i), "z1");
        runFor(sim::seconds(8));
    }
    void start(const std::string& pod) { kubelet.act("start", pod, 0); }
    // Seconds from `since` until a beat of that kind was noted.
    template <class T>
    double secondsUntil(sim::Time since, sim::Duration most) {
        const std::size_t before = notesOf<T>().size();
        runUntil([&] { return notesOf<T>().size() > before; }, most);
        return (now() - since).seconds();
    }
    ScriptedKubelet kubelet;
};

} // namespace

class NodesTest : public QObject {
    Q_OBJECT
private slots:
    // The times are those of FIDELITY.md: 52.6 s, 57.8 s and 300 s later, as heartbeats and looks
    // happen to fall.
    void aDeadNodeIsNoticedTaintedAndEmptied() {
        NodeStory story;
        Json pod = barePod("web", "w1");
        for (const char* taint : {"node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"})
            tolerate(pod, taint, 300);
        QCOMPARE(story.createJson(Kind::Pod, "default", pod)->code, 201);
        story.start("web");
        story.kubelet.stopHeartbeat("w1");
        const sim::Time silent = story.now();

        const double marked =
            story.secondsUntil<controllers::NodeMarkedNotReady>(silent, sim::seconds(120));
        QVERIFY2(marked > 48 && marked < 58, qPrintable(QString::number(marked)));
        story.runFor(sim::milliseconds(500));
        const auto* node = story.get<api::Node>({}, "w1");
        for (const char* type : {"Ready", "MemoryPressure", "DiskPressure", "PIDPressure"}) {
            const auto* c = api::findCondition(node->conditions, type);
            QVERIFY(c->status == api::ConditionStatus::Unknown);
            QCOMPARE(c->reason.str(), std::string("NodeStatusUnknown"));
            QCOMPARE(c->message.str(), std::string("Kubelet stopped posting node status."));
        }
        QCOMPARE(node->taints->size(), std::size_t(1));
        QCOMPARE((*node->taints)[0].effect.str(), std::string("NoSchedule"));
        QVERIFY(!story.get<api::Pod>("default", "web")->ready());
        QCOMPARE(story.eventsAbout("Pod", "web").back(),
                 std::string("NodeNotReady: Node is not ready"));

        story.runFor(sim::seconds(5));
        QCOMPARE(story.get<api::Node>({}, "w1")->taints->size(), std::size_t(2));
        const sim::Time tainted = story.now();
        const double evicted =
            story.secondsUntil<controllers::PodEvicted>(tainted, sim::seconds(400));
        QVERIFY2(evicted > 298 && evicted < 301, qPrintable(QString::number(evicted)));
        QVERIFY(story.get<api::Pod>("default", "web")->meta.terminating());
        QCOMPARE(story.eventsAbout("Pod", "web").back(),
                 std::string("TaintManagerEviction: Marking for deletion Pod default/web"));
    }

    void aNodeThatComesBackKeepsItsPods() {
        NodeStory story;
        Json pod = barePod("web", "w1");
        tolerate(pod, "node.kubernetes.io/unreachable", 100);
        story.createJson(Kind::Pod, "default", pod);
        story.start("web");
        story.kubelet.stopHeartbeat("w1");
        story.runFor(sim::seconds(90));
        QCOMPARE(story.get<api::Node>({}, "w1")->taints->size(), std::size_t(2));
        story.kubelet.resumeHeartbeat("w1");
        story.runFor(sim::seconds(120));
        QVERIFY(story.get<api::Node>({}, "w1")->taints->empty());
        QVERIFY(!story.get<api::Pod>("default", "web")->meta.terminating());
        QCOMPARE(story.eventsAbout("Pod", "web").back(),
                 std::string("TaintManagerEviction: Cancelling deletion of Pod default/web"));
        QCOMPARE(story.notesOf<controllers::NodeMarkedReady>().size(), std::size_t(1));
    }

    void whenAllNodesFallSilentNobodyIsTainted() {
        NodeStory story(3);
        for (const char* node : {"w1", "w2", "w3"}) story.kubelet.stopHeartbeat(node);
        story.runFor(sim::seconds(200));
        for (const char* name : {"w1", "w2", "w3"}) {
            const auto* node = story.get<api::Node>({}, name);
            QVERIFY(!node->ready());
            QCOMPARE(node->taints->size(), std::size_t(1)); // NoSchedule only
        }
        const auto zones = story.notesOf<controllers::ZoneStateChanged>();
        QVERIFY(!zones.empty());
        QCOMPARE(zones.back().state.str(), std::string("FullDisruption"));
    }

    void silentNodesAreTaintedOneInTenSeconds() {
        NodeStory story(8);
        for (const char* node : {"w1", "w2"}) story.kubelet.stopHeartbeat(node);
        std::vector<sim::Time> at;
        std::size_t known = 0;
        story.runUntil(
            [&] {
                const auto tainted = story.notesOf<controllers::NodeTainted>();
                for (; known < tainted.size(); ++known)
                    if (tainted[known].effect == "NoExecute") at.push_back(story.now());
                return at.size() == 2;
            },
            sim::seconds(200));
        QCOMPARE(at.size(), std::size_t(2));
        const double between = (at[1] - at[0]).seconds();
        QVERIFY2(between > 9.8 && between < 10.3, qPrintable(QString::number(between)));
    }

    void cordoningTaints() {
        NodeStory story;
        story.patch(Kind::Node, "", "w1", {{"spec", {{"unschedulable", true}}}});
        story.runFor(sim::seconds(1));
        QCOMPARE((*story.get<api::Node>({}, "w1")->taints)[0].key.str(),
                 std::string("node.kubernetes.io/unschedulable"));
        story.patch(Kind::Node, "", "w1", {{"spec", {{"unschedulable", false}}}});
        story.runFor(sim::seconds(1));
        QVERIFY(story.get<api::Node>({}, "w1")->taints->empty());
    }

    void podsOfANodeThatIsGoneAreCollected() {
        NodeStory story;
        story.createJson(Kind::Pod, "default", barePod("web", "w4"));
        story.start("web");
        const sim::Time gone = story.now();
        QCOMPARE(story.remove(Kind::Node, "", "w4")->code, 200);
        story.runUntil([&] { return !story.find(Kind::Pod, "default", "web"); }, sim::seconds(100));
        const double after = (story.now() - gone).seconds();
        QVERIFY2(after >= 40 && after <= 61, qPrintable(QString::number(after)));
        story.runFor(sim::milliseconds(10)); // until the collector has its answer
        QVERIFY(!story.notesOf<controllers::PodDeleted>().empty());
        QCOMPARE(story.notesOf<controllers::PodDeleted>().back().by.str(),
                 std::string("pod-garbage-collector"));
    }

    void everyNodeGetsItsRange() {
        SmallCluster cluster;
        const base::Ref<api::Node> node(new api::Node);
        node->meta.name = "w1";
        cluster.create(node);
        cluster.runFor(sim::seconds(1));
        QCOMPARE(cluster.get<api::Node>({}, "w1")->podCidr.str(), std::string("10.244.0.0/24"));
    }
};

QTEST_APPLESS_MAIN(NodesTest)
#include "nodes_test.moc"
