// A small form beside the pointer: never modal; Escape or a click elsewhere leaves it, Enter does
// it.
#pragma once

#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

#include <functional>

namespace maqueta::app {

class Popover : public QFrame {
    Q_OBJECT

public:
    // Deletes itself when it closes.
    Popover(const QString& title, const QString& doIt, QWidget* parent);

    QFormLayout* form() { return form_; }
    // A button for those who look for one: what is asked for cannot be taken back at a glance.
    void offerCancel();
    // Called by the button and by Enter; an empty answer closes, any other is shown as what is
    // wrong.
    void onDone(std::function<QString()> done) { done_ = std::move(done); }
    // After what it holds has changed.
    void fitForm();
    void openAt(QPoint global); // its top left corner, or as near to it as the screen has room
    void openOver(const QWidget& window);
    void finish();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLabel* heading_;
    QScrollArea* scroll_; // of what it asks for: a screen may be lower than that
    QFormLayout* form_;
    QHBoxLayout* buttons_;
    QLabel* wrong_;
    QRect room_; // of the screen that it opened on
    std::function<QString()> done_;
};

} // namespace maqueta::app
