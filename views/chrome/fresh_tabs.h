// A bar of tabs that was given other names while it was hidden, as when the language changes, keeps
// the widths of the old ones and cuts the new. This lays it out anew whenever it is shown.
#pragma once

#include <QTabBar>

namespace maqueta::views {

class FreshTabs final : public QObject {
    Q_OBJECT

public:
    explicit FreshTabs(QTabBar* bar); // belongs to the bar

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QTabBar* bar_;
};

} // namespace maqueta::views
