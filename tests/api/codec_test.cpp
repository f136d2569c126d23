// Objects through JSON and back: nothing is lost, and what comes out is what a real API server
// prints.
#include "api/codec.h"
#include "api/kinds/kept.h"
#include "api/kinds/lease.h"
#include "api/kinds/pod.h"
#include "api/recorded.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::api;
using base::Json;

namespace {

constexpr const char* someTime = "2026-01-01T00:00:10Z";

Json roundTrip(const Json& json) {
    const auto object = decode(json);
    return object ? encode(**object, 0) : Json(object.error().message);
}

std::string complaint(const char* json) {
    const auto object = decode(Json::parse(json));
    return object ? "" : object.error().message;
}

} // namespace

class CodecTest : public QObject {
    Q_OBJECT
private slots:
    void recordedObjectsComeBackAsTheyWere() {
        const auto cases = tests::recordedCases("validation.jsonl");
        if (cases.empty()) QSKIP("the recordings under ../shared are not here");
        int compared = 0;
        for (const Json& one : cases) {
            Json body = one["response"]["body"];
            if (!body.is_object() || body["kind"] == "Status") continue;
            tests::fillPlaceholder(body, "<time>", someTime);
            body["metadata"].erase("resourceVersion");
            const Json again = roundTrip(body);
            if (again != body)
                qWarning("%s: %s", one["id"].get<std::string>().c_str(),
                         Json::diff(body, again).dump(1).c_str());
            QVERIFY(again == body);
            ++compared;
        }
        QVERIFY(compared > 20);
    }
    void unknownFieldsAreKeptEverywhere() {
        const Json pod = Json::parse(R"({"apiVersion": "v1", "kind": "Pod",
            "metadata": {"name": "p", "new": 1, "ownerReferences": [{"uid": "u", "new": 2}]},
            "spec": {"new": {"a": [1]}, "containers": [{"name": "c", "new": 3,
                "ports": [{"containerPort": 1, "new": 4}], "resources": {"new": {"x": 1}}}],
                "tolerations": [{"key": "a", "new": 5}]},
            "status": {"conditions": [{"type": "Ready", "status": "True", "new": 6}],
                "containerStatuses": [{"name": "c", "imageID": "i", "new": 7,
                    "state": {"running": {"startedAt": "2026-01-01T00:00:10Z", "new": 8}}}]}})");
        std::vector<std::string> unknown;
        const auto object = decode(pod, {.expected = Kind::Pod, .unknownFields = &unknown});
        QVERIFY(object.ok());
        const Json again = encode(**object, 0);
        QVERIFY(again["metadata"]["new"] == 1);
        QVERIFY(again["metadata"]["ownerReferences"][0]["new"] == 2);
        QVERIFY(again["spec"]["new"]["a"][0] == 1);
        QVERIFY(again["spec"]["containers"][0]["new"] == 3);
        QVERIFY(again["spec"]["containers"][0]["ports"][0]["new"] == 4);
        QVERIFY(again["spec"]["containers"][0]["resources"]["new"]["x"] == 1);
        QVERIFY(again["spec"]["tolerations"][0]["new"] == 5);
        QVERIFY(again["status"]["conditions"][0]["new"] == 6);
        QVERIFY(again["status"]["containerStatuses"][0]["new"] == 7);
        QVERIFY(again["status"]["containerStatuses"][0]["imageID"] == "i");
        QVERIFY(again["status"]["containerStatuses"][0]["state"]["running"]["new"] == 8);
        QVERIFY(std::find(unknown.begin(), unknown.end(), "spec.containers[0].ports[0].new") !=
                unknown.end());
        const Json answered = encodeForApi(**object, 7);
        QVERIFY(!answered["spec"].contains("new"));
        QVERIFY(answered["metadata"]["resourceVersion"] == "7");
        QVERIFY(!answered["spec"]["containers"][0]["ports"][0].contains("new"));
    }
    void quantitiesAndTimesAreCanonical() {
        const Json pod = Json::parse(R"({"apiVersion": "v1", "kind": "Pod",
            "metadata": {"name": "p", "uid": "u",
              "creationTimestamp": "2026-01-01T02:00:10.5+02:00"},
            "spec": {"containers": [{"name": "c", "resources": {"requests":
                {"cpu": 0.5, "memory": "1024Ki"}}}], "volumes": [{"name": "v",
                "emptyDir": {"sizeLimit": "1000m"}}]}})");
        const Json again = roundTrip(pod);
        QVERIFY(again["spec"]["containers"][0]["resources"]["requests"]["cpu"] == "500m");
        QVERIFY(again["spec"]["containers"][0]["resources"]["requests"]["memory"] == "1Mi");
        QVERIFY(again["spec"]["volumes"][0]["emptyDir"]["sizeLimit"] == "1");
        QVERIFY(again["metadata"]["creationTimestamp"] == someTime);
    }
    void leasesCountMicroseconds() {
        Lease lease;
        lease.holderIdentity = "w1";
        lease.leaseDurationSeconds = 40;
        lease.renewTime = sim::Time{10'123'456'789};
        const Json json = encode(lease, 5);
        QVERIFY(json["spec"]["renewTime"] == "2026-01-01T00:00:10.123456Z");
        QVERIFY(!json["spec"].contains("leaseTransitions"));
        const auto again = decode(json);
        QCOMPARE(static_cast<const Lease&>(**again).renewTime->ns, 10'123'456'000);
    }
    void theTokenVolumeIsOneName() {
        Pod pod;
        pod.meta.name = "p";
        Container c;
        c.name = "c";
        pod.spec.write().containers = {c};
        pod.tokenVolume = "kube-api-access-abcde";
        const Json json = encode(pod, 0);
        QVERIFY(json["spec"]["volumes"][0]["name"] == "kube-api-access-abcde");
        QVERIFY(json["spec"]["containers"][0]["volumeMounts"][0]["readOnly"] == true);
        const auto again = decode(json);
        const auto& read = static_cast<const Pod&>(**again);
        QCOMPARE(read.tokenVolume.view(), "kube-api-access-abcde");
        QVERIFY(!read.spec->rest);
    }
    void customResourcesAreKept() {
        const Json gateway = Json::parse(R"({"apiVersion": "example.com/v1", "kind": "Gateway",
            "metadata": {"name": "g", "namespace": "default", "labels": {"a": "b"}},
            "spec": {"x": [1, null, {"y": 2.5}]}, "status": null})");
        const auto object = decode(gateway);
        QVERIFY(object.ok());
        QCOMPARE((*object)->kind, Kind::Other);
        QCOMPARE((*object)->meta.labels.size(), 1u);
        const Json again = encode(**object, 0);
        QVERIFY(again["spec"] == gateway["spec"]);
        QVERIFY(again["kind"] == "Gateway");
    }
    void wrongTypesAreRefusedInKubernetesWords() {
        const auto deployment = [](const std::string& spec) {
            return complaint(
                ("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"spec\":" + spec + "}")
                    .c_str());
        };
        const std::string prefix = "Deployment in version \"v1\" cannot be handled as a "
                                   "Deployment: json: cannot unmarshal ";
        QCOMPARE(deployment(R"({"replicas": "3"})"),
                 prefix + "string into Go struct field DeploymentSpec.spec.replicas of type int32");
        QCOMPARE(deployment(R"({"replicas": 3000000000})"),
                 prefix + "number 3000000000 into Go struct field DeploymentSpec.spec.replicas of "
                          "type int32");
        QCOMPARE(deployment(R"({"template": {"spec": {"containers": [{"image": 1}]}}})"),
                 prefix + "number into Go struct field Container.spec.template.spec.containers."
                          "image of type string");
        QCOMPARE(deployment(R"({"template": {"metadata": {"labels": {"a": true}}}})"),
                 prefix + "bool into Go struct field ObjectMeta.spec.template.metadata.labels of "
                          "type string");
        QCOMPARE(deployment(R"([])"),
                 prefix + "array into Go struct field Deployment.spec of type v1.DeploymentSpec");
        QVERIFY(complaint(R"({"apiVersion": "v1", "kind": "Pod", "spec": {"containers":
            [{"resources": {"requests": {"cpu": "much"}}}]}})")
                    .starts_with("Pod in version \"v1\" cannot be handled as a Pod: quantities "
                                 "must match the regular expression '"));
    }
};

QTEST_APPLESS_MAIN(CodecTest)
#include "codec_test.moc"
