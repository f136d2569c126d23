// The lesson that runs, as a page to read: what it is about and every sentence that was told so
// far, each a link to its moment; or the lessons that there are.
#pragma once

#include "views/lessons/lesson_state.h"
#include "views/lessons/lesson_strip.h"
#include "views/style/theme.h"

#include <QTextBrowser>

namespace maqueta::views {

struct ToldSentence {
    quint64 seq = 0; // of the beat
    QString time;
    QString text;
    friend bool operator==(const ToldSentence&, const ToldSentence&) = default;
};

class LessonPage final : public QTextBrowser {
    Q_OBJECT

public:
    explicit LessonPage(QWidget* parent = nullptr);

    void setCards(const QVector<LessonCard>& cards);
    void setState(const LessonState& state, const QVector<ToldSentence>& told);
    void setTheme(Theme theme);

Q_SIGNALS:
    void beatWanted(quint64 seq);
    void lessonWanted(const QString& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();

    QVector<LessonCard> cards_;
    LessonState state_;
    QVector<ToldSentence> told_;
    Theme theme_ = Theme::Light;
};

} // namespace maqueta::views
