#include "views/lessons/lesson_strip.h"

#include "views/style/colours.h"
#include "views/style/fonts.h"

#include <QEvent>
#include <QPainter>

namespace maqueta::views {
namespace {

constexpr int lessonStripHeight = 58;
constexpr int lowStripHeight = 40;
constexpr int cardMargin = 10;

} // namespace

LessonButton::LessonButton(const LessonCard& card, QWidget* parent)
    : QToolButton(parent), card_(card) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLow(false);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(card.title);
    setAccessibleDescription(card.subtitle);
    setToolTip(card.title + QStringLiteral(": ") + card.subtitle);
}

void LessonButton::setTheme(Theme theme) {
    theme_ = theme;
    update();
}

void LessonButton::setPlaying(bool playing) {
    playing_ = playing;
    update();
}

void LessonButton::setLow(bool low) {
    low_ = low;
    setFixedHeight(tallness());
    update();
}

void LessonButton::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const bool marked = playing_ || hasFocus();
    p.setPen(QPen(colour(marked ? Tone::Leader : Tone::Border, theme_), marked ? 2 : 1));
    p.setBrush(colour(underMouse() || isDown() ? Tone::Hover : Tone::Canvas, theme_));
    p.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 9, 9);
    const int room = width() - 2 * cardMargin;
    const auto line = [&](const QString& text, const QFont& font, Tone ink, int base) {
        p.setFont(font);
        p.setPen(colour(ink, theme_));
        p.drawText(cardMargin, base, QFontMetrics(font).elidedText(text, Qt::ElideRight, room));
    };
    line(card_.title, textFont(13, semiBold), Tone::Ink, 20);
    if (!low_) line(card_.subtitle, textFont(12), Tone::InkSoft, 38);
}

LessonStrip::LessonStrip(QWidget* parent)
    : QWidget(parent)
    , row_(new QHBoxLayout(this))
    , watch_(new QLabel(this))
    , hide_(new QToolButton(this)) {
    setObjectName(QStringLiteral("lessonStrip"));
    setAttribute(Qt::WA_StyledBackground);
    setLow(false);
    row_->setContentsMargins(12, 4, 8, 5);
    row_->setSpacing(8);
    watch_->setObjectName(QStringLiteral("soft"));
    watch_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred); // the cards give way
    hide_->setText(QStringLiteral("×"));
    hide_->setFocusPolicy(Qt::TabFocus);
    row_->addWidget(watch_);
    row_->addWidget(hide_);
    connect(hide_, &QToolButton::clicked, this, &LessonStrip::hideWanted);
    retranslate();
}

void LessonStrip::retranslate() {
    watch_->setText(tr("Watch"));
    hide_->setToolTip(tr("Hide the lessons; the Lessons menu has them, too"));
    hide_->setAccessibleName(tr("Hide the lessons"));
}

void LessonStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void LessonStrip::setCards(const QVector<LessonCard>& cards) {
    qDeleteAll(cards_);
    cards_.clear();
    for (const LessonCard& card : cards) {
        auto* button = new LessonButton(card, this);
        connect(button, &QToolButton::clicked, this, [this, id = card.id] { Q_EMIT chosen(id); });
        row_->insertWidget(row_->count() - 1, button, 1);
        cards_.append(button);
    }
    for (LessonButton* card : cards_) setTabOrder(card, hide_); // which comes last
    setLow(low_);
    setTheme(theme_);
    setPlaying(playing_);
}

void LessonStrip::setTheme(Theme theme) {
    theme_ = theme;
    for (LessonButton* card : cards_) card->setTheme(theme);
}

void LessonStrip::setLow(bool low) {
    low_ = low;
    for (LessonButton* card : cards_) card->setLow(low);
    setFixedHeight(low ? lowStripHeight : lessonStripHeight);
}

void LessonStrip::setPlaying(const QString& id) {
    playing_ = id;
    for (LessonButton* card : cards_) card->setPlaying(card->id() == id);
}

} // namespace maqueta::views
