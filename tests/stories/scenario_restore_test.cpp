// The scenario "Snapshot recovery": saved, deleted by mistake, restored.
#include "stories/scenario.h"

using namespace maqueta;
using cluster::BeatKind;
using tests::Film;
using tests::Story;

class RestoreScenario : public QObject {
    Q_OBJECT

    static base::Json inNamespace(base::Json object, const std::string& ns) {
        object["metadata"]["namespace"] = ns;
        return object;
    }

private slots:
    void everyBeatFromThePhotoToTheReturn() {
        Story story;
        story.boot();
        const base::Json shop = {
            {"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", "shop"}}}};
        story.act(cluster::ApplyObjects{
            .objects = {shop, inNamespace(Story::deployment("front", 2, "100m", "64Mi"), "shop"),
                        inNamespace(Story::deployment("cart", 2, "100m", "64Mi"), "shop")},
            .title = "shop"});
        QVERIFY(story.runUntilAvailable("front", 2));
        QVERIFY(story.runUntilAvailable("cart", 2));
        story.run(sim::seconds(5));

        const sim::Time begin = story.world().now();
        story.act(cluster::SaveSnapshot{});
        story.act(cluster::DeleteObject{
            .kind = "Namespace", .ns = {}, .name = "shop", .graceSeconds = {}});
        story.deploy("test", 2);
        QVERIFY(story.runUntilAvailable("test", 2));
        QVERIFY(story.runUntil([&] { return story.picture().pods.size() == 2; }, sim::minutes(2)));
        story.run(sim::seconds(20));
        const sim::Time restored = story.world().now();
        story.act(cluster::RestoreSnapshot{1});
        QVERIFY(story.runUntil([&] { return !story.world().restoring(); }, sim::minutes(1)));
        QVERIFY(story.runUntilAvailable("front", 2));
        story.run(sim::minutes(1));

        Film film(story, begin);
        const cluster::Beat* saved = film.next(
            BeatKind::SnapshotSaved, {},
            {{"number", "1"}, {"revision", {}}, {"keys", {}}, {"bytes", {}}, {"machine", {}}});
        QVERIFY(saved);
        QVERIFY(film.somewhere(BeatKind::ObjectDeleted, "Deployment shop/front"));
        QVERIFY(film.next(BeatKind::ObjectDeleted, "Namespace shop"));
        // Restore: a preview, then the procedure of the documentation.
        const cluster::Beat* started =
            film.next(BeatKind::RestoreStarted, {},
                      {{"number", "1"}, {"revision", *saved->field("revision")}});
        QVERIFY(started);
        QCOMPARE(*started->field("orphaned"), std::string("2"));
        // The namespace with its two Deployments, ReplicaSets and four pods at least.
        QVERIFY(std::stoi(*started->field("returning")) >= 9);
        QVERIFY(std::stoi(*started->field("lost")) >= 4);
        for (const char* stage : {"stop-servers", "stop-store", "rebuild", "start-store"})
            QVERIFY(film.next(BeatKind::RestoreStep, {}, {{"stage", stage}}));
        QVERIFY(film.somewhere(BeatKind::LeaderElected));
        const cluster::Beat* compared =
            film.next(BeatKind::RestoreStep, {},
                      {{"stage", "start-servers"}, {"revision", *saved->field("revision")}});
        QVERIFY(compared);
        QCOMPARE(*compared->field("keys"), *saved->field("keys"));
        QCOMPARE(*compared->field("equal"), *saved->field("keys"));
        QVERIFY(film.next(BeatKind::ServerReady));
        QVERIFY(film.somewhere(BeatKind::RestoreDone, {}, {{"stage", "restart-others"}}));
        // Kubelets compare: what has a record starts, what has none is ended.
        Film after(story, restored);
        QCOMPARE(after.count(BeatKind::OrphanEnded), 2);
        int returned = 0;
        for (const cluster::Beat& b : story.beats())
            returned += b.at >= restored && b.kind == BeatKind::ContainerStarted &&
                        b.object.find("shop/") != std::string::npos;
        QCOMPARE(returned, 4);
        QVERIFY(after.somewhere(BeatKind::LeaseTaken, {}, {{"lease", "kube-scheduler"}}));
        QCOMPARE(story.available("test"), -1);
        QCOMPARE(story.picture().pods.size(), 4U);
    }
};

QTEST_APPLESS_MAIN(RestoreScenario)
#include "scenario_restore_test.moc"
