// The scenario "Scheduling": a Deployment of two pods, from the request to Ready.
#include "stories/scenario.h"

using namespace maqueta;
using cluster::BeatKind;
using tests::Film;
using tests::Story;

class SchedulingScenario : public QObject {
    Q_OBJECT

    // A pod that only promises: what a worker has given away before the scenario begins.
    static base::Json promise(const std::string& node, const std::string& cpu,
                              const std::string& memory) {
        return {{"apiVersion", "v1"},
                {"kind", "Pod"},
                {"metadata", {{"name", "on-" + node}}},
                {"spec",
                 {{"nodeName", node},
                  {"containers",
                   base::Json::array(
                       {{{"name", "c"},
                         {"image", "earlier:v1"},
                         {"resources", {{"requests", {{"cpu", cpu}, {"memory", memory}}}}}}})}}}};
    }

private slots:
    void everyBeatOfAPodsWay() {
        Story story;
        story.boot();
        story.act(cluster::ApplyObjects{
            .objects = {promise("worker-1", "2500m", "8Gi"), promise("worker-2", "1500m", "5Gi"),
                        promise("worker-3", "3000m", "10Gi"), promise("worker-4", "3750m", "12Gi")},
            .title = "what is promised"});
        QVERIFY(story.runUntil(
            [&] {
                const auto pods = story.picture().pods;
                return pods.size() == 4 && std::all_of(pods.begin(), pods.end(), [](const auto& p) {
                           return p.phase == "Running";
                       });
            },
            sim::minutes(1)));
        const sim::Time begin = story.world().now();
        story.deploy("web", 2, "500m", "1Gi");
        QVERIFY(story.runUntilAvailable("web", 2));

        Film film(story, begin);
        QVERIFY(film.next(BeatKind::Acted, {}, {{"request", "yes"}}));
        QVERIFY(film.next(BeatKind::ObjectCreated, "Deployment default/web",
                          {{"image", "web:v1"}, {"replicas", "2"}}));
        QVERIFY(film.somewhere(
            BeatKind::RequestAnswered, "deployment.apps/web",
            {{"ok", "yes"}, {"verb", "created"}, {"members", "3"}, {"quorum", "2"}}));
        QVERIFY(film.somewhere(BeatKind::ReplicasChanged, {},
                               {{"owner", "Deployment default/web"},
                                {"created", "yes"},
                                {"from", "0"},
                                {"to", "2"},
                                {"image", "web:v1"}}));
        const cluster::Beat* created = film.next(BeatKind::PodCreated, {}, {{"owner", {}}});
        QVERIFY(created);
        const std::string first = created->object;

        // Filter: the control plane is tainted, worker-4 has promised too much.
        QVERIFY(film.somewhere(BeatKind::NodesFiltered, first,
                               {{"plugin", "TaintToleration"},
                                {"nodes", "control-plane-1, control-plane-2, control-plane-3"},
                                {"count", "3"}}));
        QVERIFY(film.next(BeatKind::NodesFiltered, first,
                          {{"plugin", "NodeResourcesFit"},
                           {"nodes", "worker-4"},
                           {"count", "1"},
                           {"reason", "Insufficient cpu"}}));
        // Score: best first.
        const cluster::Beat* scored =
            film.next(BeatKind::NodesScored, first,
                      {{"node", "worker-2"}, {"points", {}}, {"others", {}}, {"feasible", "3"}});
        QVERIFY(scored);
        const std::string& scores = *scored->field("scores");
        QVERIFY2(scores.starts_with("worker-2 ") &&
                     scores.find("worker-1 ") < scores.find("worker-3 "),
                 scores.c_str());
        QVERIFY(film.next(BeatKind::PodDecided, first,
                          {{"node", "worker-2"}, {"points", *scored->field("points")}}));
        // Bind, and the way on the worker.
        QVERIFY(film.next(BeatKind::PodScheduled, first, {{"node", "worker-2"}}));
        QVERIFY(film.next(BeatKind::PodHeard, first, {{"node", "worker-2"}}));
        const cluster::Beat* sandbox = film.next(BeatKind::SandboxStarted, first, {{"ip", {}}});
        QVERIFY(sandbox);
        QVERIFY(film.next(BeatKind::ImagePulling, first, {{"image", "web:v1"}, {"size", "70 MB"}}));
        QVERIFY(film.next(BeatKind::ImagePulled, first, {{"image", "web:v1"}, {"seconds", {}}}));
        QVERIFY(film.next(BeatKind::ContainerStarted, first, {{"container", "c"}}));
        QVERIFY(film.next(BeatKind::PodReady, first,
                          {{"ip", *sandbox->field("ip")}, {"node", "worker-2"}}));

        // The second goes elsewhere: the copies are kept apart.
        const cluster::Beat* other = nullptr;
        for (const cluster::Beat& b : story.beats())
            if (b.at >= begin && b.kind == BeatKind::PodCreated && b.object != first) other = &b;
        QVERIFY(other);
        QVERIFY(film.somewhere(BeatKind::PodDecided, other->object, {{"node", "worker-1"}}));
        QCOMPARE(film.count(BeatKind::PodCreated), 2);
    }

    // The load balancer finds its servers: nothing is "again" when a cluster comes up.
    void theFirstStartIsNoReturn() {
        Story story;
        story.boot();
        Film film(story, {});
        QCOMPARE(film.count(BeatKind::BackendUp), 3);
        for (const cluster::Beat& b : story.beats())
            if (b.kind == BeatKind::BackendUp)
                QVERIFY2(b.text.find("again") == std::string::npos && *b.field("again") == "no",
                         b.text.c_str());
        story.act(cluster::PowerOff{"control-plane-2"});
        story.run(sim::seconds(10));
        story.act(cluster::PowerOn{"control-plane-2"});
        story.run(sim::seconds(30));
        QVERIFY(
            film.next(BeatKind::BackendDown, {}, {{"machine", "control-plane-2"}, {"reason", {}}}));
        QVERIFY(
            film.next(BeatKind::BackendUp, {}, {{"machine", "control-plane-2"}, {"again", "yes"}}));
    }
};

QTEST_APPLESS_MAIN(SchedulingScenario)
#include "scenario_scheduling_test.moc"
