// A run is a pure function: the same inputs give the same trace, however they are run.
#include "sim/rng.h"
#include "stories/story.h"

using namespace maqueta;
using tests::Story;

class SameRunStory : public QObject {
    Q_OBJECT

    struct Moment {
        sim::Duration at;
        cluster::Intervention act;
    };
    static std::vector<Moment> plot() {
        return {{sim::seconds(12),
                 cluster::ApplyObjects{.objects = {Story::deployment("web", 4, "100m", "64Mi")},
                                       .title = "web"}},
                {sim::seconds(40), cluster::PowerOff{"control-plane-1"}},
                {sim::seconds(45), cluster::ScaleObject{.name = "web", .replicas = 6}},
                {sim::seconds(70), cluster::PowerOn{"control-plane-1"}},
                {sim::seconds(90), cluster::PowerOff{"worker-2"}},
                {sim::seconds(200), cluster::PowerOn{"worker-2"}}};
    }
    static constexpr sim::Duration length = sim::seconds(240);

    static std::string play(history::History& history, sim::Duration slice) {
        for (const Moment& m : plot()) {
            for (const sim::Time at = sim::Time{} + m.at; history.now() < at;)
                history.advance(std::min(at, history.now() + slice));
            const base::Status status = history.act(m.act);
            if (!status) return status.error().text();
        }
        for (const sim::Time end = sim::Time{} + length; history.now() < end;)
            history.advance(std::min(end, history.now() + slice));
        return history.world().fingerprint().text();
    }

private slots:
    void inSlicesOfAnySize_data() {
        QTest::addColumn<qint64>("sliceNs");
        QTest::newRow("1 ms") << qint64(1'000'000);
        QTest::newRow("16 ms") << qint64(16'666'667);
        QTest::newRow("7 s") << qint64(7'000'000'000);
    }
    void inSlicesOfAnySize() {
        QFETCH(qint64, sliceNs);
        history::History whole(cluster::defaultTopology(), {}, 7);
        history::History sliced(cluster::defaultTopology(), {}, 7);
        const std::string expected = play(whole, sim::minutes(10));
        QCOMPARE(play(sliced, sim::nanoseconds(sliceNs)), expected);
        QCOMPARE(expected.size(), 32U);
    }

    void afterAHundredRandomSeeks() {
        history::History history(cluster::defaultTopology(), {}, 7);
        const std::string expected = play(history, sim::minutes(10));
        const auto beats = history.beats().size();
        sim::Rng rng(99);
        for (int i = 0; i < 100; ++i)
            history.seek(sim::Time{
                static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(length.ns)))});
        history.seek(sim::Time{} + length);
        QCOMPARE(history.world().fingerprint().text(), expected);
        QCOMPARE(history.beats().size(), beats);
    }

    void anotherSeedIsAnotherRun() {
        history::History one(cluster::defaultTopology(), {}, 1);
        history::History two(cluster::defaultTopology(), {}, 2);
        QVERIFY(play(one, sim::minutes(10)) != play(two, sim::minutes(10)));
    }

    void undoAndRedoComeToTheSame() {
        history::History history(cluster::defaultTopology(), {}, 7);
        const std::string expected = play(history, sim::minutes(10));
        for (int i = 0; i < 3; ++i) QVERIFY(history.undo().has_value());
        QVERIFY(history.now() < sim::Time{} + sim::seconds(71));
        for (int i = 0; i < 3; ++i) QVERIFY(history.redo().has_value());
        QVERIFY(!history.redo().has_value());
        history.seek(sim::Time{} + length);
        QCOMPARE(history.world().fingerprint().text(), expected);
    }

    void actingInThePastStartsABranchAndKeepsTheOldFuture() {
        history::History history(cluster::defaultTopology(), {}, 7);
        const std::string expected = play(history, sim::minutes(10));
        history.seek(sim::Time{} + sim::seconds(30));
        QVERIFY(history.act(cluster::PowerOff{"worker-1"}).ok());
        QCOMPARE(history.journal().branches().size(), 2U);
        QCOMPARE(history.journal().current(), 1U);
        history.advance(sim::Time{} + sim::seconds(100));
        history.switchTo(0, sim::Time{} + length);
        QCOMPARE(history.world().fingerprint().text(), expected);
    }

    void aSavedDocumentGoesOnAsBefore() {
        history::History history(cluster::defaultTopology(), {}, 7);
        const std::string expected = play(history, sim::minutes(10));
        document::Document saved{.topology = history.startTopology(),
                                 .settings = {},
                                 .seed = 7,
                                 .journal = history.journal(),
                                 .cursor = history.now(),
                                 .layout = {}};
        const auto opened = document::fromJson(document::toJson(saved), "test.maqueta");
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().text().c_str());
        QVERIFY(*opened == saved);
        history::History again(opened->topology, {}, opened->seed);
        again.adopt(opened->journal, opened->cursor);
        QCOMPARE(again.world().fingerprint().text(), expected);
    }
};

QTEST_APPLESS_MAIN(SameRunStory)
#include "same_run_test.moc"
