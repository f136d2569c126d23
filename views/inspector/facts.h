// What is known about one part, as the inspector shows it. Plain data.
#pragma once

#include "cluster/causes.h"
#include "views/canvas/part.h"

#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>

#include <utility>
#include <vector>

namespace maqueta::views {

// What one plugin gives a node: points = its score (0 to 100, made from the raw one) x weight.
struct PluginPoints {
    QString plugin; // as Kubernetes names it
    QString name;   // in two words
    qint64 raw = 0;
    qint64 score = 0;
    qint64 weight = 0;
    qint64 points = 0;
    // All of it in one line, for who wants to know more.
    QString words() const;
    friend bool operator==(const PluginPoints&, const PluginPoints&) = default;
};

// A node that passed every filter.
struct RankedNode {
    QString node;
    qint64 total = 0;
    std::vector<PluginPoints> plugins;
    // Of one of Reasons::columns; zero points where the plugin had no say.
    PluginPoints in(const QString& column) const;
    // What every plugin said, a line each.
    QString words() const;
    friend bool operator==(const RankedNode&, const RankedNode&) = default;
};

struct RuledOutNode {
    QString node;
    QString plugin;
    QString message; // the real one
    friend bool operator==(const RuledOutNode&, const RuledOutNode&) = default;
};

// Pods of lower priority that make room on one node.
struct RoomOnNode {
    QString node;
    QVector<Part> victims; // pods, the most important first
    qint64 budgetViolations = 0;
    bool best = false;     // that node would be taken
    bool happened = false; // they were told to go
    friend bool operator==(const RoomOnNode&, const RoomOnNode&) = default;
};

// Why a pod is where it is, or why it waits.
struct Reasons {
    QString heading;      // "Why worker-2"; empty = there is nothing to say
    QString sentence;     // what decided it, and what is equal for all, said once
    QStringList columns;  // names of the plugins whose points differ
    QStringList decisive; // what decides where that part makes the difference
    std::vector<RankedNode> ranked;
    std::vector<RuledOutNode> ruledOut;
    std::vector<RoomOnNode> room; // what preemption does or could do, the best first
    QString next;                 // what comes next, when that is known
    friend bool operator==(const Reasons&, const Reasons&) = default;
};

struct Facts {
    Part part;
    QString title;
    QString subtitle;
    QString about = {};                            // what it is, of parts whose rows do not say it
    std::vector<std::pair<QString, QString>> rows; // Overview: name, value
    Reasons reasons;
    std::vector<cluster::Cause> because; // from the act that began it to the newest
    std::vector<cluster::Beat> events;   // about it, newest first
    QString yaml;                        // empty = there is no such object
    friend bool sameFacts(const Facts& a, const Facts& b) {
        return a.part == b.part && a.title == b.title && a.subtitle == b.subtitle &&
               a.about == b.about && a.rows == b.rows && a.reasons == b.reasons &&
               a.yaml == b.yaml && a.events.size() == b.events.size() &&
               (a.events.empty() || a.events.front().seq == b.events.front().seq);
    }
};

} // namespace maqueta::views

Q_DECLARE_METATYPE(maqueta::views::Facts)
