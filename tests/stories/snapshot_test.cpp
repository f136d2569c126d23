// A snapshot is restored: the store is exactly as it was, and the cluster follows it.
#include "stories/story.h"

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
};

QTEST_APPLESS_MAIN(SnapshotStory)
#include "snapshot_test.moc"
