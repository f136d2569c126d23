// The one row above everything: the name, the menus, the actions that are always at hand. Filled by
// whoever owns the actions; filled anew when the language changes.
#pragma once

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
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

    QSize sizeHint() const override { return {600, 42}; }

private:
    QToolButton* button();

    QHBoxLayout* row_;
};

} // namespace maqueta::views
