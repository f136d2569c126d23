#include "app/window/preferences.h"

#include <QProcess>
#include <QSettings>
#include <QStandardPaths>

namespace maqueta::app {
namespace {

constexpr int longestAnswerMs = 500;

QVariant configured(const QString& file, const QString& key) {
    const QString path = QStandardPaths::locate(QStandardPaths::GenericConfigLocation, file);
    return path.isEmpty() ? QVariant() : QSettings(path, QSettings::IniFormat).value(key);
}

bool gnomeReducesMotion() {
    if (!qEnvironmentVariable("XDG_CURRENT_DESKTOP").contains(QLatin1String("GNOME"))) return false;
    QProcess ask;
    ask.start(QStringLiteral("gsettings"),
              {QStringLiteral("get"), QStringLiteral("org.gnome.desktop.interface"),
               QStringLiteral("enable-animations")});
    if (!ask.waitForFinished(longestAnswerMs)) return false;
    return ask.readAllStandardOutput().trimmed() == "false";
}

} // namespace

bool desktopReducesMotion() {
    const QVariant plasma =
        configured(QStringLiteral("kdeglobals"), QStringLiteral("KDE/AnimationDurationFactor"));
    if (plasma.isValid() && plasma.toDouble() == 0) return true;
    for (const char* version : {"gtk-4.0", "gtk-3.0"}) {
        const QVariant gtk =
            configured(QString::fromLatin1(version) + QStringLiteral("/settings.ini"),
                       QStringLiteral("Settings/gtk-enable-animations"));
        if (gtk.isValid() && !gtk.toBool()) return true;
    }
    return gnomeReducesMotion();
}

} // namespace maqueta::app
