// A worker loses power, and comes back.
#include "diagram/captions.h"
#include "stories/story.h"

#include <map>

using namespace maqueta;
using cluster::BeatKind;
using tests::Story;

class NodeFailureStory : public QObject {
    Q_OBJECT
private slots:
    // FIDELITY.md, measured on Kubernetes 1.32 after the last renewal: 52.6 s NotReady, 57.8 s
    // NoExecute, 357.9 s pods deleted. The controller looks every 5 s: it notices the last renewal
    // up to 5 s late, counts 50 s from there, and finds them over up to 5 s late; the second taint
    // follows a look later.
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
        QVERIFY2(notReady >= 50 && notReady <= 60.5, std::to_string(notReady).c_str());
        double noExecute = -1;
        double evicted = -1;
        for (const auto& b : story.beats()) {
            if (b.at < cut) continue;
            if (noExecute < 0 && b.object == "Node worker-4" &&
                b.text.find("unreachable:NoExecute") != std::string::npos)
                noExecute = since(b.at.seconds());
            if (evicted < 0 && b.kind == BeatKind::PodDeleted) evicted = since(b.at.seconds());
        }
        QVERIFY2(noExecute > notReady && noExecute <= notReady + 6,
                 std::to_string(noExecute).c_str());
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
        QVERIFY(story.runUntil([&] { return story.picture().machine("worker-4")->taints.empty(); },
                               sim::seconds(15)));
        const auto after = story.picture();
        QCOMPARE(after.pods.size(), 4U);
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

    // Taking a machine away does not tell the API: its Node stays, and holds on to its pods, until
    // somebody deletes the object; then the pod garbage collector ends them.
    void aMachineTakenAwayLeavesItsNode() {
        Story story;
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        const auto placeOf = [](const cluster::Picture& picture) {
            return picture.machine("worker-2") - picture.machines.data();
        };
        const auto place = placeOf(story.picture());
        story.act(cluster::RemoveMachine{"worker-2"});
        story.run(sim::minutes(8));
        const cluster::Picture left = story.picture();
        const cluster::MachinePicture* node = left.machine("worker-2");
        QVERIFY(node && !node->exists && !node->on && node->registered && !node->ready);
        QCOMPARE(placeOf(left), place);
        QCOMPARE(node->spec.role, cluster::Role::Worker);
        QCOMPARE(node->spec.zone, std::string("b"));
        QVERIFY(left.faults.empty()); // nothing there can be healed
        int held = 0;
        for (const auto& pod : left.pods)
            held += left.machines[static_cast<std::size_t>(pod.machine)].spec.name == "worker-2" &&
                    pod.look == cluster::PodLook::Terminating;
        QCOMPARE(held, 1);

        story.act(cluster::DeleteObject{"Node", "", "worker-2", {}});
        QVERIFY(story.runUntil([&] { return story.picture().pods.size() == 4; }, sim::minutes(3)));
        QVERIFY(!story.picture().machine("worker-2"));
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
        std::map<cluster::RecordSeq, const cluster::Beat*> bySeq;
        for (const auto& b : story.beats()) bySeq[b.seq] = &b;
        std::vector<const cluster::Beat*> chain{at};
        bool found = false;
        std::string told;
        for (std::size_t i = 0; i < chain.size() && i < 40 && !found; ++i) {
            told += chain[i]->object + " " + chain[i]->text + "; ";
            found = chain[i]->kind == BeatKind::PowerLost;
            for (const cluster::RecordSeq because : chain[i]->because)
                if (const auto earlier = bySeq.find(because); earlier != bySeq.end())
                    chain.push_back(earlier->second);
        }
        QVERIFY2(found, told.c_str());
    }

    // A kubelet's word is from its own machine, whichever API server stored it.
    void anObjectsBeatKnowsWhereItsWriterIs() {
        Story story;
        story.boot();
        story.deploy("web", 4);
        QVERIFY(story.runUntilAvailable("web", 4));
        int looked = 0;
        for (const cluster::PodPicture& pod : story.picture().pods)
            for (const cluster::Beat& beat : story.beats()) {
                const std::string* name = beat.field("name");
                if (beat.kind != BeatKind::PodReady || !name || *name != pod.name) continue;
                QCOMPARE(beat.part, std::string("kubelet"));
                QCOMPARE(*beat.field("writer"),
                         story.picture().machines[static_cast<std::size_t>(pod.machine)].spec.name);
                ++looked;
            }
        QCOMPARE(looked, 4);
    }

    // What is said of the belief is the belief: a node that never was Ready is not called so.
    void theSentenceOnAPowerCutKnowsWhatTheApiSays() {
        const auto said = [](sim::Duration after) {
            Story story;
            story.run(after);
            story.act(cluster::PowerOff{"worker-2"});
            const auto cut =
                std::find_if(story.beats().rbegin(), story.beats().rend(),
                             [](const cluster::Beat& b) { return b.kind == BeatKind::PowerLost; });
            return cut == story.beats().rend() ? std::string()
                                               : std::string(diagram::captionRule(*cut)->bold);
        };
        QCOMPARE(said(sim::milliseconds(200)), std::string("{machine} has no power."));
        QCOMPARE(said(sim::minutes(2)),
                 std::string("{machine} has no power. The cluster still says Ready:"));
    }
};

QTEST_APPLESS_MAIN(NodeFailureStory)
#include "node_failure_test.moc"
