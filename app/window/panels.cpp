// From panel to panel with a key, in the order in which they stand on the screen; within one, Tab
// goes on. Without it the way out of the canvas leads past every part of the cluster.
#include "app/window/main_window.h"

#include <QStatusBar>

namespace maqueta::app {
namespace {

bool takesFocus(const QWidget* widget) {
    return widget && widget->isVisible() && widget->isEnabled() &&
           (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
}

// Where the focus was in it last, or else its first stop; nullptr = it has none.
QWidget* stopIn(QWidget* panel) {
    if (takesFocus(panel)) return panel;
    QWidget* last = panel->focusWidget();
    if (takesFocus(last) && panel->isAncestorOf(last)) return last;
    for (QWidget* widget = panel->nextInFocusChain(); widget != panel;
         widget = widget->nextInFocusChain())
        if (panel->isAncestorOf(widget) && takesFocus(widget)) return widget;
    return nullptr;
}

} // namespace

void MainWindow::focusPanel(bool next) {
    const QVector<QWidget*> panels{top_,     lessons_,  recovery_,  palette_,
                                   canvas_,  compare_,  inspector_, question_,
                                   running_, timeline_, dock_,      statusBar()};
    QVector<QWidget*> stops;
    qsizetype at = -1; // of the panel that has the focus
    for (QWidget* panel : panels) {
        const QWidget* now = focusWidget();
        const bool here = now && (now == panel || panel->isAncestorOf(now));
        QWidget* stop = panel->isVisible() ? stopIn(panel) : nullptr;
        if (!stop) continue;
        if (here) at = stops.size();
        stops.append(stop);
    }
    if (stops.isEmpty()) return;
    const qsizetype count = stops.size();
    const qsizetype to = next ? at + 1 : (at < 0 ? count : at) - 1;
    stops[(to + count) % count]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
}

} // namespace maqueta::app
