// The agenda gives events back by time, then in the order in which they were planned, however many
// there are and however far ahead they lie.
#include "sim/event_queue.h"
#include "sim/rng.h"

#include <QTest>

#include <set>

using namespace maqueta::sim;

class EventQueueTest : public QObject {
    Q_OBJECT

    struct Sooner {
        bool operator()(const Event& a, const Event& b) const {
            return std::pair(a.at, a.seq) < std::pair(b.at, b.seq);
        }
    };
    // Most delays of a cluster are of a message, many of a heartbeat, few of an hour.
    static Duration mixedDelay(Rng& rng) {
        const std::uint64_t sort = rng.below(100);
        if (sort < 10) return {};
        if (sort < 70) return microseconds(static_cast<std::int64_t>(rng.below(2'000)));
        if (sort < 97) return milliseconds(static_cast<std::int64_t>(rng.below(10'000)));
        return seconds(static_cast<std::int64_t>(rng.below(3'600)));
    }

private slots:
    void keepsTheTotalOrder_data() {
        QTest::addColumn<int>("pending");
        QTest::addColumn<bool>("mixed");
        QTest::newRow("few, near") << 20 << false;
        QTest::newRow("few, mixed") << 20 << true;
        QTest::newRow("as many as one heap takes") << 1'024 << true;
        QTest::newRow("many, near") << 20'000 << false;
        QTest::newRow("many, mixed") << 20'000 << true;
    }
    // Grows to that many, holds them for a while, and is emptied; twice.
    void keepsTheTotalOrder() {
        QFETCH(int, pending);
        QFETCH(bool, mixed);
        Rng rng(7);
        EventQueue queue;
        std::set<Event, Sooner> plain;
        Time now{};
        const auto plan = [&] {
            const Duration delay =
                mixed ? mixedDelay(rng) : nanoseconds(static_cast<std::int64_t>(rng.below(50)));
            Event e{.at = now + delay, .payload = rng.next()};
            e.seq = queue.push(e);
            plain.insert(e);
        };
        const auto take = [&] {
            const Event e = queue.pop();
            now = e.at;
            const bool right = e.seq == plain.begin()->seq && e.payload == plain.begin()->payload;
            plain.erase(plain.begin());
            return right;
        };
        const auto most = static_cast<std::size_t>(pending);
        for (int round = 0; round < 2; ++round) {
            while (queue.size() < most) {
                plan();
                if (rng.below(3) == 0) QVERIFY(take());
            }
            for (int step = 0; step < 3 * pending; ++step) {
                QVERIFY(take());
                plan();
                QCOMPARE(queue.top().seq, plain.begin()->seq);
            }
            QCOMPARE(queue.size(), plain.size());
            while (!queue.empty()) QVERIFY(take());
            QVERIFY(plain.empty());
        }
    }
    void aCopyGoesItsOwnWay_data() {
        QTest::addColumn<int>("count");
        QTest::newRow("few") << 10;
        QTest::newRow("many") << 10'000;
    }
    void aCopyGoesItsOwnWay() {
        QFETCH(int, count);
        EventQueue queue;
        for (int i = 1; i <= count; ++i)
            queue.push({.at = Time{count - i}, .payload = static_cast<std::uint64_t>(i)});
        EventQueue copy = queue;
        const auto last = static_cast<std::uint64_t>(count);
        for (std::uint64_t i = 0; i < last / 2; ++i) QCOMPARE(queue.pop().payload, last - i);
        QCOMPARE(copy.size(), static_cast<std::size_t>(count));
        for (std::uint64_t i = 0; i < last; ++i) QCOMPARE(copy.pop().payload, last - i);
        QVERIFY(copy.empty());
        QCOMPARE(queue.size(), static_cast<std::size_t>(last - last / 2));
    }
};

QTEST_APPLESS_MAIN(EventQueueTest)
#include "event_queue_test.moc"
