// "Why is my pod there?": asked of a running cluster.
#include "cluster/verdict.h"
#include "stories/story.h"

using namespace maqueta;
using tests::Story;

namespace {

std::string onlyPod(const Story& story) {
    return story.picture().pods.front().name;
}

} // namespace

class VerdictStory : public QObject {
    Q_OBJECT
private slots:
    void aRunningPodIsOnOneOfTheBestNodes() {
        Story story;
        story.boot();
        story.deploy("web", 1);
        QVERIFY(story.runUntilAvailable("web", 1));
        const auto before = story.world().fingerprint();
        const auto verdict = cluster::explainPod(story.world(), "default", onlyPod(story));
        QVERIFY(verdict);
        QCOMPARE(verdict->feasible, std::size_t{4});
        QCOMPARE(verdict->nodes.size(), std::size_t{7});
        const cluster::NodeVerdict* its = verdict->find(verdict->node);
        QVERIFY(its && its->feasible && !its->parts.empty());
        // The image is on its node by now; nothing else tells the workers apart.
        QVERIFY(its->top);
        QVERIFY(story.world().fingerprint() == before);
        const cluster::NodeVerdict* other = verdict->find("control-plane-1");
        QVERIFY(other);
        QCOMPARE(other->plugin, std::string("TaintToleration"));
        QCOMPARE(other->message, std::string("node(s) had untolerated taint "
                                             "{node-role.kubernetes.io/control-plane: }"));
    }

    void aPendingPodHasTheSameMessageAsItsCondition() {
        Story story;
        story.boot();
        story.deploy("huge", 1, "16", "64Mi");
        story.run(sim::seconds(10));
        const auto verdict = cluster::explainPod(story.world(), "default", onlyPod(story));
        QVERIFY(verdict);
        QCOMPARE(verdict->feasible, std::size_t{0});
        QCOMPARE(verdict->message, story.picture().pods.front().message);
        QVERIFY(verdict->find("worker-1")->preemptible);
    }

    void aPodThatIsNotThereYetIsAnsweredFor() {
        Story story;
        story.boot();
        base::Json pod{{"apiVersion", "v1"},
                       {"kind", "Pod"},
                       {"metadata", {{"name", "next"}}},
                       {"spec",
                        {{"nodeSelector", {{"kubernetes.io/hostname", "worker-2"}}},
                         {"containers", base::Json::array({{{"name", "c"}, {"image", "x:1"}}})}}}};
        const auto verdict = cluster::explainManifest(story.world(), pod);
        QVERIFY(verdict.ok());
        QVERIFY(verdict->scoringSkipped);
        QCOMPARE(verdict->nodes.front().node, std::string("worker-2"));
        QVERIFY(!verdict->find("worker-1")->feasible);

        pod["metadata"]["namespace"] = "nowhere";
        const auto refused = cluster::explainManifest(story.world(), pod);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().message, std::string("namespaces \"nowhere\" not found"));
    }

    void nobodyKnowsAPodThatIsNotThere() {
        Story story;
        story.boot();
        QVERIFY(!cluster::explainPod(story.world(), "default", "ghost"));
    }

    void whatTellsTheNodesApartIsNamed() {
        cluster::Verdict verdict;
        verdict.feasible = 2;
        verdict.nodes = {
            {.node = "a", .feasible = true, .parts = {{"Same", 1, 50, 2}, {"Other", 1, 10, 1}}},
            {.node = "b", .feasible = true, .parts = {{"Same", 1, 50, 2}, {"Other", 1, 20, 1}}}};
        QCOMPARE(verdict.decisive(), std::vector<std::string>{"Other"});
    }
};

QTEST_APPLESS_MAIN(VerdictStory)
#include "verdict_test.moc"
