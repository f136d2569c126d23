// The movie clock: beats pace it, routine does not; waits are rings, not jumps; what was shown
// stays as it was.
#include "diagram/film.h"

#include <QTest>

using namespace maqueta;
using diagram::FilmBeat;
using diagram::MovieMap;

namespace {

sim::Time at(double seconds) {
    return {static_cast<std::int64_t>(seconds * 1e9)};
}

} // namespace

class FilmTest : public QObject {
    Q_OBJECT

private slots:
    void theFormulaOfTheDesign() {
        QCOMPARE(MovieMap::gapMs(sim::milliseconds(1)), 120.0);
        QCOMPARE(MovieMap::gapMs(sim::milliseconds(100)), 120.0);
        QCOMPARE(MovieMap::gapMs(sim::milliseconds(700)), 360.0); // 120 * log2(8)
        QCOMPARE(MovieMap::gapMs(sim::minutes(10)), 900.0);
        QCOMPARE(MovieMap::readingMs(10), 1800.0);
        QCOMPARE(MovieMap::readingMs(80), 4400.0);
    }

    void theMapIsOneLineInBothDirections() {
        MovieMap film;
        film.add({.seq = 5, .at = at(0.7)});
        film.add({.seq = 9, .at = at(1.4)});
        QCOMPARE(film.end(), 720.0);
        QCOMPARE(film.movieAt(at(0.7)), 360.0);
        QCOMPARE(film.simulatedAt(360), at(0.7));
        QCOMPARE(film.simulatedAt(180), at(0.35));
        QCOMPARE(film.movieAt(at(0.35)), 180.0);
        QCOMPARE(film.simulatedAt(10'000), at(1.4));
        sim::Time before = at(0);
        for (double m = 0; m < 800; m += 7) {
            QVERIFY(film.simulatedAt(m) >= before);
            before = film.simulatedAt(m);
        }
    }

    // Long films share what is old with their copies.
    void aCopyOfALongFilmStaysAsItWas() {
        constexpr int beats = 5000;
        const auto shoot = [](MovieMap& film, int from, int to, double gap) {
            for (int i = from; i < to; ++i)
                film.add({.seq = static_cast<cluster::RecordSeq>(i + 1), .at = at(i * gap)});
        };
        MovieMap film;
        shoot(film, 0, beats, 1);
        const MovieMap copy = film;
        const double end = film.end();
        const double parting = film.movieOf(700).value();
        film.cutAfter(parting);
        QCOMPARE(film.end(), parting);
        QCOMPARE(film.beatAt(parting), cluster::RecordSeq{700});
        QVERIFY(!film.nextBeat(parting));
        shoot(film, 700, beats, 2); // another future, half as dense

        MovieMap afresh;
        shoot(afresh, 0, 700, 1);
        shoot(afresh, 700, beats, 2);
        for (int i = 1; i <= beats; ++i) {
            const auto seq = static_cast<cluster::RecordSeq>(i);
            const auto where = [i] { return qPrintable(QStringLiteral("beat %1").arg(i)); };
            QVERIFY2(film.movieOf(seq) == afresh.movieOf(seq), where());
            QVERIFY2(copy.movieAt(at(i - 1)) == copy.movieOf(seq), where());
            QVERIFY2(copy.simulatedAt(copy.movieOf(seq).value()) == at(i - 1), where());
        }
        QCOMPARE(copy.end(), end);
        QCOMPARE(copy.previousBeat(parting), copy.movieOf(699));
    }

    void beatsAreFoundAndSteppedThrough() {
        MovieMap film;
        for (int i = 1; i <= 20; ++i)
            film.add({.seq = static_cast<cluster::RecordSeq>(i * 10),
                      .at = at(i),
                      .hops = {{at(i - 0.5), at(i - 0.4)}}});
        for (int i = 1; i <= 20; ++i) {
            const auto movie = film.movieOf(static_cast<cluster::RecordSeq>(i * 10));
            QVERIFY(movie.has_value());
            QCOMPARE(film.simulatedAt(*movie), at(i));
            QCOMPARE(film.beatAt(*movie), static_cast<cluster::RecordSeq>(i * 10));
        }
        QVERIFY(!film.movieOf(15));
        QCOMPARE(film.beatAt(0), 0ULL);
        QCOMPARE(*film.nextBeat(*film.movieOf(50)), *film.movieOf(60));
        QCOMPARE(*film.previousBeat(*film.movieOf(50)), *film.movieOf(40));
        QVERIFY(!film.nextBeat(film.end()));
        QVERIFY(!film.previousBeat(*film.movieOf(10)));
    }

    void simultaneousBeatsHoldThePictureForAWhileOnly() {
        MovieMap film;
        film.add({.seq = 1, .at = at(1)});
        const double first = film.end();
        for (cluster::RecordSeq i = 2; i < 30; ++i) film.add({.seq = i, .at = at(1)});
        QCOMPARE(film.end() - first, MovieMap::longestHoldMs);
        QCOMPARE(film.simulatedAt(first + 300), at(1));
        QCOMPARE(film.movieAt(at(1)), first);
    }

    void aCaptionStaysUntilItIsRead() {
        MovieMap film;
        film.add({.seq = 1, .at = at(1), .captionCharacters = 60});
        const double first = film.end();
        film.add({.seq = 2, .at = at(1.001)}); // not captioned: comes while one reads
        QVERIFY(film.end() - first < 300);
        film.add({.seq = 3, .at = at(1.002), .captionCharacters = 20});
        QCOMPARE(film.end() - first, 3300.0);
    }

    void drawnMessagesAreSeenOneAfterAnother() {
        MovieMap film;
        film.add({.seq = 1, .at = at(1)});
        // Two hops of 0.2 ms around a disk's sync of 5 ms.
        film.add({.seq = 2,
                  .at = at(1.0054),
                  .captionCharacters = 30,
                  .hops = {{at(1), at(1.0002)}, {at(1.0052), at(1.0054)}}});
        const double start = *film.movieOf(1);
        const double first = film.movieAt(at(1.0002));
        const double second = film.movieAt(at(1.0052));
        QVERIFY(first - start >= 200);
        QVERIFY(film.end() - second >= 200);
        QVERIFY(second - first < 100);
        QCOMPARE(film.end() - start, 500.0);
    }

    void aNamedWaitIsARingOfTwoAndAHalfSeconds() {
        MovieMap film;
        film.add({.seq = 1, .at = at(10)});
        const double cut = film.end();
        film.add({.seq = 2, .at = at(60), .wait = sim::seconds(50)});
        QCOMPARE(film.end() - cut, MovieMap::waitMs);
        const auto shortened = film.shortened(sim::seconds(20));
        QCOMPARE(shortened.size(), std::size_t(1));
        QCOMPARE(shortened.front().length.ns, sim::seconds(50).ns);
    }

    // The messages that end a wait come after it, not instead of it.
    void aWaitKeepsItsRingWhenMessagesEndIt() {
        MovieMap film;
        film.add({.seq = 1, .at = at(10), .captionCharacters = 80}); // to be read for 4.4 s
        const double cut = film.end();
        film.add({.seq = 2,
                  .at = at(50.006),
                  .captionCharacters = 40,
                  .wait = sim::seconds(50),
                  .hops = {{at(50), at(50.001)}, {at(50.005), at(50.006)}}});
        QCOMPARE(film.movieAt(at(50)) - cut, 40.0 / 50 * MovieMap::waitMs);
        QCOMPARE(film.end() - cut, 4400.0);
        QVERIFY(film.movieAt(at(50.001)) - film.movieAt(at(50)) > MovieMap::hopMs);
        // Nobody reads: the ring, and then the messages as fast as they can be seen.
        MovieMap quick;
        quick.add({.seq = 1, .at = at(10)});
        const double start = quick.end();
        quick.add({.seq = 2,
                   .at = at(60.002),
                   .captionCharacters = 40,
                   .wait = sim::seconds(50),
                   .hops = {{at(60), at(60.001)}, {at(60.001), at(60.002)}}});
        QCOMPARE(quick.movieAt(at(60)) - start, MovieMap::waitMs);
        QCOMPARE(quick.end() - start, MovieMap::waitMs + 2 * MovieMap::hopMs);
    }

    void quietTimePassesAsInLifeAndWaitsPassFast() {
        MovieMap film;
        film.add({.seq = 1, .at = at(10)});
        const double start = film.end();
        film.quietUntil(at(20));
        QCOMPARE(film.end() - start, 10'000.0);
        film.quietUntil(at(70), sim::seconds(300), 0);
        QCOMPARE(film.end() - start, 60.0 / 300 * 2500);
    }

    void whatWasShownIsNeverAltered() {
        MovieMap film;
        film.add({.seq = 1, .at = at(10)});
        const double start = film.end();
        film.quietUntil(at(20));
        const double shown = start + 4'000;
        QCOMPARE(film.simulatedAt(shown), at(14));
        film.add({.seq = 2, .at = at(20.3)}, shown);
        QCOMPARE(film.simulatedAt(shown), at(14));
        QCOMPARE(film.simulatedAt(start + 1'000), at(11));
        QCOMPARE(film.end() - shown, MovieMap::gapMs(at(20.3) - at(14)));
    }

    void clockPacingCountsSecondsOnly() {
        MovieMap film;
        film.setPacing(diagram::Pacing::Clock, 10, 0);
        film.add({.seq = 1, .at = at(5), .captionCharacters = 80});
        film.add({.seq = 2, .at = at(5.1), .captionCharacters = 80});
        film.quietUntil(at(105));
        QVERIFY(std::abs(film.end() - 10'500) < 1e-6);
        QVERIFY(std::abs(*film.movieOf(1) - 500) < 1e-6);
    }

    void aBranchBeginsWhereTheMapIsCut() {
        MovieMap film;
        film.add({.seq = 1, .at = at(1)});
        film.add({.seq = 2, .at = at(2)});
        const double middle = (*film.movieOf(1) + *film.movieOf(2)) / 2;
        film.cutAfter(middle);
        QCOMPARE(film.end(), middle);
        QVERIFY(film.movieOf(1).has_value());
        QVERIFY(!film.movieOf(2));
        film.add({.seq = 7, .at = at(1.6)});
        QCOMPARE(film.beatAt(film.end()), 7ULL);
    }
};

QTEST_APPLESS_MAIN(FilmTest)
#include "film_test.moc"
