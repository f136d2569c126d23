#include "app/window_bench/window_bench.h"

#include "app/window/main_window.h"
#include "app/window/window.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QMouseEvent>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <QWindow>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace maqueta::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr QSize fullHd(1920, 1080);
constexpr std::size_t frames = 600;
constexpr int scrubs = 200;
constexpr int starts = 7;
constexpr int patienceMs = 30'000;

double msSince(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

std::int64_t monotonicNs() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch())
        .count();
}

double quantile(std::vector<double> values, double q) {
    const auto at = static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
}

// Tells how long the window's thread was busy from one painted frame to the next: with the frame
// itself, and with everything that was done for it or for anybody's wish before it.
class TimedApplication final : public QApplication {
public:
    TimedApplication(int& argc, char** argv) : QApplication(argc, argv) { dress(*this); }

    bool notify(QObject* receiver, QEvent* event) override {
        // Often sent from within another event: a timer's, or the window system's.
        if (event->type() == QEvent::UpdateRequest && window_ &&
            (receiver == window_ || receiver == window_->windowHandle()))
            painted_ = true;
        if (inside_) return QApplication::notify(receiver, event);
        inside_ = true;
        const auto begin = Clock::now();
        const bool result = QApplication::notify(receiver, event);
        busy_ += msSince(begin);
        inside_ = false;
        if (!painted_) return result;
        painted_ = false;
        busyFrames.push_back(busy_);
        busy_ = 0;
        if (onFrame) onFrame();
        return result;
    }
    void watch(QWidget* window) {
        window_ = window;
        busy_ = 0;
        busyFrames.clear();
    }

    std::vector<double> busyFrames; // ms
    std::function<void()> onFrame;

private:
    QWidget* window_ = nullptr;
    bool inside_ = false;
    bool painted_ = false;
    double busy_ = 0;
};

// The window, in a place of its own: nobody's settings are read or written.
struct Stage {
    Stage() : app(argc, argv) {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
        preferences = std::make_unique<Preferences>();
        window = std::make_unique<MainWindow>(*preferences, QString());
        window->resize(fullHd);
    }
    bool waitFor(const std::function<bool()>& done) {
        QDeadlineTimer patience(patienceMs);
        QTimer heartbeat; // so that waiting for an event that does not come ends
        heartbeat.start(250);
        while (!done() && !patience.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return done();
    }
    std::shared_ptr<const Moment> moment() { return window->session().latest(); }
    // The window shows a cluster of ten nodes in which something happens.
    bool ready() {
        window->show();
        const auto open = [this] { return moment() && moment()->shown > 0; };
        if (!waitFor(open)) return false;
        Session& session = window->session();
        cluster::MachineSpec worker;
        worker.role = cluster::Role::Worker;
        for (int i = 0; i < 3; ++i) session.act(cluster::AddMachine{.spec = worker});
        session.act(cluster::PowerOff{"control-plane-1"});
        session.act(cluster::ScaleObject{.name = "web", .replicas = 9});
        return true;
    }

    QTemporaryDir settings;
    int argc = 1;
    char name[8] = "maqueta";
    char* argv[2] = {name, nullptr};
    TimedApplication app;
    std::unique_ptr<Preferences> preferences;
    std::unique_ptr<MainWindow> window;
};

// No display is needed: the raster engine is the same with one.
void useSoftwareRendering() {
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") &&
        qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

std::optional<Figure> frameClass(Lab&) {
    useSoftwareRendering();
    Stage stage;
    if (!stage.ready()) return {};
    stage.app.watch(stage.window.get());
    if (!stage.waitFor([&] { return stage.app.busyFrames.size() >= frames; })) return {};
    return Figure{quantile(stage.app.busyFrames, 0.95), "ms"};
}

// From a press on the timeline to the painted frame that shows the wanted moment, while time goes
// on.
std::optional<Figure> inputToPaint(Lab&) {
    useSoftwareRendering();
    Stage stage;
    if (!stage.ready()) return {};
    stage.app.watch(stage.window.get());
    views::TimelineLane* lane = stage.window->timeline()->lane();
    if (!stage.waitFor([&] { return stage.app.busyFrames.size() >= 60; })) return {};
    sim::Rng rng(1);
    std::vector<double> taken;
    for (int i = 0; i < scrubs; ++i) {
        const double wanted = stage.moment()->shown * static_cast<double>(rng.below(1000)) / 1000;
        const QPointF place(lane->xOf(wanted), 23);
        std::optional<double> wish;
        const auto told = QObject::connect(lane, &views::TimelineLane::scrubbed,
                                           [&](double movie) { wish = movie; });
        bool painted = false;
        stage.app.onFrame = [&] { painted = wish && lane->state().movieMs == *wish; };
        const auto begin = Clock::now();
        const auto send = [&](QEvent::Type type) {
            QCoreApplication::postEvent(lane, new QMouseEvent(type, place, lane->mapToGlobal(place),
                                                              Qt::LeftButton, Qt::LeftButton,
                                                              Qt::NoModifier));
        };
        send(QEvent::MouseButtonPress);
        const bool shown = stage.waitFor([&] { return painted; });
        taken.push_back(msSince(begin));
        send(QEvent::MouseButtonRelease);
        QObject::disconnect(told);
        stage.app.onFrame = nullptr;
        if (!shown) return {};
    }
    return Figure{quantile(taken, 0.99), "ms"};
}

std::optional<Figure> start(Lab&) {
    useSoftwareRendering();
    std::vector<double> taken;
    for (int i = 0; i < starts; ++i) {
        QProcess program;
        program.setProgram(QStringLiteral("/proc/self/exe"));
        program.setArguments({QStringLiteral("bench"), QStringLiteral("--first-frame")});
        const std::int64_t begin = monotonicNs();
        program.start();
        if (!program.waitForFinished(patienceMs)) return {};
        const std::int64_t painted = program.readAllStandardOutput().trimmed().toLongLong();
        if (painted < begin) return {};
        taken.push_back(static_cast<double>(painted - begin) / 1e6);
    }
    return Figure{quantile(taken, 0.5), "ms"};
}

constexpr std::array<Bench, 3> benches{{
    {"frame_class_p95", frameClass},
    {"start", start},
    {"input_to_paint_p99", inputToPaint},
}};

} // namespace

std::span<const Bench> windowBenches() {
    return benches;
}

int firstFrameCommand() {
    useSoftwareRendering();
    Stage stage;
    bool painted = false;
    stage.app.watch(stage.window.get());
    stage.app.onFrame = [&] {
        if (!painted) std::printf("%lld\n", static_cast<long long>(monotonicNs()));
        painted = true;
    };
    stage.window->show();
    return stage.waitFor([&] { return painted; }) ? 0 : 1;
}

} // namespace maqueta::app
