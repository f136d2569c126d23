// Claims, budgets and priorities in a running cluster.
#include "stories/story.h"

using namespace maqueta;
using base::Json;
using tests::Story;

namespace {

Json storageClass() {
    return {{"apiVersion", "storage.k8s.io/v1"},
            {"kind", "StorageClass"},
            {"metadata", {{"name", "local"}}},
            {"provisioner", "kubernetes.io/no-provisioner"},
            {"volumeBindingMode", "WaitForFirstConsumer"}};
}

Json volumeOn(const std::string& name, const std::string& node) {
    return {
        {"apiVersion", "v1"},
        {"kind", "PersistentVolume"},
        {"metadata", {{"name", name}}},
        {"spec",
         {{"capacity", {{"storage", "10Gi"}}},
          {"accessModes", {"ReadWriteOnce"}},
          {"storageClassName", "local"},
          {"persistentVolumeReclaimPolicy", "Retain"},
          {"local", {{"path", "/mnt/disk"}}},
          {"nodeAffinity",
           {{"required",
             {{"nodeSelectorTerms",
               Json::array({{{"matchExpressions", Json::array({{{"key", "kubernetes.io/hostname"},
                                                                {"operator", "In"},
                                                                {"values", {node}}}})}}})}}}}}}}};
}

Json claim(const std::string& name) {
    return {{"apiVersion", "v1"},
            {"kind", "PersistentVolumeClaim"},
            {"metadata", {{"name", name}}},
            {"spec",
             {{"accessModes", {"ReadWriteOnce"}},
              {"storageClassName", "local"},
              {"resources", {{"requests", {{"storage", "5Gi"}}}}}}}};
}

Json podWithClaim(const std::string& name, const std::string& claimName) {
    return {
        {"apiVersion", "v1"},
        {"kind", "Pod"},
        {"metadata", {{"name", name}}},
        {"spec",
         {{"containers", Json::array({{{"name", "c"}, {"image", "db:v1"}}})},
          {"volumes", Json::array({{{"name", "data"},
                                    {"persistentVolumeClaim", {{"claimName", claimName}}}}})}}}};
}

Json podOf(const std::string& name, const std::string& priorityClass, const std::string& cpu) {
    return {{"apiVersion", "v1"},
            {"kind", "Pod"},
            {"metadata", {{"name", name}}},
            {"spec",
             {{"priorityClassName", priorityClass},
              {"nodeSelector", {{"kubernetes.io/hostname", "worker-1"}}},
              {"containers", Json::array({{{"name", "c"},
                                           {"image", "app:v1"},
                                           {"resources", {{"requests", {{"cpu", cpu}}}}}}})}}}};
}

Json priorityClass(const std::string& name, int value) {
    return {{"apiVersion", "scheduling.k8s.io/v1"},
            {"kind", "PriorityClass"},
            {"metadata", {{"name", name}}},
            {"value", value}};
}

void apply(Story& story, std::vector<Json> objects) {
    story.act(cluster::ApplyObjects{.objects = std::move(objects), .title = "objects"});
}

// "worker-2" when the pod runs there and is ready; "" when it is nowhere or not yet.
std::string readyOn(const Story& story, const std::string& name) {
    const auto picture = story.picture();
    for (const auto& pod : picture.pods)
        if (pod.name == name && pod.look == cluster::PodLook::Ready)
            return picture.machines[static_cast<std::size_t>(pod.machine)].spec.name;
    return {};
}

std::string phaseOf(const Story& story, api::Kind kind, std::string_view ns,
                    std::string_view name) {
    const store::Root root = story.world().storeRoot();
    const store::KeyValue* found = root.table.find(api::keyOf(kind, ns, name));
    if (!found) return "gone";
    const auto& object = static_cast<const api::Object&>(*found->value);
    return object.rest->value.value("/status/phase"_json_pointer, std::string());
}

// "absent" when it has none.
std::string classOf(const Story& story, std::string_view name) {
    const store::Root root = story.world().storeRoot();
    const store::KeyValue* found =
        root.table.find(api::keyOf(api::Kind::PersistentVolumeClaim, "default", name));
    if (!found) return "gone";
    const auto& object = static_cast<const api::Object&>(*found->value);
    return object.rest->value.value("/spec/storageClassName"_json_pointer, std::string("absent"));
}

} // namespace

class VolumesStory : public QObject {
    Q_OBJECT
private slots:
    void aPodGoesWhereItsVolumeIs() {
        Story story;
        story.boot();
        apply(story, {storageClass(), volumeOn("disk", "worker-3"), claim("data")});
        story.run(sim::seconds(10));
        QCOMPARE(phaseOf(story, api::Kind::PersistentVolumeClaim, "default", "data"),
                 std::string("Pending"));
        apply(story, {podWithClaim("db", "data")});
        QVERIFY(story.runUntil([&] { return !readyOn(story, "db").empty(); }, sim::minutes(2)));
        QCOMPARE(readyOn(story, "db"), std::string("worker-3"));
        QCOMPARE(phaseOf(story, api::Kind::PersistentVolumeClaim, "default", "data"),
                 std::string("Bound"));
        QCOMPARE(phaseOf(story, api::Kind::PersistentVolume, {}, "disk"), std::string("Bound"));
    }

    void twoPodsDoNotGetOneVolume() {
        Story story;
        story.boot();
        apply(story,
              {storageClass(), volumeOn("disk-1", "worker-1"), volumeOn("disk-2", "worker-2"),
               claim("a"), claim("b"), podWithClaim("pod-a", "a"), podWithClaim("pod-b", "b")});
        const auto bothRun = [&] {
            return !readyOn(story, "pod-a").empty() && !readyOn(story, "pod-b").empty();
        };
        QVERIFY(story.runUntil(bothRun, sim::minutes(2)));
        QVERIFY(readyOn(story, "pod-a") != readyOn(story, "pod-b"));
    }

    // A class that is marked as the default is given to claims that name none, at once or later;
    // the newest of several; and never to a claim that says that it wants none.
    void aClaimWithoutAClassGetsTheDefaultOne() {
        const auto unnamed = [](const std::string& name) {
            Json json = claim(name);
            json["spec"].erase("storageClassName");
            return json;
        };
        const auto defaultClass = [](const std::string& name) {
            Json json = storageClass();
            json["metadata"] = {
                {"name", name},
                {"annotations", {{"storageclass.kubernetes.io/is-default-class", "true"}}}};
            return json;
        };
        Story story;
        story.boot();
        Json none = claim("none");
        none["spec"]["storageClassName"] = "";
        apply(story, {storageClass(), unnamed("early"), none});
        story.run(sim::seconds(5));
        QCOMPARE(classOf(story, "early"), std::string("absent"));
        apply(story, {defaultClass("first")});
        story.run(sim::seconds(30)); // the controller looks at claims every 15 s
        QCOMPARE(classOf(story, "early"), std::string("first"));
        apply(story, {defaultClass("second"), unnamed("late")});
        story.run(sim::seconds(1));
        QCOMPARE(classOf(story, "late"), std::string("second"));
        QCOMPARE(classOf(story, "none"), std::string());
    }

    void aPodWithoutAPriorityClassGetsTheGlobalDefault() {
        Story story;
        story.boot();
        Json general = priorityClass("general", 7);
        general["globalDefault"] = true;
        Json pod = podOf("plain", "", "100m");
        pod["spec"].erase("priorityClassName");
        apply(story, {general, pod});
        QVERIFY(story.runUntil([&] { return !readyOn(story, "plain").empty(); }, sim::minutes(2)));
        const store::Root root = story.world().storeRoot();
        const auto* found = root.table.find(api::keyOf(api::Kind::Pod, "default", "plain"));
        QVERIFY(found);
        const auto& spec = *static_cast<const api::Pod&>(*found->value).spec;
        QCOMPARE(spec.priority.value_or(0), 7);
        QCOMPARE(spec.priorityClassName, base::Text("general"));
    }

    void anImportantPodTakesThePlaceOfALesserOne() {
        Story story;
        story.boot();
        apply(story,
              {priorityClass("low", 1), priorityClass("high", 1000), podOf("lesser", "low", "3")});
        QVERIFY(story.runUntil([&] { return !readyOn(story, "lesser").empty(); }, sim::minutes(2)));
        apply(story, {podOf("important", "high", "3")});
        QVERIFY(story.runUntil([&] { return readyOn(story, "important") == "worker-1"; },
                               sim::minutes(3)));
        QCOMPARE(readyOn(story, "lesser"), std::string());
    }
};

QTEST_APPLESS_MAIN(VolumesStory)
#include "volumes_test.moc"
