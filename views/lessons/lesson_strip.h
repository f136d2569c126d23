// The row of lessons under the menus: a card each, with a line about what is to be seen there.
#pragma once

#include "views/lessons/lesson_state.h"
#include "views/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QWidget>

namespace maqueta::views {

struct LessonCard {
    QString id;
    QString title;
    QString subtitle;
};

// One card: a button with two lines.
class LessonButton final : public QToolButton {
    Q_OBJECT

public:
    LessonButton(const LessonCard& card, QWidget* parent);
    void setTheme(Theme theme);
    void setPlaying(bool playing);
    void setLow(bool low); // its title alone
    const QString& id() const { return card_.id; }

    QSize sizeHint() const override { return {150, tallness()}; }
    QSize minimumSizeHint() const override { return {90, tallness()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int tallness() const { return low_ ? 30 : 48; }

    LessonCard card_;
    Theme theme_ = Theme::Light;
    bool playing_ = false;
    bool low_ = false;
};

class LessonStrip final : public QWidget {
    Q_OBJECT

public:
    explicit LessonStrip(QWidget* parent = nullptr);
    void setCards(const QVector<LessonCard>& cards);
    void setTheme(Theme theme);
    // Marks the lesson that runs.
    void setPlaying(const QString& id);
    // For a low screen: cards of one line.
    void setLow(bool low);

Q_SIGNALS:
    void chosen(const QString& id);
    void hideWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QHBoxLayout* row_;
    QLabel* watch_;
    QToolButton* hide_;
    QVector<LessonButton*> cards_;
    Theme theme_ = Theme::Light;
    QString playing_;
    bool low_ = false;
};

} // namespace maqueta::views
