// The map against std::map, through thousands of random changes, with copies held in between.
#include "sim/persistent_map.h"
#include "sim/rng.h"

#include <QTest>

#include <map>

using maqueta::sim::PersistentMap;
using maqueta::sim::Rng;

class PersistentMapTest : public QObject {
    Q_OBJECT
    using Map = PersistentMap<std::uint64_t, std::uint64_t>;
    using Plain = std::map<std::uint64_t, std::uint64_t>;

    static bool equal(const Map& map, const Plain& plain) {
        if (map.size() != plain.size()) return false;
        auto it = map.begin();
        std::size_t index = 0;
        for (const auto& [key, value] : plain) {
            if (it.atEnd() || it.key() != key || it.value() != value || map.rank(key) != index++)
                return false;
            const auto* found = map.find(key);
            if (!found || *found != value) return false;
            ++it;
        }
        return it.atEnd();
    }

private slots:
    void staysEqualToAPlainMap_data() {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<quint64>("keys");
        for (quint64 seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %llu", static_cast<unsigned long long>(seed))
                << seed << (seed % 4 == 0 ? 40ULL : 3000ULL);
    }
    void staysEqualToAPlainMap() {
        QFETCH(quint64, seed);
        QFETCH(quint64, keys);
        Rng rng(seed);
        Map map;
        Plain plain;
        std::vector<std::pair<Map, Plain>> kept;
        for (int step = 0; step < 6000; ++step) {
            const auto key = rng.below(keys);
            const bool shrink = (step / 1500) % 2 == 1;
            if (rng.below(10) < (shrink ? 8U : 3U)) {
                QCOMPARE(map.erase(key), plain.erase(key) == 1);
            } else {
                const auto value = rng.next();
                map.set(key, value);
                plain[key] = value;
            }
            if (step % 500 == 0) kept.emplace_back(map, plain);
            if (step % 97 == 0) {
                const auto probe = rng.below(keys);
                const auto a = map.lowerBound(probe);
                const auto b = plain.lower_bound(probe);
                QCOMPARE(a.atEnd(), b == plain.end());
                if (!a.atEnd()) QCOMPARE(a.key(), b->first);
            }
        }
        QVERIFY(equal(map, plain));
        for (const auto& [copy, expected] : kept) QVERIFY(equal(copy, expected));
    }
    void keysInOrderFillTheTree() {
        Map map;
        Plain plain;
        for (std::uint64_t i = 0; i < 20000; ++i) {
            map.set(i, i * 3);
            plain[i] = i * 3;
        }
        QVERIFY(equal(map, plain));
        for (std::uint64_t i = 20000; i-- > 0;) {
            QVERIFY(map.erase(i));
            plain.erase(i);
            if (i % 4001 == 0) QVERIFY(equal(map, plain));
        }
        QVERIFY(map.empty());
        QVERIFY(map.begin() == map.end());
    }
};

QTEST_APPLESS_MAIN(PersistentMapTest)
#include "persistent_map_test.moc"
