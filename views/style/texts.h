// Where texts that stand outside of widgets are looked up: one context for each place that a
// translator would ask about.
#pragma once

#include <QCoreApplication>
#include <QLocale>

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

// How the language that is shown writes numbers; for any thread.
inline QLocale shownLocale() {
    QLocale locale(QCoreApplication::translate("Locale", "en", "the code of your language"));
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale;
}

} // namespace maqueta::views
