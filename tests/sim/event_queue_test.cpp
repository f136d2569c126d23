// The agenda gives events back by time, then in the order in which they were planned.
#include "sim/event_queue.h"
#include "sim/rng.h"

#include <QTest>

#include <algorithm>

using namespace maqueta::sim;

class EventQueueTest : public QObject {
    Q_OBJECT
private slots:
    void keepsTheTotalOrder() {
        Rng rng(7);
        EventQueue queue;
        std::vector<Event> plain;
        Time now{};
        for (int step = 0; step < 50000; ++step) {
            if (plain.empty() || rng.below(100) < 52) {
                Event e{.at = now + nanoseconds(static_cast<std::int64_t>(rng.below(50))),
                        .payload = rng.next()};
                e.seq = queue.push(e);
                plain.push_back(e);
            } else {
                const auto least = std::min_element(
                    plain.begin(), plain.end(), [](const Event& a, const Event& b) {
                        return std::pair(a.at, a.seq) < std::pair(b.at, b.seq);
                    });
                const Event e = queue.pop();
                QCOMPARE(e.seq, least->seq);
                QCOMPARE(e.payload, least->payload);
                now = e.at;
                plain.erase(least);
            }
        }
        QCOMPARE(queue.size(), plain.size());
    }
    void aCopyGoesItsOwnWay() {
        EventQueue queue;
        for (int i = 0; i < 10; ++i)
            queue.push({.at = Time{10 - i}, .payload = static_cast<std::uint64_t>(i)});
        EventQueue copy = queue;
        QCOMPARE(queue.pop().payload, 9ULL);
        QCOMPARE(copy.size(), 10U);
        QCOMPARE(copy.pop().payload, 9ULL);
    }
};

QTEST_APPLESS_MAIN(EventQueueTest)
#include "event_queue_test.moc"
