// A bar above the canvas, not a box in front of it: work of a program that ended unexpectedly can
// be brought back, or thrown away.
#pragma once

#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace maqueta::app {

class RecoveryBar : public QWidget {
    Q_OBJECT

public:
    explicit RecoveryBar(QWidget* parent = nullptr);

    void setTime(const QDateTime& kept); // when it was written last

Q_SIGNALS:
    void restoreWanted();
    void forgetWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QDateTime kept_;
    QLabel* words_;
    QPushButton* restore_;
    QPushButton* forget_;
};

} // namespace maqueta::app
