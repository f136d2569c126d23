// The pace at which silent nodes are tainted, the taints that conditions mean, and the ranges of
// pod addresses.
#include "api/names.h"
#include "controllers/node/cidr_table.h"
#include "controllers/node/node_health.h"
#include "controllers/node/taints.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::controllers;

namespace {

sim::Time at(std::int64_t seconds) {
    return {sim::seconds(seconds).ns};
}

} // namespace

class NodePartsTest : public QObject {
    Q_OBJECT
private slots:
    void oneNodeInTenSeconds() {
        TaintLine line;
        line.setRate(0.1, at(0));
        QVERIFY(line.add("w1"));
        QVERIFY(line.add("w2"));
        QVERIFY(!line.add("w1"));
        QCOMPARE(line.take(at(0))->str(), std::string("w1"));
        QVERIFY(!line.take(at(9)));
        QCOMPARE(line.nextTurn(at(9)).ns, at(10).ns);
        QCOMPARE(line.take(at(10))->str(), std::string("w2"));
        QVERIFY(!line.add("w1")); // it had its turn
        line.remove("w1");
        QVERIFY(line.add("w1"));
    }
    void aZoneThatIsStoppedTaintsNobody() {
        TaintLine line;
        line.setRate(0, at(0));
        line.add("w1");
        QVERIFY(!line.take(at(1000)));
        QVERIFY(line.nextTurn(at(1000)) == sim::Time::never());
        line.setRate(0.1, at(1000));
        QVERIFY(!line.take(at(1000))); // a full turn later
        QVERIFY(line.take(at(1010)));
    }

    void conditionsMeanTaints() {
        api::Node node;
        api::Condition ready;
        ready.type = "Ready";
        ready.status = api::ConditionStatus::Unknown;
        api::Condition pressure;
        pressure.type = "DiskPressure";
        pressure.status = api::ConditionStatus::True;
        node.conditions.write() = {pressure, ready};
        node.unschedulable = true;
        const TaintChange change = noScheduleChange(node);
        QCOMPARE(change.add.size(), std::size_t(3));
        QCOMPARE(change.add[0], api::names::taintDiskPressure);
        QCOMPARE(change.add[1], api::names::taintUnreachable);
        QCOMPARE(change.add[2], api::names::taintUnschedulable);

        api::Taint mine;
        mine.key = "mine";
        mine.effect = "NoSchedule";
        api::Taint old;
        old.key = api::names::taintNotReady;
        old.effect = "NoSchedule";
        node.taints.write() = {mine, old};
        QCOMPARE(noScheduleChange(node).remove,
                 std::vector<std::string_view>{api::names::taintNotReady});
    }
    void tolerations() {
        api::Taint taint;
        taint.key = "k";
        taint.value = "v";
        taint.effect = "NoExecute";
        const auto tolerated = [&](const char* key, const char* op, const char* value,
                                   const char* effect) {
            api::Toleration t;
            t.key = key;
            t.op = op;
            t.value = value;
            t.effect = effect;
            return tolerates(t, taint);
        };
        QVERIFY(tolerated("k", "Exists", "", "NoExecute"));
        QVERIFY(tolerated("k", "", "v", ""));
        QVERIFY(tolerated("", "Exists", "", ""));
        QVERIFY(!tolerated("k", "Equal", "w", ""));
        QVERIFY(!tolerated("k", "Exists", "", "NoSchedule"));
        QVERIFY(!tolerated("j", "Exists", "", ""));
    }

    void everyNodeHasARangeOfItsOwn() {
        CidrTable table("10.244.0.0/16", 24);
        table.occupy("w9", "10.244.1.0/24");
        QCOMPARE(table.allocate("w1").value(), std::string("10.244.0.0/24"));
        QCOMPARE(table.allocate("w2").value(), std::string("10.244.2.0/24"));
        QCOMPARE(table.allocate("w1").value(), std::string("10.244.0.0/24"));
        table.release("w1");
        for (int i = 0; i < 253; ++i) QVERIFY(table.allocate("n" + std::to_string(i)));
        QCOMPARE(table.allocate("last").value(), std::string("10.244.0.0/24"));
        QVERIFY(!table.allocate("one too many"));
    }
    void aCidrThatMakesNoSenseHasNoRanges() {
        for (const char* cidr : {"", "10.244.0.0", "10.244.0.0/33", "300.1.1.1/16", "10.0.0.0/28"})
            QVERIFY(!CidrTable(cidr, 24).enabled());
    }
};

QTEST_APPLESS_MAIN(NodePartsTest)
#include "node_parts_test.moc"
