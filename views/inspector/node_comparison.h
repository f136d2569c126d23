// Two ranked nodes side by side: where their points differ, and what decided between them. Plain
// values, made of what the ranking already holds.
#pragma once

#include "views/inspector/facts.h"

#include <optional>

namespace maqueta::views {

struct NodeComparison {
    struct Row {
        QString column; // "Room left"
        qint64 first = 0;
        qint64 second = 0;
        QString words; // the raw values behind both
        qint64 difference() const { return first - second; }
        friend bool operator==(const Row&, const Row&) = default;
    };
    // The one with more points comes first; of equal ones the one that is ranked first.
    QString first;
    QString second;
    qint64 firstTotal = 0;
    qint64 secondTotal = 0;
    std::vector<Row> rows; // that differ, what speaks most for the first one at the top
    QString sentence;      // what decided
};

// Nothing when one of them is not ranked, or when they are the same.
std::optional<NodeComparison> compareNodes(const Reasons& reasons, const QString& a,
                                           const QString& b);

} // namespace maqueta::views
