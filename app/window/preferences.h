// What a person prefers, kept between runs: theme, language, recent files, docks. Plain access to
// the settings; main makes it and hands it down.
#pragma once

#include "views/chrome/chrome.h"
#include "views/style/theme.h"

#include <QSettings>
#include <QTranslator>

namespace maqueta::app {

enum class ThemeChoice { System, Light, Dark };
enum class MotionChoice { System, Full, Reduced };

// The desktop asks programs not to animate: Plasma and GTK say it in their files, GNOME by
// gsettings.
bool desktopReducesMotion();

class Preferences {
public:
    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    views::Theme themeNow() const;
    // On a projector: light unless chosen otherwise.
    ThemeChoice presentingTheme() const;
    void setPresentingTheme(ThemeChoice theme);
    views::Theme presentingThemeNow() const;
    MotionChoice motion() const;
    void setMotion(MotionChoice motion);
    // By choice, or because the desktop asks for it.
    bool reducedMotion() const;
    // "en", "es"; the desktop's when nothing was chosen.
    QString language() const;
    void setLanguage(const QString& language);
    // Puts the language's translation in, at once.
    void applyLanguage();
    QStringList recentFiles() const;
    void addRecentFile(const QString& path);
    // For going back in time, in MiB: between leastBudget and mostBudget.
    static constexpr int leastBudget = 16;
    static constexpr int mostBudget = 8192;
    int memoryBudget() const;
    void setMemoryBudget(int mebibytes);
    QSettings& settings() { return settings_; }
    // The folder for autosaves, beside the settings.
    QString folder() const;

private:
    views::Theme worn(ThemeChoice choice) const;

    // Looked at before any theme is worn.
    const views::Theme desktop_ = views::systemTheme();
    QSettings settings_{QStringLiteral("maqueta"), QStringLiteral("maqueta")};
    QTranslator translator_;
    QTranslator qtTranslator_; // of what is Qt's own
};

} // namespace maqueta::app
