// Stories of objects whose owners go, and of namespaces that are emptied.
#include "conformance/scripted_kubelet.h"
#include "conformance/small_cluster.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::tests;
using api::Kind;
using base::Json;

namespace {

Json replicaSet(const std::string& name, int replicas) {
    Json json = Json::parse(R"({"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {},
        "spec": {"selector": {"matchLabels": {"app": "rs"}}, "template": {
            "metadata": {"labels": {"app": "rs"}},
            "spec": {"containers": [{"name": "c", "image": "app:v1"}]}}}})");
    json["metadata"]["name"] = name;
    json["spec"]["replicas"] = replicas;
    return json;
}

Json configMap(const std::string& name) {
    return {{"apiVersion", "v1"}, {"kind", "ConfigMap"}, {"metadata", {{"name", name}}}};
}

void own(Json& object, const std::string& kind, const std::string& apiVersion,
         const std::string& name, const std::string& uid) {
    object["metadata"]["ownerReferences"] = Json::array({{{"apiVersion", apiVersion},
                                                          {"kind", kind},
                                                          {"name", name},
                                                          {"uid", uid},
                                                          {"blockOwnerDeletion", true}}});
}

class GarbageStory : public SmallCluster {
public:
    explicit GarbageStory(const std::string& ns = "default") : SmallCluster(), kubelet(*this, ns) {
        kubelet.addNode("w1", "z1");
        kubelet.addNode("w2", "z1");
        runFor(sim::seconds(8));
    }
    void endPods() {
        for (int i = 0; i < 20; ++i) {
            runFor(sim::seconds(1));
            for (const std::string& pod : kubelet.eligible("terminate"))
                kubelet.act("terminate", pod, 0);
        }
    }
    api::ResponseRef removeWith(Kind kind, const std::string& name, api::Propagation how) {
        api::DeleteOptions options;
        options.propagation = how;
        return remove(kind, "default", name, std::move(options));
    }
    std::size_t pods(const std::string& ns = "default") const { return list(Kind::Pod, ns).size(); }
    ScriptedKubelet kubelet;
};

} // namespace

class GarbageTest : public QObject {
    Q_OBJECT
private slots:
    void dependentsFollowInTheBackground() {
        GarbageStory story;
        story.createJson(Kind::ReplicaSet, "default", replicaSet("rs", 3));
        story.runFor(sim::seconds(2));
        QCOMPARE(story.pods(), std::size_t(3));
        story.removeWith(Kind::ReplicaSet, "rs", api::Propagation::Background);
        QVERIFY(!story.find(Kind::ReplicaSet, "default", "rs"));
        story.endPods();
        QCOMPARE(story.pods(), std::size_t(0));
        QCOMPARE(story.notesOf<controllers::OrphanCollected>().size(), std::size_t(3));
    }
    void inTheForegroundTheOwnerGoesLast() {
        GarbageStory story;
        story.createJson(Kind::ReplicaSet, "default", replicaSet("rs", 2));
        story.runFor(sim::seconds(2));
        story.removeWith(Kind::ReplicaSet, "rs", api::Propagation::Foreground);
        story.runFor(sim::seconds(5));
        QVERIFY(story.find(Kind::ReplicaSet, "default", "rs"));
        for (const auto& v : story.list(Kind::Pod, "default")) QVERIFY(v->meta.terminating());
        story.endPods();
        QCOMPARE(story.pods(), std::size_t(0));
        QVERIFY(!story.find(Kind::ReplicaSet, "default", "rs"));
    }
    void orphansStay() {
        GarbageStory story;
        story.createJson(Kind::ReplicaSet, "default", replicaSet("rs", 2));
        story.runFor(sim::seconds(2));
        story.removeWith(Kind::ReplicaSet, "rs", api::Propagation::Orphan);
        story.runFor(sim::seconds(5));
        QVERIFY(!story.find(Kind::ReplicaSet, "default", "rs"));
        QCOMPARE(story.pods(), std::size_t(2));
        for (const auto& v : story.list(Kind::Pod, "default")) QVERIFY(v->meta.owners->empty());
    }
    void whatNamesAnOwnerThatNeverWasIsCollected() {
        GarbageStory story;
        Json map = configMap("lost");
        own(map, "ReplicaSet", "apps/v1", "nobody", "00000000-0000-4000-8000-000000000000");
        QCOMPARE(story.createJson(Kind::ConfigMap, "default", map)->code, 201);
        story.runFor(sim::seconds(5));
        QVERIFY(!story.find(Kind::ConfigMap, "default", "lost"));
    }
    void oneOwnerThatLivesIsEnough() {
        GarbageStory story;
        story.createJson(Kind::ReplicaSet, "default", replicaSet("rs", 0));
        const std::string uid = story.find(Kind::ReplicaSet, "default", "rs")->meta.uid.str();
        Json map = configMap("kept");
        own(map, "ReplicaSet", "apps/v1", "rs", uid);
        Json lost = map["metadata"]["ownerReferences"][0];
        lost["name"] = "nobody";
        lost["uid"] = "00000000-0000-4000-8000-000000000000";
        map["metadata"]["ownerReferences"].push_back(lost);
        story.createJson(Kind::ConfigMap, "default", map);
        story.runFor(sim::seconds(5));
        const api::Versioned kept = story.find(Kind::ConfigMap, "default", "kept");
        QVERIFY(kept);
        QCOMPARE(kept->meta.owners->size(), std::size_t(1));
    }

    void aNamespaceIsEmptiedAndGoes() {
        GarbageStory story("team");
        story.makeNamespace("team");
        story.createJson(Kind::ReplicaSet, "team", replicaSet("rs", 2));
        Json held = configMap("held");
        held["metadata"]["finalizers"] = Json::array({"example.com/hold"});
        story.createJson(Kind::ConfigMap, "team", held);
        story.runFor(sim::seconds(2));
        QCOMPARE(story.remove(Kind::Namespace, "", "team")->code, 200);
        story.endPods();
        QCOMPARE(story.pods("team"), std::size_t(0));
        const auto* ns = story.get<api::Namespace>({}, "team");
        QVERIFY(ns);
        const auto* left = api::findCondition(ns->conditions, "NamespaceFinalizersRemaining");
        QCOMPARE(left->message.str(),
                 std::string("Some content in the namespace has finalizers remaining: "
                             "example.com/hold in 1 resource instances"));
        story.patch(Kind::ConfigMap, "team", "held", {{"metadata", {{"finalizers", nullptr}}}},
                    api::PatchType::Merge);
        story.runFor(sim::seconds(30));
        QVERIFY(!story.find(Kind::Namespace, {}, "team"));
        QCOMPARE(story.notesOf<controllers::NamespaceFinalized>().size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(GarbageTest)
#include "garbage_test.moc"
