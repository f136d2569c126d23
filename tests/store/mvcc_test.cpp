// The key-value store by itself: revisions, transactions, history, compaction, leases, sharing.
#include "tiny_cluster.h"

#include <QTest>

#include <map>

using namespace tiny;

namespace {

// Applies requests in order, as a log of one term would.
struct Store {
    Mvcc mvcc;
    ApplyMemo memo;
    Index index = 0;

    EntryRef entry(RequestRef r) {
        base::Ref<Entry> e(new Entry);
        e->term = 1;
        e->index = ++index;
        e->request = std::move(r);
        return e;
    }
    Applied apply(RequestRef r) { return mvcc.apply(entry(std::move(r)), memo); }
    std::string at(const std::string& key) const {
        const KeyValue* kv = mvcc.root().table.find(base::Text(key));
        return kv ? textOf(*kv) : "(none)";
    }
};

} // namespace

class MvccTest : public QObject {
    Q_OBJECT
private slots:
    void everyWriteIsARevision() {
        Store s;
        QCOMPARE(s.mvcc.revision(), 1);
        s.apply(put("/a", "1"));
        s.apply(put("/a", "2"));
        const KeyValue* kv = s.mvcc.root().table.find(base::Text("/a"));
        QVERIFY(kv);
        QCOMPARE(kv->createRevision, 2);
        QCOMPARE(kv->modRevision, 3);
        QCOMPARE(kv->version, 2);
        s.apply(erase("/a"));
        QCOMPARE(s.mvcc.revision(), 4);
        s.apply(erase("/a")); // nothing there: nothing happens
        QCOMPARE(s.mvcc.revision(), 4);
        s.apply(put("/a", "3"));
        QCOMPARE(s.mvcc.root().table.find(base::Text("/a"))->version, 1);
        QCOMPARE(s.mvcc.root().table.find(base::Text("/a"))->createRevision, 5);
    }
    void aTransactionComparesAndHappensWholeOrNotAtAll() {
        Store s;
        Applied a = s.apply(putIf("/a", 0, "1"));
        QVERIFY(a.response->succeeded);
        a = s.apply(putIf("/a", 0, "2")); // it exists now
        QVERIFY(!a.response->succeeded);
        QVERIFY(!a.changes);
        QCOMPARE(textOf(*a.response->current), std::string("1"));
        QCOMPARE(a.response->revision, 2);
        a = s.apply(putIf("/a", 2, "2"));
        QVERIFY(a.response->succeeded);
        Request both;
        both.type = RequestType::Txn;
        both.txn.success.push_back({Op::Type::Put, "/b", {}, value("b"), 0});
        both.txn.success.push_back({Op::Type::DeleteRange, "/a", {}, nullptr, 0});
        a = s.apply(request(both));
        QCOMPARE(a.changes->changes.size(), 2U);
        QCOMPARE(s.mvcc.revision(), 4);
        QCOMPARE(s.at("/a"), std::string("(none)"));
        QCOMPARE(a.changes->changes[1].now.modRevision, 4);
        QCOMPARE(textOf(a.changes->changes[1].previous), std::string("2"));
        both.txn.success[0].lease = 9; // no such lease
        a = s.apply(request(both));
        QVERIFY(a.response->error == ErrorCode::LeaseNotFound);
        QCOMPARE(s.mvcc.revision(), 4);
    }
    void theStoreRemembersEveryRevisionUntilItIsCompacted() {
        Store s;
        sim::Rng rng(3);
        std::vector<std::map<std::string, std::string>> pictures(2);
        std::map<std::string, std::string> now;
        for (int i = 0; i < 500; ++i) {
            const std::string key = "/k/" + std::to_string(rng.below(40));
            if (rng.below(3) == 0) {
                s.apply(erase(key));
                now.erase(key);
            } else {
                s.apply(put(key, std::to_string(i)));
                now[key] = std::to_string(i);
            }
            pictures.resize(static_cast<std::size_t>(s.mvcc.revision()) + 1);
            pictures[static_cast<std::size_t>(s.mvcc.revision())] = now;
        }
        for (std::int64_t r = 2; r <= s.mvcc.revision(); r += 7) {
            const Root root = s.mvcc.at(r);
            std::map<std::string, std::string> got;
            for (auto it = root.table.begin(); !it.atEnd(); ++it)
                got[it.key().str()] = textOf(it.value());
            QVERIFY(got == pictures[static_cast<std::size_t>(r)]);
            QCOMPARE(root.revision, r);
        }
        const std::int64_t half = s.mvcc.revision() / 2;
        const std::uint64_t digest = s.mvcc.digest();
        QVERIFY(s.apply(compactTo(half)).response->error == ErrorCode::None);
        QVERIFY(s.mvcc.digest() == digest);
        QVERIFY(s.apply(compactTo(half)).response->error == ErrorCode::Compacted);
        QVERIFY(s.apply(compactTo(100000)).response->error == ErrorCode::FutureRevision);
        const auto range = [&](std::int64_t revision) {
            RangeRequest r;
            r.key = "/";
            r.end = "0";
            r.revision = revision;
            return s.mvcc.range(r);
        };
        QVERIFY(range(half - 1)->error == ErrorCode::Compacted);
        QCOMPARE(std::string(errorText(range(half - 1)->error)),
                 std::string("etcdserver: mvcc: required revision has been compacted"));
        QVERIFY(range(half)->error == ErrorCode::None);
        QCOMPARE(range(half)->root.table.size(), pictures[static_cast<std::size_t>(half)].size());
        QVERIFY(range(s.mvcc.revision() + 1)->error == ErrorCode::FutureRevision);
        QVERIFY(range(0)->root.table.shares(s.mvcc.root().table));
    }
    void aLeaseTakesItsKeysWithIt() {
        Store s;
        QVERIFY(s.apply(grant(7, sim::seconds(60))).response->error == ErrorCode::None);
        QVERIFY(s.apply(grant(7, sim::seconds(60))).response->error == ErrorCode::LeaseExists);
        s.apply(put("/a", "1", 7));
        s.apply(put("/b", "1", 7));
        s.apply(put("/c", "1", 7));
        s.apply(put("/b", "2")); // leaves the lease
        Request revoke;
        revoke.type = RequestType::LeaseRevoke;
        revoke.leaseRevoke.id = 7;
        const Applied a = s.apply(request(revoke));
        QCOMPARE(a.changes->changes.size(), 2U); // at one revision
        QCOMPARE(s.mvcc.root().table.size(), 1U);
        QCOMPARE(s.at("/b"), std::string("2"));
        QVERIFY(s.apply(request(revoke)).response->error == ErrorCode::LeaseNotFound);
    }
    void membersThatApplyTheSameShareTheResult() {
        Store one;
        Mvcc two = one.mvcc;
        for (int i = 0; i < 300; ++i) {
            const EntryRef e = one.entry(put("/k/" + std::to_string(i), "v"));
            const Applied a = one.mvcc.apply(e, one.memo);
            const Applied b = two.apply(e, one.memo);
            QVERIFY(a.batch == b.batch);
            QVERIFY(one.mvcc.root().table.shares(two.root().table));
        }
        // One that was out of step for a while shares again as soon as it is in step.
        Mvcc late = two;
        std::vector<EntryRef> missed;
        for (int i = 0; i < 400; ++i) {
            missed.push_back(one.entry(put("/k/" + std::to_string(i), "w")));
            two.apply(missed.back(), one.memo);
        }
        ApplyMemo none;
        for (std::size_t i = 0; i < 100; ++i) late.apply(missed[i], none);
        for (std::size_t i = 100; i < missed.size(); ++i) late.apply(missed[i], one.memo);
        QVERIFY(late.root().table.shares(two.root().table));
        QCOMPARE(late.digest(), two.digest());
    }
};

QTEST_APPLESS_MAIN(MvccTest)
#include "mvcc_test.moc"
