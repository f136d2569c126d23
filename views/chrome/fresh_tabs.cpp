#include "views/chrome/fresh_tabs.h"

#include <QEvent>

namespace maqueta::views {

FreshTabs::FreshTabs(QTabBar* bar) : QObject(bar), bar_(bar) {
    bar->installEventFilter(this);
}

bool FreshTabs::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show)
        for (int i = 0; i < bar_->count(); ++i) bar_->setTabText(i, bar_->tabText(i));
    return QObject::eventFilter(watched, event);
}

} // namespace maqueta::views
