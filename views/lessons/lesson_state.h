// What the window shows of a lesson: plain data, in the person's language.
#pragma once

#include "views/canvas/part.h"

#include <QString>
#include <QVector>

namespace maqueta::views {

// A question that the film holds at.
struct LessonQuestion {
    struct Answer {
        QString text;
        Part part; // can be clicked on the canvas instead
        friend bool operator==(const Answer&, const Answer&) = default;
    };
    QString text; // empty = none
    QVector<Answer> answers;
    friend bool operator==(const LessonQuestion&, const LessonQuestion&) = default;
};

// Another lesson that this one offers at its end.
struct LessonVariant {
    QString id;
    QString text;
    friend bool operator==(const LessonVariant&, const LessonVariant&) = default;
};

struct LessonState {
    QString id; // empty = no lesson runs
    QString title;
    QString note; // what is said beside the film
    LessonQuestion question;
    QString verdict; // on the answer that was given; shown until the beat is told
    bool right = false;
    bool finished = false; // its last beat is told
    QVector<LessonVariant> variants;
    friend bool operator==(const LessonState&, const LessonState&) = default;
};

} // namespace maqueta::views
