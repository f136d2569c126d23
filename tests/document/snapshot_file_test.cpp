// A snapshot of the store as a file: read again it is the same to the last nanosecond, and a file
// that is anything else is refused with the reason.
#include "document/snapshot_file.h"

#include "api/pack.h"
#include "cluster/snapshot_bytes.h"
#include "sim/rng.h"
#include "stories/story.h"

#include <QFile>
#include <QTemporaryDir>

using namespace maqueta;
using tests::Story;

class SnapshotFileTest : public QObject {
    Q_OBJECT

    static const cluster::ShelfSnapshot& saved() {
        static const cluster::ShelfSnapshot snapshot = [] {
            Story story(cluster::makeTopology(3, 2));
            story.boot();
            story.deploy("web", 4);
            story.runUntilAvailable("web", 4);
            story.act(cluster::SaveSnapshot{});
            return story.world().shelf()[0];
        }();
        return snapshot;
    }
    static std::string refusal(std::string_view bytes) {
        const auto read = cluster::unpackSnapshot(bytes, "backup.snapshot");
        return read ? "read" : read.error().text();
    }

private slots:
    void comesBackAsItWas() {
        const std::string file = cluster::packSnapshot(saved());
        const auto read = cluster::unpackSnapshot(file, "backup.snapshot");
        QVERIFY2(read.ok(), read ? "" : read.error().text().c_str());
        QVERIFY(saved().content.keys > 30);
        QCOMPARE(read->content.hash, saved().content.hash);
        QCOMPARE(read->content.revision, saved().content.revision);
        QCOMPARE(read->content.keys, saved().content.keys);
        QCOMPARE(read->content.leases.size(), saved().content.leases.size());
        QCOMPARE(read->content.clusterId, saved().content.clusterId);
        QCOMPARE(read->machine, saved().machine);
        QCOMPARE(read->taken.ns, saved().taken.ns);
        // The same file again, although what it was read into lies elsewhere in memory.
        QVERIFY(cluster::packSnapshot(*read) == file);
    }

    void onADiskToo() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("backup.snapshot").toStdString();
        QVERIFY(document::saveSnapshot(saved(), path).ok());
        const auto read = document::loadSnapshot(path);
        QVERIFY(read.ok());
        QCOMPARE(read->content.hash, saved().content.hash);
        const auto none = document::loadSnapshot(path + "x");
        QVERIFY(!none.ok());
        QVERIFY(none.error().text().find("cannot read") != std::string::npos);
    }

    void aFileThatIsCutOffIsRefused() {
        const std::string file = cluster::packSnapshot(saved());
        for (const std::size_t size : {file.size() - 1, file.size() - 18, file.size() / 2,
                                       std::size_t{60}, std::size_t{19}, std::size_t{5}}) {
            const std::string why = refusal(std::string_view(file).substr(0, size));
            QVERIFY2(why.starts_with("backup.snapshot: is "), why.c_str());
        }
    }

    void anAlteredByteIsNoticedWhereverItIs() {
        const std::string file = cluster::packSnapshot(saved());
        sim::Rng rng(3);
        for (int i = 0; i < 300; ++i) {
            std::string altered = file;
            altered[rng.below(file.size())] ^= static_cast<char>(1 + rng.below(255));
            QVERIFY(refusal(altered) != "read");
        }
    }

    void whatIsNoSnapshotIsCalledSo() {
        QCOMPARE(refusal(""), std::string("backup.snapshot: is not a snapshot"));
        QCOMPARE(refusal("{\"version\": 1}"), std::string("backup.snapshot: is not a snapshot"));
        std::string newer = cluster::packSnapshot(saved());
        newer.replace(newer.find(" 1\n"), 3, " 2\n");
        QCOMPARE(refusal(newer),
                 std::string("backup.snapshot: is a snapshot of format 2; this version reads "
                             "format 1"));
    }

    // API servers note in the store how far they have compacted it: a key of no object.
    void aStoreThatWasCompactedComesBackToo() {
        Story story(cluster::makeTopology(3, 2));
        story.boot();
        story.run(sim::minutes(7));
        story.act(cluster::SaveSnapshot{});
        const cluster::ShelfSnapshot& old = story.world().shelf()[0];
        QVERIFY(old.content.root.table.find(std::string_view("compact_rev_key")));
        const std::string file = cluster::packSnapshot(old);
        const auto read = cluster::unpackSnapshot(file, "backup.snapshot");
        QVERIFY2(read.ok(), read ? "" : read.error().text().c_str());
        QVERIFY(cluster::packSnapshot(*read) == file);
    }

    void onlyAPlainFileOfThatSizeIsRead() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("backup.snapshot").toStdString();
        const auto refused = [](const std::string& from, const char* why) {
            const auto read = document::loadSnapshot(from);
            QVERIFY(!read.ok());
            QVERIFY2(read.error().text().find(why) != std::string::npos,
                     read.error().text().c_str());
        };
        refused(folder.path().toStdString(), "is not a file on a disk");
        refused("/dev/zero", "is not a file on a disk");
        QFile huge(QString::fromStdString(path)); // of holes: it takes no room on the disk
        QVERIFY(huge.open(QIODevice::WriteOnly));
        QVERIFY(huge.resize(static_cast<qint64>(document::largestSnapshotFile) + 1));
        refused(path, "is too large");
    }

    // Whoever alters a file and its checksum, too, gets no store that could not be.
    void whatNoStoreHoldsIsRefused() {
        const auto altered = [](auto&& alter) {
            cluster::ShelfSnapshot snapshot = saved();
            auto it = snapshot.content.root.table.begin();
            const base::Text key = it.key();
            store::KeyValue kv = it.value();
            alter(snapshot, kv);
            snapshot.content.root.table.set(key, kv);
            const store::Mvcc whole(snapshot.content.root, snapshot.content.leases);
            snapshot.content.hash = whole.digest();
            snapshot.content.bytes = whole.bytes();
            return refusal(cluster::packSnapshot(snapshot));
        };
        QCOMPARE(altered([](auto&, auto&) {}), std::string("read"));
        const std::string unreadable = "backup.snapshot: is damaged: its keys cannot be read";
        QCOMPARE(altered([](auto& s, auto& kv) { kv.modRevision = s.content.revision + 1; }),
                 unreadable);
        QCOMPARE(altered([](auto&, auto& kv) { kv.createRevision = kv.modRevision + 1; }),
                 unreadable);
        QCOMPARE(altered([](auto&, auto& kv) { kv.version = 0; }), unreadable);
        QCOMPARE(altered([](auto&, auto& kv) { kv.lease = 4711; }), unreadable);
        // Another object's value under this key.
        QCOMPARE(altered([](auto& s, auto& kv) {
                     auto second = s.content.root.table.begin();
                     ++second;
                     kv.value = second.value().value;
                 }),
                 unreadable);
        QVERIFY(altered([](auto& s, auto&) {
                    s.content.revision = INT64_MAX;
                }).find("revision must lie between 1 and") != std::string::npos);
    }

    // A loaded snapshot is part of the document: it replays without the file.
    void aDocumentHoldsWhatWasLoaded() {
        Story story(cluster::makeTopology(3, 2));
        story.boot();
        const auto content = std::make_shared<const std::string>(cluster::packSnapshot(saved()));
        story.act(cluster::LoadSnapshot{.file = "backup.snapshot", .content = content});
        QCOMPARE(story.world().shelf()[0].content.hash, saved().content.hash);
        QCOMPARE(story.picture().snapshots[0].file, std::string("backup.snapshot"));
        story.act(cluster::RestoreSnapshot{1});
        QVERIFY(story.runUntilAvailable("web", 4));

        document::Document document;
        document.topology = cluster::makeTopology(3, 2);
        document.journal = story.history().journal();
        document.cursor = story.history().now();
        const std::string text = document::toJson(document).dump();
        const auto again =
            document::fromJson(*base::parseJson(text, "lecture.maqueta"), "lecture.maqueta");
        QVERIFY2(again.ok(), again ? "" : again.error().text().c_str());
        QVERIFY(*again == document);
        history::History replayed(again->topology, {}, again->seed);
        replayed.adopt(again->journal, again->cursor);
        QCOMPARE(replayed.world().fingerprint().text(), story.world().fingerprint().text());
    }

    void anActWithoutItsContentIsRefused() {
        for (const auto& [json, why] :
             {std::pair<base::Json, const char*>{{{"act", "load-snapshot"}, {"file", "a"}},
                                                 "content is missing"},
              {{{"act", "load-snapshot"}, {"content", "AAAA"}}, "file is missing"},
              {{{"act", "load-snapshot"}, {"file", "a"}, {"content", "no base64!"}},
               "content is not base64"}}) {
            const auto act = document::interventionFromJson(json);
            QVERIFY(!act.ok());
            QVERIFY2(act.error().message.find(why) != std::string::npos,
                     act.error().message.c_str());
        }
    }

    // Below the checksum, too, damaged bytes give damaged objects or none, and never a crash.
    void damagedObjectsNeverCrash() {
        api::Packer packer;
        int count = 0;
        for (auto it = saved().content.root.table.begin(); !it.atEnd(); ++it, ++count)
            packer.put(static_cast<const api::Object&>(*it.value().value));
        const std::string bytes = packer.take();
        sim::Rng rng(4);
        int noticed = 0;
        for (int i = 0; i < 400; ++i) {
            std::string altered = bytes;
            for (int k = 0; k < 3; ++k)
                altered[rng.below(bytes.size())] = static_cast<char>(rng.below(256));
            api::Unpacker in(altered);
            for (int n = 0; n < count && !in.damaged(); ++n) in.object();
            noticed += in.damaged() || !in.atEnd();
        }
        QVERIFY(noticed > 40);
    }
};

QTEST_APPLESS_MAIN(SnapshotFileTest)
#include "snapshot_file_test.moc"
