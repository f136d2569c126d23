#include "app/window/recovery_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>

namespace maqueta::app {

RecoveryBar::RecoveryBar(QWidget* parent)
    : QWidget(parent)
    , words_(new QLabel(this))
    , restore_(new QPushButton(this))
    , forget_(new QPushButton(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 10, 6);
    row->addWidget(words_);
    row->addStretch();
    row->addWidget(restore_);
    row->addWidget(forget_);
    connect(restore_, &QPushButton::clicked, this, &RecoveryBar::restoreWanted);
    connect(forget_, &QPushButton::clicked, this, &RecoveryBar::forgetWanted);
    retranslate();
    hide();
}

void RecoveryBar::setTime(const QDateTime& kept) {
    kept_ = kept;
    retranslate();
}

void RecoveryBar::retranslate() {
    words_->setText(tr("Maqueta ended unexpectedly. The work from %1 was kept.")
                        .arg(QLocale().toString(kept_, QLocale::ShortFormat)));
    restore_->setText(tr("Bring it back"));
    forget_->setText(tr("Throw it away"));
}

void RecoveryBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace maqueta::app
