#include "views/palette/fly_back.h"

#include <QGraphicsOpacityEffect>
#include <QLabel>
#include <QPropertyAnimation>

namespace maqueta::views {
namespace {

constexpr int flightMs = 200;
constexpr int fadeMs = 150;

} // namespace

void flyBack(const QPixmap& picture, QPoint from, QPoint to, QWidget* window, bool reducedMotion) {
    auto* ghost = new QLabel(window);
    ghost->setAttribute(Qt::WA_TransparentForMouseEvents);
    ghost->setPixmap(picture);
    ghost->adjustSize();
    const QPoint half = ghost->rect().center();
    ghost->move(window->mapFromGlobal(from) - half);
    ghost->show();
    ghost->raise();
    auto* way = new QPropertyAnimation(ghost);
    if (reducedMotion) {
        auto* effect = new QGraphicsOpacityEffect(ghost);
        ghost->setGraphicsEffect(effect);
        way->setTargetObject(effect);
        way->setPropertyName("opacity");
        way->setDuration(fadeMs);
        way->setStartValue(1.0);
        way->setEndValue(0.0);
    } else {
        way->setTargetObject(ghost);
        way->setPropertyName("pos");
        way->setDuration(flightMs);
        way->setEasingCurve(QEasingCurve::InCubic);
        way->setEndValue(window->mapFromGlobal(to) - half);
    }
    QObject::connect(way, &QPropertyAnimation::finished, ghost, &QObject::deleteLater);
    way->start();
}

} // namespace maqueta::views
