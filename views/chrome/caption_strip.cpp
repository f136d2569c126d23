#include "views/chrome/caption_strip.h"

#include "views/style/colours.h"
#include "views/style/fonts.h"

#include <QEvent>
#include <QPainter>

namespace maqueta::views {
namespace {

constexpr int margin = 22;
constexpr int noticeMs = 6000;
constexpr int refusalMs = 12000; // why something cannot be takes longer to read

struct Sentence {
    QString bold;
    QString rest;
    double px = 19;
    double left = 0;
    double room = 0;
    double height = 0;
    int lines = 1;
};

// Word by word; what has no place on the last line is cut there. True when nothing was.
bool drawSentence(QPainter& p, const Sentence& sentence) {
    const QFont fonts[] = {textFont(sentence.px, semiBold), textFont(sentence.px)};
    const QFontMetricsF metrics[] = {QFontMetricsF(fonts[0]), QFontMetricsF(fonts[1])};
    const double step = sentence.px * 1.3;
    double base =
        sentence.height / 2 + metrics[0].capHeight() / 2 - step * (sentence.lines - 1) / 2;
    double x = 0;
    int line = 1;
    const QString texts[] = {sentence.bold, sentence.rest};
    for (int part = 0; part < 2; ++part) {
        p.setFont(fonts[part]);
        const QStringList words = texts[part].split(' ', Qt::SkipEmptyParts);
        for (qsizetype i = 0; i < words.size(); ++i) {
            const double w = metrics[part].horizontalAdvance(words[i]);
            if (x > 0 && x + w > sentence.room) {
                if (line == sentence.lines) { // the rest of this part, as far as it goes
                    p.drawText(QPointF(sentence.left + x, base),
                               metrics[part].elidedText(words.mid(i).join(' '), Qt::ElideRight,
                                                        sentence.room - x));
                    return false;
                }
                ++line;
                x = 0;
                base += step;
            }
            p.drawText(QPointF(sentence.left + x, base), words[i]);
            x += w + metrics[part].horizontalAdvance(' ');
        }
    }
    return true;
}

} // namespace

CaptionStrip::CaptionStrip(QWidget* parent)
    : QWidget(parent), previous_(new QToolButton(this)), next_(new QToolButton(this)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    previous_->setText(QStringLiteral("‹"));
    next_->setText(QStringLiteral("›"));
    previous_->setFocusPolicy(Qt::NoFocus);
    next_->setFocusPolicy(Qt::NoFocus);
    connect(previous_, &QToolButton::clicked, this, &CaptionStrip::previousWanted);
    connect(next_, &QToolButton::clicked, this, &CaptionStrip::nextWanted);
    noticeOver_.setSingleShot(true);
    connect(&noticeOver_, &QTimer::timeout, this, [this] {
        notice_.clear();
        update();
    });
    retranslate();
}

void CaptionStrip::retranslate() {
    previous_->setToolTip(tr("Previous beat"));
    next_->setToolTip(tr("Next beat"));
    previous_->setAccessibleName(previous_->toolTip());
    next_->setAccessibleName(next_->toolTip());
}

void CaptionStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void CaptionStrip::setCaption(const Caption& caption) {
    if (caption.bold == caption_.bold && caption.rest == caption_.rest &&
        caption.beat == caption_.beat && caption.of == caption_.of)
        return;
    // A presenter who goes on has read what to press.
    if (presenting_ && !refusal_ && caption.beat != caption_.beat) notice_.clear();
    caption_ = caption;
    setAccessibleName(text());
    update();
}

void CaptionStrip::setTheme(Theme theme) {
    theme_ = theme;
    update();
}

void CaptionStrip::setPresenting(bool presenting) {
    presenting_ = presenting;
    updateGeometry();
    update();
}

void CaptionStrip::notify(const QString& text, bool refusal) {
    notice_ = text;
    refusal_ = refusal;
    noticeOver_.stop(); // its time begins when it is seen: a window takes a while to open

    setAccessibleName(this->text());
    update();
}

void CaptionStrip::keepFree(int width) {
    keptFree_ = width;
    update();
}

QString CaptionStrip::text() const {
    return notice_.isEmpty() ? caption_.bold + ' ' + caption_.rest : notice_;
}

void CaptionStrip::resizeEvent(QResizeEvent*) {
    const int y = (height() - 30) / 2;
    next_->setGeometry(width() - 44, y, 30, 30);
    previous_->setGeometry(width() - 76, y, 30, 30);
}

void CaptionStrip::paintEvent(QPaintEvent*) {
    QPainter p(this);
    if (!notice_.isEmpty() && !noticeOver_.isActive())
        noticeOver_.start(refusal_ ? refusalMs : noticeMs);
    p.setRenderHint(QPainter::Antialiasing);
    p.fillRect(rect(), colour(Tone::Panel, theme_));
    p.setPen(colour(Tone::Line, theme_));
    p.drawLine(0, 0, width(), 0);
    double px = presenting_ ? 28 : 19;
    const double room = width() - margin - counterWidth(presenting_) - keptFree_;
    const QString bold = notice_.isEmpty() ? caption_.bold : notice_;
    const QString rest = notice_.isEmpty() ? caption_.rest : QString();
    const auto widthAt = [&](double size) {
        return QFontMetricsF(textFont(size, semiBold)).horizontalAdvance(bold + ' ') +
               QFontMetricsF(textFont(size)).horizontalAdvance(rest);
    };
    // A little smaller, then in two lines, before anything is cut.
    const double onOneLine = px * 0.8;
    while (px > onOneLine && widthAt(px) > room) px -= 0.5;
    const bool two = widthAt(px) > room;
    if (two) px = std::min(px, height() * 0.32);
    double x = margin;
    if (!notice_.isEmpty() && refusal_) {
        p.setPen(QPen(colour(Tone::Failed, theme_), 2.4, Qt::SolidLine, Qt::RoundCap));
        const QPointF c(x + 6, height() / 2.0);
        p.drawLine(c + QPointF(-5, -5), c + QPointF(5, 5));
        p.drawLine(c + QPointF(-5, 5), c + QPointF(5, -5));
        x += 24;
    }
    p.setPen(colour(Tone::Ink, theme_));
    whole_ = drawSentence(p, {.bold = bold,
                              .rest = rest,
                              .px = px,
                              .left = x,
                              .room = room + margin - x,
                              .height = double(height()),
                              .lines = two ? 2 : 1});
    if (caption_.beat > 0) {
        p.setFont(textFont(presenting_ ? 16 : 12));
        p.setPen(colour(Tone::InkSoft, theme_));
        const QString beat = caption_.of > 0
                                 ? tr("beat %1 of %2").arg(caption_.beat).arg(caption_.of)
                                 : tr("beat %1").arg(caption_.beat);
        p.drawText(QRectF(width() - counterWidth(presenting_), 0, counterWidth(presenting_) - 84,
                          height()),
                   Qt::AlignVCenter | Qt::AlignRight, beat);
    }
}

} // namespace maqueta::views
