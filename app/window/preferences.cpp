#include "app/window/preferences.h"

#include "views/chrome/chrome.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QLocale>

namespace maqueta::app {
namespace {

constexpr int mostRecent = 8;

} // namespace

ThemeChoice Preferences::theme() const {
    const QString name = settings_.value("theme").toString();
    if (name == QLatin1String("light")) return ThemeChoice::Light;
    if (name == QLatin1String("dark")) return ThemeChoice::Dark;
    return ThemeChoice::System;
}

void Preferences::setTheme(ThemeChoice theme) {
    const char* const names[] = {"system", "light", "dark"};
    settings_.setValue("theme", QString::fromLatin1(names[static_cast<int>(theme)]));
}

views::Theme Preferences::themeNow() const {
    switch (theme()) {
    case ThemeChoice::Light: return views::Theme::Light;
    case ThemeChoice::Dark: return views::Theme::Dark;
    case ThemeChoice::System: break;
    }
    return views::systemTheme();
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
