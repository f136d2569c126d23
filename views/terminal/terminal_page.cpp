#include "views/terminal/terminal_page.h"

#include "views/style/fonts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace maqueta::views {
namespace {

constexpr int mostLines = 2000;

} // namespace

TerminalPage::TerminalPage(QWidget* parent)
    : QWidget(parent), output_(new QPlainTextEdit(this)), input_(new QLineEdit(this)) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 2, 16, 6);
    rows->setSpacing(4);
    rows->addWidget(output_, 1);
    auto* prompt = new QHBoxLayout;
    auto* sign = new QLabel(QStringLiteral("$"), this);
    sign->setFont(monoFont(12, semiBold));
    prompt->addWidget(sign);
    prompt->addWidget(input_, 1);
    rows->addLayout(prompt);
    output_->setReadOnly(true);
    output_->setMaximumBlockCount(mostLines);
    output_->setLineWrapMode(QPlainTextEdit::NoWrap);
    output_->setFont(monoFont(12));
    input_->setFont(monoFont(12));
    input_->installEventFilter(this);
    setFocusProxy(input_);
    connect(input_, &QLineEdit::returnPressed, this, &TerminalPage::enter);
    retranslate();
}

void TerminalPage::retranslate() {
    input_->setPlaceholderText(tr("kubectl get pods -o wide, or help"));
    input_->setAccessibleName(tr("Command"));
    output_->setAccessibleName(tr("What the commands said"));
}

void TerminalPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void TerminalPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    input_->setFocus();
}

void TerminalPage::print(const QString& text) {
    output_->appendPlainText(text);
    output_->verticalScrollBar()->setValue(output_->verticalScrollBar()->maximum());
}

void TerminalPage::enter() {
    const QString line = input_->text().trimmed();
    if (line.isEmpty()) return;
    input_->clear();
    if (entered_.isEmpty() || entered_.constLast() != line) entered_.append(line);
    at_ = entered_.size();
    if (line == QLatin1String("clear")) return output_->clear();
    print(QStringLiteral("$ ") + line);
    Q_EMIT entered(line);
}

void TerminalPage::recall(int step) {
    at_ = std::clamp<qsizetype>(at_ + step, 0, entered_.size());
    input_->setText(at_ < entered_.size() ? entered_[at_] : QString());
}

bool TerminalPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == input_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            recall(key == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace maqueta::views
