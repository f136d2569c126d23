// Random faults on random clusters. After each event the harness checks Raft's safety properties;
// here clients check what they were promised: no acknowledged write is lost, reads are not stale,
// watches miss nothing and repeat nothing.
#include "tiny_cluster.h"

#include <QTest>

#include <set>

using namespace tiny;

namespace {

// Adds one to a number under a key, by compare and put, through members at random; and watches.
struct Storm {
    TinyCluster c;
    sim::Rng rng;
    std::string wrong;

    struct Write {
        std::uint32_t call = 0;
        std::string key;
        sim::Time asked;
    };
    std::vector<Write> writes;
    std::vector<std::string> acknowledged;
    struct Read {
        std::uint32_t call = 0;
        std::int64_t known = 0; // the store had reached this revision when it was asked
    };
    std::vector<Read> reads;
    std::int64_t knownRevision = 0; // the largest that any client was told
    std::uint32_t watchNow = 0;
    std::size_t watchRead = 0;
    MemberId watchAt = 0;
    std::int64_t watchedUpTo = 1;
    std::map<std::int64_t, std::string> seen; // what the watches told, by revision
    int number = 0;

    Storm(const TinyOptions& options, std::uint64_t seed)
        : c(options), rng(sim::Rng::stream(seed, "storm")) {}

    MemberId any() { return c.members()[rng.below(c.members().size())]; }

    void takeAnswers() {
        std::erase_if(writes, [&](const Write& w) {
            const auto at = c.answers.find(w.call);
            if (at == c.answers.end()) return c.now() - w.asked > sim::seconds(20);
            if (at->second->error == ErrorCode::None) {
                acknowledged.push_back(w.key);
                knownRevision = std::max(knownRevision, at->second->revision);
            }
            return true;
        });
        std::erase_if(reads, [&](const Read& r) {
            const auto at = c.answers.find(r.call);
            if (at == c.answers.end()) return false;
            if (at->second->error == ErrorCode::None) {
                if (at->second->revision < r.known) wrong = "a stale read";
                knownRevision = std::max(knownRevision, at->second->revision);
            }
            return true;
        });
    }
    void takeWatch() {
        const auto& messages = c.watched[watchNow];
        for (; watchRead < messages.size(); ++watchRead) {
            const WatchMessage& m = messages[watchRead];
            if (m.number != watchRead + 1) wrong = "a watch message was skipped";
            for (const Change& change : m.batch->changes) {
                const std::int64_t r = change.now.modRevision;
                if (r <= watchedUpTo) wrong = "a change was told twice or out of order";
                seen[r] = change.key.str();
                watchedUpTo = r;
            }
        }
    }
    void watchAgain() {
        takeWatch();
        watchAt = any();
        watchNow = c.watch(watchAt, "/", "0", watchedUpTo + 1,
                           3000 + static_cast<std::uint32_t>(++number));
        watchRead = 0;
    }
    void fault() {
        const MemberId victim = any();
        switch (rng.below(9)) {
        case 0: c.powerCut(victim); break;
        case 1: c.crash(victim); break;
        case 2: c.isolate(victim); break;
        case 3: c.isolate(victim, false); break;
        case 4: c.cut(victim, any()); break;
        case 5: c.lossPerMille = static_cast<int>(rng.below(200)); break;
        case 6: c.duplicatePerMille = static_cast<int>(rng.below(200)); break;
        case 7:
            if (c.leader()) c.transfer(any());
            break;
        default: c.start(victim); break;
        }
        if (rng.below(40) == 0)
            for (const MemberId id : c.members()) c.powerCut(id);
    }
    void turn() {
        c.run(sim::milliseconds(rng.between(1, 120)));
        takeAnswers();
        takeWatch();
        for (std::uint64_t i = rng.below(6); i > 0; --i) {
            const std::string key = "/k/" + std::to_string(++number);
            writes.push_back({c.ask(any(), put(key, "v")), key, c.now()});
        }
        if (rng.below(3) == 0) reads.push_back({c.ask(any(), get("/k/1")), knownRevision});
        if (rng.below(8) == 0) fault();
        if (watchNow == 0 || !c.running(watchAt) || rng.below(60) == 0) watchAgain();
        if (rng.below(30) == 0) c.heal();
    }
    void finish() {
        c.heal();
        c.duplicatePerMille = 0;
        c.run(sim::seconds(12));
        takeAnswers();
        if (!c.settle(sim::seconds(20))) wrong = "no convergence after everything was healed";
        watchAgain();
        c.run(sim::seconds(1));
        takeWatch();
        const Member& m = c.member(1);
        for (const std::string& key : acknowledged)
            if (!m.root().table.contains(base::Text(key))) wrong = "lost " + key;
        for (auto it = m.root().table.begin(); !it.atEnd(); ++it) {
            const auto told = seen.find(it.value().modRevision);
            if (told == seen.end() || told->second != it.key().view())
                wrong = "the watches were not told of " + it.key().str();
        }
        if (seen.size() + 1 != static_cast<std::size_t>(m.revision())) wrong = "a gap in the watch";
        for (const MemberId id : c.members())
            if (c.member(id).store().digest() != m.store().digest()) wrong = "stores differ";
        if (!c.violation.empty()) wrong = c.violation;
    }
};

TinyOptions randomOptions(std::uint64_t seed) {
    sim::Rng rng = sim::Rng::stream(seed, "options");
    TinyOptions o;
    o.seed = seed;
    o.members = static_cast<int>(rng.between(1, 5));
    o.latencyMax = sim::microseconds(rng.between(250, 30'000));
    o.syncMax = sim::microseconds(rng.between(1'000, 40'000));
    if (rng.below(2)) {
        o.etcd.snapshotCount = static_cast<Index>(rng.between(20, 200));
        o.etcd.catchUpEntries = static_cast<Index>(rng.between(2, 30));
    }
    if (rng.below(4) == 0) o.etcd.maxInflightMessages = 2;
    if (rng.below(4) == 0) o.etcd.maxMessageBytes = 64;
    return o;
}

} // namespace

class StormTest : public QObject {
    Q_OBJECT
private slots:
    void nothingThatWasPromisedIsBroken() {
        const int seeds = qEnvironmentVariableIntValue("STORM_SEEDS") > 0
                              ? qEnvironmentVariableIntValue("STORM_SEEDS")
                              : 200;
        std::size_t written = 0, snapshots = 0, leaders = 0;
        for (int seed = 1; seed <= seeds; ++seed) {
            Storm storm(randomOptions(static_cast<std::uint64_t>(seed)),
                        static_cast<std::uint64_t>(seed));
            for (int i = 0; i < 250 && storm.wrong.empty(); ++i) storm.turn();
            if (storm.wrong.empty()) storm.finish();
            QVERIFY2(storm.wrong.empty() && storm.c.violation.empty(),
                     qPrintable(QString("seed %1: %2 %3")
                                    .arg(seed)
                                    .arg(storm.wrong.c_str())
                                    .arg(storm.c.violation.c_str())));
            written += storm.acknowledged.size();
            snapshots += static_cast<std::size_t>(storm.c.count<SnapshotInstalled>());
            leaders += static_cast<std::size_t>(storm.c.count<BecameLeader>());
        }
        qInfo("%d storms: %zu acknowledged writes, %zu snapshots installed, %zu leaders", seeds,
              written, snapshots, leaders);
        QVERIFY(written > 10'000 && snapshots > 20 && leaders > 400);
    }
    void aStormIsTheSameTwice() {
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            Storm a(randomOptions(seed), seed), b(randomOptions(seed), seed);
            for (int i = 0; i < 60; ++i) a.turn();
            for (int i = 0; i < 60; ++i) b.turn();
            QVERIFY2(a.c.fingerprint == b.c.fingerprint, qPrintable(QString("seed %1").arg(seed)));
        }
    }
};

QTEST_APPLESS_MAIN(StormTest)
#include "storm_test.moc"
