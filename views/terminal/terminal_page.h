// A prompt: what is entered goes out as it stands, what is to be read comes back as text. Keeps the
// lines that were entered (Up and Down bring them back); knows nothing of what they mean.
#pragma once

#include "views/style/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QWidget>

namespace maqueta::views {

class TerminalPage final : public QWidget {
    Q_OBJECT

public:
    explicit TerminalPage(QWidget* parent = nullptr);

    void print(const QString& text);
    QString output() const { return output_->toPlainText(); }

Q_SIGNALS:
    void entered(const QString& line);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void enter();
    void recall(int step);

    QPlainTextEdit* output_;
    QLineEdit* input_;
    QStringList entered_;
    qsizetype at_ = 0; // among entered_, of what the prompt shows; its size = something new
};

} // namespace maqueta::views
