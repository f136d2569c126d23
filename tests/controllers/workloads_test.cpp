// Stories of Deployments and ReplicaSets on the smallest cluster.
#include "conformance/scripted_kubelet.h"
#include "conformance/small_cluster.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::tests;
using api::Kind;
using base::Json;

namespace {

Json deployment(const std::string& name, int replicas, const std::string& image = "app:v1") {
    Json json = Json::parse(R"({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {},
        "spec": {"selector": {"matchLabels": {"app": "web"}}, "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"containers": [{"name": "c"}]}}}})");
    json["metadata"]["name"] = name;
    json["spec"]["replicas"] = replicas;
    json["spec"]["template"]["spec"]["containers"][0]["image"] = image;
    return json;
}

Json imagePatch(const std::string& image) {
    return {{"spec",
             {{"template",
               {{"spec", {{"containers", Json::array({{{"name", "c"}, {"image", image}}})}}}}}}}};
}

class Story : public SmallCluster {
public:
    explicit Story(SmallClusterOptions options = {})
        : SmallCluster(options), kubelet(*this, "default") {
        for (const char* node : {"w1", "w2", "w3"}) kubelet.addNode(node, "z1");
        runFor(sim::seconds(8));
    }
    // Starts and ends pods until nothing was left to do for two seconds: a controller that has used
    // up its burst writes 20 times a second, its events included.
    void letPodsRun() {
        int idle = 0;
        for (int i = 0; i < 200 && idle < 5; ++i) {
            runFor(sim::milliseconds(400));
            bool acted = false;
            for (const char* verb : {"terminate", "start"})
                for (const std::string& pod : kubelet.eligible(verb))
                    acted = kubelet.act(verb, pod, 0) || acted;
            idle = acted ? 0 : idle + 1;
        }
    }
    const api::Deployment* web() const { return get<api::Deployment>("default", "web"); }
    ScriptedKubelet kubelet;
};

} // namespace

class WorkloadsTest : public QObject {
    Q_OBJECT
private slots:
    void aDeploymentBecomesPods() {
        Story story;
        QCOMPARE(story.createJson(Kind::Deployment, "default", deployment("web", 3))->code, 201);
        story.letPodsRun();
        QCOMPARE(story.web()->status.availableReplicas, 3);
        QVERIFY(api::isTrue(story.web()->status.conditions, "Available"));
        QCOMPARE(story.list(Kind::Pod, "default").size(), std::size_t(3));
        const auto scaled = story.notesOf<controllers::ReplicaSetScaled>();
        QCOMPARE(scaled.size(), std::size_t(1));
        QVERIFY(scaled[0].created);
        QCOMPARE(scaled[0].to, 3);
        QCOMPARE(story.notesOf<controllers::PodCreated>().size(), std::size_t(3));
        QCOMPARE(story.notesOf<controllers::RolloutComplete>().size(), std::size_t(1));
        const auto events = story.eventsAbout("Deployment", "web");
        QCOMPARE(events.size(), std::size_t(1));
        QCOMPARE(events[0], "ScalingReplicaSet: Scaled up replica set " +
                                scaled[0].replicaSet.str() + " from 0 to 3");
    }

    void aNewImageRollsWithoutTooFewOrTooMany() {
        Story story;
        story.createJson(Kind::Deployment, "default", deployment("web", 8));
        story.letPodsRun();
        story.patch(Kind::Deployment, "default", "web", imagePatch("app:v2"));
        for (int i = 0; i < 200 && story.notesOf<controllers::RolloutComplete>().size() < 2; ++i) {
            story.runFor(sim::milliseconds(400));
            int alive = 0, ready = 0;
            for (const auto& v : story.list(Kind::Pod, "default")) {
                const auto& pod = v.as<api::Pod>();
                alive += !pod.meta.terminating();
                ready += pod.ready() && !pod.meta.terminating();
            }
            QVERIFY(alive <= 10); // 8 + 25 %
            QVERIFY(ready >= 6);  // 8 - 25 %
            for (const char* verb : {"terminate", "start"})
                if (const auto fit = story.kubelet.eligible(verb); !fit.empty())
                    story.kubelet.act(verb, fit.front(), 0);
        }
        story.letPodsRun();
        for (const auto& v : story.list(Kind::Pod, "default"))
            QCOMPARE(v.as<api::Pod>().spec->containers[0].image.str(), std::string("app:v2"));
        QCOMPARE(story.list(Kind::ReplicaSet, "default").size(), std::size_t(2));
        QCOMPARE(story.web()->meta.annotations.find("deployment.kubernetes.io/revision")->str(),
                 std::string("2"));
    }

    void goingBackTakesTheOldReplicaSetAgain() {
        Story story;
        story.createJson(Kind::Deployment, "default", deployment("web", 2));
        story.letPodsRun();
        const auto first = story.list(Kind::ReplicaSet, "default");
        story.patch(Kind::Deployment, "default", "web", imagePatch("app:v2"));
        story.letPodsRun();
        story.patch(Kind::Deployment, "default", "web", imagePatch("app:v1"));
        story.letPodsRun();
        QCOMPARE(story.list(Kind::ReplicaSet, "default").size(), std::size_t(2));
        const auto* again = story.get<api::ReplicaSet>("default", first[0]->meta.name);
        QCOMPARE(again->status.availableReplicas, 2);
        QCOMPARE(again->meta.annotations.find("deployment.kubernetes.io/revision")->str(),
                 std::string("3"));
        QCOMPARE(again->meta.annotations.find("deployment.kubernetes.io/revision-history")->str(),
                 std::string("1"));
    }

    void aDeadlineThatPassesIsSaid() {
        Story story;
        Json json = deployment("web", 1);
        json["spec"]["progressDeadlineSeconds"] = 20;
        json["spec"]["template"]["metadata"]["annotations"]["kubelet.test/behavior"] = "pending";
        story.createJson(Kind::Deployment, "default", json);
        story.runFor(sim::seconds(30));
        const auto* c = api::findCondition(story.web()->status.conditions, "Progressing");
        QCOMPARE(c->reason.str(), std::string("ProgressDeadlineExceeded"));
        QCOMPARE(story.notesOf<controllers::RolloutDeadlineExceeded>().size(), std::size_t(1));
    }

    void manyPodsAreMadeInGrowingBatches() {
        Story story;
        story.createJson(Kind::Deployment, "default", deployment("web", 40));
        story.letPodsRun();
        QCOMPARE(story.web()->status.availableReplicas, 40);
        story.runFor(sim::seconds(3)); // for the events that still wait for their turn
        // 25 events of one object, and one of them speaks for many.
        const auto sets = story.list(Kind::ReplicaSet, "default");
        const auto events = story.eventsAbout("ReplicaSet", sets[0]->meta.name);
        QCOMPARE(events.size(), std::size_t(25));
        QVERIFY(events.back().find("(combined from similar events)") != std::string::npos);
    }

    void anOldReplicaSetGoesWhenThereAreTooMany() {
        Story story;
        Json json = deployment("web", 1);
        json["spec"]["revisionHistoryLimit"] = 1;
        story.createJson(Kind::Deployment, "default", json);
        story.letPodsRun();
        for (const char* image : {"app:v2", "app:v3"}) {
            story.patch(Kind::Deployment, "default", "web", imagePatch(image));
            story.letPodsRun();
        }
        QCOMPARE(story.list(Kind::ReplicaSet, "default").size(), std::size_t(2));
    }

    void twoRunsAreEqual() {
        const auto fingerprint = [] {
            Story story;
            story.createJson(Kind::Deployment, "default", deployment("web", 5));
            story.letPodsRun();
            story.patch(Kind::Deployment, "default", "web", imagePatch("app:v2"));
            story.letPodsRun();
            sim::Fingerprint f;
            for (const Written& w : story.written()) {
                f.add(static_cast<std::uint64_t>(w.at.ns));
                f.add(w.now->digest());
            }
            return f.text();
        };
        QCOMPARE(fingerprint(), fingerprint());
    }
};

QTEST_APPLESS_MAIN(WorkloadsTest)
#include "workloads_test.moc"
