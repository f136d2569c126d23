// The second canvas of a comparison, with what both are called and a way out. Hidden while nothing
// is compared; to be looked at, not to be acted on.
#pragma once

#include "app/session/moment.h"
#include "views/canvas/canvas_view.h"

#include <QLabel>
#include <QToolButton>

namespace maqueta::app {

class ComparePane : public QWidget {
    Q_OBJECT

public:
    // `shown` is the canvas of the shown branch: it gets its marks here.
    ComparePane(views::CanvasView* shown, QWidget* parent);

    void setMoment(const Moment& moment);
    void setTheme(views::Theme theme) { canvas_->setTheme(theme); }
    views::CanvasView* canvas() { return canvas_; }
    int differences() const { return differences_; }

Q_SIGNALS:
    void closeWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();

    views::CanvasView* shown_;
    views::CanvasView* canvas_;
    QLabel* here_; // over the shown canvas: which branch that is
    QLabel* words_;
    QToolButton* close_;
    int differences_ = 0;
};

} // namespace maqueta::app
