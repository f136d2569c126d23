// When messages arrive, with and without trouble on their way.
#include "network/fabric.h"

#include <QTest>

#include <vector>

using namespace maqueta;
using namespace maqueta::network;

class FabricTest : public QObject {
    Q_OBJECT

    static constexpr MachineId a{0}, b{1}, c{2};
    static Fabric threeMachines() {
        Fabric f;
        for (const MachineId m : {a, b, c}) f.addMachine(m, {});
        return f;
    }
    static sim::Time at(int ms) { return sim::Time{} + sim::milliseconds(ms); }

private slots:
    void aMessageTakesTheLatencyOfBothCables() {
        Fabric f = threeMachines();
        sim::Rng rng(1);
        QCOMPARE(f.send(a, b, 0, Carriage::Stream, at(1), rng).at.ns, at(1).ns + 200'000);
        QCOMPARE(f.send(a, a, 0, Carriage::Stream, at(1), rng).at.ns, at(1).ns + 20'000);
    }
    void aCutIsOneWay() {
        Fabric f = threeMachines();
        f.cut(a, b);
        QCOMPARE(f.stillArrives(a, b), Loss::Partition);
        QCOMPARE(f.stillArrives(b, a), Loss::None);
        f.healCuts();
        QCOMPARE(f.stillArrives(a, b), Loss::None);
    }
    void datagramsAreLostAndStreamsAreLate() {
        Fabric f = threeMachines();
        sim::Rng rng(1);
        f.trouble(a, {}, {.latency = {}, .lossPerMillion = 300'000, .heldUpTo = {}});
        int lost = 0, late = 0;
        sim::Time last;
        for (int i = 0; i < 1000; ++i) {
            lost += f.send(a, b, 0, Carriage::Datagram, at(i), rng).loss == Loss::Chance;
            const Delivery d = f.send(a, c, 0, Carriage::Stream, at(i), rng);
            QCOMPARE(d.loss, Loss::None);
            QVERIFY(d.at >= last); // the stream keeps its order
            last = d.at;
            late += d.at - at(i) > sim::milliseconds(100);
        }
        QVERIFY(lost > 240 && lost < 360);
        QVERIFY(late > 240);
        // The way back is fine.
        QCOMPARE(f.send(b, a, 0, Carriage::Stream, at(2000), rng).at.ns, at(2000).ns + 200'000);
    }
    void aHealedStreamStaysInOrder() {
        Fabric f = threeMachines();
        sim::Rng rng(1);
        f.trouble(a, b, {.latency = sim::seconds(1), .heldUpTo = {}});
        const sim::Time slow = f.send(a, b, 0, Carriage::Stream, at(1), rng).at;
        f.healTroubles();
        QVERIFY(f.send(a, b, 0, Carriage::Stream, at(2), rng).at >= slow);
        QCOMPARE(f.send(a, b, 0, Carriage::Stream, at(3000), rng).at.ns, at(3000).ns + 200'000);
        QCOMPARE(f.send(a, b, 0, Carriage::Stream, at(3001), rng).at.ns, at(3001).ns + 200'000);
    }
    void onlyDatagramsComeTwiceOrOvertake() {
        Fabric f = threeMachines();
        sim::Rng rng(1);
        f.trouble(a, b,
                  {.latency = {},
                   .duplicatePerMillion = 500'000,
                   .heldPerMillion = 500'000,
                   .heldUpTo = sim::milliseconds(50)});
        int twice = 0, overtaken = 0;
        sim::Time last;
        for (int i = 0; i < 200; ++i) {
            const Delivery d = f.send(a, b, 0, Carriage::Datagram, at(i), rng);
            twice += d.again < sim::Time::never();
            overtaken += d.at < last;
            last = d.at;
            QVERIFY(f.send(a, b, 0, Carriage::Stream, at(i), rng).again == sim::Time::never());
        }
        QVERIFY(twice > 60 && overtaken > 20);
    }
    void littleBandwidthMakesAQueue() {
        Fabric f = threeMachines();
        sim::Rng rng(1);
        f.trouble(a, b, {.latency = {}, .heldUpTo = {}, .bytesPerSecond = 1000});
        f.send(a, b, 500, Carriage::Stream, at(0), rng);
        const Delivery second = f.send(a, b, 500, Carriage::Stream, at(0), rng);
        QVERIFY(second.at >= at(1000) && second.at < at(1002));
    }
};

QTEST_APPLESS_MAIN(FabricTest)
#include "fabric_test.moc"
