// Ctrl+K: a box that finds any action of the menus and any part of the picture by some letters of
// its name, and does it or goes there. Closes itself when it is left.
#pragma once

#include <QFrame>
#include <QLineEdit>
#include <QListWidget>

#include <functional>
#include <vector>

namespace maqueta::app {

struct Findable {
    QString name;
    QString detail; // where it is, or its key
    std::function<void()> run;
};

// How well the letters fit a name: the smaller the better; -1 = they do not. Words may stand in any
// order; the beginning of a word counts more than its middle.
int fitness(const QString& letters, const QString& name);

class FindAction : public QFrame {
    Q_OBJECT

public:
    FindAction(std::vector<Findable> all, QWidget* parent);
    void openOver(QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void match(const QString& letters);
    void run();

    std::vector<Findable> all_;
    QLineEdit* letters_;
    QListWidget* list_;
};

} // namespace maqueta::app
