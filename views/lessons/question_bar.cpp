#include "views/lessons/question_bar.h"

#include "views/style/fonts.h"

#include <QEvent>

namespace maqueta::views {
namespace {

constexpr int lift = 8; // above the edge

} // namespace

QuestionBar::QuestionBar(QWidget* parent)
    : QWidget(parent), row_(new QHBoxLayout(this)), text_(new QLabel(this)) {
    setObjectName(QStringLiteral("questionBar"));
    setAttribute(Qt::WA_StyledBackground);
    row_->setContentsMargins(18, 7, 14, 7);
    row_->setSpacing(8);
    text_->setObjectName(QStringLiteral("question"));
    row_->addWidget(text_);
    if (parent) parent->installEventFilter(this);
    hide();
}

bool QuestionBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) settle();
    return QWidget::eventFilter(watched, event);
}

// In the middle of its parent's foot.
void QuestionBar::settle() {
    row_->activate();
    const QSize size = sizeHint().boundedTo(parentWidget()->size());
    setGeometry((parentWidget()->width() - size.width()) / 2,
                parentWidget()->height() - size.height() - lift, size.width(), size.height());
    raise();
}

QToolButton* QuestionBar::button(const QString& text) {
    auto* made = new QToolButton(this);
    made->setObjectName(QStringLiteral("answer"));
    made->setText(text);
    made->setFocusPolicy(Qt::TabFocus);
    row_->addWidget(made);
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
        connect(button(QStringLiteral("×")), &QToolButton::clicked, this, &QWidget::hide);
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
