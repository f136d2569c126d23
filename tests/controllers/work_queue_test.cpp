// A key waits once, is worked on once at a time, and comes back later each time it fails; what a
// controller asked for is awaited before it counts again.
#include "controllers/loop/expectations.h"
#include "controllers/loop/work_queue.h"

#include <QTest>

using namespace maqueta;
using namespace maqueta::controllers;

namespace {

const Key web{"default", "web"};
const Key db{"default", "db"};
constexpr sim::Time start{};

} // namespace

class WorkQueueTest : public QObject {
    Q_OBJECT
private slots:
    void aKeyWaitsOnce() {
        WorkQueue queue;
        queue.add(web);
        queue.add(db);
        queue.add(web);
        QVERIFY(queue.take() == web);
        QVERIFY(queue.take() == db);
        QVERIFY(!queue.take());
    }
    void aKeyThatIsWorkedOnComesAgainAfterwards() {
        WorkQueue queue;
        queue.add(web);
        const auto key = queue.take();
        queue.add(web);
        QVERIFY(!queue.take()); // nobody works on it twice at a time
        queue.done(*key);
        QVERIFY(queue.take() == web);
        queue.done(web);
        QVERIFY(queue.empty());
    }
    void failuresComeBackLaterEachTime() {
        WorkQueue queue;
        sim::Time now = start;
        std::vector<std::int64_t> waits;
        for (int i = 0; i < 20; ++i) {
            queue.addRateLimited(web, now);
            waits.push_back((queue.nextDue() - now).ns / 1'000'000);
            now = queue.nextDue();
            queue.release(now);
            queue.done(*queue.take());
        }
        QCOMPARE(waits[0], 5);
        QCOMPARE(waits[1], 10);
        QCOMPARE(waits[4], 80);
        QCOMPARE(waits[17], 655'360);
        QCOMPARE(waits[19], 1'000'000); // 1000 s at most
        queue.forget(web);
        queue.addRateLimited(web, now);
        QCOMPARE((queue.nextDue() - now).ns, sim::milliseconds(5).ns);
    }
    void theEarlierDelayCounts() {
        WorkQueue queue;
        queue.addAfter(web, sim::seconds(10), start);
        queue.addAfter(web, sim::seconds(3), start);
        queue.addAfter(web, sim::seconds(20), start);
        QCOMPARE(queue.nextDue().ns, sim::seconds(3).ns);
        queue.release(start + sim::seconds(2));
        QVERIFY(queue.empty());
        queue.release(start + sim::seconds(3));
        QCOMPARE(queue.size(), std::size_t(1));
        QVERIFY(queue.nextDue() == sim::Time::never());
    }
    void aCopyGoesItsOwnWay() {
        WorkQueue queue;
        queue.add(web);
        queue.add(db);
        WorkQueue copy = queue;
        QVERIFY(queue.take() == web);
        QVERIFY(copy.take() == web);
        QVERIFY(copy.take() == db);
        QCOMPARE(queue.size(), std::size_t(1));
    }

    void creationsAreAwaited() {
        Expectations expected;
        QVERIFY(expected.satisfied(web, start));
        expected.expectCreations(web, 2, start);
        expected.creationObserved(web);
        QVERIFY(!expected.satisfied(web, start));
        expected.creationObserved(web);
        QVERIFY(expected.satisfied(web, start));
    }
    void aDeletionCountsOncePerPod() {
        Expectations expected;
        const Key one{"default", "web-1"}, two{"default", "web-2"}, other{"default", "x"};
        expected.expectDeletions(web, {one, two}, start);
        expected.deletionObserved(web, one);
        expected.deletionObserved(web, one);
        expected.deletionObserved(web, other);
        QVERIFY(!expected.satisfied(web, start));
        expected.deletionObserved(web, two);
        QVERIFY(expected.satisfied(web, start));
    }
    void nobodyWaitsForEver() {
        Expectations expected;
        expected.expectCreations(web, 1, start);
        QVERIFY(!expected.satisfied(web, start + sim::minutes(5)));
        QVERIFY(expected.satisfied(web, start + sim::minutes(5) + sim::seconds(1)));
    }
};

QTEST_APPLESS_MAIN(WorkQueueTest)
#include "work_queue_test.moc"
