// A snapshot of the store as a file: read again it is the same to the last nanosecond, and a file
// that is anything else is refused with the reason.
#include "document/snapshot_file.h"

#include "api/pack.h"
#include "sim/rng.h"
#include "stories/story.h"

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
        const auto read = document::unpackSnapshot(bytes, "backup.snapshot");
        return read ? "read" : read.error().text();
    }

private slots:
    void comesBackAsItWas() {
        const std::string file = document::packSnapshot(saved());
        const auto read = document::unpackSnapshot(file, "backup.snapshot");
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
        QVERIFY(document::packSnapshot(*read) == file);
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
        const std::string file = document::packSnapshot(saved());
        for (const std::size_t size : {file.size() - 1, file.size() - 18, file.size() / 2,
                                       std::size_t{60}, std::size_t{19}, std::size_t{5}}) {
            const std::string why = refusal(std::string_view(file).substr(0, size));
            QVERIFY2(why.starts_with("backup.snapshot: is "), why.c_str());
        }
    }

    void anAlteredByteIsNoticedWhereverItIs() {
        const std::string file = document::packSnapshot(saved());
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
        std::string newer = document::packSnapshot(saved());
        newer.replace(newer.find(" 1\n"), 3, " 2\n");
        QCOMPARE(refusal(newer),
                 std::string("backup.snapshot: is a snapshot of format 2; this version reads "
                             "format 1"));
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
