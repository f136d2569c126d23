// What was deployed, as manifests: applied to an empty cluster they ask for the same again.
#include "stories/story.h"

#include "manifest/cluster_objects.h"
#include "manifest/manifest.h"
#include "manifest/write_yaml.h"

using namespace maqueta;
using tests::Story;

namespace {

std::string yamlOf(const Story& story) {
    return manifest::writeYaml(manifest::objectsToApply(story.world().storeRoot()));
}

std::vector<base::Json> objectsIn(const std::string& yaml) {
    const auto read = manifest::readManifestText(yaml, "exported.yaml");
    if (!read) qFatal("%s\n%s", read.error().text().c_str(), yaml.c_str());
    std::vector<base::Json> objects;
    for (const auto& object : *read) objects.push_back(object.json);
    return objects;
}

// Of every kind that the model simulates, and some that it keeps; with what is easily misread.
constexpr const char* everything = R"(
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: urgent}
value: 1000
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, annotations: {note: 'yes: "quoted"'}}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, version: "1.0"}}
    spec:
      priorityClassName: urgent
      containers:
        - {name: c, image: "web:v1", env: [{name: 'ON', value: 'true'}, {name: 'N', value: '08'}],
           resources: {requests: {cpu: 250m, memory: 64Mi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: free}
spec: {containers: [{name: c, image: "web:v1"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: pinned}
spec: {nodeName: worker-2, containers: [{name: c, image: "web:v1"}]}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: disk}
spec: {capacity: {storage: 5Gi}, accessModes: [ReadWriteOnce], storageClassName: slow,
       hostPath: {path: /data}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: claim}
spec: {accessModes: [ReadWriteOnce], storageClassName: slow, resources: {requests: {storage: 1Gi}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: most, namespace: shop}
spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: text}
data: {"a.txt": "one\ntwo\n", b: "- no list", "null": "~"}
---
apiVersion: example.org/v1
kind: Gadget
metadata: {name: mine, namespace: shop}
spec: {size: 3, deep: {list: [1, two, null]}}
)";

} // namespace

class ExportYamlStory : public QObject {
    Q_OBJECT

private slots:
    void appliedToAnEmptyClusterTheyAskForTheSame() {
        Story first;
        first.boot();
        first.act(cluster::ApplyObjects{.objects = objectsIn(everything), .title = "all"});
        first.run(sim::minutes(2));
        const std::string yaml = yamlOf(first);

        Story second;
        second.boot();
        const sim::Time asked = second.world().now();
        second.act(cluster::ApplyObjects{.objects = objectsIn(yaml), .title = "again"});
        second.run(sim::minutes(2));
        for (const auto& b : second.beats())
            if (b.at > asked && b.kind == cluster::BeatKind::RequestAnswered)
                QVERIFY2(*b.field("ok") == "yes",
                         (b.object + ": " + *b.field("message") + "\n" + yaml).c_str());
        QCOMPARE(QString::fromStdString(yamlOf(second)), QString::fromStdString(yaml));

        // And it runs as it did.
        const auto running = [](const Story& story) {
            std::size_t count = 0;
            for (const auto& pod : story.picture().pods) count += pod.phase == "Running";
            return count;
        };
        QCOMPARE(running(first), std::size_t(5));
        QCOMPARE(running(second), running(first));
    }

    void appliedToTheSameClusterTheyChangeNothing() {
        Story story;
        story.boot();
        story.act(cluster::ApplyObjects{.objects = objectsIn(everything), .title = "all"});
        story.run(sim::minutes(2));
        const std::string yaml = yamlOf(story);
        const sim::Time asked = story.world().now();
        story.act(cluster::ApplyObjects{.objects = objectsIn(yaml), .title = "again"});
        story.run(sim::minutes(1));
        for (const auto& b : story.beats())
            if (b.at > asked && b.kind == cluster::BeatKind::RequestAnswered)
                QVERIFY2(*b.field("ok") == "yes", (b.object + ": " + *b.field("message")).c_str());
        QCOMPARE(QString::fromStdString(yamlOf(story)), QString::fromStdString(yaml));
    }

    void onlyWhatPeopleAskedFor() {
        Story story;
        story.boot();
        QCOMPARE(yamlOf(story), std::string()); // nodes, leases and events are nobody's wish
        story.deploy("web", 3);
        QVERIFY(story.runUntilAvailable("web", 3));
        story.act(cluster::ApplyObjects{.objects = objectsIn(everything), .title = "all"});
        story.run(sim::minutes(1));
        const auto objects = objectsIn(yamlOf(story));
        std::vector<std::string> names;
        for (const base::Json& object : objects) {
            names.push_back(object["kind"].get<std::string>() + "/" +
                            object["metadata"]["name"].get<std::string>());
            QVERIFY2(!object.contains("status"), names.back().c_str());
            for (const char* mark : {"uid", "resourceVersion", "creationTimestamp", "generation"})
                QVERIFY2(!object["metadata"].contains(mark), (names.back() + mark).c_str());
        }
        const std::vector<std::string> expected{"Namespace/shop", "PriorityClass/urgent",
                                                "PersistentVolume/disk", "ConfigMap/text",
                                                "PersistentVolumeClaim/claim"};
        QVERIFY(std::equal(expected.begin(), expected.end(), names.begin()));
        for (const char* name : {"Deployment/web", "Pod/free", "Pod/pinned", "Gadget/mine",
                                 "PodDisruptionBudget/most"})
            QVERIFY2(std::find(names.begin(), names.end(), name) != names.end(), name);
        QCOMPARE(names.size(), std::size_t(11)); // two Deployments, no ReplicaSet, no pod of theirs
        for (const base::Json& object : objects)
            if (object["kind"] == "Pod")
                QCOMPARE(object["spec"].contains("nodeName"),
                         object["metadata"]["name"] == "pinned");
    }
};

QTEST_APPLESS_MAIN(ExportYamlStory)
#include "export_yaml_test.moc"
