// Pods with claims: where their volumes let them go.
#include "scheduler/plain_objects.h"

using namespace maqueta;
using namespace maqueta::tests;

class VolumesTest : public QObject {
    Q_OBJECT
private slots:
    void aBoundVolumeKeepsItsPodNearIt() {
        const auto verdict =
            decide({node("node-1"), node("node-2"), storageClass("local", "kubernetes.io/x"),
                    claim("data", "local", "pv-1"), volume("pv-1", "local", "node-2")},
                   podWithClaims("db", {"data"}));
        QCOMPARE_TEXT(told(verdict),
                      "node-1 VolumeBinding: node(s) had volume node affinity conflict; node-2 ok");
    }

    void theSmallestVolumeThatFitsIsTakenFirst() {
        // The claim of 5Gi finds one volume on node-1; the small claim must leave it alone.
        const std::vector<Json> objects{node("node-1"),
                                        node("node-2"),
                                        storageClass("local", "kubernetes.io/no-provisioner"),
                                        claim("big", "local", "", "ReadWriteOnce", "5Gi"),
                                        claim("small", "local", "", "ReadWriteOnce", "1Gi"),
                                        volume("pv-1", "local", "node-1", "10Gi"),
                                        volume("pv-2", "local", "node-1", "2Gi"),
                                        volume("pv-3", "local", "node-2", "2Gi")};
        QCOMPARE_TEXT(told(decide(objects, podWithClaims("db", {"big", "small"}))),
                      "node-1 ok; node-2 VolumeBinding: node(s) didn't find available persistent "
                      "volumes to bind");
    }

    void aClaimThatMustBeBoundAtOnceRefusesThePodEverywhere() {
        const auto verdict =
            decide({node("node-1"), storageClass("fast", "csi.example.com", "Immediate"),
                    claim("data", "fast")},
                   podWithClaims("db", {"data"}));
        QVERIFY(verdict.preFilterRejected);
        QCOMPARE_TEXT(verdict.message,
                      "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. "
                      "preemption: 0/1 nodes are available: 1 Preemption is not helpful for "
                      "scheduling.");
    }

    void aClassProvisionsOnlyWhereItsTopologyAllows() {
        Json elsewhere = storageClass("zonal", "csi.example.com");
        elsewhere["allowedTopologies"] = Json::array(
            {{{"matchLabelExpressions",
               Json::array({{{"key", "topology.kubernetes.io/zone"}, {"values", {"b"}}}})}}});
        const std::vector<Json> objects{node("node-1", {{"topology.kubernetes.io/zone", "a"}}),
                                        node("node-2", {{"topology.kubernetes.io/zone", "b"}}),
                                        elsewhere, claim("data", "zonal")};
        QCOMPARE_TEXT(told(decide(objects, podWithClaims("db", {"data"}))),
                      "node-1 VolumeBinding: node(s) didn't find available persistent volumes to "
                      "bind; node-2 ok");
    }

    void aVolumeThatIsGoneLeavesItsClaimWithoutAPlace() {
        QCOMPARE_TEXT(told(decide({node("node-1"), claim("data", "fast", "pv-gone")},
                                  podWithClaims("db", {"data"}))),
                      "node-1 VolumeZone: persistentvolume \"pv-gone\" not found");
    }

    void anEphemeralVolumeWaitsForItsClaim() {
        const Json incoming = pod(
            "web", {},
            {{"volumes",
              Json::array({{{"name", "scratch"},
                            {"ephemeral",
                             {{"volumeClaimTemplate",
                               {{"spec",
                                 {{"accessModes", {"ReadWriteOnce"}},
                                  {"resources", {{"requests", {{"storage", "1Gi"}}}}}}}}}}}}})}});
        QCOMPARE_TEXT(told(decide({node("node-1")}, incoming)),
                      "node-1 VolumeBinding: waiting for ephemeral volume controller to create the "
                      "persistentvolumeclaim \"web-scratch\"");
    }

    void aZoneLabelOfTheVolumeRulesOtherZonesOut() {
        Json zonal = volume("pv-1", "std", "");
        zonal["metadata"]["labels"]["topology.kubernetes.io/zone"] = "a__b";
        const std::vector<Json> objects{node("node-1", {{"topology.kubernetes.io/zone", "b"}}),
                                        node("node-2", {{"topology.kubernetes.io/zone", "c"}}),
                                        node("node-3"), claim("data", "std", "pv-1"), zonal};
        QCOMPARE_TEXT(told(decide(objects, podWithClaims("db", {"data"}))),
                      "node-1 ok; node-2 VolumeZone: node(s) had no available volume zone; "
                      "node-3 ok");
    }

    void aNodeAttachesOnlyAsManyVolumesAsItsDriverSays() {
        const auto csi = [](const std::string& name) {
            Json json = volume(name, "fast", "");
            json["spec"]["csi"] = {{"driver", "csi.example.com"}, {"volumeHandle", "h-" + name}};
            return json;
        };
        const Json limits{{"apiVersion", "storage.k8s.io/v1"},
                          {"kind", "CSINode"},
                          {"metadata", {{"name", "node-1"}}},
                          {"spec",
                           {{"drivers", Json::array({{{"name", "csi.example.com"},
                                                      {"nodeID", "n"},
                                                      {"allocatable", {{"count", 1}}}}})}}}};
        const std::vector<Json> objects{node("node-1"),
                                        node("node-2"),
                                        limits,
                                        claim("one", "fast", "pv-1"),
                                        claim("two", "fast", "pv-2"),
                                        csi("pv-1"),
                                        csi("pv-2"),
                                        podWithClaims("first", {"one"}, "node-1")};
        QCOMPARE_TEXT(told(decide(objects, podWithClaims("second", {"two"}))),
                      "node-1 NodeVolumeLimits: node(s) exceed max volume count; node-2 ok");
        // The same volume is attached once, however many pods mount it.
        QCOMPARE_TEXT(told(decide(objects, podWithClaims("third", {"one"}))),
                      "node-1 ok; node-2 ok");
    }

    void aClaimForOnePodOnlyIsTaken() {
        const std::vector<Json> objects{
            node("node-1"), node("node-2"), claim("data", "std", "pv-1", "ReadWriteOncePod"),
            volume("pv-1", "std", ""), podWithClaims("first", {"data"}, "node-1")};
        const auto verdict = decide(objects, podWithClaims("second", {"data"}));
        QCOMPARE_TEXT(verdict.message,
                      "0/2 nodes are available: 2 node has pod using PersistentVolumeClaim with "
                      "the same name and ReadWriteOncePod access mode. preemption: 0/2 nodes are "
                      "available: 2 No preemption victims found for incoming pod.");
    }

    void preemptionGivesTheClaimToTheMoreImportantPod() {
        const std::vector<Json> objects{
            node("node-1"), node("node-2"), claim("data", "std", "pv-1", "ReadWriteOncePod"),
            volume("pv-1", "std", ""), podWithClaims("first", {"data"}, "node-1")};
        Json important = podWithClaims("second", {"data"});
        important["spec"]["priority"] = 1000;
        const auto verdict = decide(objects, important);
        QVERIFY(verdict.preemption);
        QCOMPARE(verdict.preemption->candidates.size(), std::size_t{1});
        QCOMPARE_TEXT(verdict.preemption->candidates[0].node.str(), "node-1");
    }

    void twoWritersDoNotShareADisk() {
        const auto withDisk = [](const std::string& name, const std::string& on, bool readOnly) {
            return pod(name, on,
                       {{"volumes", Json::array({{{"name", "disk"},
                                                  {"gcePersistentDisk",
                                                   {{"pdName", "d"}, {"readOnly", readOnly}}}}})}});
        };
        const std::vector<Json> objects{node("node-1"), node("node-2"),
                                        withDisk("first", "node-1", true)};
        QCOMPARE_TEXT(told(decide(objects, withDisk("second", "", false))),
                      "node-1 VolumeRestrictions: node(s) had no available disk; node-2 ok");
        QCOMPARE_TEXT(told(decide(objects, withDisk("third", "", true))), "node-1 ok; node-2 ok");
    }
};

QTEST_APPLESS_MAIN(VolumesTest)
#include "volumes_test.moc"
