// The buttons of a player: to the beginning, a beat back, play, a beat forward, the speed, and
// "Run until…". Each is a button of its own, so that keys and assistive tools reach it.
#pragma once

#include "diagram/film.h"
#include "views/style/theme.h"

#include <QAbstractButton>
#include <QWidget>

namespace maqueta::views {

class TransportButton : public QAbstractButton {
    Q_OBJECT

public:
    enum class Role { Begin, Back, Play, Forward, Speed, Until };
    TransportButton(Role role, QWidget* parent);
    void setTheme(Theme theme);
    void setPlaying(bool playing);
    void enlarge(double factor);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintText(QPainter& p) const;

    Role role_;
    Theme theme_ = Theme::Light;
    bool playing_ = false;
    double factor_ = 1;
};

class Transport : public QWidget {
    Q_OBJECT

public:
    explicit Transport(QWidget* parent = nullptr);

    void setState(bool playing, diagram::Pacing pacing, double rate);
    void setTheme(Theme theme);
    // `tall`: with "Run until…" below the buttons; `presenting`: all of it larger.
    void setShape(int height, bool tall, bool presenting);
    QRect playButton() const { return play_->geometry(); }

public Q_SLOTS:
    void chooseSpeed();

Q_SIGNALS:
    void playToggled();
    void stepForward();
    void stepBack();
    void toBegin();
    void runUntilWanted(QPoint at); // global: the button's upper left corner
    void speedChosen(maqueta::diagram::Pacing pacing, double rate);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void place();

    TransportButton* begin_;
    TransportButton* back_;
    TransportButton* play_;
    TransportButton* forward_;
    TransportButton* speed_;
    TransportButton* until_;
    int height_ = 52;
    bool tall_ = false;
    bool presenting_ = false;
    bool playing_ = false;
    diagram::Pacing pacing_ = diagram::Pacing::Story;
    double rate_ = 1;
};

} // namespace maqueta::views
