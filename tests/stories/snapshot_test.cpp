// A snapshot is restored: the store is exactly as it was, and the cluster follows it.
#include "cluster/message.h"
#include "stories/story.h"

#include <map>

using namespace maqueta;
using tests::Story;

class SnapshotStory : public QObject {
    Q_OBJECT

    // Every key with its value and revisions.
    static bool sameStore(const store::Root& a, const store::Root& b, std::string& difference) {
        auto x = a.table.begin();
        auto y = b.table.begin();
        for (; !x.atEnd() && !y.atEnd(); ++x, ++y) {
            if (!(x.key() == y.key()) || x.value().value->digest() != y.value().value->digest() ||
                x.value().modRevision != y.value().modRevision ||
                x.value().createRevision != y.value().createRevision ||
                x.value().version != y.value().version) {
                difference = x.key().str() + " / " + y.key().str();
                return false;
            }
        }
        if (!x.atEnd() || !y.atEnd()) difference = "one has more keys";
        return x.atEnd() && y.atEnd();
    }

    // Which refusals API servers gave to lists and watches, and how often.
    struct Answers final : cluster::Observer {
        bool wantsMessages() const override { return true; }
        void onArrived(const cluster::Envelope& envelope) override {
            const auto count = [&](const api::Text& message) {
                for (const char* words : {"Too large resource version", "too old resource version"})
                    counts[words] += message.view().find(words) != std::string_view::npos;
            };
            if (const auto* reply = std::get_if<api::ReplyMessage>(&envelope.body)) {
                if (!reply->response->ok()) count(reply->response->failure.message);
            } else if (const auto* watch = std::get_if<api::WatchMessage>(&envelope.body)) {
                count(watch->batch->failure.message);
            }
        }
        std::map<std::string, int> counts;
    };

private slots:
    void everyObjectReturnsAndTheRestGoes() {
        Story story;
        story.boot();
        story.deploy("shop", 3);
        story.deploy("web", 2);
        QVERIFY(story.runUntilAvailable("shop", 3));
        QVERIFY(story.runUntilAvailable("web", 2));
        story.run(sim::seconds(5));
        story.act(cluster::SaveSnapshot{});
        const store::Root saved = story.world().shelf()[0].content.root;

        story.act(cluster::DeleteObject{.kind = "Deployment", .name = "shop", .graceSeconds = {}});
        story.deploy("test", 2);
        QVERIFY(story.runUntilAvailable("test", 2));
        QVERIFY(story.runUntil([&] { return story.available("shop") == -1; }, sim::minutes(1)));
        story.run(sim::seconds(40));

        // What it would cost is known before, and is what it did cost.
        const cluster::RestoreCost cost = story.world().restoreCost(1);
        QVERIFY(cost.returning >= 5U); // shop, its ReplicaSet and its pods
        QVERIFY(cost.lost >= 4U);      // test, its ReplicaSet and its pods
        QCOMPARE(cost.orphaned, 2U);
        QVERIFY(cost.leases >= 7U); // of the nodes
        QVERIFY(cost.watches > 0U);
        QVERIFY(story.world().restoreCost(2) == cluster::RestoreCost{}); // there is none
        story.act(cluster::RestoreSnapshot{1});
        // Before the first API server runs again, nobody can have written: the moment to compare.
        bool compared = false;
        const sim::Time end = story.world().now() + sim::minutes(1);
        while (story.world().now() < end && !compared) {
            story.run(sim::milliseconds(10));
            bool serverRuns = false;
            int membersWithData = 0;
            for (const auto& p : story.picture().processes) {
                serverRuns = serverRuns || (p.kind == cluster::ProcessKind::ApiServer && p.running);
                membersWithData += p.kind == cluster::ProcessKind::Etcd && p.leads;
            }
            if (serverRuns || membersWithData == 0) continue;
            const store::Root now = story.world().storeRoot();
            if (now.revision != saved.revision) continue;
            std::string difference;
            QVERIFY2(sameStore(saved, now, difference), difference.c_str());
            compared = true;
        }
        QVERIFY2(compared, "there was no moment to compare at");

        QVERIFY(story.runUntil([&] { return !story.world().restoring(); }, sim::minutes(1)));
        const auto done =
            std::find_if(story.beats().begin(), story.beats().end(), [](const cluster::Beat& b) {
                return b.kind == cluster::BeatKind::RestoreDone;
            });
        QVERIFY(done != story.beats().end());
        QCOMPARE(*done->field("returning"), std::to_string(cost.returning));
        QCOMPARE(*done->field("lost"), std::to_string(cost.lost));
        QCOMPARE(*done->field("orphaned"), std::to_string(cost.orphaned));
        QVERIFY(story.runUntilAvailable("shop", 3, sim::minutes(3)));
        QVERIFY(story.runUntilAvailable("web", 2, sim::minutes(3)));
        story.run(sim::seconds(60));
        const auto picture = story.picture();
        QCOMPARE(story.available("test"), -1);
        for (const auto& pod : picture.pods) {
            QVERIFY2(!pod.onlyRunning, pod.name.c_str());
            QVERIFY(pod.workload == "shop" || pod.workload == "web");
        }
        QCOMPARE(picture.pods.size(), 5U);
        QVERIFY(story.allReady());
    }

    // Nobody is started anew, so the informers come back with the revisions that they remember.
    // With a bump these lie below what is compacted: their watches end (410) and they list again.
    // Without one they lie in the future, and the API server says so.
    void aBumpEndsTheWatchesOfWhoWasNotStartedAnew() {
        Story story(cluster::makeTopology(3, 2));
        story.boot();
        story.deploy("web", 2);
        QVERIFY(story.runUntilAvailable("web", 2));
        story.act(cluster::SaveSnapshot{});
        const std::int64_t saved = story.world().shelf()[0].content.revision;
        story.deploy("late", 2); // lost by the restore
        QVERIFY(story.runUntilAvailable("late", 2));
        story.run(sim::seconds(60));

        for (const std::int64_t bump : {std::int64_t{0}, cluster::usualRevisionBump}) {
            cluster::World world = story.world();
            Answers heard;
            const cluster::RestoreSnapshot act{
                .snapshot = 1, .bumpRevision = bump, .restartOthers = false};
            QVERIFY(world.apply(act, 100, heard).ok());
            world.runUntil(world.now() + sim::minutes(3), heard);
            QVERIFY(!world.restoring());
            std::string codes;
            for (const auto& [words, count] : heard.counts)
                codes += words + " x" + std::to_string(count) + "; ";
            QVERIFY2((heard.counts["Too large resource version"] > 0) == (bump == 0),
                     codes.c_str());
            QVERIFY2((heard.counts["too old resource version"] > 0) == (bump > 0), codes.c_str());
            const std::int64_t now = world.storeRoot().revision;
            QVERIFY(bump == 0 ? now < saved + 1'000'000 : now > saved + bump);
            // Either way everybody comes round: what the snapshot lacks is not there, nor runs.
            const cluster::Picture picture = world.picture();
            QCOMPARE(picture.pods.size(), 2U);
            for (const cluster::PodPicture& pod : picture.pods) {
                QCOMPARE(pod.workload, std::string("web"));
                QVERIFY(!pod.onlyRunning && pod.running);
            }
            QVERIFY(std::all_of(picture.machines.begin(), picture.machines.end(),
                                [](const auto& m) { return m.ready || !m.registered; }));
        }
    }

    void aBumpIsTheWholeProcedureToo() {
        Story story;
        story.boot();
        story.act(cluster::SaveSnapshot{});
        const std::int64_t saved = story.world().shelf()[0].content.revision;
        const sim::Time begin = story.world().now();
        story.act(cluster::RestoreSnapshot{.snapshot = 1, .bumpRevision = 5000});
        QVERIFY(story.runUntil([&] { return !story.world().restoring(); }, sim::minutes(1)));
        bool told = false;
        for (const cluster::Beat& b : story.beats())
            told = told || (b.at >= begin && b.kind == cluster::BeatKind::RestoreStep &&
                            *b.field("stage") == "rebuild" &&
                            *b.field("revision") == std::to_string(saved + 5000));
        QVERIFY(told);
        QVERIFY(story.runUntil([&] { return story.allReady(); }, sim::minutes(2)));
        // What is saved now begins above it, and can be restored again.
        story.act(cluster::SaveSnapshot{});
        QVERIFY(story.world().shelf()[1].content.revision >= saved + 5000);
        story.act(cluster::RestoreSnapshot{.snapshot = 2});
        QVERIFY(story.runUntil([&] { return !story.world().restoring(); }, sim::minutes(1)));
        QVERIFY(story.runUntil([&] { return story.allReady(); }, sim::minutes(2)));
    }

    void asksForWhatIsNotThereAreRefused() {
        Story story;
        story.boot();
        const auto before = story.world().fingerprint();
        const base::Status none = story.history().act(cluster::RestoreSnapshot{1});
        QVERIFY(!none.ok());
        QCOMPARE(none.error().message, std::string("there is no snapshot 1"));
        QVERIFY(!story.history().act(cluster::SaveSnapshot{"worker-1"}).ok());
        QVERIFY(story.world().fingerprint() == before);
        QVERIFY(story.history().journal().path().empty());
    }

    // Nothing of it changes a restore that is under way.
    void aRestoreIsNotDisturbed() {
        Story story;
        story.boot();
        story.act(cluster::SaveSnapshot{});
        story.act(cluster::RestoreSnapshot{1});
        story.run(sim::milliseconds(1500));
        const auto before = story.world().fingerprint();
        const std::pair<cluster::Intervention, const char*> asked[] = {
            {cluster::RestoreSnapshot{1}, "a restore is running already"},
            {cluster::StartProcess{"control-plane-1", cluster::ProcessKind::ApiServer},
             "a restore is running"},
            {cluster::SaveSnapshot{}, "no etcd member answers"},
            {cluster::MoveLeader{"control-plane-2"}, "etcd has no leader"}};
        for (const auto& [act, why] : asked) {
            const base::Status status = story.history().act(act);
            QVERIFY2(!status.ok(), why);
            QVERIFY2(status.error().message.find(why) != std::string::npos,
                     status.error().message.c_str());
        }
        QVERIFY(story.world().fingerprint() == before);
        QVERIFY(story.runUntil([&] { return !story.world().restoring(); }, sim::minutes(1)));
        QVERIFY(story.runUntil([&] { return story.allReady(); }, sim::minutes(2)));
    }
};

QTEST_APPLESS_MAIN(SnapshotStory)
#include "snapshot_test.moc"
