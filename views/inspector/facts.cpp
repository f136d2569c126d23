#include "views/inspector/facts.h"

#include <QCoreApplication>

#include <algorithm>

namespace maqueta::views {

QString PluginPoints::words() const {
    return QCoreApplication::translate("Facts", "%1: raw %2, %3 of 100, weight %4: %5")
        .arg(plugin)
        .arg(raw)
        .arg(score)
        .arg(weight)
        .arg(points);
}

PluginPoints RankedNode::in(const QString& column) const {
    const auto at = std::find_if(plugins.begin(), plugins.end(),
                                 [&](const PluginPoints& each) { return each.name == column; });
    return at == plugins.end() ? PluginPoints{} : *at;
}

QString RankedNode::words() const {
    QStringList lines;
    for (const PluginPoints& each : plugins) lines << each.words();
    return lines.join('\n');
}

} // namespace maqueta::views
