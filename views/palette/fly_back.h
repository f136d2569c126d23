// A drag that found nowhere to go: its picture flies back to where it came from, in 200 ms.
#pragma once

#include <QPixmap>
#include <QPoint>
#include <QWidget>

namespace maqueta::views {

void flyBack(const QPixmap& picture, QPoint from, QPoint to, QWidget* window); // global points

} // namespace maqueta::views
