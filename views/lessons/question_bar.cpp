#include "views/lessons/question_bar.h"

#include "views/chrome/caption_strip.h"
#include "views/style/fonts.h"

#include <QEvent>

namespace maqueta::views {

QuestionBar::QuestionBar(QWidget* parent)
    : QWidget(parent), row_(new QHBoxLayout(this)), text_(new QLabel(this)) {
    setObjectName(QStringLiteral("questionBar"));
    setAttribute(Qt::WA_StyledBackground);
    row_->setContentsMargins(22, 0, 14, 0);
    row_->setSpacing(8);
    text_->setObjectName(QStringLiteral("question"));
    row_->addWidget(text_);
    row_->addStretch(1);
    if (parent) parent->installEventFilter(this);
    hide();
}

void QuestionBar::setPresenting(bool presenting) {
    presenting_ = presenting;
    tight_ = false;
    setStyleSheet(sheet());
    settle();
}

// Of letters and buttons, where they differ from the window's.
QString QuestionBar::sheet() const {
    if (tight_)
        return QStringLiteral("QToolButton { padding: 4px 5px; font-size: %1px; }")
            .arg(presenting_ ? 18 : 12);
    if (!presenting_) return {};
    return QStringLiteral("QLabel#question { font-size: 24px; }"
                          "QToolButton { padding: 9px 15px; font-size: 21px; }");
}

bool QuestionBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) settle();
    return QWidget::eventFilter(watched, event);
}

// A question takes the place of the caption, which has been read by then; what is offered at the
// end stands at its right end.
void QuestionBar::settle() {
    const bool asks = !state_.question.text.isEmpty();
    text_->setWordWrap(false);
    for (QWidget* child : findChildren<QWidget*>()) child->ensurePolished(); // sizes of their fonts
    row_->invalidate();
    row_->activate();
    const int strip = parentWidget()->width();
    int wanted = sizeHint().width();
    const bool tight = asks && wanted > strip;
    if (tight != tight_) { // on a very narrow screen
        tight_ = tight;
        setStyleSheet(sheet());
        row_->setSpacing(tight ? 4 : 8);
        row_->invalidate();
        row_->activate();
        wanted = sizeHint().width();
    }
    int room = strip - CaptionStrip::counterWidth(presenting_);
    if (asks && wanted > room) room = strip;
    const int width = asks ? room : std::min(wanted, room);
    text_->setWordWrap(wanted > width);
    setGeometry(asks ? 0 : room - width, 1, width, parentWidget()->height() - 1);
    raise();
    const int taken = isHidden() || asks ? 0 : width;
    if (taken == taken_) return;
    taken_ = taken;
    Q_EMIT roomTaken(taken);
}

QToolButton* QuestionBar::button(const QString& text) {
    auto* made = new QToolButton(this);
    made->setObjectName(QStringLiteral("answer"));
    made->setText(text);
    made->setFocusPolicy(Qt::TabFocus);
    row_->insertWidget(row_->count() - 1, made);
    made->show(); // at once: it counts when the bar is measured
    buttons_.append(made);
    return made;
}

void QuestionBar::setState(const LessonState& state) {
    if (state == state_) return;
    state_ = state;
    fill();
}

void QuestionBar::fill() {
    qDeleteAll(buttons_);
    buttons_.clear();
    const LessonQuestion& question = state_.question;
    if (!question.text.isEmpty()) {
        text_->setText(question.text);
        for (int i = 0; i < question.answers.size(); ++i)
            connect(button(question.answers[i].text), &QToolButton::clicked, this,
                    [this, i] { Q_EMIT answered(i); });
        QToolButton* skip = button(tr("Skip"));
        skip->setObjectName(QStringLiteral("skip"));
        connect(skip, &QToolButton::clicked, this, &QuestionBar::skipped);
    } else if (!state_.verdict.isEmpty()) {
        text_->setText((state_.right ? QStringLiteral("✓  ") : QStringLiteral("✗  ")) +
                       state_.verdict);
    } else if (state_.finished) {
        text_->setText(state_.variants.isEmpty() ? state_.note : tr("What if?"));
        for (const LessonVariant& variant : state_.variants)
            connect(button(variant.text), &QToolButton::clicked, this,
                    [this, id = variant.id] { Q_EMIT lessonWanted(id); });
    }
    const bool offers = state_.finished && (!state_.variants.isEmpty() || !state_.note.isEmpty());
    if (offers && question.text.isEmpty() && state_.verdict.isEmpty())
        connect(button(QStringLiteral("×")), &QToolButton::clicked, this, [this] {
            hide();
            settle();
        });
    setVisible(!question.text.isEmpty() || !state_.verdict.isEmpty() || offers);
    setAccessibleName(text_->text());
    settle();
}

int QuestionBar::answerAt(const Part& part) const {
    if (state_.question.text.isEmpty() || !part) return -1;
    for (int i = 0; i < state_.question.answers.size(); ++i) {
        const Part& answer = state_.question.answers[i].part;
        // A chip on the card that is meant is the card.
        if (answer && (answer == part ||
                       (answer.kind == Part::Kind::Machine && answer.machine == part.machine)))
            return i;
    }
    return -1;
}

} // namespace maqueta::views
