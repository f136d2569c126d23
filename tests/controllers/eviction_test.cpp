// Evictions and budgets: who pays, what happens when two ask at once, and when a pod that was paid
// for does not go.
#include "conformance/scripted_kubelet.h"
#include "conformance/small_cluster.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::tests;
using api::Kind;
using base::Json;

namespace {

// Three pods of one Deployment that run, and a budget that lets one go.
class Drained : public SmallCluster {
public:
    Drained() : kubelet(*this, "default") {
        for (const char* node : {"w1", "w2", "w3"}) kubelet.addNode(node, "z1");
        runFor(sim::seconds(8));
        createJson(Kind::Deployment, "default",
                   Json::parse(R"({"apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {"name": "web"}, "spec": {"replicas": 3,
            "selector": {"matchLabels": {"app": "web"}}, "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"containers": [{"name": "c", "image": "app:v1"}]}}}})"));
        createJson(Kind::PodDisruptionBudget, "default",
                   Json::parse(R"({"apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
            "metadata": {"name": "two"}, "spec": {"minAvailable": 2,
            "selector": {"matchLabels": {"app": "web"}}}})"));
        for (int i = 0; i < 60 && status("disruptionsAllowed") != 1; ++i) {
            runFor(sim::milliseconds(400));
            for (const std::string& pod : kubelet.eligible("start")) kubelet.act("start", pod, 0);
        }
        runFor(sim::seconds(5));
    }
    Json budget() const {
        const auto budget = find(Kind::PodDisruptionBudget, "default", "two");
        return budget->rest->value.value("status", Json::object());
    }
    std::int64_t status(const char* field) const { return budget().value(field, std::int64_t{-1}); }
    std::vector<std::string> pods() const {
        std::vector<std::string> names;
        for (const auto& pod : list(Kind::Pod, "default")) names.push_back(pod->meta.name.str());
        return names;
    }
    static base::Ref<api::Request> eviction(const std::string& pod) {
        base::Ref<api::Request> request(new api::Request);
        request->verb = api::Verb::Create;
        request->sub = api::Subresource::Eviction;
        request->kind = Kind::Pod;
        request->ns = "default";
        request->name = pod;
        request->userAgent = "kubectl";
        return request;
    }
    bool goes(const std::string& pod) const {
        const auto* there = get<api::Pod>("default", pod);
        return !there || there->meta.terminating();
    }
    ScriptedKubelet kubelet;
};

std::string causeOf(const api::Response& response) {
    if (!response.failure.details) return {};
    const Json& causes = response.failure.details->value["causes"];
    return causes[0]["reason"].get<std::string>() + ": " + causes[0]["message"].get<std::string>();
}

} // namespace

class EvictionTest : public QObject {
    Q_OBJECT

private slots:
    void theBudgetPaysBeforeThePodGoes() {
        Drained cluster;
        QCOMPARE(cluster.status("disruptionsAllowed"), std::int64_t{1});
        const std::string pod = cluster.pods().front();
        const std::size_t before = cluster.written().size();
        QCOMPARE(cluster.ask(Drained::eviction(pod))->code, 201);
        // In this order: the budget, the pod's condition, the pod's deletion.
        std::vector<Written> own;
        for (std::size_t i = before; i < cluster.written().size(); ++i)
            if (cluster.written()[i].by == "kubectl") own.push_back(cluster.written()[i]);
        QCOMPARE(own.size(), std::size_t{3});
        QVERIFY(own[0].now->kind == Kind::PodDisruptionBudget);
        const Json paid = own[0].now->rest->value["status"];
        QCOMPARE(paid["disruptionsAllowed"].get<int>(), 0);
        QVERIFY(paid["disruptedPods"].contains(pod));
        QCOMPARE(paid["conditions"][0]["status"].get<std::string>(), std::string("False"));
        QCOMPARE(paid["conditions"][0]["reason"].get<std::string>(),
                 std::string("InsufficientPods"));
        QVERIFY(api::isTrue(own[1].now.as<api::Pod>().status.conditions, "DisruptionTarget"));
        QVERIFY(own[2].now->meta.terminating());
        // Once the pod is going, the budget's controller counts by itself.
        cluster.runFor(sim::seconds(2));
        QVERIFY(!cluster.budget().contains("disruptedPods"));
        QCOMPARE(cluster.status("currentHealthy"), std::int64_t{2});
    }

    // Both see one disruption allowed. One pays; the other finds the budget written, looks again
    // half a second later, and is refused with the cause.
    void oneDisruptionIsNeverGrantedTwice() {
        Drained cluster;
        constexpr network::ProcessId other{7};
        api::ResponseRef second;
        sim::Time secondAt;
        cluster.addPart(other, [&](const api::ToClient& m) {
            if (const auto* reply = std::get_if<api::ReplyMessage>(&m)) {
                second = reply->response;
                secondAt = cluster.now();
            }
        });
        const std::vector<std::string> pods = cluster.pods();
        const sim::Time asked = cluster.now();
        cluster.sendToApi(other, api::CallMessage{1, Drained::eviction(pods[1])});
        const api::ResponseRef first = cluster.ask(Drained::eviction(pods[0]));
        QVERIFY(cluster.runUntil([&] { return bool(second); }, sim::seconds(30)));
        const bool firstPaid = first->code == 201;
        const api::Response& refused = firstPaid ? *second : *first;
        QCOMPARE((firstPaid ? first : second)->code, 201);
        QCOMPARE(refused.code, 429);
        QCOMPARE(refused.failure.reason.str(), std::string("TooManyRequests"));
        QVERIFY2(causeOf(refused).starts_with("DisruptionBudget: The disruption budget two needs 2 "
                                              "healthy pods and has "),
                 causeOf(refused).c_str());
        QVERIFY(std::max(secondAt, cluster.now()) - asked >= sim::milliseconds(500));
        QCOMPARE(int(cluster.goes(pods[0])) + int(cluster.goes(pods[1])), 1);
    }

    // The preconditions of the deletion are looked at when the budget has paid: the pod stays, and
    // for two minutes it counts as gone.
    void aPodThatWasPaidForAndStaysIsForgottenAfterTwoMinutes() {
        Drained cluster;
        const std::string pod = cluster.pods().front();
        const base::Ref<api::Request> request = Drained::eviction(pod);
        request->remove.uid = "of another one";
        QCOMPARE(cluster.ask(request)->code, 409);
        QVERIFY(!cluster.goes(pod));
        cluster.runFor(sim::seconds(100));
        QVERIFY(cluster.budget()["disruptedPods"].contains(pod));
        QCOMPARE(cluster.status("currentHealthy"), std::int64_t{2});
        QCOMPARE(cluster.status("disruptionsAllowed"), std::int64_t{0});
        QCOMPARE(cluster.ask(Drained::eviction(cluster.pods().back()))->code, 429);
        cluster.runFor(sim::seconds(30));
        QVERIFY(!cluster.budget().contains("disruptedPods"));
        QCOMPARE(cluster.status("currentHealthy"), std::int64_t{3});
        QCOMPARE(cluster.status("disruptionsAllowed"), std::int64_t{1});
        const auto events = cluster.eventsAbout("Pod", pod);
        QVERIFY(std::find(events.begin(), events.end(),
                          "NotDeleted: Pod was expected by PDB default/two to be deleted but it "
                          "wasn't") != events.end());
    }

    void aDryRunCostsNothing() {
        Drained cluster;
        const std::string pod = cluster.pods().front();
        const base::Ref<api::Request> request = Drained::eviction(pod);
        request->dryRun = true;
        QCOMPARE(cluster.ask(request)->code, 201);
        QCOMPARE(cluster.status("disruptionsAllowed"), std::int64_t{1});
        QVERIFY(!cluster.goes(pod));
    }

    void whatIsNotThereIsNotFound() {
        Drained cluster;
        QCOMPARE(cluster.ask(Drained::eviction("nobody"))->code, 404);
        QCOMPARE(cluster.status("disruptionsAllowed"), std::int64_t{1});
    }
};

QTEST_APPLESS_MAIN(EvictionTest)
#include "eviction_test.moc"
