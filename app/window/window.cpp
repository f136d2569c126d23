// The window as a command: what runs when no subcommand is named.
#include "app/window/window.h"
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/window/main_window.h"
#include "views/style/fonts.h"

#include <QApplication>
#include <QIcon>
#include <QStyleFactory>

namespace maqueta::app {
namespace {

// Qt itself would end the program without a word that helps.
bool hasDisplay() {
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

} // namespace

void dress(QApplication& application) {
    QCoreApplication::setApplicationName(QStringLiteral("maqueta"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MAQUETA_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Maqueta"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.maqueta.Maqueta"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/org.maqueta.Maqueta.svg")));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setFont(views::textFont(13));
}

int windowCommand(const std::vector<std::string>& words) {
    if (!hasDisplay())
        return complain({.message =
                             "there is no display to open a window on: maqueta run and maqueta "
                             "export work without one"},
                        workFailed);
    int argc = 1;
    char name[] = "maqueta";
    char* argv[] = {name, nullptr};
    QApplication application(argc, argv);
    dress(application);
    Preferences preferences;
    preferences.applyLanguage();
    MainWindow window(preferences, words.empty() ? QString() : QString::fromStdString(words[0]));
    window.show();
    return QApplication::exec();
}

} // namespace maqueta::app
