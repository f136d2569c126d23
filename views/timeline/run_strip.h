// How far "Run until…" has come, and a way out of it. Comes into sight only when the work lasts.
#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

namespace maqueta::views {

class RunStrip : public QWidget {
    Q_OBJECT

public:
    explicit RunStrip(QWidget* parent = nullptr);

    // `part` from 0 to 1; negative = nobody can know.
    void setProgress(const QString& goal, const QString& reached, double part);
    void finish();
    bool isRunning() const { return running_; }

Q_SIGNALS:
    void cancelled();

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* words_;
    QProgressBar* bar_;
    QPushButton* cancel_;
    QTimer patience_;
    bool running_ = false;
};

} // namespace maqueta::views
