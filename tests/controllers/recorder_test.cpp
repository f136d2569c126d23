// What becomes of events: equal ones are counted, similar ones put together, too many dropped.
#include "controllers/loop/recorder.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::controllers;

namespace {

api::ObjectReference replicaSet(const char* name) {
    api::ObjectReference reference;
    reference.kind = "ReplicaSet";
    reference.ns = "default";
    reference.name = name;
    return reference;
}

} // namespace

class RecorderTest : public QObject {
    Q_OBJECT

    static auto created(Recorder& recorder, int pod, sim::Time now, const char* of = "web") {
        return recorder.record(replicaSet(of), "replicaset-controller", "Normal",
                               "SuccessfulCreate", "Created pod: web-" + std::to_string(pod), now);
    }

private slots:
    void anEventSaysWhoAndWhat() {
        Recorder recorder;
        const auto write = created(recorder, 1, sim::Time{});
        QVERIFY(write && !write->patch);
        QCOMPARE(write->event.meta.ns.str(), std::string("default"));
        QVERIFY(write->event.meta.name.str().starts_with("web."));
        QCOMPARE(write->event.component.str(), std::string("replicaset-controller"));
        QCOMPARE(write->event.count, 1);
    }
    void equalEventsAreCounted() {
        Recorder recorder;
        const auto first = created(recorder, 1, sim::Time{});
        const auto again = created(recorder, 1, sim::Time{} + sim::seconds(3));
        QVERIFY(again->patch);
        QCOMPARE(again->event.count, 2);
        QVERIFY(again->event.meta.name == first->event.meta.name);
        QVERIFY(again->event.firstTimestamp == sim::Time{});
    }
    void theTenthSimilarOneSpeaksForAll() {
        Recorder recorder;
        for (int pod = 1; pod < 10; ++pod)
            QCOMPARE(created(recorder, pod, sim::Time{})->event.message.str(),
                     "Created pod: web-" + std::to_string(pod));
        const auto tenth = created(recorder, 10, sim::Time{});
        QVERIFY(!tenth->patch);
        QCOMPARE(tenth->event.message.str(),
                 std::string("(combined from similar events): Created pod: web-10"));
        const auto eleventh = created(recorder, 11, sim::Time{});
        QVERIFY(eleventh->patch);
        QCOMPARE(eleventh->event.count, 2);
        // Ten minutes later they are news again.
        const auto later = created(recorder, 12, sim::Time{} + sim::seconds(601));
        QCOMPARE(later->event.message.str(), std::string("Created pod: web-12"));
    }
    void oneObjectHasTwentyFiveAndThenOneInFiveMinutes() {
        Recorder recorder;
        int written = 0;
        for (int pod = 0; pod < 100; ++pod)
            written += created(recorder, pod, sim::Time{}).has_value();
        QCOMPARE(written, 25);
        QVERIFY(created(recorder, 1, sim::Time{}, "another"));
        QVERIFY(!created(recorder, 1, sim::Time{} + sim::seconds(299)));
        QVERIFY(created(recorder, 1, sim::Time{} + sim::seconds(301)));
    }
    void namesAreNeverUsedTwice() {
        Recorder recorder;
        const auto one = created(recorder, 1, sim::Time{});
        const auto two = created(recorder, 2, sim::Time{});
        QVERIFY(one->event.meta.name != two->event.meta.name);
    }
};

QTEST_APPLESS_MAIN(RecorderTest)
#include "recorder_test.moc"
