#include "views/lessons/lesson_words.h"

#include "views/style/texts.h"

#include <QStringList>

namespace maqueta::views {
namespace {

using cluster::ProcessKind;

std::optional<ProcessKind> processNamed(const QString& name) {
    for (const ProcessKind kind :
         {ProcessKind::Etcd, ProcessKind::ApiServer, ProcessKind::Scheduler,
          ProcessKind::ControllerManager, ProcessKind::Kubelet, ProcessKind::LoadBalancer,
          ProcessKind::Client})
        if (name == QLatin1String(cluster::text(kind).data())) return kind;
    return std::nullopt;
}

} // namespace

QString inLanguage(const lessons::Words& words) {
    //: The code of the language that lessons are told in: en or es.
    const bool spanish = LessonText::tr("en") == QLatin1String("es");
    return QString::fromStdString(spanish ? words.es : words.en);
}

Part partNamed(const std::string& text) {
    const QStringList words = QString::fromStdString(text).split(' ', Qt::SkipEmptyParts);
    const QString kind = words.value(0);
    if (kind == QLatin1String("machine"))
        return {.kind = Part::Kind::Machine, .machine = words.value(1)};
    if (kind == QLatin1String("process"))
        if (const auto process = processNamed(words.value(2)))
            return {.kind = Part::Kind::Process, .machine = words.value(1), .process = *process};
    if (kind == QLatin1String("pod"))
        return {.kind = Part::Kind::Pod,
                .ns = words.value(1).section('/', 0, 0),
                .name = words.value(1).section('/', 1)};
    if (kind == QLatin1String("rail"))
        return {.kind = Part::Kind::Process, .process = ProcessKind::Etcd};
    if (kind == QLatin1String("tray")) return {.kind = Part::Kind::Tray};
    if (kind == QLatin1String("network")) return {.kind = Part::Kind::Network};
    if (kind == QLatin1String("shelf")) return {.kind = Part::Kind::Shelf};
    return {};
}

} // namespace maqueta::views
