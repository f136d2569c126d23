// What is asked about pods and clusters that are given as plain objects: also nonsense.
#include "scheduler/explain/case.h"
#include "scheduler/explain/verdict_json.h"
#include "scheduler/plain_objects.h"

#include <functional>

using namespace maqueta;
using namespace maqueta::tests;

namespace {

// What Kubernetes says to a pod with something wrong in its spec.
std::string refusal(const std::function<void(Json&)>& spoil) {
    Json json = pod("web");
    spoil(json["spec"]);
    const auto read = scheduler::readIncomingPod(json);
    return read ? "accepted" : read.error().message;
}

std::string refusalOf(const Json& object) {
    scheduler::ClusterInput cluster;
    const base::Status status = cluster.add(object);
    return status ? "accepted" : status.error().message;
}

Json antiAffinity(Json term) {
    return {{"podAntiAffinity",
             {{"requiredDuringSchedulingIgnoredDuringExecution", Json::array({std::move(term)})}}}};
}

} // namespace

class ExplainTest : public QObject {
    Q_OBJECT
private slots:
    void nonsenseIsRefusedInKubernetesOwnWords() {
        QCOMPARE_TEXT(refusal([](Json& spec) {
                          spec["containers"][0]["resources"]["requests"]["cpu"] = "-1";
                      }),
                      "Pod \"web\" is invalid: spec.containers[0].resources.requests[cpu]: Invalid "
                      "value: \"-1\": must be greater than or equal to 0");
        QVERIFY(refusal([](Json& spec) {
                    spec["containers"][0]["resources"]["requests"]["cpu"] = "lots";
                }).find("quantities must match the regular expression") != std::string::npos);
        QCOMPARE_TEXT(
            refusal([](Json& spec) {
                spec["affinity"] =
                    antiAffinity({{"labelSelector", Json::object()},
                                  {"topologyKey", "zone"},
                                  {"namespaceSelector",
                                   {{"matchExpressions",
                                     Json::array({{{"key", "a"}, {"operator", "Like"}}})}}}});
            }),
            "Pod \"web\" is invalid: spec.affinity.podAntiAffinity."
            "requiredDuringSchedulingIgnoredDuringExecution[0].namespaceSelector."
            "matchExpressions[0].operator: Invalid value: \"Like\": not a valid selector operator");
        QVERIFY(refusal([](Json& spec) {
                    spec["affinity"] = antiAffinity({{"labelSelector", Json::object()}});
                }).find("topologyKey: Required value: can not be empty") != std::string::npos);
        QCOMPARE_TEXT(
            refusal([](Json& spec) {
                spec["affinity"]["nodeAffinity"]
                    ["preferredDuringSchedulingIgnoredDuringExecution"] = Json::array(
                        {{{"weight", 101},
                          {"preference",
                           {{"matchExpressions",
                             Json::array({{{"key", "a"}, {"operator", "Exists"}}})}}}}});
            }),
            "Pod \"web\" is invalid: spec.affinity.nodeAffinity."
            "preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must "
            "be in the range 1-100");
    }

    void aClusterThatCannotBeIsRefused() {
        QVERIFY(refusalOf({{"kind", "Node"}}).find("'apiVersion' is missing") != std::string::npos);
        Json negative = node("n");
        negative["status"]["allocatable"]["cpu"] = "-4";
        QCOMPARE_TEXT(refusalOf(negative),
                      "Node \"n\" is invalid: status.allocatable[cpu]: Invalid value: \"-4\": must "
                      "be greater than or equal to 0");
        scheduler::ClusterInput cluster;
        QVERIFY(cluster.add(node("n")).ok());
        QCOMPARE_TEXT(cluster.add(node("n")).error().message, "nodes \"n\" already exists");
        QVERIFY(cluster.add(pod("p", "n")).ok());
        QCOMPARE_TEXT(cluster.add(pod("p", "m")).error().message, "pods \"p\" already exists");
    }

    void amountsBeyondMeasureDoNotOverflowIntoACrash() {
        Json giant = node("n");
        giant["status"]["allocatable"] = {{"cpu", "9e18"}, {"memory", "9e18"}, {"pods", "9e18"}};
        const auto greedy = [](const std::string& name, const std::string& on) {
            Json json = pod(name, on);
            json["spec"]["containers"][0]["resources"]["requests"] = {{"cpu", "9e18"},
                                                                      {"memory", "9e18"}};
            return json;
        };
        const auto verdict = decide({giant, greedy("a", "n"), greedy("b", "n")}, greedy("c", ""));
        QCOMPARE(verdict.nodes.size(), std::size_t{1});
    }

    void whatMeansNothingHereIsRemarked() {
        const auto cluster = clusterOf(
            {node("n"),
             {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", "default"}}}}});
        Json json = pod("web");
        json["spec"]["affinity"] = antiAffinity({{"labelSelector", Json::object()},
                                                 {"topologyKey", "kubernetes.io/hostname"},
                                                 {"namespaces", {"nowhere"}}});
        const auto admitted = cluster.admit(json);
        QVERIFY(admitted.ok());
        const auto remarks = cluster.remarks(**admitted);
        QCOMPARE(remarks.size(), std::size_t{1});
        QVERIFY(remarks[0].find("namespaces \"nowhere\" not found") != std::string::npos);

        json["metadata"]["namespace"] = "nowhere";
        QCOMPARE_TEXT(cluster.admit(json).error().message, "namespaces \"nowhere\" not found");
    }

    void aPriorityClassOfTheClusterGivesThePodItsPriority() {
        const auto cluster = clusterOf({node("n"),
                                        {{"apiVersion", "scheduling.k8s.io/v1"},
                                         {"kind", "PriorityClass"},
                                         {"metadata", {{"name", "gold"}}},
                                         {"value", 7}}});
        const auto admitted = cluster.admit(pod("web", "", {{"priorityClassName", "gold"}}));
        QVERIFY(admitted.ok());
        QCOMPARE((*admitted)->spec->priority.value_or(0), 7);
        QCOMPARE_TEXT(cluster.admit(pod("web", "", {{"priorityClassName", "tin"}})).error().message,
                      "pods \"web\" is forbidden: no PriorityClass with name tin was found");
    }

    void aSelectorThatNobodyUnderstandsIsRefusedInPodsThatAreThereToo() {
        Json other = pod("other", "n");
        other["spec"]["topologySpreadConstraints"] = Json::array(
            {{{"maxSkew", 1},
              {"topologyKey", "zone"},
              {"whenUnsatisfiable", "DoNotSchedule"},
              {"labelSelector",
               {{"matchExpressions", Json::array({{{"key", "app"}, {"operator", "Like"}}})}}}}});
        QCOMPARE_TEXT(refusalOf(other),
                      "Pod \"other\" is invalid: spec.topologySpreadConstraints[0].labelSelector."
                      "matchExpressions[0].operator: Invalid value: \"Like\": not a valid selector "
                      "operator");
    }

    void podsOnANodeThatIsNotThereAreMentioned() {
        const auto cluster = clusterOf({node("n"), pod("lost", "gone"), pod("lost-too", "gone")});
        const auto incoming = cluster.admit(pod("next"));
        QVERIFY(incoming.ok());
        const auto remarks = cluster.remarks(**incoming);
        QCOMPARE(remarks.size(), std::size_t{1});
        QVERIFY(remarks[0].ends_with("nodes \"gone\" not found"));
    }

    void aSchedulerThatNobodyKnowsIsMentioned() {
        const auto cluster = clusterOf({node("n")});
        const auto incoming = cluster.admit(pod("next", "", {{"schedulerName", "mine"}}));
        QVERIFY(incoming.ok());
        QVERIFY(cluster.remarks(**incoming).at(0).find("\"mine\"") != std::string::npos);
    }

    // The kubelet lets no two such pods run, but objects may say so, and Kubernetes keeps a port
    // once.
    void aPortIsFreeAsSoonAsOneOfItsPodsGoes() {
        const auto withPort = [](const std::string& name, const std::string& on, int priority) {
            Json json = pod(name, on);
            json["spec"]["priority"] = priority;
            json["spec"]["containers"][0]["ports"] =
                Json::array({{{"containerPort", 80}, {"hostPort", 80}}});
            return json;
        };
        const Json verdict = scheduler::toJson(
            decide({node("n"), withPort("high", "n", 10), withPort("low", "n", 0)},
                   withPort("next", "", 5)));
        QCOMPARE_TEXT(verdict["preemption"]["candidates"]["n"]["victims"].dump(),
                      "[\"default/low\"]");
    }

    void onlyTheTaintsThatKeepAwayDo() {
        Json tainted = node("n");
        tainted["spec"]["taints"] =
            Json::array({{{"key", "odd"}, {"effect", "SomethingElse"}},
                         {{"key", "soft"}, {"effect", "PreferNoSchedule"}}});
        QCOMPARE_TEXT(told(decide({tainted}, pod("next"))), "n ok");
    }

    // A terminating pod does not count for a spread constraint, but preemption moves it as if it
    // did: that it comes back must not make it count.
    void aTerminatingPodThatIsSparedCountsAsBefore() {
        Json leaving = pod("leaving", "a"), large = pod("large", "a"), next = pod("next");
        leaving["metadata"]["labels"] = next["metadata"]["labels"] = {{"app", "web"}};
        leaving["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        leaving["spec"]["priority"] = 1;
        next["spec"]["priority"] = 5;
        large["spec"]["containers"][0]["resources"]["requests"]["cpu"] = "3";
        next["spec"]["containers"][0]["resources"]["requests"]["cpu"] = "3";
        next["spec"]["topologySpreadConstraints"] =
            Json::array({{{"maxSkew", 1},
                          {"topologyKey", "kubernetes.io/hostname"},
                          {"whenUnsatisfiable", "DoNotSchedule"},
                          {"labelSelector", {{"matchLabels", {{"app", "web"}}}}}}});
        Json closed = node("b");
        closed["spec"]["unschedulable"] = true;
        const Json verdict = scheduler::toJson(decide({node("a"), closed, leaving, large}, next));
        QCOMPARE_TEXT(verdict["preemption"]["candidates"]["a"]["victims"].dump(),
                      "[\"default/large\"]");
    }

    void podsThatHaveEndedHoldNothing() {
        Json done = pod("done", "n");
        done["spec"]["containers"][0]["resources"]["requests"]["cpu"] = "4";
        Json next = pod("next");
        next["spec"]["containers"][0]["resources"]["requests"]["cpu"] = "4";
        QCOMPARE_TEXT(told(decide({node("n"), done}, next)),
                      "n NodeResourcesFit: Insufficient cpu");
        done["status"]["phase"] = "Succeeded";
        QCOMPARE_TEXT(told(decide({node("n"), done}, next)), "n ok");
    }

    void roomThatPreemptionMadeIsKeptForItsPod() {
        Json waiting = pod("important");
        waiting["spec"]["priority"] = 10;
        waiting["spec"]["containers"][0]["resources"]["requests"]["cpu"] = "3";
        waiting["status"]["nominatedNodeName"] = "n";
        Json next = pod("next");
        next["spec"]["containers"][0]["resources"]["requests"]["cpu"] = "2";
        QCOMPARE_TEXT(told(decide({node("n"), waiting}, next)),
                      "n NodeResourcesFit: Insufficient cpu");
        next["spec"]["priority"] = 11;
        QCOMPARE_TEXT(told(decide({node("n"), waiting}, next)), "n ok");
    }

    void podsMayKeepAwayFromTheirOwnRevisionOnly() {
        Json old = pod("old", "node-1");
        old["metadata"]["labels"] = {{"app", "web"}, {"rev", "1"}};
        Json fresh = pod("fresh");
        fresh["metadata"]["labels"] = {{"app", "web"}, {"rev", "2"}};
        Json term{{"labelSelector", {{"matchLabels", {{"app", "web"}}}}},
                  {"topologyKey", "kubernetes.io/hostname"}};
        fresh["spec"]["affinity"] = antiAffinity(term);
        QCOMPARE_TEXT(told(decide({node("node-1"), old}, fresh)),
                      "node-1 InterPodAffinity: node(s) didn't match pod anti-affinity rules");
        term["matchLabelKeys"] = {"rev"};
        fresh["spec"]["affinity"] = antiAffinity(term);
        QCOMPARE_TEXT(told(decide({node("node-1"), old}, fresh)), "node-1 ok");
    }

    void nodesAreFilledUpOrKeptEmptyAsTheStrategySays() {
        Json filler = pod("filler", "full");
        filler["spec"]["containers"][0]["resources"]["requests"] = {{"cpu", "2"},
                                                                    {"memory", "4Gi"}};
        Json next = pod("next");
        next["spec"]["containers"][0]["resources"]["requests"] = {{"cpu", "1"}, {"memory", "2Gi"}};
        const auto cluster = clusterOf({node("empty"), node("full"), filler});
        const auto incoming = scheduler::readIncomingPod(next);
        QVERIFY(incoming.ok());
        const auto scoresOf = [&](const char* strategy) {
            const auto scoring = scheduler::scoringNamed(strategy);
            const auto verdict = cluster.decide(**incoming, scoring.value());
            std::string text;
            for (const auto& each : verdict.nodes)
                for (const auto& part : each.plugins)
                    if (part.plugin == "NodeResourcesFit")
                        text += each.node + " " + std::to_string(part.normalized) + " ";
            return text;
        };
        QCOMPARE_TEXT(scoresOf("LeastAllocated"), "empty 75 full 25 ");
        QCOMPARE_TEXT(scoresOf("MostAllocated"), "empty 25 full 75 ");
        QCOMPARE_TEXT(scoresOf("RequestedToCapacityRatio"), "empty 25 full 75 ");
        QVERIFY(!scheduler::scoringNamed("Fullest"));
    }

    void anEmptyClusterSaysSo() {
        const auto verdict = scheduler::decideCase({{"nodes", Json::array()}, {"pod", pod("web")}});
        QVERIFY(verdict.ok());
        QCOMPARE_TEXT((*verdict)["message"].get<std::string>(),
                      "no nodes available to schedule pods");
        QVERIFY(!verdict->contains("preemption"));
    }

    void differencesNameTheirPlace() {
        const Json found{{"feasible", {"a"}}, {"scores", {{"a", {{"total", 5}}}}}};
        const Json expected{
            {"feasible", {"a"}}, {"scores", {{"a", {{"total", 6}}}}}, {"top", {"a"}}};
        const auto wrong = scheduler::differences(found, expected);
        QCOMPARE(wrong.size(), std::size_t{2});
        QCOMPARE_TEXT(wrong[0], "scores.a.total: 5, expected 6");
        QCOMPARE_TEXT(wrong[1], "top: absent, expected [\"a\"]");
        QVERIFY(scheduler::differences(found, found).empty());
    }
};

QTEST_APPLESS_MAIN(ExplainTest)
#include "explain_test.moc"
