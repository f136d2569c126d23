#include "views/palette/fly_back.h"

#include <QLabel>
#include <QPropertyAnimation>

namespace maqueta::views {
namespace {

constexpr int flightMs = 200;

} // namespace

void flyBack(const QPixmap& picture, QPoint from, QPoint to, QWidget* window) {
    auto* ghost = new QLabel(window);
    ghost->setAttribute(Qt::WA_TransparentForMouseEvents);
    ghost->setPixmap(picture);
    ghost->adjustSize();
    const QPoint half = ghost->rect().center();
    ghost->move(window->mapFromGlobal(from) - half);
    ghost->show();
    ghost->raise();
    auto* flight = new QPropertyAnimation(ghost, "pos", ghost);
    flight->setDuration(flightMs);
    flight->setEasingCurve(QEasingCurve::InCubic);
    flight->setEndValue(window->mapFromGlobal(to) - half);
    QObject::connect(flight, &QPropertyAnimation::finished, ghost, &QObject::deleteLater);
    flight->start();
}

} // namespace maqueta::views
