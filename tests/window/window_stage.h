// The whole window for a test: with settings of its own, on the default cluster, paused; and the
// hands of a person on it.
#pragma once

#include "app/window/main_window.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace maqueta::tests {

constexpr int waitMs = 30'000;

class WindowStage {
public:
    struct Options {
        QSize size{1366, 768};
        QString language = QStringLiteral("en");
        app::ThemeChoice theme = app::ThemeChoice::Light;
        std::optional<app::MotionChoice> motion = {}; // none = as the desktop has it
    };

    void open() { open(Options()); }
    void open(const Options& options) {
        qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        preferences_ = std::make_unique<app::Preferences>();
        preferences_->setLanguage(options.language);
        preferences_->setTheme(options.theme);
        if (options.motion) preferences_->setMotion(*options.motion);
        window_ = std::make_unique<app::MainWindow>(*preferences_, QString());
        window_->showNormal();
        window_->resize(options.size);
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        QTRY_VERIFY_WITH_TIMEOUT(canvas()->parts().size() > 30, waitMs); // the shop runs
        session().pause();
        QTRY_VERIFY_WITH_TIMEOUT(!now().playing, waitMs);
        canvas()->setFocus();
    }
    void close() { window_.reset(); }

    app::MainWindow& window() const { return *window_; }
    app::Preferences& preferences() const { return *preferences_; }
    QString folder() const { return home_.path(); }
    views::CanvasView* canvas() const { return window_->canvas(); }
    app::Session& session() const { return window_->session(); }
    const app::Moment& now() const { return *session().latest(); }
    const cluster::Picture& picture() const { return *now().frame.picture; }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        window_->activateWindow(); // a box that was open had it
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        canvas()->setFocus();
        QTest::keyClick(canvas(), key, modifiers);
    }
    void goTo(sim::Time at) {
        session().seek(at);
        QTRY_VERIFY_WITH_TIMEOUT(picture().now == at, waitMs);
        QTRY_VERIFY_WITH_TIMEOUT(!now().playing, waitMs);
    }
    QPoint centreOf(const views::Part& part) const {
        return canvas()->mapFromScene(canvas()->boxOf(part).center());
    }

    // Whatever opens a menu or a box with a loop of its own; `then` gets it when it is there.
    // False when none came.
    bool withBox(const std::function<void()>& opens, const std::function<void(QWidget*)>& then) {
        bool seen = false;
        QTimer look;
        look.setInterval(20);
        QObject::connect(&look, &QTimer::timeout, &look, [&] {
            QWidget* box = QApplication::activePopupWidget();
            if (!box) box = QApplication::activeModalWidget();
            if (!box || seen) return;
            look.stop();
            seen = true;
            then(box);
        });
        look.start();
        opens();
        for (int i = 0; i < 250 && !seen; ++i) QTest::qWait(20);
        return seen;
    }

    // A drag, event by event: what the drag and drop machinery of a desktop sends. The mime data
    // is kept until it is over. False when the canvas did not take it.
    bool drop(QMimeData& mime, QPoint at, Qt::KeyboardModifiers keys = {}) {
        QWidget* surface = canvas()->viewport();
        QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, keys);
        QApplication::sendEvent(surface, &enter);
        QDragMoveEvent move(at, Qt::CopyAction, &mime, Qt::LeftButton, keys);
        QApplication::sendEvent(surface, &move);
        if (!move.isAccepted()) {
            QDragLeaveEvent leave;
            QApplication::sendEvent(surface, &leave);
            return false;
        }
        QDropEvent drop(at, Qt::CopyAction, &mime, Qt::LeftButton, keys);
        QApplication::sendEvent(surface, &drop);
        return drop.isAccepted();
    }

private:
    QTemporaryDir home_;
    std::unique_ptr<app::Preferences> preferences_;
    std::unique_ptr<app::MainWindow> window_;
};

} // namespace maqueta::tests
