// A lesson's texts in the person's language, and the parts of the canvas that it names.
#pragma once

#include "lessons/lesson.h"
#include "views/canvas/part.h"

#include <QString>

namespace maqueta::views {

QString inLanguage(const lessons::Words& words);

// "machine worker-4", "process control-plane-1 etcd", "pod default/web-1", "rail" (every etcd
// member), "tray", "network", "shelf". None when the text names nothing.
Part partNamed(const std::string& text);

} // namespace maqueta::views
