// The sentence below the scene: its bold half is the essence. With "beat 4" and the way back and
// forth at its end. A notice (a refusal, "Back to 00:31") takes its place for some seconds.
#pragma once

#include "views/canvas/frame.h"
#include "views/style/theme.h"

#include <QTimer>
#include <QToolButton>
#include <QWidget>

namespace maqueta::views {

class CaptionStrip : public QWidget {
    Q_OBJECT

public:
    explicit CaptionStrip(QWidget* parent = nullptr);

    void setCaption(const Caption& caption);
    void setTheme(Theme theme);
    void setPresenting(bool presenting);
    void notify(const QString& text, bool refusal);
    // Its right end, with the beat's number and the way back and forth.
    static int counterWidth(bool presenting) { return presenting ? 200 : 160; }
    // Somebody else needs so much of its right end.
    void keepFree(int width);
    QString text() const; // as it stands there, for whoever listens instead of looking
    bool shownWhole() const { return whole_; } // when it was drawn last

    QSize sizeHint() const override { return {600, presenting_ ? 66 : 50}; }

Q_SIGNALS:
    void previousWanted();
    void nextWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    Caption caption_;
    Theme theme_ = Theme::Light;
    bool presenting_ = false;
    int keptFree_ = 0;
    bool whole_ = true;
    QString notice_;
    bool refusal_ = false;
    QTimer noticeOver_;
    QToolButton* previous_;
    QToolButton* next_;
};

} // namespace maqueta::views
