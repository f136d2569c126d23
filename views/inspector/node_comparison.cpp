#include "views/inspector/node_comparison.h"

#include <QCoreApplication>

#include <algorithm>

namespace maqueta::views {
namespace {

struct ComparisonText {
    Q_DECLARE_TR_FUNCTIONS(ComparisonText)
};

QString signedText(qint64 points) {
    return (points > 0 ? QStringLiteral("+") : QString()) + QString::number(points);
}

QString sentenceFor(const NodeComparison& comparison, const QStringList& decisive) {
    if (comparison.rows.empty())
        return ComparisonText::tr("They have the same points in everything: chance decides.");
    const qint64 lead = comparison.firstTotal - comparison.secondTotal;
    if (lead == 0)
        return ComparisonText::tr("What one gains here the other gains there: chance decides.");
    return ComparisonText::tr("%1 leads by %2. What counts most: %3, %4.")
               .arg(comparison.first)
               .arg(lead)
               .arg(comparison.rows.front().column,
                    signedText(comparison.rows.front().difference())) +
           ' ' + decisive.value(0);
}

} // namespace

std::optional<NodeComparison> compareNodes(const Reasons& reasons, const QString& a,
                                           const QString& b) {
    const RankedNode *first = nullptr, *second = nullptr;
    for (const RankedNode& node : reasons.ranked) {
        if (node.node != a && node.node != b) continue;
        (first ? second : first) = &node;
    }
    if (!first || !second) return std::nullopt;
    if (second->total > first->total) std::swap(first, second);
    NodeComparison out{first->node, second->node, first->total, second->total, {}, {}};
    std::vector<std::pair<NodeComparison::Row, QString>> rows; // with what decides there
    for (qsizetype i = 0; i < reasons.columns.size(); ++i) {
        const PluginPoints its = first->in(reasons.columns[i]);
        const PluginPoints others = second->in(reasons.columns[i]);
        if (its.points == others.points) continue;
        const QString words = QStringLiteral("%1: %2\n%3: %4")
                                  .arg(first->node, its.words(), second->node, others.words());
        rows.push_back(
            {{reasons.columns[i], its.points, others.points, words}, reasons.decisive.value(i)});
    }
    // What speaks for the first one decides; what speaks against it comes after that.
    std::stable_sort(rows.begin(), rows.end(), [](const auto& x, const auto& y) {
        return x.first.difference() > y.first.difference();
    });
    QStringList decisive;
    for (auto& [row, sentence] : rows) {
        out.rows.push_back(std::move(row));
        decisive << sentence;
    }
    out.sentence = sentenceFor(out, decisive);
    return out;
}

} // namespace maqueta::views
