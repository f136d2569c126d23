// Light or dark: what every view and every export is drawn in.
#pragma once

#include <QtGlobal>

namespace maqueta::views {

enum class Theme : quint8 { Light, Dark };

} // namespace maqueta::views
