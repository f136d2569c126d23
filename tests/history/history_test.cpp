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

    // Figures are those of the run, however it was looked at.
    void aSeriesIsThatOfTheRunWhereverItWasLookedAt() {
        history::History straight(cluster::makeTopology(3, 2), {}, 7, {});
        straight.advance(sim::Time{} + sim::seconds(200));
        history::History wandering(cluster::makeTopology(3, 2), {}, 7, {});
        wandering.advance(sim::Time{} + sim::milliseconds(61'300));
        wandering.seek(sim::Time{} + sim::milliseconds(17'450));
        while (wandering.now() < sim::Time{} + sim::seconds(40))
            wandering.advanceToBeat(sim::Time{} + sim::seconds(40));
        wandering.advanceToEvent(sim::Time{} + sim::seconds(90));
        wandering.advance(sim::Time{} + sim::seconds(200));
        QCOMPARE(wandering.series().samples().size(), std::size_t{200});
        QVERIFY(wandering.series().samples() == straight.series().samples());
        std::uint64_t messages = 0;
        for (const auto& sample : straight.series().samples())
            for (const std::uint32_t n : sample.messages) messages += n;
        QVERIFY(messages > 1000);
    }

    void anotherFutureHasAnotherSeriesAndTheOldOneComesBack() {
        history::History history(cluster::makeTopology(3, 2), {}, 7, {});
        history.advance(sim::Time{} + sim::seconds(60));
        QVERIFY(history.act(cluster::PowerOff{"worker-1"}).ok());
        history.advance(sim::Time{} + sim::seconds(120));
        const auto first = history.series().samples();
        history.seek(sim::Time{} + sim::milliseconds(40'700));
        QVERIFY(history.act(cluster::PowerOff{"control-plane-2"}).ok());
        history.advance(sim::Time{} + sim::seconds(120));
        QVERIFY(history.series().samples() != first);
        history.switchTo(0, sim::Time{} + sim::seconds(120));
        QVERIFY(history.series().samples() == first);
    }

    void aLongSeriesStaysSmallAndKeepsItsMessages() {
        history::History history(cluster::makeTopology(1, 1), {}, 7, {});
        history.advance(sim::Time{} + sim::minutes(41));
        const history::Series& series = history.series();
        QVERIFY(series.samples().size() <= history::Series::mostSamples);
        QCOMPARE(series.step(), sim::seconds(4));
        for (const auto& sample : series.samples()) QVERIFY(sample.at.ns % series.step().ns == 0);
        // A kubelet's heartbeat and a member's leader's are heard in every step.
        const auto heartbeats = static_cast<std::size_t>(cluster::TransitKind::Request);
        std::uint32_t least = UINT32_MAX;
        for (std::size_t i = 1; i < series.samples().size(); ++i)
            least = std::min(least, series.samples()[i].messages[heartbeats]);
        QVERIFY(least > 0);
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
