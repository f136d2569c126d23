#include "app/session/lesson_catalog.h"

#include <QFile>

namespace maqueta::app {

QStringList welcomeLessons() {
    return {QStringLiteral("scheduling"),        QStringLiteral("node-failure"),
            QStringLiteral("leader-election"),   QStringLiteral("rolling-update"),
            QStringLiteral("network-partition"), QStringLiteral("snapshot-recovery")};
}

base::Result<lessons::Lesson> loadLesson(const QString& id) {
    QFile file(QStringLiteral(":/lessons/%1.json").arg(id));
    if (!file.open(QIODevice::ReadOnly))
        return base::Error{.message = "there is no lesson called " + id.toStdString()};
    return lessons::readLesson(file.readAll().toStdString(), id.toStdString() + ".json");
}

} // namespace maqueta::app
