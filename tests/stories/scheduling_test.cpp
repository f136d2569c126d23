// Where pods go, and why some go nowhere.
#include "stories/story.h"

using namespace maqueta;
using tests::Story;

class SchedulingStory : public QObject {
    Q_OBJECT
private slots:
    void copiesOfOneDeploymentSpreadOverTheWorkers() {
        Story story;
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        std::map<int, int> perMachine;
        const auto picture = story.picture();
        for (const auto& pod : picture.pods) {
            ++perMachine[pod.machine];
            QVERIFY(pod.machine >= 0);
            QCOMPARE(picture.machines[static_cast<std::size_t>(pod.machine)].spec.role,
                     cluster::Role::Worker);
        }
        QCOMPARE(perMachine.size(), 4U);
    }

    void aPodGoesToTheWorkerWithTheMostRoomLeft() {
        Story story;
        story.boot();
        // Three workers are half full; the fourth is empty and has the highest score.
        for (const char* node : {"worker-1", "worker-2", "worker-3"}) {
            base::Json pod{
                {"apiVersion", "v1"},
                {"kind", "Pod"},
                {"metadata", {{"name", std::string("filler-") + node}}},
                {"spec",
                 {{"nodeName", node},
                  {"containers",
                   base::Json::array(
                       {{{"name", "c"},
                         {"image", "filler:v1"},
                         {"resources", {{"requests", {{"cpu", "2"}, {"memory", "8Gi"}}}}}}})}}}};
            story.act(cluster::ApplyObjects{.objects = {pod}, .title = node});
        }
        story.run(sim::seconds(20));
        story.deploy("web", 1, "500m", "1Gi");
        QVERIFY(story.runUntilAvailable("web", 1));
        const auto picture = story.picture();
        for (const auto& pod : picture.pods)
            if (pod.workload == "web")
                QCOMPARE(picture.machines[static_cast<std::size_t>(pod.machine)].spec.name,
                         std::string("worker-4"));
    }

    void aPodThatFitsNowhereSaysSoInTheSchedulersOwnWords() {
        Story story;
        story.boot();
        story.deploy("huge", 1, "16", "64Mi");
        story.run(sim::seconds(10));
        const auto picture = story.picture();
        QCOMPARE(picture.pods.size(), 1U);
        const auto& pod = picture.pods.front();
        QCOMPARE(pod.look, cluster::PodLook::Waiting);
        QCOMPARE(pod.reason, std::string("Unschedulable"));
        QCOMPARE(pod.message,
                 std::string("0/7 nodes are available: 3 node(s) had untolerated taint "
                             "{node-role.kubernetes.io/control-plane: }, 4 Insufficient cpu. "
                             "preemption: 0/7 nodes are available: 3 Preemption is not helpful for "
                             "scheduling, 4 No preemption victims found for incoming pod."));
    }

    void cordonedWorkersGetNothing() {
        Story story;
        story.boot();
        for (const char* node : {"worker-1", "worker-2", "worker-3"})
            story.act(cluster::Cordon{node, true});
        story.run(sim::seconds(2));
        story.deploy("web", 3);
        QVERIFY(story.runUntilAvailable("web", 3));
        const auto picture = story.picture();
        for (const auto& pod : picture.pods)
            QCOMPARE(picture.machines[static_cast<std::size_t>(pod.machine)].spec.name,
                     std::string("worker-4"));
    }
};

QTEST_APPLESS_MAIN(SchedulingStory)
#include "scheduling_test.moc"
