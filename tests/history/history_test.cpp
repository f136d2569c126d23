// What a history keeps stays within its budget, and costs no moment: every one is reached again as
// it was. A run that nobody wants any more ends soon.
#include "history/history.h"
#include "sim/rng.h"

#include <QTest>

using namespace maqueta;

class HistoryTest : public QObject {
    Q_OBJECT

    static history::History tenMinutes(std::size_t budget) {
        history::HistoryOptions options;
        options.checkpointEvery = sim::seconds(5);
        options.memoryBudget = budget;
        history::History history(cluster::makeTopology(3, 2), {}, 7, options);
        history.advance(sim::Time{} + sim::minutes(10));
        return history;
    }
    static std::string fingerprintAt(history::History& history, sim::Duration at) {
        history.seek(sim::Time{} + at);
        return history.world().fingerprint().text();
    }

private slots:
    void checkpointsThinOutWithinTheBudget() {
        history::History roomy = tenMinutes(std::size_t{1} << 30);
        history::History small = tenMinutes(std::size_t{16} << 20);
        QVERIFY(roomy.checkpoints() >= 120);
        QVERIFY(roomy.memoryUsed() > std::size_t{16} << 20);
        QVERIFY(small.memoryUsed() <= std::size_t{16} << 20);
        QVERIFY(small.checkpoints() > 10);
        QVERIFY(small.checkpoints() < roomy.checkpoints());
        sim::Rng rng(5);
        for (int i = 0; i < 20; ++i) {
            const auto at = sim::milliseconds(static_cast<std::int64_t>(rng.below(600'000)));
            QCOMPARE(fingerprintAt(small, at), fingerprintAt(roomy, at));
        }
    }

    void aSmallerBudgetForgetsAtOnceAndNothingButMemory() {
        history::History history = tenMinutes(std::size_t{1} << 30);
        const std::string before = fingerprintAt(history, sim::seconds(300));
        history.setMemoryBudget(std::size_t{8} << 20);
        QVERIFY(history.memoryUsed() <= std::size_t{8} << 20);
        QVERIFY(history.checkpoints() >= 2);
        QCOMPARE(fingerprintAt(history, sim::seconds(300)), before);
        // Not even the two that always stay fit: then there are no more than those.
        history.setMemoryBudget(1);
        QCOMPARE(history.checkpoints(), 2U);
        QVERIFY(history.beats().empty());
        QCOMPARE(fingerprintAt(history, sim::seconds(300)), before);
    }

    void theSameRunKeepsTheSame() {
        const history::History one = tenMinutes(std::size_t{16} << 20);
        const history::History two = tenMinutes(std::size_t{16} << 20);
        QCOMPARE(one.memoryUsed(), two.memoryUsed());
        QCOMPARE(one.checkpoints(), two.checkpoints());
    }

    // 64 events take less than a millisecond, on the largest cluster too.
    void aRunThatIsNotWantedAnyMoreEndsWithin64Events() {
        history::History history(cluster::makeTopology(3, 2), {}, 7);
        history.advance(sim::Time{} + sim::seconds(15));
        const std::uint64_t before = history.world().events();
        const std::atomic<bool> stop{true};
        history.advance(sim::Time{} + sim::minutes(60), &stop);
        QVERIFY(history.world().events() <= before + 64);
        QVERIFY(history.now() < sim::Time{} + sim::seconds(20));
        history.advance(sim::Time{} + sim::seconds(20));
        history::History straight(cluster::makeTopology(3, 2), {}, 7);
        straight.advance(sim::Time{} + sim::seconds(20));
        QCOMPARE(history.world().fingerprint().text(), straight.world().fingerprint().text());
    }
};

QTEST_APPLESS_MAIN(HistoryTest)
#include "history_test.moc"
