// What a lesson asks, in the place of the caption: the question and its answers as buttons; then
// whether the answer was right; and at the end, beside the last caption, the other ways that the
// lesson could have gone. It lies over its parent, the strip of captions, so that the picture does
// not move when it comes and goes, and nothing of it is covered.
#pragma once

#include "views/lessons/lesson_state.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QWidget>

namespace maqueta::views {

class QuestionBar final : public QWidget {
    Q_OBJECT

public:
    explicit QuestionBar(QWidget* parent = nullptr);
    void setPresenting(bool presenting); // larger, for a projector
    // Hides itself when there is nothing to ask, to answer or to offer.
    void setState(const LessonState& state);
    // The answer that stands for that part of the canvas; -1 when none does.
    int answerAt(const Part& part) const;

Q_SIGNALS:
    void answered(int number);
    void skipped();
    void lessonWanted(const QString& id);
    void roomTaken(int width); // at the strip's right end, while the caption stays

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void settle();
    QString sheet() const;
    QToolButton* button(const QString& text);
    void fill();

    LessonState state_;
    QHBoxLayout* row_;
    QLabel* text_;
    QVector<QWidget*> buttons_;
    int taken_ = 0;
    bool tight_ = false;
    bool presenting_ = false;
};

} // namespace maqueta::views
