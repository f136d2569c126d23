// A machine's clock runs wrong, and is put right again without a jump.
#include "cluster/clock.h"

#include <QTest>

using namespace maqueta;
using cluster::Clock;

class ClockTest : public QObject {
    Q_OBJECT

    static sim::Time at(int s) { return sim::Time{} + sim::seconds(s); }

private slots:
    void aTrueClockShowsTheTime() {
        const Clock c;
        QCOMPARE(c.at(at(7)).ns, at(7).ns);
        QCOMPARE(c.truthOf(at(9), at(7)).ns, at(9).ns);
        QVERIFY(c.isTrue(at(7)));
    }
    void aSlowClockMakesTimersLate() {
        Clock c;
        c.skew(50, at(100));
        QCOMPARE(c.at(at(120)).ns, at(110).ns);
        QCOMPARE(c.truthOf(at(115), at(120)).ns, at(130).ns);
        QCOMPARE(c.truthOf(at(101), at(120)).ns, at(120).ns); // has been shown already
    }
    void healingNeverTurnsItBack() {
        for (const int percent : {20, 50, 150, 400}) {
            Clock c;
            c.skew(percent, at(0));
            c.heal(at(60));
            sim::Time last = c.at(at(60));
            for (int s = 61; s < 1200; ++s) {
                const sim::Time shown = c.at(at(s));
                QVERIFY(shown > last);
                // A timer set now fires when the clock shows its moment.
                const sim::Time fires = c.truthOf(shown + sim::seconds(5), at(s));
                QVERIFY(c.at(fires) >= shown + sim::seconds(5));
                QVERIFY(c.at({fires.ns - 1000}) < shown + sim::seconds(5));
                last = shown;
            }
            QCOMPARE(c.at(at(1200)).ns, at(1200).ns);
            QVERIFY(c.isTrue(at(1200)));
        }
    }
};

QTEST_APPLESS_MAIN(ClockTest)
#include "clock_test.moc"
