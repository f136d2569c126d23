// Where texts that stand outside of widgets are looked up: one context for each place that a
// translator would ask about.
#pragma once

#include <QCoreApplication>

namespace maqueta::views {

struct CanvasText {
    Q_DECLARE_TR_FUNCTIONS(CanvasText)
};
struct DropText {
    Q_DECLARE_TR_FUNCTIONS(DropText)
};
struct ExportText {
    Q_DECLARE_TR_FUNCTIONS(ExportText)
};
struct TimelineText {
    Q_DECLARE_TR_FUNCTIONS(TimelineText)
};

struct LessonText {
    Q_DECLARE_TR_FUNCTIONS(LessonText)
};

} // namespace maqueta::views
