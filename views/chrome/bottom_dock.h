// The dock below the timeline: pages under tabs, of which none or one is open. Each page has a
// button in the status bar that opens and closes it, so that a small screen shows the canvas alone.
#pragma once

#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QWidget>

namespace maqueta::views {

class BottomDock final : public QWidget {
    Q_OBJECT

public:
    explicit BottomDock(QWidget* parent = nullptr);

    // In the order of their tabs. The button belongs to the status bar that it is put into.
    QToolButton* addPage(QWidget* page);
    void setName(const QWidget* page, const QString& name);

    // In a window of that height: lower where the picture would have no room.
    void fitInto(int windowHeight);
    // nullptr = closed
    QWidget* openPage() const;
    void open(QWidget* page);
    void close();
    void toggle(QWidget* page);

Q_SIGNALS:
    void pageChanged();

private:
    void mark();
    int indexOf(const QWidget* page) const;

    QTabBar* tabs_;
    QStackedWidget* pages_;
    QToolButton* close_;
    QVector<QToolButton*> openers_;
};

} // namespace maqueta::views
