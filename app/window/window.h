// What the application wears before its first window: names, icon, style, font.
#pragma once

class QApplication;

namespace maqueta::app {

void dress(QApplication& application);

} // namespace maqueta::app
