// What is known about the selected part: overview, why (the chain of causes, each a link that moves
// time), its YAML, its events.
#pragma once

#include "views/inspector/facts.h"
#include "views/inspector/why_page.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTextBrowser>
#include <QToolButton>

namespace maqueta::views {

class Inspector : public QWidget {
    Q_OBJECT

public:
    explicit Inspector(QWidget* parent = nullptr);
    void setFacts(const Facts& facts);
    // None or several are selected: nobody in particular is told of.
    void setSelection(const QVector<Part>& parts);
    void setTheme(Theme theme);

Q_SIGNALS:
    void beatWanted(quint64 seq);
    void closeWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showFacts(const Facts& facts);
    void showCurrent();
    Facts ofSelection() const;
    QTextBrowser* page();
    QString link(const cluster::Beat& beat) const;

    Facts facts_;
    QVector<Part> several_;
    Theme theme_ = Theme::Light;
    QLabel* title_;
    QLabel* subtitle_;
    QToolButton* close_;
    QTabWidget* tabs_;
    QTextBrowser* overview_;
    WhyPage* why_;
    QPlainTextEdit* yaml_;
    QTextBrowser* events_;
};

} // namespace maqueta::views
