// Two ways to understand "the node with the least load": by what pods asked for, as Kubernetes
// does, or by what they really use, as the profile target-load-packing does.
#include "cluster/verdict.h"
#include "stories/story.h"

#include <algorithm>
#include <map>

using namespace maqueta;
using base::Json;
using tests::Story;

namespace {

constexpr const char* byLoad = "target-load-packing";

Json podOf(const std::string& name, const std::string& cpu, const std::string& scheduler = {},
           const std::string& node = {}) {
    Json pod{{"apiVersion", "v1"},
             {"kind", "Pod"},
             {"metadata", {{"name", name}}},
             {"spec",
              {{"containers", Json::array({{{"name", "c"},
                                            {"image", "app:v1"},
                                            {"resources", {{"requests", {{"cpu", cpu}}}}}}})}}}};
    if (!scheduler.empty()) pod["spec"]["schedulerName"] = scheduler;
    if (!node.empty()) pod["spec"]["nodeName"] = node;
    return pod;
}

void apply(Story& story, Json pod) {
    story.act(cluster::ApplyObjects{.objects = {std::move(pod)}, .title = "pod"});
}

std::string nodeOf(const Story& story, const std::string& name) {
    const auto picture = story.picture();
    for (const auto& pod : picture.pods)
        if (pod.name == name)
            return pod.machine < 0
                       ? std::string()
                       : picture.machines[static_cast<std::size_t>(pod.machine)].spec.name;
    return {}; // nobody has made it yet
}

bool isReady(const Story& story, const std::string& name) {
    for (const auto& pod : story.picture().pods)
        if (pod.name == name) return pod.look == cluster::PodLook::Ready;
    return false;
}

// worker-1 is promised away but idle, worker-2 is promised to nobody but busy; the others are
// closed. Everything has been there for so long that measurements show it.
void fillTwoWorkers(Story& story) {
    story.boot();
    for (const char* node : {"worker-3", "worker-4"}) story.act(cluster::Cordon{.node = node});
    apply(story, podOf("promised", "3", {}, "worker-1"));
    apply(story, podOf("greedy", "100m", {}, "worker-2"));
    QVERIFY(story.runUntil([&] { return isReady(story, "promised") && isReady(story, "greedy"); },
                           sim::minutes(2)));
    story.act(cluster::SetUsage{.ns = "default",
                                .pod = "promised",
                                .container = {},
                                .cpuMilli = 200,
                                .memoryBytes = 50 << 20});
    story.act(cluster::SetUsage{.ns = "default",
                                .pod = "greedy",
                                .container = {},
                                .cpuMilli = 3500,
                                .memoryBytes = 50 << 20});
    story.run(sim::minutes(2));
}

bool runUntilPlaced(Story& story, const std::string& pod) {
    return story.runUntil([&] { return !nodeOf(story, pod).empty(); }, sim::seconds(20));
}

} // namespace

class TargetLoadStory : public QObject {
    Q_OBJECT
private slots:
    void theSamePodLandsByRequestsOrByLoad() {
        Story story;
        fillTwoWorkers(story);
        apply(story, podOf("by-requests", "200m"));
        apply(story, podOf("by-load", "200m", byLoad));
        QVERIFY(runUntilPlaced(story, "by-requests") && runUntilPlaced(story, "by-load"));
        QCOMPARE(nodeOf(story, "by-requests"), std::string("worker-2"));
        QCOMPARE(nodeOf(story, "by-load"), std::string("worker-1"));
    }

    void whyNamesTheMeasuredLoad() {
        Story story;
        fillTwoWorkers(story);
        const auto verdict = cluster::explainManifest(story.world(), podOf("next", "200m", byLoad));
        QVERIFY(verdict.ok());
        QCOMPARE(verdict->decisive(), std::vector<std::string>{"TargetLoadPacking"});
        // 50m of the system, 200m used, 300m predicted for the pod, of 4 cores: 13.75 %.
        const cluster::NodeVerdict& best = verdict->nodes.front();
        QCOMPARE(best.node, std::string("worker-1"));
        const auto part = std::find_if(best.parts.begin(), best.parts.end(), [](const auto& each) {
            return each.plugin == "TargetLoadPacking";
        });
        QVERIFY(part != best.parts.end());
        QCOMPARE(part->raw, std::int64_t{61});
        // The plugins that rank by requests have no say.
        for (const auto& each : best.parts)
            QVERIFY(each.plugin != "NodeResourcesFit" &&
                    each.plugin != "NodeResourcesBalancedAllocation");
    }

    void whatWasJustPlacedCountsBeforeItIsMeasured() {
        Story story;
        story.boot();
        for (int i = 0; i < 8; ++i) apply(story, podOf("p" + std::to_string(i), "500m", byLoad));
        for (int i = 0; i < 8; ++i) QVERIFY(runUntilPlaced(story, "p" + std::to_string(i)));
        // Two of them, at 750m each, fill a node of 4 cores to its 40 %.
        std::map<std::string, int> pods;
        for (int i = 0; i < 8; ++i) ++pods[nodeOf(story, "p" + std::to_string(i))];
        for (const auto& [node, count] : pods)
            QVERIFY2(count == 2, (node + ": " + std::to_string(count)).c_str());
    }

    // The load is told by the kubelets, over the network: nothing comes from a machine without
    // power, nor from one whose kubelet does not run.
    void aNodeThatCannotBeMeasuredIsAvoided_data() {
        QTest::addColumn<bool>("powerGoes");
        QTest::newRow("no kubelet") << false;
        QTest::newRow("no power") << true;
    }
    void aNodeThatCannotBeMeasuredIsAvoided() {
        QFETCH(bool, powerGoes);
        Story story;
        fillTwoWorkers(story);
        story.act(cluster::SetUsage{.ns = "default",
                                    .pod = "greedy",
                                    .container = {},
                                    .cpuMilli = 3000,
                                    .memoryBytes = 50 << 20});
        if (powerGoes)
            story.act(cluster::PowerOff{.machine = "worker-1"});
        else
            story.act(cluster::CrashProcess{.machine = "worker-1",
                                            .process = cluster::ProcessKind::Kubelet,
                                            .staysDown = true});
        const double asked = story.seconds();
        apply(story, podOf("by-load", "200m", byLoad));
        QVERIFY(runUntilPlaced(story, "by-load"));
        // Although it is busy: worker-1, which was better, said nothing.
        QCOMPARE(nodeOf(story, "by-load"), std::string("worker-2"));
        QVERIFY(story.seconds() - asked < 2);
    }

    void aScrapeTravelsToEveryKubeletAndBack() {
        struct Listener final : cluster::Observer {
            void onBeat(const cluster::Beat&) override {}
            void onTransit(const cluster::Transit& transit) override {
                if (std::string(transit.label) == "how busy?") asked.push_back(transit);
            }
            bool wantsTransits() const override { return true; }
            std::vector<cluster::Transit> asked;
        } listener;
        Story story;
        story.boot();
        cluster::World world = story.world();
        const auto run = [&](sim::Duration length) {
            world.runUntil(world.now() + length, listener);
        };
        run(sim::minutes(1));
        QVERIFY(listener.asked.empty()); // nobody wants to know
        QVERIFY(world
                    .apply(cluster::ApplyObjects{.objects = {podOf("a", "100m", byLoad)},
                                                 .title = "pod"},
                           1, listener)
                    .ok());
        run(sim::seconds(5));
        // The scheduler asks its API server, and that one the seven kubelets.
        QCOMPARE(listener.asked.size(), std::size_t{8});
    }

    void aPodOfAnotherSchedulerWaitsAndWhyKnowsIt() {
        Story story;
        story.boot();
        apply(story, podOf("foreign", "100m", "my-scheduler"));
        story.run(sim::minutes(1));
        QCOMPARE(nodeOf(story, "foreign"), std::string());
        const auto verdict = cluster::explainPod(story.world(), "default", "foreign");
        QVERIFY(verdict);
        QCOMPARE(verdict->unknownScheduler, std::string("my-scheduler"));
    }
};

QTEST_APPLESS_MAIN(TargetLoadStory)
#include "target_load_test.moc"
