// The history of changes gives back what it was given, however it is copied, shortened and shared.
#include "sim/rng.h"
#include "store/change_history.h"

#include <QTest>

#include <deque>

using namespace maqueta;
using namespace maqueta::store;

class ChangeHistoryTest : public QObject {
    Q_OBJECT

    struct Value final : store::Value {
        std::uint64_t digest() const override { return 1; }
        std::size_t bytes() const override { return 1; }
    };
    using Plain = std::deque<std::vector<Change>>;

    static std::vector<Change> someChanges(sim::Rng& rng) {
        std::vector<Change> changes(1 + rng.below(3) / 2 * rng.below(4));
        for (Change& c : changes) {
            c.key = "key-" + std::to_string(rng.below(1000));
            c.now.modRevision = static_cast<std::int64_t>(rng.below(1'000'000));
            c.now.value = ValueRef(new Value);
        }
        return changes;
    }
    static bool same(const ChangeHistory& history, const Plain& plain) {
        if (history.size() != plain.size()) return false;
        for (std::size_t i = 0; i < plain.size(); ++i) {
            const auto changes = history[i];
            if (changes.size() != plain[i].size()) return false;
            for (std::size_t k = 0; k < changes.size(); ++k)
                if (changes[k].key != plain[i][k].key ||
                    changes[k].now.modRevision != plain[i][k].now.modRevision ||
                    changes[k].now.value != plain[i][k].now.value)
                    return false;
        }
        return true;
    }

private slots:
    void givesBackWhatItWasGiven() {
        sim::Rng rng(1);
        ChangeHistory one, other; // of two members of one cluster
        LentChunks lent;
        Plain plain;
        std::uint64_t lineage = 0;
        for (int step = 0; step < 4000; ++step) {
            const std::vector<Change> changes = someChanges(rng);
            ++lineage;
            one.push(changes, lineage, lent);
            other.push(changes, lineage, lent);
            plain.push_back(changes);
            if (rng.below(700) == 0) {
                const std::size_t n = rng.below(plain.size() + 1);
                one.drop(n);
                other.drop(n);
                plain.erase(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(n));
            }
            if (step % 97 == 0) QVERIFY(same(one, plain) && same(other, plain));
        }
        QVERIFY(same(one, plain) && same(other, plain));
        // What both filled they hold together: only the last chunk of each is its own.
        QVERIFY(one[0].data() == other[0].data());
        QVERIFY(one[one.size() - 1].data() != other[other.size() - 1].data());
    }

    void aCopyGoesItsOwnWay() {
        sim::Rng rng(2);
        LentChunks lent;
        ChangeHistory history;
        Plain plain;
        for (std::uint64_t i = 0; i < 300; ++i) {
            plain.push_back(someChanges(rng));
            history.push(plain.back(), i, lent);
        }
        ChangeHistory copy = history;
        Plain plainCopy = plain;
        for (std::uint64_t i = 0; i < 200; ++i) {
            plain.push_back(someChanges(rng));
            history.push(plain.back(), 1000 + i, lent);
            plainCopy.push_back(someChanges(rng));
            copy.push(plainCopy.back(), 2000 + i, lent);
        }
        copy.drop(150);
        plainCopy.erase(plainCopy.begin(), plainCopy.begin() + 150);
        QVERIFY(same(history, plain));
        QVERIFY(same(copy, plainCopy));
    }
};

QTEST_APPLESS_MAIN(ChangeHistoryTest)
#include "change_history_test.moc"
