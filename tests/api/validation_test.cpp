// Replays what a real API server answered to good and bad objects: code, message, causes, and of
// good ones every defaulted field.
#include "api/codec.h"
#include "api/field_error.h"
#include "api/kinds/kept.h"
#include "api/patch.h"
#include "api/recorded.h"
#include "api/registry.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>
#include <map>

using namespace maqueta;
using namespace maqueta::api;
using base::Json;

namespace {

constexpr std::int64_t someVersion = 100;

// The cluster of the recording: its namespaces have one service account.
class Recorded final : public ObjectSource {
public:
    Versioned find(Kind kind, std::string_view ns, std::string_view name) const override {
        if (kind != Kind::ServiceAccount || name != "default") return {};
        base::Ref<Kept> account(new Kept(kind));
        account->meta.name = name;
        account->meta.ns = ns;
        return {account, 1};
    }
};

struct Url {
    Kind kind = Kind::Other;
    Text ns;
    Text name;
    std::string sub;
};

// "/api/v1/namespaces/val/pods/p/status?dryRun=All"
Url parsed(const std::string& path) {
    QStringList parts =
        QString::fromStdString(path).section('?', 0, 0).split('/', Qt::SkipEmptyParts);
    parts = parts.mid(parts.front() == "api" ? 2 : 3);
    Url url;
    if (parts.size() > 2 && parts.front() == "namespaces") {
        url.ns = parts[1].toStdString();
        parts = parts.mid(2);
    }
    url.kind = findKindByWord(parts.front().toStdString());
    if (parts.size() > 1) url.name = parts[1].toStdString();
    if (parts.size() > 2) url.sub = parts[2].toStdString();
    return url;
}

// What stood in the namespace when the updates were recorded.
Json existing(Kind kind, const Text& name) {
    const Json container = {{"name", "c"}, {"image", "app:v1"}};
    Json spec = {{"containers", Json::array({container})}};
    Json object = {{"metadata", {{"name", name.view()}}}};
    if (kind == Kind::Pod) {
        if (name == "pn") {
            spec["nodeName"] = "w1";
        } else {
            object["metadata"]["labels"] = {{"app", "p"}};
            spec["nodeSelector"] = {{"no", "where"}};
        }
        object["spec"] = spec;
        return object;
    }
    const Json labels = {{"app", name.view()}};
    object["spec"] = {{"selector", {{"matchLabels", labels}}},
                      {"template", {{"metadata", {{"labels", labels}}}, {"spec", spec}}}};
    if (kind == Kind::Deployment) {
        object["metadata"]["labels"] = labels;
        object["spec"]["replicas"] = 3;
    }
    return object;
}

// The pod "p" asks for a node that there is not, and the scheduler has said so.
ObjectRef asScheduled(const ObjectRef& object) {
    const Pod* pod = objectCast<Pod>(object);
    if (!pod || !pod->nodeName.empty()) return object;
    const base::Ref<Pod> said = mutableCopy(*pod);
    Condition condition;
    condition.type = "PodScheduled";
    condition.status = ConditionStatus::False;
    condition.reason = "Unschedulable";
    condition.message = "0/4 nodes are available: 4 node(s) didn't match Pod's node "
                        "affinity/selector. preemption: 0/4 nodes are available: 4 Preemption is "
                        "not helpful for scheduling.";
    condition.lastTransitionTime = sim::Time{10'000'000'000};
    setCondition(said->status.conditions, condition);
    return said;
}

class Replay {
public:
    explicit Replay(const Json& recording) : recording_(recording) {
        request_ = recording["request"];
        url_ = parsed(request_["path"].get<std::string>());
        context_.now = sim::Time{10'000'000'000};
        context_.rng = &rng_;
        context_.source = &cluster_;
        context_.ns = url_.ns;
        context_.name = url_.name;
    }

    Json answer() {
        const std::string method = request_["method"].get<std::string>();
        Json body = request_["body"];
        if (body.is_string()) body = Json::parse(body.get<std::string>());
        if (method == "POST" && url_.name.empty())
            return shown(prepareCreate(context_, url_.kind, body), 0);
        Versioned current{
            asScheduled(
                prepareCreate(context_, url_.kind, existing(url_.kind, url_.name)).object()),
            someVersion};
        const Subresource sub = url_.sub == "status" ? Subresource::Status : Subresource::None;
        if (url_.sub == "binding") {
            const auto target = bindingTarget(context_, body);
            if (const auto* failure = std::get_if<Failure>(&target)) return statusJson(*failure);
            const Outcome bound = prepareBinding(context_, current, std::get<Text>(target));
            if (!bound) return statusJson(bound.failure());
            return {{"kind", "Status"},
                    {"apiVersion", "v1"},
                    {"metadata", Json::object()},
                    {"status", "Success"},
                    {"code", 201}};
        }
        if (method == "PUT") return shown(prepareUpdate(context_, current, body, sub), someVersion);
        const std::string type = request_["contentType"].get<std::string>();
        const PatchType patch = type.find("strategic") != std::string::npos
                                    ? PatchType::StrategicMerge
                                : type.find("json-patch") != std::string::npos ? PatchType::Json
                                                                               : PatchType::Merge;
        return shown(preparePatch(context_, current, patch, body, sub), someVersion);
    }

    // Both answers without what differs from run to run, and without Go's dumps of structs.
    static void normalize(Json& answer) {
        if (answer.is_structured()) {
            for (Json& value : answer) normalize(value);
            return;
        }
        if (!answer.is_string()) return;
        QString text = QString::fromStdString(answer.get<std::string>());
        static const QRegularExpression dump("\\n  core\\.PodSpec\\{.*",
                                             QRegularExpression::DotMatchesEverythingOption);
        static const QRegularExpression token("kube-api-access-(<x>|[a-z0-9]{5})");
        static const QRegularExpression generated("^(g-|a{58})[a-z0-9]{5}$");
        static const QRegularExpression bad("A_[a-z0-9]{5}\\b");
        text.replace(dump, "").replace(token, "kube-api-access-<x>");
        text.replace(generated, "\\1<x>").replace(bad, "A_<x>");
        answer = text.toStdString();
    }

private:
    Json shown(const Outcome& outcome, std::int64_t version) const {
        if (!outcome) return statusJson(outcome.failure());
        Json json = encodeForApi(*outcome.object(), version);
        if (json["metadata"].contains("uid")) json["metadata"]["uid"] = "<uid>";
        if (!json["metadata"]["creationTimestamp"].is_null())
            json["metadata"]["creationTimestamp"] = "<time>";
        if (version != 0) json["metadata"]["resourceVersion"] = "<rv>";
        if (json.contains("/status/conditions"_json_pointer))
            for (Json& condition : json["status"]["conditions"])
                if (condition.contains("lastTransitionTime"))
                    condition["lastTransitionTime"] = "<time>";
        return json;
    }

    const Json& recording_;
    Json request_;
    Url url_;
    sim::Rng rng_{7};
    Recorded cluster_;
    RequestContext context_;
};

// Requests that never reach the registry: the server's own tests have them.
bool belongsToTheServer(const Json& recording) {
    const std::string id = recording["id"].get<std::string>();
    const std::string method = recording["request"]["method"].get<std::string>();
    constexpr std::array elsewhere{"request-invalid-05", "request-invalid-15", "request-invalid-20",
                                   "request-invalid-22", "request-invalid-24", "request-invalid-25",
                                   "request-invalid-27", "request-invalid-42"};
    return method == "GET" || std::find(elsewhere.begin(), elsewhere.end(), id) != elsewhere.end();
}

bool isChecked(const std::string& kind) {
    constexpr std::array kinds{"Pod", "ReplicaSet", "Deployment", "Namespace", "Node", "Request"};
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

struct Count {
    int same = 0;
    int all = 0;
};

} // namespace

class ValidationTest : public QObject {
    Q_OBJECT
private slots:
    void answersAreThoseOfARealServer() {
        const auto cases = tests::recordedCases("validation.jsonl");
        if (cases.empty()) QSKIP("the recordings under ../shared are not here");
        std::map<std::string, Count> counts;
        int different = 0;
        for (const Json& one : cases) {
            const std::string kind = one["kind"].get<std::string>();
            if (!isChecked(kind) || belongsToTheServer(one)) continue;
            Json wanted = one["response"]["body"];
            Json got = Replay(one).answer();
            Replay::normalize(wanted);
            Replay::normalize(got);
            Count& count = counts[kind];
            ++count.all;
            if (got == wanted) {
                ++count.same;
                continue;
            }
            ++different;
            qWarning("%s\n   wanted %s\n   got    %s", one["id"].get<std::string>().c_str(),
                     wanted.dump().c_str(), got.dump().c_str());
        }
        for (const auto& [kind, count] : counts)
            qInfo("%s: %d of %d as recorded", kind.c_str(), count.same, count.all);
        QCOMPARE(different, 0);
    }
    void strictBodiesMayHaveNoUnknownField() {
        sim::Rng rng(1);
        RequestContext context;
        context.rng = &rng;
        context.ns = "default";
        context.fieldValidation = FieldValidation::Strict;
        Json body = existing(Kind::Deployment, "d");
        body["spec"]["bogus"] = 1;
        const Outcome refused = prepareCreate(context, Kind::Deployment, body);
        QCOMPARE(refused.failure().code, 400);
        QCOMPARE(refused.failure().message.str(),
                 "Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding "
                 "error: unknown field \"spec.bogus\"");
        std::vector<std::string> warnings;
        context.fieldValidation = FieldValidation::Warn;
        context.warnings = &warnings;
        QVERIFY(prepareCreate(context, Kind::Deployment, body).ok());
        QCOMPARE(warnings.size(), 1u);
        QCOMPARE(warnings[0], "unknown field \"spec.bogus\"");
    }
    void manyErrorsComeInOrder() {
        sim::Rng rng(1);
        RequestContext context;
        context.rng = &rng;
        context.ns = "default";
        Json body = existing(Kind::Deployment, "d");
        body["spec"]["replicas"] = -1;
        body["spec"]["strategy"] = {{"type", "Recreate"}, {"rollingUpdate", {{"maxSurge", 1}}}};
        body["spec"]["template"]["spec"]["containers"][0]["ports"] =
            Json::array({{{"containerPort", 0}, {"protocol", "ICMP"}}});
        const Outcome refused = prepareCreate(context, Kind::Deployment, body);
        QCOMPARE(refused.failure().message.str(),
                 "Deployment.apps \"d\" is invalid: [spec.replicas: Invalid value: -1: must be "
                 "greater than or equal to 0, "
                 "spec.template.spec.containers[0].ports[0].containerPort: Required value, "
                 "spec.template.spec.containers[0].ports[0].protocol: Unsupported value: \"ICMP\": "
                 "supported values: \"SCTP\", \"TCP\", \"UDP\", spec.strategy.rollingUpdate: "
                 "Forbidden: may not be specified when strategy `type` is 'Recreate']");
    }
    void sharesThatAreNoShares() {
        sim::Rng rng(1);
        RequestContext context;
        context.rng = &rng;
        context.ns = "default";
        Json body = existing(Kind::Deployment, "d");
        body["spec"]["strategy"] = {{"rollingUpdate", {{"maxSurge", "many"}}}};
        const Outcome refused = prepareCreate(context, Kind::Deployment, body);
        QVERIFY(refused.failure().message.view().find(
                    "maxSurge: Invalid value: intstr.IntOrString{Type:1, IntVal:0, "
                    "StrVal:\"many\"}: a valid percent string must be a numeric string") !=
                std::string_view::npos);
    }
};

QTEST_APPLESS_MAIN(ValidationTest)
#include "validation_test.moc"
