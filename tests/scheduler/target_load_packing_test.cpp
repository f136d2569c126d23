// TargetLoadPacking's points, on clusters whose load is given as NodeMetrics.
#include "scheduler/plain_objects.h"

using namespace maqueta;
using namespace maqueta::tests;

namespace {

constexpr const char* measuredAt = "2026-05-01T12:00:00Z";

Json bigNode(const std::string& name) {
    Json json = node(name);
    json["status"]["capacity"] = {{"cpu", "10"}};
    json["status"]["allocatable"]["cpu"] = "10";
    return json;
}

Json metrics(const std::string& name, const std::string& cpu) {
    return {{"apiVersion", "metrics.k8s.io/v1beta1"},
            {"kind", "NodeMetrics"},
            {"metadata", {{"name", name}}},
            {"timestamp", measuredAt},
            {"window", "15s"},
            {"usage", {{"cpu", cpu}, {"memory", "1Gi"}}}};
}

Json podOfResources(Json resources, Json more = Json::object()) {
    more["schedulerName"] = "target-load-packing";
    more["containers"] =
        Json::array({{{"name", "c"}, {"image", "x:1"}, {"resources", std::move(resources)}}});
    return pod("next", {}, std::move(more));
}

// A pod on the node that was bound at that time.
Json boundAt(const std::string& name, const std::string& on, const std::string& time) {
    Json json = pod(name, on);
    json["spec"]["containers"][0]["resources"] = {{"limits", {{"cpu", "1"}}}};
    json["status"]["conditions"] =
        Json::array({{{"type", "PodScheduled"}, {"status", "True"}, {"lastTransitionTime", time}}});
    return json;
}

std::int64_t pointsOf(const std::vector<Json>& objects, const Json& incoming,
                      const std::string& node = "n") {
    scheduler::ClusterInput cluster;
    for (const Json& object : objects)
        if (const base::Status status = cluster.add(object); !status)
            qFatal("%s", status.error().message.c_str());
    const auto pod = scheduler::readIncomingPod(incoming);
    if (!pod) qFatal("%s", pod.error().message.c_str());
    for (const scheduler::NodeVerdict& each : cluster.decide(**pod).nodes)
        if (each.node == node)
            for (const scheduler::PluginVerdict& part : each.plugins)
                if (part.plugin == "TargetLoadPacking") return part.weighted();
    return -1;
}

const Json oneCore = podOfResources({{"limits", {{"cpu", "1"}}}});

} // namespace

class TargetLoadPackingTest : public QObject {
    Q_OBJECT
private slots:
    void fullerIsBetterUpToTheTargetAndWorseBeyond() {
        const std::vector<std::pair<const char*, std::int64_t>> byUse{
            {"0", 55},     // 10 %: 40 + 60 x 10/40
            {"2", 85},     // 30 %
            {"3", 100},    // 40 %, the target
            {"3010m", 40}, // just beyond it
            {"5", 27},     // 60 %: 40 x 40/60
            {"9", 0},      // full
            {"12", 0}};
        for (const auto& [use, points] : byUse)
            QVERIFY2(pointsOf({bigNode("n"), metrics("n", use)}, oneCore) == points, use);
    }

    void thePodIsPredictedByItsLimitsRequestsOrTheDefault() {
        const auto points = [](Json resources, Json more = Json::object()) {
            return pointsOf({bigNode("n"), metrics("n", "0")},
                            podOfResources(std::move(resources), std::move(more)));
        };
        QCOMPARE(points({{"limits", {{"cpu", "2"}}}, {"requests", {{"cpu", "1"}}}}),
                 std::int64_t{70});
        QCOMPARE(points({{"requests", {{"cpu", "2"}}}}), std::int64_t{85}); // half as much again
        QCOMPARE(points(Json::object()), std::int64_t{55});                 // one core
        QCOMPARE(points({{"limits", {{"cpu", "1"}}}}, {{"overhead", {{"cpu", "1"}}}}),
                 std::int64_t{70});
    }

    void podsThatCameWithinAMinuteAreNotInTheMeasurementYet() {
        const auto points = [](const char* time) {
            return pointsOf({bigNode("n"), metrics("n", "1"), boundAt("other", "n", time)},
                            oneCore);
        };
        QCOMPARE(points("2026-05-01T11:00:00Z"), std::int64_t{70}); // measured long ago: 20 %
        QCOMPARE(points("2026-05-01T11:59:00Z"), std::int64_t{70}); // a minute before
        QCOMPARE(points("2026-05-01T11:59:01Z"), std::int64_t{85}); // less: predicted, 30 %
        QCOMPARE(points("2026-05-01T12:00:10Z"), std::int64_t{85}); // afterwards
    }

    void aNodeWithoutMeasurementHasNoPoints() {
        const std::vector<Json> cluster{bigNode("n"), bigNode("m"), metrics("m", "2")};
        QCOMPARE(pointsOf(cluster, oneCore, "n"), std::int64_t{0});
        QCOMPARE(pointsOf(cluster, oneCore, "m"), std::int64_t{85});
    }

    void otherPodsAreNotRankedByLoad() {
        QCOMPARE(pointsOf({bigNode("n"), metrics("n", "2")}, pod("next")), std::int64_t{-1});
    }
};

QTEST_APPLESS_MAIN(TargetLoadPackingTest)
#include "target_load_packing_test.moc"
