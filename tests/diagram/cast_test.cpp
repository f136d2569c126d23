// Whose colour is which: the order of a run's workloads, through deletion, return and branches.
#include "diagram/director.h"

#include <QTest>

using namespace maqueta;
using cluster::Beat;
using cluster::BeatKind;

class CastTest : public QObject {
    Q_OBJECT

    static Beat pod(const char* workload, cluster::RecordSeq seq) {
        Beat beat;
        beat.seq = seq;
        beat.at = sim::Time{} + sim::seconds(static_cast<std::int64_t>(seq));
        beat.kind = BeatKind::PodCreated;
        beat.fields = {{"workload", workload}};
        return beat;
    }

private slots:
    void theFirstPodGivesAWorkloadItsPlace() {
        diagram::Director director;
        for (const auto& [name, seq] : {std::pair{"web", 1}, {"web", 2}, {"api", 3}, {"web", 4}})
            director.watch(pod(name, static_cast<cluster::RecordSeq>(seq)), 0);
        QCOMPARE(director.cast()->placeOf("web"), std::optional(0));
        QCOMPARE(director.cast()->placeOf("api"), std::optional(1)); // though web came again
        QVERIFY(!director.cast()->placeOf("db"));
        Beat other = pod("db", 5);
        other.kind = BeatKind::PodEnded;
        director.watch(other, 0);
        QVERIFY(!director.cast()->placeOf("db"));
    }

    // On another branch another one comes second; who came before the fork stays.
    void aBranchHasItsOwnFuture() {
        diagram::Director director;
        director.watch(pod("web", 1), 0);
        const double fork = director.film().end();
        director.watch(pod("api", 2), 0);
        const auto before = director.cast(); // a frame that is still shown
        director.cutAfter(fork);
        QCOMPARE(director.cast()->placeOf("web"), std::optional(0));
        QVERIFY(!director.cast()->placeOf("api"));
        director.watch(pod("db", 3), fork);
        QCOMPARE(director.cast()->placeOf("db"), std::optional(1));
        QCOMPARE(before->placeOf("api"), std::optional(1));
    }

    void aRunOfVeryManyKeepsTheFirst() {
        diagram::Cast cast;
        for (std::size_t i = 0; i < diagram::Cast::most + 5; ++i)
            cast.see(pod(("w" + std::to_string(i)).c_str(), i + 1));
        QCOMPARE(cast.placeOf("w0"), std::optional(0));
        QCOMPARE(cast.placeOf("w999"), std::optional(999));
        QVERIFY(!cast.placeOf("w1000"));
    }
};

QTEST_APPLESS_MAIN(CastTest)
#include "cast_test.moc"
