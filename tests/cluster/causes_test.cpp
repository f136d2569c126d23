// The chain of causes, as it is read off the beats.
#include "cluster/causes.h"

#include <QTest>

using namespace maqueta::cluster;

class CausesTest : public QObject {
    Q_OBJECT

    static Beat beat(RecordSeq seq, RecordSeq because = 0, RecordSeq also = 0) {
        Beat b;
        b.seq = seq;
        b.because = {because, also};
        return b;
    }
    // "3 (5) 8": the numbers in their order, a second reason in brackets.
    static QString told(const std::vector<Cause>& causes) {
        QStringList words;
        for (const Cause& cause : causes)
            words << QString(cause.also ? "(%1)" : "%1").arg(cause.beat.seq);
        return words.join(' ');
    }

private Q_SLOTS:
    void itGoesBackToTheActThatBeganIt() {
        const std::vector<Beat> beats{beat(3), beat(4), beat(8, 3), beat(11, 8)};
        QCOMPARE(told(causesOf(beats, 11, 12)), QString("3 8 11"));
        QCOMPARE(told(causesOf(beats, 4, 12)), QString("4"));
    }
    void aSecondReasonStandsBeforeWhatItLedTo() {
        const std::vector<Beat> beats{beat(3), beat(5), beat(8, 3, 5), beat(9, 8, 8)};
        QCOMPARE(told(causesOf(beats, 9, 12)), QString("3 (5) 8 9"));
    }
    void aSecondReasonThatStandsAloneIsFollowed() {
        const std::vector<Beat> beats{beat(3), beat(5, 3), beat(8, 0, 5)};
        QCOMPARE(told(causesOf(beats, 8, 12)), QString("3 5 8"));
    }
    void aLongOneKeepsItsNewestLinks() {
        std::vector<Beat> beats{beat(1)};
        for (RecordSeq seq = 2; seq <= 40; ++seq) beats.push_back(beat(seq, seq - 1));
        QCOMPARE(told(causesOf(beats, 40, 3)), QString("38 39 40"));
        beats.push_back(beat(41, 39, 40)); // its second reason went with the first
        QCOMPARE(told(causesOf(beats, 41, 1)), QString("41"));
    }
    // Beats are kept within a budget: the oldest may be gone.
    void itEndsWhereABeatIsNotKept() {
        const std::vector<Beat> beats{beat(8, 3), beat(11, 8, 4)};
        QCOMPARE(told(causesOf(beats, 11, 12)), QString("8 11"));
        QVERIFY(causesOf(beats, 3, 12).empty());
        QVERIFY(causesOf({}, 1, 12).empty());
    }
};

QTEST_GUILESS_MAIN(CausesTest)
#include "causes_test.moc"
