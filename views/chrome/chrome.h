// The look of everything around the canvas: one style sheet and one palette made of the colour
// table.
#pragma once

#include "views/style/theme.h"

#include <QPalette>
#include <QString>

class QMenu;

namespace maqueta::views {

QString chromeStyleSheet(Theme theme);
QPalette chromePalette(Theme theme);
// A line of a menu that only says what follows.
void addHeading(QMenu& menu, const QString& text);
// What the desktop wears.
Theme systemTheme();

} // namespace maqueta::views
