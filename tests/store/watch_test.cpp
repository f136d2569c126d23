// Watches and leases on a whole cluster.
#include "tiny_cluster.h"

#include <QTest>

using namespace tiny;

namespace {

// "key@revision" of all changes that a watch was told, in order.
std::vector<std::string> told(const TinyCluster& c, std::uint32_t watch) {
    std::vector<std::string> out;
    const auto at = c.watched.find(watch);
    if (at == c.watched.end()) return out;
    for (const WatchMessage& m : at->second)
        for (const Change& change : m.batch->changes)
            out.push_back(change.key + "@" + std::to_string(change.now.modRevision) +
                          (change.now.value ? "" : " gone"));
    return out;
}

} // namespace

class WatchTest : public QObject {
    Q_OBJECT
private slots:
    void tellsEveryChangeOfItsKeysOnceInOrder() {
        TinyCluster c(TinyOptions{});
        const MemberId lead = c.waitForLeader();
        const std::uint32_t all = c.watch(c.follower(), "/a/", "/a0", 0);
        const std::uint32_t one = c.watch(c.follower(), "/a/2", "", 0);
        c.run(sim::milliseconds(10));
        QCOMPARE(c.watched[all].size(), 1U); // where it stands
        QCOMPARE(c.watched[all][0].batch->root.revision, 1);
        c.answer(lead, put("/a/1", "x"));
        c.answer(lead, put("/b/1", "x"));
        c.answer(lead, put("/a/2", "x"));
        c.answer(lead, erase("/a/1"));
        c.run(sim::seconds(1));
        QCOMPARE(told(c, all), (std::vector<std::string>{"/a/1@2", "/a/2@4", "/a/1@5 gone"}));
        QCOMPARE(told(c, one), (std::vector<std::string>{"/a/2@4"}));
        for (std::size_t i = 0; i < c.watched[all].size(); ++i)
            QCOMPARE(c.watched[all][i].number, i + 1);
        QCOMPARE(textOf(c.watched[all].back().batch->changes[0].previous), std::string("x"));
    }
    void resumesFromARevisionOnAnotherMemberWithoutGaps() {
        TinyCluster c(TinyOptions{.seed = 4});
        const MemberId lead = c.waitForLeader();
        const MemberId first = c.follower(0), second = c.follower(1);
        const std::uint32_t before = c.watch(first, "/", "0", 0);
        for (int i = 0; i < 10; ++i) c.answer(lead, put("/k/" + std::to_string(i), "v"));
        c.run(sim::milliseconds(500));
        c.powerCut(first);
        for (int i = 10; i < 20; ++i) c.answer(lead, put("/k/" + std::to_string(i), "v"));
        const std::int64_t seen = c.watched[before].back().batch->root.revision;
        const std::uint32_t after = c.watch(second, "/", "0", seen + 1);
        for (int i = 20; i < 30; ++i) c.answer(lead, put("/k/" + std::to_string(i), "v"));
        c.run(sim::milliseconds(500));
        std::vector<std::string> got = told(c, before);
        for (const std::string& change : told(c, after)) got.push_back(change);
        QCOMPARE(got.size(), 30U);
        for (int i = 0; i < 30; ++i)
            QCOMPARE(got[static_cast<std::size_t>(i)],
                     "/k/" + std::to_string(i) + "@" + std::to_string(i + 2));
    }
    void aWatchFromACompactedRevisionIsToldSo() {
        TinyCluster c(TinyOptions{});
        const MemberId lead = c.waitForLeader();
        for (int i = 0; i < 20; ++i) c.answer(lead, put("/k", std::to_string(i)));
        QVERIFY(c.answer(lead, compactTo(15))->error == ErrorCode::None);
        c.run(sim::milliseconds(100));
        QCOMPARE(c.count<HistoryCompacted>(), 3); // on every member
        const std::uint32_t old = c.watch(lead, "/", "0", 10);
        const std::uint32_t good = c.watch(lead, "/", "0", 15);
        c.run(sim::milliseconds(10));
        QCOMPARE(c.watched[old].back().batch->compactRevision, 15);
        QCOMPARE(told(c, good).size(), 7U);
        QCOMPARE(c.member(lead).watchCount(), 1U);
    }
    void aWatchOnAFollowerGoesOnAcrossAnInstalledSnapshot() {
        TinyOptions options;
        options.etcd.snapshotCount = 100;
        options.etcd.catchUpEntries = 10;
        TinyCluster c(options);
        const MemberId lead = c.waitForLeader();
        const MemberId slow = c.follower();
        const std::uint32_t w = c.watch(slow, "/", "0", 0);
        c.run(sim::milliseconds(10));
        c.isolate(slow);
        for (int i = 0; i < 300; ++i) c.ask(lead, put("/k/" + std::to_string(i), "v"));
        c.run(sim::seconds(5));
        c.isolate(slow, false);
        QVERIFY(c.settle());
        c.run(sim::milliseconds(100));
        QCOMPARE(c.count<SnapshotInstalled>(slow), 1);
        QCOMPARE(told(c, w).size(), 300U);
    }
    void sharesTheChangesWithEveryWatcherOfEverything() {
        TinyCluster c(TinyOptions{});
        const MemberId lead = c.waitForLeader();
        std::vector<std::uint32_t> watches;
        for (const MemberId id : c.members()) watches.push_back(c.watch(id, "/", "0", 0));
        c.run(sim::milliseconds(10));
        c.answer(lead, put("/a", "v"));
        c.run(sim::seconds(1));
        for (const std::uint32_t w : watches)
            QVERIFY(c.watched[w].back().batch == c.watched[watches[0]].back().batch);
    }
    void aLeaseEndsOnTimeAndTakesItsKeysWithIt() {
        TinyCluster c(TinyOptions{});
        const MemberId lead = c.waitForLeader();
        c.answer(lead, grant(5, sim::seconds(60)));
        c.answer(lead, put("/event", "v", 5));
        c.run(sim::seconds(58));
        QCOMPARE(c.member(lead).root().table.size(), 1U);
        c.run(sim::seconds(4));
        for (const MemberId id : c.members()) {
            QCOMPARE(c.member(id).root().table.size(), 0U);
            QCOMPARE(c.member(id).store().leases().size(), 0U);
        }
        QCOMPARE(c.count<LeaseExpired>(), 1);
    }
    void aNewLeaderGivesLeasesTheirWholeTimeAgain() {
        TinyCluster c(TinyOptions{});
        const MemberId lead = c.waitForLeader();
        c.answer(lead, grant(5, sim::seconds(60)));
        c.answer(lead, put("/event", "v", 5));
        c.run(sim::seconds(50));
        c.powerCut(lead);
        const MemberId next = c.waitForLeader();
        c.run(sim::seconds(30));
        QCOMPARE(c.member(next).root().table.size(), 1U);
        c.run(sim::seconds(40));
        QCOMPARE(c.member(next).root().table.size(), 0U);
    }
};

QTEST_APPLESS_MAIN(WatchTest)
#include "watch_test.moc"
