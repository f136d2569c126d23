// Stories of small etcd clusters: elections, replication, power cuts, reads, watches, leases.
#include "tiny_cluster.h"

#include <QTest>

using namespace tiny;

namespace {

TinyCluster cluster(int members = 3, std::uint64_t seed = 1) {
    return TinyCluster(TinyOptions{.members = members, .seed = seed});
}

bool ok(const ResponseRef& r) {
    return r && r->error == ErrorCode::None;
}

} // namespace

#define NO_VIOLATION(c) QVERIFY2((c).violation.empty(), (c).violation.c_str())

class MemberTest : public QObject {
    Q_OBJECT
private slots:
    void electsOneLeader() {
        for (const int members : {1, 2, 3, 5}) {
            TinyCluster c = cluster(members);
            QVERIFY(c.waitForLeader() != 0);
            c.run(sim::seconds(5));
            QCOMPARE(c.count<BecameLeader>(), 1);
            for (const MemberId id : c.members()) QCOMPARE(c.member(id).leader(), c.leader());
            NO_VIOLATION(c);
        }
    }
    void keepsItsLeaderWhileNothingHappens() {
        TinyCluster c = cluster(5);
        c.waitForLeader();
        const Term term = c.member(1).term();
        c.run(sim::minutes(10));
        QCOMPARE(c.count<BecameLeader>(), 1);
        QCOMPARE(c.member(1).term(), term);
    }
    void answersAWriteAndEveryMemberHasIt() {
        TinyCluster c = cluster();
        c.waitForLeader();
        for (const MemberId at : c.members()) { // through the leader and through followers
            const ResponseRef r = c.answer(at, put("/a/" + std::to_string(at), "x"));
            QVERIFY(ok(r) && r->succeeded);
        }
        QVERIFY(c.settle());
        for (const MemberId id : c.members()) {
            QCOMPARE(c.member(id).revision(), 4);
            QCOMPARE(c.member(id).store().digest(), c.member(1).store().digest());
            QVERIFY(c.member(id).root().table.shares(c.member(1).root().table));
        }
        NO_VIOLATION(c);
    }
    void preVoteKeepsTermsStill() {
        TinyCluster c = cluster();
        c.waitForLeader();
        const MemberId lonely = c.follower();
        const Term term = c.member(lonely).term();
        c.isolate(lonely);
        c.run(sim::seconds(20));
        QVERIFY(c.count<BecamePreCandidate>(lonely) > 3);
        QCOMPARE(c.member(lonely).term(), term);
        const MemberId before = c.leader();
        c.isolate(lonely, false);
        c.run(sim::seconds(5));
        QCOMPARE(c.leader(), before); // its return disturbs nobody
        QCOMPARE(c.member(lonely).leader(), before);
        QCOMPARE(c.member(lonely).term(), term);
    }
    void aLeaderWithoutAMajorityStepsDown() {
        TinyCluster c = cluster();
        const MemberId old = c.waitForLeader();
        c.isolate(old);
        c.run(sim::milliseconds(2100));
        QVERIFY(!c.member(old).leads());
        QCOMPARE(c.count<QuorumLost>(old), 1);
        c.run(sim::seconds(3));
        QVERIFY(c.leader() != 0 && c.leader() != old);
        c.heal();
        c.run(sim::seconds(2));
        QCOMPARE(c.member(old).leader(), c.leader());
        NO_VIOLATION(c);
    }
    void acknowledgedWritesSurviveAPowerCutOfAnyMinorityAndOfAll() {
        for (int victim = 0; victim < 4; ++victim) { // 0: all three
            TinyCluster c = cluster(3, 10 + static_cast<std::uint64_t>(victim));
            const MemberId lead = c.waitForLeader();
            std::vector<std::string> acknowledged;
            for (int i = 0; i < 50; ++i) {
                const std::string key = "/k/" + std::to_string(i);
                if (ok(c.answer(lead, put(key, "v")))) acknowledged.push_back(key);
            }
            const std::uint32_t last = c.ask(lead, put("/k/last", "v"));
            c.run(sim::microseconds(900)); // it is on its way
            for (const MemberId id : c.members())
                if (victim == 0 || static_cast<int>(id) == victim) c.powerCut(id);
            c.run(sim::seconds(1));
            c.heal();
            QVERIFY(c.waitForLeader() != 0);
            QVERIFY(c.settle());
            if (c.answers.count(last) && ok(c.answers[last])) acknowledged.push_back("/k/last");
            QVERIFY(acknowledged.size() >= 50);
            for (const std::string& key : acknowledged)
                for (const MemberId id : c.members())
                    QVERIFY(c.member(id).root().table.contains(base::Text(key)));
            NO_VIOLATION(c);
        }
    }
    void aPowerCutLosesWhatWasNotSyncedACrashDoesNot() {
        TinyCluster c(TinyOptions{
            .members = 1, .syncMin = sim::milliseconds(10), .syncMax = sim::milliseconds(10)});
        c.waitForLeader();
        c.run(sim::seconds(1));
        c.ask(1, put("/a", "v"));
        c.run(sim::milliseconds(5)); // written, not synced
        TinyCluster d = c;
        c.crash(1);
        d.powerCut(1);
        c.heal();
        d.heal();
        c.run(sim::seconds(5));
        d.run(sim::seconds(5));
        QVERIFY(c.member(1).root().table.contains(base::Text("/a")));
        QVERIFY(!d.member(1).root().table.contains(base::Text("/a")));
    }
    void twoOfThreeLostStopWritesButNotStaleReads() {
        TinyCluster c = cluster();
        const MemberId lead = c.waitForLeader();
        QVERIFY(ok(c.answer(lead, put("/a", "1"))));
        c.powerCut(c.follower());
        c.powerCut(c.follower());
        const sim::Time asked = c.now();
        const ResponseRef write = c.answer(lead, put("/a", "2"));
        QVERIFY(write);
        QVERIFY(write->error == ErrorCode::Timeout);
        QCOMPARE(std::string(errorText(write->error)),
                 std::string("etcdserver: request timed out"));
        QCOMPARE((c.now() - asked).wholeSeconds(), 7);
        const ResponseRef read = c.answer(lead, get("/a"));
        QVERIFY(read->error == ErrorCode::Timeout);
        const ResponseRef stale = c.answer(lead, get("/a", {}, 0, true));
        QVERIFY(ok(stale));
        QCOMPARE(textOf(*stale->current), std::string("1"));
        c.heal();
        c.waitForLeader();
        QVERIFY(ok(c.answer(lead, put("/a", "3"))));
        NO_VIOLATION(c);
    }
    void aLinearizableReadSeesEveryAnsweredWriteOnAnyMember() {
        TinyCluster c = cluster(5);
        c.waitForLeader();
        for (int i = 0; i < 40; ++i) {
            const std::string text = std::to_string(i);
            QVERIFY(ok(c.answer(1 + static_cast<MemberId>(i) % 5, put("/a", text))));
            const ResponseRef r = c.answer(1 + static_cast<MemberId>(i * 3) % 5, get("/a"));
            QVERIFY(ok(r) && r->current);
            QCOMPARE(textOf(*r->current), text);
        }
    }
    void aLeaderThatWasCutOffAnswersNoRead() {
        TinyCluster c = cluster();
        const MemberId old = c.waitForLeader();
        QVERIFY(ok(c.answer(old, put("/a", "1"))));
        c.isolate(old);
        const std::uint32_t call = c.ask(old, get("/a"));
        c.runUntil([&] { return c.leader() != 0 && c.leader() != old; }, sim::seconds(10));
        QVERIFY(ok(c.answer(c.leader(), put("/a", "2"))));
        QVERIFY(!c.answers.count(call) || !ok(c.answers[call]));
        c.isolate(old, false);
        c.run(sim::seconds(8));
        QVERIFY(c.answers.count(call));
        if (ok(c.answers[call])) QCOMPARE(textOf(*c.answers[call]->current), std::string("2"));
    }
    void aFollowerThatFellFarBehindGetsASnapshot() {
        TinyOptions options;
        options.etcd.snapshotCount = 100;
        options.etcd.catchUpEntries = 20;
        TinyCluster c(options);
        const MemberId lead = c.waitForLeader();
        const MemberId slow = c.follower();
        c.powerCut(slow);
        for (int i = 0; i < 300; ++i) c.ask(lead, put("/k/" + std::to_string(i % 50), "v"));
        c.run(sim::seconds(5));
        QVERIFY(c.member(lead).raft().log().firstIndex() > 200);
        c.start(slow);
        QVERIFY(c.settle());
        QCOMPARE(c.count<SnapshotInstalled>(slow), 1);
        QCOMPARE(c.member(slow).store().digest(), c.member(lead).store().digest());
        // What it installed is on its disk.
        c.run(sim::seconds(1));
        c.powerCut(slow);
        c.start(slow);
        QVERIFY(c.settle());
        QCOMPARE(c.member(slow).revision(), c.member(lead).revision());
        QCOMPARE(c.count<SnapshotInstalled>(slow), 1);
        NO_VIOLATION(c);
    }
    void leadershipCanBeHandedOver() {
        TinyCluster c = cluster();
        c.waitForLeader();
        c.run(sim::seconds(1));
        const MemberId heir = c.follower();
        c.transfer(heir);
        c.run(sim::milliseconds(200));
        QCOMPARE(c.leader(), heir);
        NO_VIOLATION(c);
    }
    void aMemberIsRemovedAndAdded() {
        TinyCluster c = cluster(5);
        c.waitForLeader();
        c.run(sim::seconds(1));
        const MemberId gone = c.follower();
        base::Ref<ConfChange> removal(new ConfChange);
        removal->changes.push_back({ConfChangeType::RemoveNode, gone});
        c.changeMembership(removal);
        c.run(sim::seconds(1));
        QCOMPARE(c.member(c.leader()).membership().voters.size(), 4U);
        base::Ref<ConfChange> back(new ConfChange);
        back->changes.push_back({ConfChangeType::AddLearnerNode, gone});
        c.changeMembership(back);
        c.run(sim::seconds(1));
        QVERIFY(c.member(gone).raft().isLearner());
        base::Ref<ConfChange> promote(new ConfChange);
        promote->changes.push_back({ConfChangeType::AddNode, gone});
        c.changeMembership(promote);
        c.run(sim::seconds(1));
        QCOMPARE(c.member(c.leader()).membership().voters.size(), 5U);
        QVERIFY(ok(c.answer(gone, put("/a", "v"))));
        NO_VIOLATION(c);
    }
    void aRestoreStartsANewClusterWithTheOldData() {
        TinyCluster c = cluster();
        const MemberId lead = c.waitForLeader();
        for (int i = 0; i < 20; ++i) c.answer(lead, put("/k/" + std::to_string(i), "v"));
        const Snapshot saved = c.member(lead).saveSnapshot();
        QCOMPARE(saved.keys, 20U);
        c.answer(lead, erase("/k/", "/k0"));
        QCOMPARE(c.member(lead).root().table.size(), 0U);
        for (const MemberId id : c.members()) c.powerCut(id);
        TinyCluster restored = cluster(3, 5);
        for (const MemberId id : restored.members()) {
            restored.powerCut(id);
            restored.replaceDisk(id, freshFromSnapshot(saved, id, 99, restored.members()));
        }
        restored.heal();
        QVERIFY(restored.waitForLeader() != 0);
        QVERIFY(restored.settle());
        for (const MemberId id : restored.members()) {
            QCOMPARE(restored.member(id).store().digest(), saved.hash);
            QCOMPARE(restored.member(id).clusterId(), 99U);
        }
        QVERIFY(ok(restored.answer(1, put("/k/new", "v"))));
        QCOMPARE(restored.member(1).revision(), saved.revision + 1);
    }
    void aMemberWhoseDiskWasSwappedForAnEmptyOneStops() {
        TinyCluster c = cluster();
        const MemberId lead = c.waitForLeader();
        const MemberId victim = c.follower();
        for (int i = 0; i < 20; ++i) c.answer(lead, put("/k", "v"));
        c.powerCut(victim);
        c.replaceDisk(victim, Disk{});
        c.start(victim);
        c.run(sim::seconds(1));
        QVERIFY(c.member(victim).panicked());
        QCOMPARE(c.count<Panicked>(), 1);
        QVERIFY(ok(c.answer(lead, put("/k", "w"))));
    }
    // Asked for twice, since the first answer was long in coming: the second must not undo what
    // came between them.
    void aChangeOfMembershipThatIsTrueAlreadyChangesNothing() {
        TinyCluster c = cluster(3);
        const MemberId lead = c.waitForLeader();
        QVERIFY(c.settle());
        const MemberId other = c.follower();
        for (const ConfChangeType type :
             {ConfChangeType::AddLearnerNode, ConfChangeType::AddNode}) {
            base::Ref<ConfChange> change(new ConfChange);
            change->changes.push_back({.type = type, .node = other});
            c.changeMembership(change);
            QVERIFY(ok(c.answer(lead, put("/k", "v"))));
            QCOMPARE(c.member(lead).membership().voters.size(), 3U);
            QVERIFY(c.member(lead).membership().learners.empty());
        }
    }
    void theSameSeedGivesTheSameRunAndACopyGoesOnIdentically() {
        const auto story = [](TinyCluster& c) {
            for (int i = 0; i < 50; ++i) {
                c.ask(1 + static_cast<MemberId>(i) % 3, put("/k/" + std::to_string(i), "v"));
                c.run(sim::milliseconds(37));
                if (i == 20) c.powerCut(c.leader() ? c.leader() : 1);
                if (i == 35) c.heal();
            }
        };
        TinyCluster a = cluster(3, 42), b = cluster(3, 42);
        story(a);
        story(b);
        QVERIFY(a.fingerprint == b.fingerprint);
        TinyCluster copy = a;
        copy.memo.clear(); // remembering changes nothing
        story(a);
        story(copy);
        QVERIFY(a.fingerprint == copy.fingerprint);
        QVERIFY(!(a.fingerprint == b.fingerprint));
        QCOMPARE(a.member(1).store().digest(), copy.member(1).store().digest());
    }
};

QTEST_APPLESS_MAIN(MemberTest)
#include "member_test.moc"
