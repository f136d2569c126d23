#include "app/window/popover.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QScreen>
#include <QVBoxLayout>

namespace maqueta::app {

Popover::Popover(const QString& title, const QString& doIt, QWidget* parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint)
    , form_(new QFormLayout)
    , buttons_(new QHBoxLayout)
    , wrong_(new QLabel(this)) {
    setObjectName(QStringLiteral("popover"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(300);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    auto* heading = new QLabel(title, this);
    heading->setObjectName(QStringLiteral("title"));
    heading->setWordWrap(true);
    layout->addWidget(heading);
    layout->addLayout(form_);
    wrong_->setObjectName(QStringLiteral("wrong"));
    wrong_->setWordWrap(true);
    wrong_->hide();
    layout->addWidget(wrong_);
    auto* button = new QPushButton(doIt, this);
    button->setDefault(true);
    connect(button, &QPushButton::clicked, this, &Popover::finish);
    buttons_->addStretch();
    buttons_->addWidget(button);
    layout->addLayout(buttons_);
}

void Popover::offerCancel() {
    auto* cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &Popover::close);
    buttons_->insertWidget(1, cancel);
}

void Popover::openAt(QPoint global) {
    adjustSize();
    if (const QScreen* screen = QGuiApplication::screenAt(global)) {
        const QRect room = screen->availableGeometry();
        global.setX(std::clamp(global.x(), room.left() + 8,
                               std::max(room.left() + 8, room.right() - width() - 8)));
        global.setY(std::clamp(global.y(), room.top() + 8,
                               std::max(room.top() + 8, room.bottom() - height() - 8)));
    }
    move(global);
    show();
    if (form_->rowCount() > 0)
        if (QLayoutItem* first = form_->itemAt(0, QFormLayout::FieldRole))
            if (first->widget()) first->widget()->setFocus();
}

void Popover::openOver(const QWidget& window) {
    adjustSize();
    openAt(window.mapToGlobal(window.rect().center()) - rect().center());
}

void Popover::finish() {
    const QString wrong = done_ ? done_() : QString();
    if (wrong.isEmpty()) {
        close();
        return;
    }
    wrong_->setText(wrong);
    wrong_->show();
    adjustSize();
}

void Popover::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        // On a button that has the focus it means that one: it may be Cancel.
        if (auto* button = qobject_cast<QPushButton*>(focusWidget())) return button->click();
        return finish();
    }
    QFrame::keyPressEvent(event);
}

} // namespace maqueta::app
