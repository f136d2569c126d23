// A drag that found nowhere to go: its picture flies back to where it came from, in 200 ms; with
// reduced motion it fades where it is, in 150.
#pragma once

#include <QPixmap>
#include <QPoint>
#include <QWidget>

namespace maqueta::views {

// Global points.
void flyBack(const QPixmap& picture, QPoint from, QPoint to, QWidget* window, bool reducedMotion);

} // namespace maqueta::views
