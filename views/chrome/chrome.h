// The look of everything around the canvas: one style sheet and one palette made of the colour
// table.
#pragma once

#include "views/style/theme.h"

#include <QPalette>
#include <QString>

namespace maqueta::views {

QString chromeStyleSheet(Theme theme);
QPalette chromePalette(Theme theme);
// What the desktop wears.
Theme systemTheme();

} // namespace maqueta::views
