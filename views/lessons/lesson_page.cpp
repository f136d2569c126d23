#include "views/lessons/lesson_page.h"

#include "views/style/colours.h"

#include <QEvent>
#include <QScrollBar>

namespace maqueta::views {

LessonPage::LessonPage(QWidget* parent) : QTextBrowser(parent) {
    setOpenLinks(false);
    document()->setDocumentMargin(14);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        if (url.scheme() == QLatin1String("beat"))
            Q_EMIT beatWanted(url.path().toULongLong());
        else
            Q_EMIT lessonWanted(url.path());
    });
    write();
}

void LessonPage::setCards(const QVector<LessonCard>& cards) {
    cards_ = cards;
    write();
}

void LessonPage::setState(const LessonState& state, const QVector<ToldSentence>& told) {
    if (state == state_ && told == told_) return;
    state_ = state;
    told_ = told;
    write();
}

void LessonPage::setTheme(Theme theme) {
    theme_ = theme;
    write();
}

void LessonPage::write() {
    const QString ink = colour(Tone::Ink, theme_).name();
    const QString soft = colour(Tone::InkSoft, theme_).name();
    const auto link = [&](const QString& to, const QString& text) {
        return QStringLiteral("<a href=\"%1\" style=\"color:%2\">%3</a>")
            .arg(to, ink, text.toHtmlEscaped());
    };
    QString html;
    if (state_.id.isEmpty()) {
        html =
            QStringLiteral("<p style=\"color:%1\">%2</p>")
                .arg(
                    soft,
                    tr("No lesson runs: this cluster is yours. Lessons to watch:").toHtmlEscaped());
        for (const LessonCard& card : cards_)
            html += QStringLiteral("<p style=\"margin:3px 0\">%1 <span style=\"color:%2\">– "
                                   "%3</span></p>")
                        .arg(link(QStringLiteral("lesson:") + card.id, card.title), soft,
                             card.subtitle.toHtmlEscaped());
    } else {
        html = QStringLiteral("<p style=\"font-size:14px\"><b>%1</b></p>")
                   .arg(state_.title.toHtmlEscaped());
        if (!state_.note.isEmpty())
            html += QStringLiteral("<p style=\"color:%1\">%2</p>")
                        .arg(soft, state_.note.toHtmlEscaped());
        for (const ToldSentence& said : told_)
            html += QStringLiteral("<p style=\"margin:3px 0\"><span style=\"font-family:'JetBrains "
                                   "Mono'; font-size:11px\">%1</span>&nbsp; %2</p>")
                        .arg(link(QStringLiteral("beat:%1").arg(said.seq), said.time),
                             said.text.toHtmlEscaped());
    }
    const int place = verticalScrollBar()->value();
    const bool atEnd = place == verticalScrollBar()->maximum();
    setHtml(html);
    verticalScrollBar()->setValue(atEnd ? verticalScrollBar()->maximum() : place);
    setAccessibleName(tr("Lesson"));
}

void LessonPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) write();
    QTextBrowser::changeEvent(event);
}

} // namespace maqueta::views
