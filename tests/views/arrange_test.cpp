// Cards that are lined up: where each goes, and that none comes to lie on another.
#include "views/canvas/arrange.h"

#include <QTest>

#include <random>

using namespace maqueta;
using views::Alignment;
using Cards = QVector<std::pair<QString, QRectF>>;

namespace {

constexpr Alignment all[] = {Alignment::Left,   Alignment::Centre, Alignment::Right,
                             Alignment::Top,    Alignment::Middle, Alignment::Bottom,
                             Alignment::Across, Alignment::Down};

QRectF boxOf(const Cards& cards, const std::pair<QString, QPointF>& move) {
    const auto card = std::find_if(cards.begin(), cards.end(),
                                   [&](const auto& c) { return c.first == move.first; });
    return {move.second, card->second.size()};
}

} // namespace

class ArrangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cardsOfAColumnTakeOneEdge() {
        const Cards cards{{"a", {10, 0, 100, 50}}, {"b", {40, 80, 60, 50}}};
        const auto lefts = views::aligned(cards, Alignment::Left);
        QCOMPARE(lefts, (views::CardMoves{{"a", {10, 0}}, {"b", {10, 80}}}));
        const auto rights = views::aligned(cards, Alignment::Right);
        QCOMPARE(rights, (views::CardMoves{{"a", {10, 0}}, {"b", {50, 80}}}));
        const auto centres = views::aligned(cards, Alignment::Centre);
        QCOMPARE(centres, (views::CardMoves{{"a", {10, 0}}, {"b", {30, 80}}}));
    }

    void oneCardAloneStaysWhereItIs() {
        for (const Alignment how : all)
            QVERIFY(views::aligned({{"a", {10, 0, 100, 50}}}, how).isEmpty());
    }

    // A row of workers, aligned at the left, is a column then.
    void whatWouldLieOnAnotherMovesOn() {
        const Cards row{{"a", {0, 0, 100, 50}}, {"b", {120, 0, 100, 50}}, {"c", {240, 0, 100, 50}}};
        const auto column = views::aligned(row, Alignment::Left);
        QCOMPARE(column, (views::CardMoves{{"a", {0, 0}}, {"b", {0, 66}}, {"c", {0, 132}}}));
    }

    void thoseThatStayAreLeftFree() {
        const Cards row{{"a", {0, 0, 100, 50}}, {"b", {120, 0, 100, 50}}};
        const auto column = views::aligned(row, Alignment::Left, {{0, 60, 100, 50}});
        QCOMPARE(column, (views::CardMoves{{"a", {0, 0}}, {"b", {0, 126}}}));
    }

    void theSpaceBetweenCardsIsEqual() {
        const Cards row{{"a", {0, 0, 100, 50}}, {"b", {110, 0, 100, 50}}, {"c", {400, 9, 100, 50}}};
        const auto spread = views::aligned(row, Alignment::Across);
        QCOMPARE(spread, (views::CardMoves{{"a", {0, 0}}, {"b", {200, 0}}, {"c", {400, 9}}}));
    }

    void noneLiesOnAnotherWhereverTheyWere() {
        for (unsigned seed = 1; seed <= 200; ++seed) {
            std::mt19937 dice(seed);
            const auto upTo = [&](unsigned most) { return static_cast<double>(dice() % most); };
            Cards cards;
            const int count = 2 + static_cast<int>(dice() % 9);
            // Clear of one another before, as cards of a cluster are.
            for (int i = 0; i < count; ++i)
                cards.append({QString::number(i),
                              {upTo(40) + 260 * (i % 3), upTo(30) + 170 * (i / 3), 120 + upTo(90),
                               60 + upTo(70)}});
            for (const Alignment how : all) {
                const auto moves = views::aligned(cards, how);
                const QString says =
                    QStringLiteral("seed %1, alignment %2").arg(seed).arg(static_cast<int>(how));
                QVERIFY2(moves.size() == count, qPrintable(says));
                for (int i = 0; i < count; ++i)
                    for (int k = 0; k < i; ++k)
                        QVERIFY2(!boxOf(cards, moves[i]).intersects(boxOf(cards, moves[k])),
                                 qPrintable(says));
            }
        }
    }
};

QTEST_APPLESS_MAIN(ArrangeTest)
#include "arrange_test.moc"
