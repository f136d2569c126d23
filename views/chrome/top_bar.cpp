#include "views/chrome/top_bar.h"

#include <QAction>
#include <QLabel>

namespace maqueta::views {

TopBar::TopBar(QWidget* parent)
    : QWidget(parent), row_(new QHBoxLayout(this)), menus_(new QMenuBar(this)) {
    setObjectName(QStringLiteral("topBar"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(42);
    row_->setContentsMargins(12, 0, 12, 0);
    row_->setSpacing(2);
    auto* brand = new QLabel(QStringLiteral("Maqueta"), this);
    brand->setObjectName(QStringLiteral("brand"));
    row_->addWidget(brand);
    row_->setSizeConstraint(QLayout::SetNoConstraint);
    spare_.append(brand);
    row_->addSpacing(8);
    menus_->setNativeMenuBar(false); // it stands in this row
    menus_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    row_->addWidget(menus_);
}

QMenu* TopBar::addMenu(const QString& name) {
    return menus_->addMenu(name);
}

QToolButton* TopBar::addAction(QAction* action) {
    auto* trigger = new QToolButton(this);
    trigger->setFocusPolicy(Qt::TabFocus);
    row_->addWidget(trigger);
    trigger->setDefaultAction(action);
    spare_.append(trigger);
    return trigger;
}

void TopBar::addSeparator() {
    auto* line = new QFrame(this);
    line->setObjectName(QStringLiteral("topLine"));
    line->setFixedSize(1, 22);
    row_->addSpacing(8);
    row_->addWidget(line);
    row_->addSpacing(8);
    spare_.append(line);
}

// What is hidden first stands first.
void TopBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    int wanted = row_->contentsMargins().left() + row_->contentsMargins().right();
    for (int i = 0; i < row_->count(); ++i) {
        const QLayoutItem* item = row_->itemAt(i);
        wanted += row_->spacing() + (item->widget() ? item->widget()->sizeHint().width()
                                                    : item->minimumSize().width());
    }
    for (QWidget* widget : spare_) {
        widget->setVisible(wanted <= width());
        if (wanted > width()) wanted -= widget->sizeHint().width() + row_->spacing();
    }
}

} // namespace maqueta::views
