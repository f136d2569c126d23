// What is known about one part, as the inspector shows it. Plain data.
#pragma once

#include "cluster/trace.h"
#include "views/canvas/part.h"

#include <QMetaType>
#include <QString>

#include <utility>
#include <vector>

namespace maqueta::views {

struct Facts {
    Part part;
    QString title;
    QString subtitle;
    std::vector<std::pair<QString, QString>> rows; // Overview: name, value
    std::vector<cluster::Beat> because;            // from the act that began it to the newest
    std::vector<cluster::Beat> events;             // about it, newest first
    QString yaml;                                  // empty = there is no such object
    friend bool sameFacts(const Facts& a, const Facts& b) {
        return a.part == b.part && a.subtitle == b.subtitle && a.rows == b.rows &&
               a.yaml == b.yaml && a.events.size() == b.events.size() &&
               (a.events.empty() || a.events.front().seq == b.events.front().seq);
    }
};

} // namespace maqueta::views

Q_DECLARE_METATYPE(maqueta::views::Facts)
