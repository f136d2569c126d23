#include "views/timeline/transport.h"

#include "views/chrome/chrome.h"
#include "views/style/colours.h"
#include "views/style/fonts.h"

#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace maqueta::views {
namespace {

constexpr double buttonsEnlarge = 1.34; // words to 16 px

QPainterPath triangleAt(QPointF c, double direction) {
    QPainterPath path(c + QPointF(-7 * direction, -10));
    path.lineTo(c + QPointF(7 * direction, 0));
    path.lineTo(c + QPointF(-7 * direction, 10));
    path.closeSubpath();
    return path;
}

QString rateText(double rate) {
    return shownLocale().toString(rate, 'g', 4);
}

} // namespace

TransportButton::TransportButton(Role role, QWidget* parent)
    : QAbstractButton(parent), role_(role) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void TransportButton::setTheme(Theme theme) {
    theme_ = theme;
    update();
}

void TransportButton::setPlaying(bool playing) {
    if (playing_ == playing) return;
    playing_ = playing;
    update();
}

void TransportButton::enlarge(double factor) {
    factor_ = factor;
    update();
}

void TransportButton::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QColor ink = colour(Tone::Ink, theme_);
    if (role_ == Role::Speed || role_ == Role::Until) return paintText(p);
    const QRectF box(QPointF(), QSizeF(size()) / factor_);
    const QPointF c = box.center();
    p.scale(factor_, factor_);
    if (role_ != Role::Play && (underMouse() || isDown())) {
        p.setPen(Qt::NoPen);
        p.setBrush(colour(Tone::Hover, theme_));
        p.drawRoundedRect(box, 7, 7);
    }
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(ink, 1.9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (role_) {
    case Role::Begin:
        p.drawPath(triangleAt(c + QPointF(3, 0), -1));
        p.drawLine(c + QPointF(-8, -10), c + QPointF(-8, 10));
        break;
    case Role::Back: p.drawPath(triangleAt(c, -1)); break;
    case Role::Forward: p.drawPath(triangleAt(c, 1)); break;
    default: {
        p.setPen(Qt::NoPen);
        p.setBrush(underMouse() ? colour(Tone::InkSoft, theme_) : ink);
        p.drawEllipse(c, 18, 18);
        const QColor canvas = colour(Tone::Canvas, theme_);
        if (playing_) {
            p.setPen(QPen(canvas, 4, Qt::SolidLine, Qt::FlatCap));
            for (const double dx : {-5.0, 5.0}) p.drawLine(c + QPointF(dx, -8), c + QPointF(dx, 8));
        } else {
            p.setBrush(canvas);
            p.drawPath(triangleAt(c + QPointF(2, 0), 0.9));
        }
    }
    }
    if (!hasFocus()) return;
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(colour(Tone::Leader, theme_), 2));
    p.drawRoundedRect(box.adjusted(1, 1, -1, -1), role_ == Role::Play ? 20 : 7,
                      role_ == Role::Play ? 20 : 7);
}

// The speed as a pill; "Run until…" as a word.
void TransportButton::paintText(QPainter& p) const {
    const QRectF box = QRectF(rect()).adjusted(.5, .5, -.5, -.5);
    if (role_ == Role::Speed || underMouse()) {
        const bool strong = role_ == Role::Speed && underMouse();
        p.setPen(role_ == Role::Speed ? QPen(colour(strong ? Tone::Ink : Tone::Border, theme_))
                                      : QPen(Qt::NoPen));
        p.setBrush(colour(Tone::Hover, theme_));
        p.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    }
    p.setPen(colour(role_ == Role::Speed ? Tone::Ink : Tone::InkSoft, theme_));
    p.setFont(role_ == Role::Speed ? textFont(13 * factor_, semiBold)
                                   : textFont(12 * factor_, medium));
    p.drawText(box, Qt::AlignCenter, text());
    if (!hasFocus()) return;
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(colour(Tone::Leader, theme_), 2));
    p.drawRoundedRect(box.adjusted(.5, .5, -.5, -.5), box.height() / 2, box.height() / 2);
}

Transport::Transport(QWidget* parent) : QWidget(parent) {
    using Role = TransportButton::Role;
    const auto make = [this](Role role, auto run) {
        auto* button = new TransportButton(role, this);
        connect(button, &QAbstractButton::clicked, this, run);
        return button;
    };
    begin_ = make(Role::Begin, [this] { Q_EMIT toBegin(); });
    back_ = make(Role::Back, [this] { Q_EMIT stepBack(); });
    play_ = make(Role::Play, [this] { Q_EMIT playToggled(); });
    forward_ = make(Role::Forward, [this] { Q_EMIT stepForward(); });
    speed_ = make(Role::Speed, [this] { chooseSpeed(); });
    until_ =
        make(Role::Until, [this] { Q_EMIT runUntilWanted(until_->mapToGlobal(QPoint(0, 0))); });
    retranslate();
    place();
}

void Transport::setTheme(Theme theme) {
    for (TransportButton* b : {begin_, back_, play_, forward_, speed_, until_}) b->setTheme(theme);
}

void Transport::setShape(int height, bool tall, bool presenting) {
    height_ = height;
    tall_ = tall;
    presenting_ = presenting;
    place();
}

void Transport::place() {
    const double larger = presenting_ ? buttonsEnlarge : 1;
    const auto px = [&](double units) { return int(std::lround(units * larger)); };
    const int middle = height_ / 2;
    for (TransportButton* b : {begin_, back_, play_, forward_, speed_, until_}) b->enlarge(larger);
    const auto put = [&](TransportButton* button, int x, int w, int h) {
        button->setGeometry(px(x), middle - px(h) / 2, px(w), px(h));
    };
    put(begin_, 14, 32, 32);
    put(back_, 48, 32, 32);
    put(play_, 84, 40, 40);
    put(forward_, 128, 32, 32);
    put(speed_, 168, 100, 27);
    const int width = until_->fontMetrics().horizontalAdvance(until_->text()) + 16;
    if (tall_)
        until_->setGeometry(px(12), height_ - px(23), px(width), px(20));
    else
        put(until_, 272, width, 24);
    setFixedWidth(px(tall_ ? 280 : 272 + width + 2));
}

void Transport::setState(bool playing, diagram::Pacing pacing, double rate) {
    if (playing == playing_ && pacing == pacing_ && rate == rate_) return;
    playing_ = playing;
    pacing_ = pacing;
    rate_ = rate;
    retranslate();
}

void Transport::retranslate() {
    const auto say = [](TransportButton* button, const QString& name, const QString& keys) {
        button->setAccessibleName(name);
        button->setToolTip(keys.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, keys));
    };
    say(begin_, tr("To the beginning"), tr("Home"));
    say(back_, tr("One beat back"), tr("Left"));
    say(play_, playing_ ? tr("Pause") : tr("Play"), tr("Space"));
    say(forward_, tr("One beat forward"), tr("Right"));
    play_->setPlaying(playing_);
    speed_->setText((pacing_ == diagram::Pacing::Story ? tr("Story %1×") : tr("Clock %1×"))
                        .arg(rateText(rate_)));
    speed_->setToolTip(tr("Speed ([ slower, ] faster)"));
    speed_->setAccessibleName(tr("Speed: %1").arg(speed_->text()));
    until_->setText(tr("Run until…"));
    until_->setToolTip(tr("Runs on to the next moment of a kind"));
    speed_->update();
    place();
}

void Transport::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void Transport::chooseSpeed() {
    QMenu menu(this);
    const auto add = [&](diagram::Pacing pacing, double rate) {
        const QString text = pacing == diagram::Pacing::Story ? tr("Story %1×") : tr("Clock %1×");
        QAction* action = menu.addAction(text.arg(rateText(rate)));
        action->setCheckable(true);
        action->setChecked(pacing_ == pacing && rate_ == rate);
        connect(action, &QAction::triggered, this,
                [this, pacing, rate] { Q_EMIT speedChosen(pacing, rate); });
    };
    addHeading(menu, tr("Paced by what happens"));
    for (const double rate : diagram::speedsOf(diagram::Pacing::Story))
        add(diagram::Pacing::Story, rate);
    addHeading(menu, tr("The cluster's seconds in a second"));
    for (const double rate : diagram::speedsOf(diagram::Pacing::Clock))
        add(diagram::Pacing::Clock, rate);
    menu.exec(speed_->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
}

} // namespace maqueta::views
