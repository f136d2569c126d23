// What was deployed, as manifests: applied to an empty cluster they ask for the same again.
#include "stories/story.h"

#include "api/codec.h"
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

    // What admission computed here would be refused, or mean something else, where classes differ.
    void admissionHasItsSayAgainWhereTheyAreApplied() {
        Story first;
        first.boot();
        first.act(cluster::ApplyObjects{.objects = objectsIn(R"(
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: urgent}
value: 1000
preemptionPolicy: Never
---
apiVersion: v1
kind: Pod
metadata: {name: classed}
spec: {priorityClassName: urgent, containers: [{name: c, image: "web:v1"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: plain}
spec: {containers: [{name: c, image: "web:v1"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: patient}
spec:
  containers: [{name: c, image: "web:v1"}]
  tolerations:
    - {key: node.kubernetes.io/not-ready, operator: Exists,
       effect: NoExecute, tolerationSeconds: 300}
    - {key: node.kubernetes.io/unreachable, operator: Exists,
       effect: NoExecute, tolerationSeconds: 9}
    - {key: mine, operator: Exists}
)"),
                                        .title = "all"});
        first.run(sim::minutes(1));
        const auto specOf = [](const Story& story, const std::string& name) {
            base::Json spec;
            for (const base::Json& object : objectsIn(yamlOf(story)))
                if (object["metadata"]["name"] == name) spec = object["spec"];
            return spec;
        };
        for (const char* name : {"classed", "plain", "patient"}) {
            QVERIFY2(specOf(first, name).contains("containers"), name);
            for (const char* field : {"priority", "preemptionPolicy"})
                QVERIFY2(!specOf(first, name).contains(field), name);
        }
        QCOMPARE(specOf(first, "classed")["priorityClassName"].get<std::string>(),
                 std::string("urgent"));
        QVERIFY(!specOf(first, "classed").contains("tolerations"));
        QVERIFY(!specOf(first, "plain").contains("tolerations"));
        QCOMPARE(specOf(first, "patient")["tolerations"].size(), std::size_t(3));

        // There, the class has another value, and there is one for pods that name none.
        std::vector<base::Json> again = objectsIn(yamlOf(first));
        std::erase_if(again, [](const base::Json& o) { return o["kind"] == "PriorityClass"; });
        QCOMPARE(again.size(), std::size_t(3));
        Story second;
        second.boot();
        second.act(cluster::ApplyObjects{.objects = objectsIn(R"(
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: urgent}
value: 2000
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: usual}
value: 7
globalDefault: true
)"),
                                         .title = "classes"});
        second.run(sim::seconds(10));
        const sim::Time asked = second.world().now();
        second.act(cluster::ApplyObjects{.objects = again, .title = "again"});
        second.run(sim::minutes(1));
        for (const auto& b : second.beats())
            if (b.at > asked && b.kind == cluster::BeatKind::RequestAnswered)
                QVERIFY2(*b.field("ok") == "yes", (b.object + ": " + *b.field("message")).c_str());
        const auto priorityOf = [&](const std::string& name) {
            const store::Root root = second.world().storeRoot();
            const auto* found = root.table.find(api::keyOf(api::Kind::Pod, "default", name));
            return found ? static_cast<const api::Pod&>(*found->value).spec->priority.value_or(-1)
                         : -1;
        };
        QCOMPARE(priorityOf("classed"), 2000);
        QCOMPARE(priorityOf("plain"), 7);
        // A class that was not asked for is not written either.
        QVERIFY(specOf(second, "plain").contains("containers"));
        QVERIFY(!specOf(second, "plain").contains("priorityClassName"));
    }

    // A pod that was not applied does not say what was asked for: what looks like admission's is.
    void whatWasNotAppliedIsReadByItsLook() {
        store::Root root;
        for (const base::Json& json : objectsIn(R"(
apiVersion: v1
kind: Pod
metadata: {name: classed, namespace: default}
spec:
  priorityClassName: urgent
  priority: 1000
  preemptionPolicy: Never
  nodeName: worker-1
  containers: [{name: c, image: "web:v1"}]
  tolerations:
    - {key: node.kubernetes.io/not-ready, operator: Exists,
       effect: NoExecute, tolerationSeconds: 300}
    - {key: node.kubernetes.io/unreachable, operator: Exists,
       effect: NoExecute, tolerationSeconds: 300}
---
apiVersion: v1
kind: Pod
metadata: {name: wishes, namespace: default}
spec:
  preemptionPolicy: Never
  containers: [{name: c, image: "web:v1"}]
  tolerations:
    - {key: node.kubernetes.io/not-ready, operator: Exists,
       effect: NoExecute, tolerationSeconds: 60}
    - {key: node.kubernetes.io/unreachable, operator: Exists,
       effect: NoExecute}
    - {key: node.kubernetes.io/unreachable, operator: Exists,
       effect: NoSchedule}
)")) {
            const auto object = api::decode(json);
            QVERIFY2(object.ok(), object.ok() ? "" : object.error().text().c_str());
            root.table.set((*object)->key(), {.value = *object});
        }
        const auto objects = manifest::objectsToApply(root);
        QCOMPARE(objects.size(), std::size_t(2));
        const base::Json& classed = objects[0]["spec"];
        QCOMPARE(classed["priorityClassName"].get<std::string>(), std::string("urgent"));
        for (const char* field : {"priority", "preemptionPolicy", "nodeName", "tolerations"})
            QVERIFY2(!classed.contains(field), field);
        const base::Json& wishes = objects[1]["spec"];
        QCOMPARE(wishes["tolerations"].size(), std::size_t(3));
        QCOMPARE(wishes["preemptionPolicy"].get<std::string>(), std::string("Never"));
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
