#include "app/window/preferences.h"

#include "history/history.h"
#include "views/chrome/chrome.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QLocale>

#include <algorithm>

namespace maqueta::app {
namespace {

// Qt's own Spanish writes these out; keyboards and the sheet of keys do not.
[[maybe_unused]] constexpr const char* keyNames[] = {QT_TRANSLATE_NOOP("QShortcut", "Ctrl"),
                                                     QT_TRANSLATE_NOOP("QShortcut", "Shift")};

constexpr int mostRecent = 8;
constexpr int usualBudget = int(history::HistoryOptions{}.memoryBudget >> 20);

ThemeChoice themeNamed(const QString& name, ThemeChoice otherwise) {
    if (name == QLatin1String("system")) return ThemeChoice::System;
    if (name == QLatin1String("light")) return ThemeChoice::Light;
    if (name == QLatin1String("dark")) return ThemeChoice::Dark;
    return otherwise;
}

QString nameOf(ThemeChoice theme) {
    const char* const names[] = {"system", "light", "dark"};
    return QString::fromLatin1(names[static_cast<int>(theme)]);
}

} // namespace

ThemeChoice Preferences::theme() const {
    return themeNamed(settings_.value("theme").toString(), ThemeChoice::System);
}

void Preferences::setTheme(ThemeChoice theme) {
    settings_.setValue("theme", nameOf(theme));
}

views::Theme Preferences::worn(ThemeChoice choice) const {
    if (choice == ThemeChoice::System) return desktop_;
    return choice == ThemeChoice::Dark ? views::Theme::Dark : views::Theme::Light;
}

views::Theme Preferences::themeNow() const {
    return worn(theme());
}

ThemeChoice Preferences::presentingTheme() const {
    return themeNamed(settings_.value("presentingTheme").toString(), ThemeChoice::Light);
}

void Preferences::setPresentingTheme(ThemeChoice theme) {
    settings_.setValue("presentingTheme", nameOf(theme));
}

views::Theme Preferences::presentingThemeNow() const {
    return worn(presentingTheme());
}

MotionChoice Preferences::motion() const {
    const QString name = settings_.value("motion").toString();
    if (name == QLatin1String("full")) return MotionChoice::Full;
    if (name == QLatin1String("reduced")) return MotionChoice::Reduced;
    return MotionChoice::System;
}

void Preferences::setMotion(MotionChoice motion) {
    const char* const names[] = {"system", "full", "reduced"};
    settings_.setValue("motion", QString::fromLatin1(names[static_cast<int>(motion)]));
}

bool Preferences::reducedMotion() const {
    if (motion() != MotionChoice::System) return motion() == MotionChoice::Reduced;
    static const bool desktop = desktopReducesMotion(); // asked once
    return desktop;
}

QString Preferences::language() const {
    const QString desktop =
        QLocale().language() == QLocale::Spanish ? QStringLiteral("es") : QStringLiteral("en");
    return settings_.value("language", desktop).toString();
}

void Preferences::setLanguage(const QString& language) {
    settings_.setValue("language", language);
    applyLanguage();
}

void Preferences::applyLanguage() {
    QCoreApplication::removeTranslator(&translator_);
    QCoreApplication::removeTranslator(&qtTranslator_);
    // The buttons and dialogs that are Qt's own; where they are not installed they stay English.
    if (qtTranslator_.load(QStringLiteral("qtbase_") + language(),
                           QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qtTranslator_);
    if (translator_.load(QStringLiteral(":/i18n/maqueta_%1.qm").arg(language())))
        QCoreApplication::installTranslator(&translator_);
}

int Preferences::memoryBudget() const {
    return std::clamp(settings_.value("memoryBudget", usualBudget).toInt(), leastBudget,
                      mostBudget);
}

void Preferences::setMemoryBudget(int mebibytes) {
    settings_.setValue("memoryBudget", std::clamp(mebibytes, leastBudget, mostBudget));
}

QStringList Preferences::recentFiles() const {
    return settings_.value("recent").toStringList();
}

void Preferences::addRecentFile(const QString& path) {
    QStringList files = recentFiles();
    const QString full = QFileInfo(path).absoluteFilePath();
    files.removeAll(full);
    files.prepend(full);
    while (files.size() > mostRecent) files.removeLast();
    settings_.setValue("recent", files);
}

QString Preferences::folder() const {
    return QFileInfo(settings_.fileName()).absolutePath();
}

} // namespace maqueta::app
