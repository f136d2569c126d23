// The lessons that come with the program, read from its resources.
#pragma once

#include "lessons/lesson.h"

#include <QString>
#include <QStringList>

namespace maqueta::app {

// The six welcome scenarios, in the order of their cards.
QStringList welcomeLessons();
base::Result<lessons::Lesson> loadLesson(const QString& id);

} // namespace maqueta::app
