// The one row above everything: the name, the menus, the actions that are always at hand. Filled by
// whoever owns the actions; filled anew when the language changes.
#pragma once

#include <QHBoxLayout>
#include <QMenuBar>
#include <QToolButton>
#include <QVector>
#include <QWidget>

namespace maqueta::views {

class TopBar : public QWidget {
    Q_OBJECT

public:
    explicit TopBar(QWidget* parent = nullptr);

    QMenu* addMenu(const QString& name);
    QToolButton* addAction(QAction* action);
    void addSeparator();
    void addStretch() { row_->addStretch(1); }
    void addWidget(QWidget* widget) { row_->addWidget(widget); }
    // The menus, and what was added by addWidget().
    QSize minimumSizeHint() const override { return {200, 42}; }

    QSize sizeHint() const override { return {600, 42}; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QHBoxLayout* row_;
    QMenuBar* menus_;
    QVector<QWidget*> spare_; // hidden where there is no room: the menus have it all
};

} // namespace maqueta::views
