// The panels below the timeline: one is shown at a time, or none. Each has a button in the status
// bar that opens and closes it, so a closed dock takes no room.
#pragma once

#include <QStackedLayout>
#include <QToolButton>
#include <QWidget>

#include <functional>
#include <vector>

namespace maqueta::app {

class BottomDock : public QWidget {
    Q_OBJECT

public:
    using Title = std::function<QString()>; // in the person's language

    explicit BottomDock(QWidget* parent = nullptr);
    // The panel is the dock's from now on. Its button is to be put where buttons are.
    QToolButton* add(QWidget* panel, Title title);
    void toggle(QWidget* panel);
    void close();
    bool isOpen(const QWidget* panel) const;
    void languageChanged();

Q_SIGNALS:
    void changed(); // another panel is open, or none

private:
    struct Entry {
        QWidget* panel;
        QToolButton* button;
        Title title;
    };
    void open(QWidget* panel); // nullptr = none

    QStackedLayout* panels_;
    std::vector<Entry> entries_;
};

} // namespace maqueta::app
