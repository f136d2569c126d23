#include "views/chrome/chrome.h"

#include "views/style/colours.h"

#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QStyle>
#include <QStyleFactory>
#include <QWidgetAction>

namespace maqueta::views {

QString chromeStyleSheet(Theme theme) {
    QString sheet = QStringLiteral(R"(
* { font-size: 13px; }
QMainWindow, QMenu, QStatusBar, QDialog { background: @panel; color: @ink; }
QWidget#topBar { background: @panel; border-bottom: 1px solid @line; }
QWidget#topBar QToolButton { padding: 6px 8px; }
QWidget#lessonStrip { background: @panel; border-bottom: 1px solid @line; }
QWidget#questionBar, QWidget#runStrip { background: @panel; border: 0; }
QLabel#question { font-size: 16px; font-weight: 600; color: @ink; }
QToolButton#answer { background: @panel; border: 1px solid @line2; font-size: 14px; color: @ink; }
QToolButton#answer:hover { border: 1px solid @ink; }
QLabel#brand { font-size: 14px; font-weight: 600; color: @ink; }
QFrame#topLine { background: @line2; border: 0; }
QToolButton { border: 0; border-radius: 7px; padding: 6px 10px; color: @ink2; background:
    transparent; }
QToolButton:hover { background: @hover; color: @ink; }
QToolButton:checked { background: @ink; color: @canvas; }
QToolButton:disabled { color: @ink3; }
QToolButton::menu-indicator { image: none; }
QWidget#topBar QToolButton#find { border: 1px solid @line2; min-width: 150px; }
QToolButton#present { background: @ink; color: @canvas; }
QWidget#topBar QToolButton#present:checked { background: @lead; }
QToolButton:focus, QPushButton:focus { border: 1px solid @lead; }
QMenuBar { background: transparent; border: 0; spacing: 1px; }
QMenuBar::item { padding: 6px 11px; border-radius: 7px; color: @ink2; background: transparent; }
QMenuBar::item:selected { background: @hover; color: @ink; }
QMenu { border: 1px solid @line2; padding: 4px; }
QLabel#menuHeading { padding: 5px 14px 3px 14px; color: @ink2; font-weight: 600;
    background: transparent; }
QMenu::item { padding: 6px 26px 6px 14px; border-radius: 5px; }
QMenu::item:selected { background: @hover; color: @ink; }
QMenu::item:disabled { color: @ink3; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::indicator { left: 6px; width: 12px; height: 12px; }
QStatusBar { border-top: 1px solid @line; color: @ink2; font-size: 12px; min-height: 24px; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { font-size: 12px; color: @ink2; padding: 0 8px; }
QStatusBar QLabel#clock { color: @ink; font-family: "JetBrains Mono"; }
QStatusBar QToolButton { font-size: 12px; padding: 2px 6px; }
QStatusBar QToolButton:checked { background: @hover; color: @ink; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QWidget#dock { background: @panel; border-top: 1px solid @line; }
QTabBar::tab { background: transparent; border: 0; border-bottom: 2px solid transparent;
    padding: 6px 1px; margin-right: 12px; color: @ink2; }
QTabBar::tab:selected { color: @ink; border-bottom: 2px solid @ink; font-weight: 600; }
QTabWidget::pane { border: 0; border-top: 1px solid @line; }
QTableView, QListView, QTextEdit, QPlainTextEdit, QTextBrowser, QScrollArea, QScrollArea >
    QWidget > QWidget {
    background: @panel; color: @ink; border: 0; selection-background-color: @hover;
        selection-color: @ink; }
QTableView, QListView, QTextEdit, QPlainTextEdit { border: 1px solid transparent; }
QTableView, QListView { outline: 0; }
QTableView:focus, QTextEdit:focus, QPlainTextEdit:focus { border: 1px solid @lead; }
QTabBar::tab:focus { border-bottom: 2px solid @lead; }
QListView#palette::item { border: 1px solid transparent; border-radius: 7px; }
QListView#palette::item:selected { background: @hover; color: @ink; }
QListView#palette::item:focus { border: 1px solid @lead; }
QTableView { font-size: 12px; gridline-color: @line; }
QHeaderView::section { background: @panel; color: @ink2; border: 0; padding: 3px; }
QLineEdit, QSpinBox, QComboBox { background: @canvas; color: @ink; border: 1px solid @line2;
    border-radius: 7px;
    padding: 5px 8px; min-height: 18px; selection-background-color: @lead; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus { border: 1px solid @lead; }
QComboBox QAbstractItemView { background: @panel; color: @ink; border: 1px solid @line2;
    selection-background-color: @hover; selection-color: @ink; }
QSpinBox { padding-right: 24px; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; width: 20px; subcontrol-origin: border; }
QSpinBox::up-button { subcontrol-position: top right; margin: 3px 3px 0 0; }
QSpinBox::down-button { subcontrol-position: bottom right; margin: 0 3px 3px 0; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: @hover; border-radius: 4px; }
QSpinBox::up-arrow { image: url(:/icons/up-@theme.svg); width: 10px; height: 6px; }
QSpinBox::down-arrow { image: url(:/icons/down-@theme.svg); width: 10px; height: 6px; }
QCheckBox::indicator { width: 14px; height: 14px; background: @canvas;
    border: 1px solid @line2; border-radius: 4px; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: @lead; }
QCheckBox::indicator:checked { background: @ink; border-color: @ink;
    image: url(:/icons/tick-@theme.svg); }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/down-@theme.svg); width: 10px; height: 6px; }
QPushButton { background: @panel; color: @ink; border: 1px solid @line2; border-radius: 7px;
    padding: 6px 14px; }
QPushButton:hover { background: @hover; }
QPushButton:default { background: @ink; color: @canvas; border-color: @ink; }
QProgressBar { background: @hover; border: 0; border-radius: 4px; }
QProgressBar::chunk { background: @lead; border-radius: 4px; }
QScrollBar:vertical { background: transparent; width: 10px; }
QScrollBar:horizontal { background: transparent; height: 10px; }
QScrollBar::handle { background: @line2; border-radius: 4px; min-height: 24px; min-width: 24px;
    margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: @ink; color: @canvas; border: 0; padding: 5px 8px; }
QFrame#popover { background: @panel; border: 1px solid @line2; border-radius: 10px; }
QFrame#popover QScrollArea, QFrame#popover QScrollArea > QWidget > QWidget {
    background: transparent; }
QFrame#popover QListView::item { padding: 5px 6px; border-radius: 5px; }
QFrame#popover QListView::item:selected { background: @hover; color: @ink; }
QFrame#popover QLabel#title { font-size: 14px; font-weight: 600; }
QLabel#soft { color: @ink2; }
QLabel#wrong { color: @fail; }
QWidget#side { background: @panel; border-left: 1px solid @line; }
QLabel#sideTitle { font-size: 16px; font-weight: 600; color: @ink; }
QLabel#plain { font-size: 12.5px; color: @ink; }
QWidget#page { background: @panel; }
QLabel#heading { font-weight: 600; }
QToolButton#fold, QToolButton#foldFirst { padding: 0 3px; font-size: 12.5px; color: @ink; }
QToolButton#foldFirst { font-weight: 600; }
QToolButton#fold:checked, QToolButton#foldFirst:checked { background: transparent; color: @ink; }
)");
    const std::pair<const char*, Tone> words[] = {
        {"@canvas", Tone::Canvas}, {"@panel", Tone::Panel},  {"@line2", Tone::Border},
        {"@line", Tone::Line},     {"@ink2", Tone::InkSoft}, {"@ink3", Tone::InkFaint},
        {"@ink", Tone::Ink},       {"@hover", Tone::Hover},  {"@lead", Tone::Leader},
        {"@fail", Tone::Failed},
    };
    for (const auto& [word, tone] : words)
        sheet.replace(QLatin1String(word), colour(tone, theme).name());
    sheet.replace(QLatin1String("@theme"),
                  theme == Theme::Light ? QLatin1String("light") : QLatin1String("dark"));
    return sheet;
}

QPalette chromePalette(Theme theme) {
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, Tone tone) {
        p.setColor(role, colour(tone, theme));
    };
    set(QPalette::Window, Tone::Panel);
    set(QPalette::WindowText, Tone::Ink);
    set(QPalette::Base, Tone::Panel);
    set(QPalette::AlternateBase, Tone::Canvas);
    set(QPalette::Text, Tone::Ink);
    set(QPalette::Button, Tone::Panel);
    set(QPalette::ButtonText, Tone::Ink);
    set(QPalette::Highlight, Tone::Leader);
    set(QPalette::HighlightedText, Tone::Canvas);
    set(QPalette::PlaceholderText, Tone::InkFaint);
    set(QPalette::ToolTipBase, Tone::Ink);
    set(QPalette::ToolTipText, Tone::Canvas);
    set(QPalette::Mid, Tone::Border);
    set(QPalette::Link, Tone::Leader);
    p.setColor(QPalette::Disabled, QPalette::Text, colour(Tone::InkFaint, theme));
    p.setColor(QPalette::Disabled, QPalette::ButtonText, colour(Tone::InkFaint, theme));
    return p;
}

// The style sheet's separators have no words.
void addHeading(QMenu& menu, const QString& text) {
    if (!menu.isEmpty()) menu.addSeparator();
    auto* words = new QLabel(text, &menu);
    words->setObjectName(QStringLiteral("menuHeading"));
    auto* line = new QWidgetAction(&menu);
    line->setDefaultWidget(words);
    line->setText(text); // for assistive tools
    line->setEnabled(false);
    menu.addAction(line);
}

Theme systemTheme() {
    // The style's own palette, not the one that was set on the application.
    static const QPalette desktop = QGuiApplication::palette();
    return desktop.color(QPalette::Window).lightness() < 128 ? Theme::Dark : Theme::Light;
}

} // namespace maqueta::views
