#include "views/chrome/top_bar.h"

#include <QAction>
#include <QLabel>

namespace maqueta::views {

TopBar::TopBar(QWidget* parent) : QWidget(parent), row_(new QHBoxLayout(this)) {
    setObjectName(QStringLiteral("topBar"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(42);
    row_->setContentsMargins(12, 0, 12, 0);
    row_->setSpacing(2);
    auto* brand = new QLabel(QStringLiteral("Maqueta"), this);
    brand->setObjectName(QStringLiteral("brand"));
    row_->addWidget(brand);
    row_->addSpacing(8);
}

QToolButton* TopBar::button() {
    auto* button = new QToolButton(this);
    button->setFocusPolicy(Qt::TabFocus);
    row_->addWidget(button);
    return button;
}

QMenu* TopBar::addMenu(const QString& name) {
    QToolButton* opener = button();
    opener->setText(name);
    opener->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(opener);
    opener->setMenu(menu);
    return menu;
}

QToolButton* TopBar::addAction(QAction* action) {
    QToolButton* trigger = button();
    trigger->setDefaultAction(action);
    return trigger;
}

void TopBar::addSeparator() {
    auto* line = new QFrame(this);
    line->setObjectName(QStringLiteral("topLine"));
    line->setFixedSize(1, 22);
    row_->addSpacing(8);
    row_->addWidget(line);
    row_->addSpacing(8);
}

} // namespace maqueta::views
