// A worker loses power, and comes back.
#include "stories/story.h"

using namespace maqueta;
using cluster::BeatKind;
using tests::Story;

class NodeFailureStory : public QObject {
    Q_OBJECT
private slots:
    // FIDELITY.md, measured on Kubernetes 1.32 after the last renewal: 52.6 s NotReady, 57.8 s
    // NoExecute, 357.9 s pods deleted. The controller looks every 5 s, so each may be 5 s off, and
    // no more.
    void isFoundOutAtTheTimesOfTheRealThing() {
        Story story;
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        story.run(sim::seconds(30));
        const auto before = story.picture();
        const sim::Time lastRenewal = before.machine("worker-4")->lastRenewal;
        const sim::Time cut = story.world().now();
        story.act(cluster::PowerOff{"worker-4"});
        story.run(sim::minutes(8));

        const auto since = [&](double at) { return at - lastRenewal.seconds(); };
        const double notReady = since(story.beatAt(BeatKind::NodeNotReady, "Node worker-4", cut));
        QVERIFY2(notReady >= 50 && notReady <= 56, std::to_string(notReady).c_str());
        double noExecute = -1;
        double evicted = -1;
        for (const auto& b : story.beats()) {
            if (b.at < cut) continue;
            if (noExecute < 0 && b.object == "Node worker-4" &&
                b.text.find("unreachable:NoExecute") != std::string::npos)
                noExecute = since(b.at.seconds());
            if (evicted < 0 && b.kind == BeatKind::PodDeleted) evicted = since(b.at.seconds());
        }
        QVERIFY2(noExecute > notReady && noExecute <= 61, std::to_string(noExecute).c_str());
        QVERIFY2(evicted >= noExecute + 299 && evicted <= noExecute + 302,
                 std::to_string(evicted).c_str());
        QVERIFY(story.runUntilAvailable("web", 4, sim::minutes(1)));

        // The old pod is still there, Terminating: nobody can confirm its end.
        int terminating = 0;
        for (const auto& pod : story.picture().pods)
            terminating += pod.look == cluster::PodLook::Terminating;
        QCOMPARE(terminating, 1);

        story.act(cluster::PowerOn{"worker-4"});
        QVERIFY(story.runUntil([&] { return story.picture().machine("worker-4")->ready; },
                               sim::minutes(1)));
        QVERIFY(story.runUntil(
            [&] {
                for (const auto& pod : story.picture().pods)
                    if (pod.look == cluster::PodLook::Terminating) return false;
                return true;
            },
            sim::minutes(1)));
        const auto after = story.picture();
        QCOMPARE(after.pods.size(), 4U);
        QVERIFY(after.machine("worker-4")->taints.empty());
        for (const auto& pod : after.pods) {
            QVERIFY(!pod.onlyRunning);
            QVERIFY(after.machines[static_cast<std::size_t>(pod.machine)].spec.name != "worker-4");
        }
    }

    void comesBackInTimeAndKeepsItsPods() {
        Story story;
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        story.act(cluster::PowerOff{"worker-4"});
        story.run(sim::seconds(120));
        QVERIFY(!story.picture().machine("worker-4")->ready);
        story.act(cluster::PowerOn{"worker-4"});
        QVERIFY(story.runUntilAvailable("web", 4, sim::minutes(2)));
        story.run(sim::minutes(7));
        const auto picture = story.picture();
        int there = 0;
        int restarts = 0;
        for (const auto& pod : picture.pods) {
            if (picture.machines[static_cast<std::size_t>(pod.machine)].spec.name != "worker-4")
                continue;
            ++there;
            restarts += pod.restarts;
        }
        QCOMPARE(there, 1);
        QCOMPARE(restarts, 1);
    }

    void whyWasThePodReplaced() {
        Story story;
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        const sim::Time cut = story.world().now();
        story.act(cluster::PowerOff{"worker-2"});
        story.run(sim::minutes(8));
        // From the replacement's creation, the chain of causes leads back to the power cut.
        const cluster::Beat* at = nullptr;
        for (const auto& b : story.beats())
            if (b.kind == BeatKind::PodCreated && b.at > cut) at = &b;
        QVERIFY(at);
        bool found = false;
        for (int hop = 0; hop < 10 && at && !found; ++hop) {
            const cluster::RecordSeq because = at->because[0] ? at->because[0] : at->because[1];
            at = nullptr;
            for (const auto& b : story.beats()) {
                if (b.seq != because) continue;
                at = &b;
                found = b.kind == BeatKind::PowerLost;
            }
        }
        QVERIFY2(found, "the chain of causes does not reach the power cut");
    }
};

QTEST_APPLESS_MAIN(NodeFailureStory)
#include "node_failure_test.moc"
