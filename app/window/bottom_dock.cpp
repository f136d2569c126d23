#include "app/window/bottom_dock.h"

#include <QSignalBlocker>

namespace maqueta::app {
namespace {

constexpr int dockHeight = 170;

} // namespace

BottomDock::BottomDock(QWidget* parent) : QWidget(parent), panels_(new QStackedLayout(this)) {
    setFixedHeight(dockHeight);
    hide();
}

QToolButton* BottomDock::add(QWidget* panel, Title title) {
    auto* button = new QToolButton(this);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::NoFocus);
    panels_->addWidget(panel);
    entries_.push_back({panel, button, std::move(title)});
    connect(button, &QToolButton::toggled, this,
            [this, panel](bool shown) { open(shown ? panel : nullptr); });
    languageChanged();
    return button;
}

void BottomDock::toggle(QWidget* panel) {
    open(isOpen(panel) ? nullptr : panel);
}

void BottomDock::close() {
    open(nullptr);
}

bool BottomDock::isOpen(const QWidget* panel) const {
    return !isHidden() && panels_->currentWidget() == panel;
}

void BottomDock::open(QWidget* panel) {
    if (panel) panels_->setCurrentWidget(panel);
    setVisible(panel != nullptr);
    for (const Entry& entry : entries_) {
        const QSignalBlocker quiet(entry.button);
        entry.button->setChecked(entry.panel == panel);
    }
    languageChanged(); // the arrows turn
    Q_EMIT changed();
}

void BottomDock::languageChanged() {
    for (const Entry& entry : entries_)
        entry.button->setText((isOpen(entry.panel) ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) +
                              entry.title());
}

} // namespace maqueta::app
