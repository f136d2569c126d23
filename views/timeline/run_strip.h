// How far "Run until…" has come, and a way out of it: Cancel, or Escape. Comes into sight only when
// the work lasts. It lies over its parent, the strip of captions, so that the picture does not move
// when it comes and goes.
#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QTimer>

namespace maqueta::views {

class RunStrip : public QWidget {
    Q_OBJECT

public:
    explicit RunStrip(QWidget* parent);

    struct State {
        QString goal;     // "a pod is Ready"
        QString reached;  // what the clock of the cluster says there
        QString foundAt;  // where the goal came true; empty while it is looked for
        double part = -1; // done of it, 0 to 1; negative = nobody can know
    };
    void setState(const State& state);
    void finish();
    bool isRunning() const { return running_; }

Q_SIGNALS:
    void cancelled();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();

    QLabel* words_;
    QProgressBar* bar_;
    QPushButton* cancel_;
    QShortcut* escape_;
    QTimer patience_;
    bool running_ = false;
};

} // namespace maqueta::views
