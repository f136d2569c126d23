#include "app/window/popover.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScreen>
#include <QScrollBar>
#include <QVBoxLayout>

namespace maqueta::app {

Popover::Popover(const QString& title, const QString& doIt, QWidget* parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint)
    , heading_(new QLabel(title, this))
    , scroll_(new QScrollArea(this))
    , form_(new QFormLayout)
    , buttons_(new QHBoxLayout)
    , wrong_(new QLabel(this)) {
    setObjectName(QStringLiteral("popover"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_StyledBackground);
    heading_->setObjectName(QStringLiteral("title"));
    heading_->setWordWrap(true);
    auto* body = new QWidget;
    body->setLayout(form_);
    form_->setContentsMargins(0, 0, 0, 0);
    scroll_->setWidget(body);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now && scroll_->widget()->isAncestorOf(now)) scroll_->ensureWidgetVisible(now);
    });
    wrong_->setObjectName(QStringLiteral("wrong"));
    wrong_->setWordWrap(true);
    wrong_->hide();
    auto* button = new QPushButton(doIt, this);
    button->setDefault(true);
    connect(button, &QPushButton::clicked, this, &Popover::finish);
    buttons_->addStretch();
    buttons_->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(heading_);
    layout->addWidget(scroll_, 1);
    layout->addWidget(wrong_);
    layout->addLayout(buttons_);
}

void Popover::offerCancel() {
    auto* cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &Popover::close);
    buttons_->insertWidget(1, cancel);
}

// As large as what it holds, which Qt's own adjustSize() would squeeze into two thirds of the
// screen. Where the screen has no room for it what is asked for is scrolled; title and buttons
// stay.
void Popover::fitForm() {
    constexpr int leastWidth = 268;
    ensurePolished();
    for (QWidget* child : findChildren<QWidget*>()) child->ensurePolished();
    const QWidget* body = scroll_->widget();
    const QMargins around = layout()->contentsMargins() + contentsMargins(); // and its border
    const int width =
        std::max({leastWidth, body->sizeHint().width(), buttons_->sizeHint().width()});
    const auto heightOf = [&](const QWidget* widget) {
        return widget->hasHeightForWidth() ? widget->heightForWidth(width)
                                           : widget->sizeHint().height();
    };
    int height = heightOf(heading_) + heightOf(body) + buttons_->sizeHint().height() +
                 2 * layout()->spacing();
    if (!wrong_->isHidden()) height += heightOf(wrong_) + layout()->spacing();
    QSize size(width + around.left() + around.right(), height + around.top() + around.bottom());
    if (size.height() > room_.height() && room_.isValid())
        size.rwidth() += scroll_->verticalScrollBar()->sizeHint().width();
    if (room_.isValid()) size = size.boundedTo(room_.size());
    resize(size);
    if (!room_.isValid()) return;
    move(std::clamp(x(), room_.left(), std::max(room_.left(), room_.right() + 1 - size.width())),
         std::clamp(y(), room_.top(), std::max(room_.top(), room_.bottom() + 1 - size.height())));
}

void Popover::openAt(QPoint global) {
    const QScreen* screen = QGuiApplication::screenAt(global);
    if (!screen) screen = QGuiApplication::primaryScreen();
    room_ = screen->availableGeometry().adjusted(8, 8, -8, -8);
    move(global);
    fitForm();
    show();
    if (form_->rowCount() > 0)
        if (QLayoutItem* first = form_->itemAt(0, QFormLayout::FieldRole))
            if (first->widget()) first->widget()->setFocus();
}

void Popover::openOver(const QWidget& window) {
    fitForm();
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
    fitForm();
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
