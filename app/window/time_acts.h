// What people do to time from menus: run until something, branches, the list of what was done.
#pragma once

#include "app/session/session.h"

#include <QMenu>

#include <functional>

namespace maqueta::app {

class TimeActs : public QObject {
    Q_OBJECT

public:
    TimeActs(Session& session, QWidget* window)
        : QObject(window), session_(session), window_(window) {}

    // `selected` may be nothing.
    void fillRunUntil(QMenu& menu, const views::Part& selected);
    void fillBranches(QMenu& menu);
    // What can be done with one branch that is not shown.
    void fillBranch(QMenu& menu, std::uint32_t branch);
    // Every act and moved card, the newest on top; a click goes back to just after it.
    void fillHistory(QMenu& menu);
    // Asks for a new name of the branch that is shown.
    void renameShown();

Q_SIGNALS:
    void compareWanted(quint32 branch);

private:
    void askMoment();
    void askName(std::uint32_t branch);
    void askRemoval(std::uint32_t branch);
    std::shared_ptr<const Moment> now() const { return session_.latest(); }

    Session& session_;
    QWidget* window_;
};

} // namespace maqueta::app
