// Commands of the window itself: finding, copying, presenting, preferences, keys.
#include "app/window/find_action.h"
#include "app/window/main_window.h"
#include "app/window/preferences_dialog.h"
#include "views/canvas/words.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QScreen>
#include <QStatusBar>
#include <QVBoxLayout>

namespace maqueta::app {
namespace {

QString plain(const QString& text) {
    QString out = text.section('\t', 0, 0);
    return out.remove('&');
}

// Every entry of a menu and of those below it.
void collect(const QMenu* menu, const QString& where, std::vector<Findable>& out) {
    for (QAction* action : menu->actions()) {
        const QString name = plain(action->text());
        if (const QMenu* below = action->menu()) {
            collect(below, where.isEmpty() ? name : where + " › " + name, out);
        } else if (!action->isSeparator() && action->isEnabled() && !name.isEmpty()) {
            const QString key = action->shortcut().toString(QKeySequence::NativeText);
            out.push_back({name, key.isEmpty() ? where : where + " · " + key,
                           [action] { action->trigger(); }});
        }
    }
}

} // namespace

void MainWindow::findAction() {
    std::vector<Findable> all;
    for (const QMenu* menu : top_->findChildren<QMenu*>(QString(), Qt::FindChildrenRecursively)) {
        if (qobject_cast<QMenu*>(menu->parent())) continue; // comes with the one above it
        Q_EMIT const_cast<QMenu*>(menu)->aboutToShow();     // some are filled when they open
        collect(menu, {}, all);
    }
    for (const views::Part& part : canvas_->parts()) {
        const QString name = views::partName(part);
        all.push_back({name, tr("on the canvas"), [this, part] {
                           canvas_->setFocus();
                           canvas_->select({part});
                           canvas_->setFocusedPart(part);
                       }});
    }
    (new FindAction(std::move(all), this))->openOver(this);
}

void MainWindow::copySelected() {
    if (!inspectedYaml_.isEmpty()) {
        QApplication::clipboard()->setText(inspectedYaml_);
        caption_->notify(tr("Copied as YAML"), false);
        return;
    }
    QStringList names;
    for (const views::Part& part : canvas_->selection()) names << canvas_->spoken(part);
    if (names.isEmpty()) return;
    QApplication::clipboard()->setText(names.join('\n'));
    caption_->notify(tr("Copied: %1").arg(names.join("; ")), false);
}

void MainWindow::showPreferences() {
    auto* dialog = new PreferencesDialog(preferences_, this);
    connect(dialog, &PreferencesDialog::themeChosen, this, [this] {
        applyTheme();
        makeMenus();
    });
    connect(dialog, &PreferencesDialog::memoryBudgetChosen, this,
            [this] { session_.setMemoryBudget(std::size_t(preferences_.memoryBudget()) << 20); });
    const auto showUse = [this, dialog] {
        if (const auto moment = session_.latest()) dialog->setMemoryUsed(moment->memoryUsed);
    };
    connect(&session_, &Session::changed, dialog, showUse);
    showUse();
    connect(dialog, &PreferencesDialog::motionChosen, this, [this] {
        applyMotion();
        makeMenus();
    });
    dialog->show();
}

void MainWindow::applyMotion() {
    reducedMotion_ = preferences_.reducedMotion();
    palette_->setReducedMotion(reducedMotion_);
    showMoment();
}

void MainWindow::resetLayout() {
    for (const char* key : {"geometry", "palette", "docks"})
        preferences_.settings().remove(QString::fromLatin1(key));
    showNormal();
    resize(QSize(1600, 1000).boundedTo(screen()->availableSize()));
    palette_->setOpen(width() >= roomyWidth);
    inspectorShown_->setChecked(false);
    inspector_->hide();
    dock_->close();
    canvas_->fit();
}

// For a projector: everything larger, nothing beside the picture, the presenter's own theme.
void MainWindow::setPresenting(bool presenting) {
    canvas_->setPresenting(presenting);
    caption_->setPresenting(presenting);
    question_->setPresenting(presenting);
    timeline_->setPresenting(presenting);
    palette_->setVisible(!presenting);
    top_->setVisible(!presenting);
    statusBar()->setVisible(!presenting);
    showLessons();
    if (presenting) {
        wasMaximized_ = isMaximized();
        inspector_->hide();
        dock_->close();
        showFullScreen();
        caption_->notify(tr("Page Down and Page Up step by beats; Escape ends."), false);
    } else if (wasMaximized_) {
        showMaximized();
    } else {
        showNormal();
    }
    applyTheme();
    canvas_->setFocus();
}

void MainWindow::showShortcuts() {
    const std::pair<QString, QString> keys[] = {
        {tr("Space"), tr("play, pause")},
        {"← →", tr("one beat back, forward")},
        {tr("Shift+← →"), tr("one event back, forward")},
        {"[ ]", tr("slower, faster")},
        {tr("Home, End"), tr("the beginning, the newest moment")},
        {tr("Tab, Enter"), tr("walk through the parts, open one")},
        {tr("Menu"), tr("what can be done with it")},
        {tr("Delete"), tr("delete it; on a fault: heal it")},
        {tr("Ctrl + arrows"), tr("move the selected cards")},
        {tr("Ctrl+A, drag"), tr("select all machines, some of them")},
        {tr("Ctrl+C, Ctrl+Shift+C"), tr("copy what is selected, the picture")},
        {tr("Alt"), tr("no snapping while a card is dragged")},
        {tr("Shift"), tr("pin the pod that is dropped to that node")},
        {tr("Wheel"), tr("zoom")},
        {tr("Space + drag, middle drag"), tr("move the picture")},
        {"Ctrl+0, Ctrl+1", tr("fit, actual size")},
        {tr("Ctrl+Z, Ctrl+Shift+Z"), tr("undo, redo")},
        {"Ctrl+N, Ctrl+O, Ctrl+S", tr("new, open, save")},
        {"Ctrl+Alt+S, Ctrl+Alt+O", tr("save a snapshot as a file, load one")},
        {"Ctrl+E, Ctrl+K", tr("export, find any action")},
        {tr("Ctrl+I, Ctrl+Shift+E, Ctrl+`"), tr("inspector, events, terminal")},
        {tr("Ctrl+Shift+Q"), tr("scheduling queue")},
        {tr("F6, Shift+F6"), tr("next panel, previous panel")},
        {tr("Ctrl+Shift+U"), tr("undo the rollout of the selected pod's Deployment")},
        {tr("← →, Tab and S, O, Enter"),
         tr("while a cut is drawn: its line, sides, one way, apply")},
        {tr("F2, Ctrl+,"), tr("rename the branch, preferences")},
        {tr("F11, Page Up, Page Down"), tr("present, step by beats; Escape ends")},
    };
    // In two columns, so that a small screen shows all of them.
    constexpr std::size_t rows = (std::size(keys) + 1) / 2;
    QString text = QStringLiteral("<table cellpadding=\"4\">");
    for (std::size_t row = 0; row < rows; ++row) {
        text += QStringLiteral("<tr>");
        for (std::size_t i = row; i < std::size(keys); i += rows)
            text += QStringLiteral("<td style=\"white-space:nowrap\"><b>%1</b></td>"
                                   "<td style=\"white-space:nowrap\">%2&nbsp;&nbsp;</td>")
                        .arg(keys[i].first.toHtmlEscaped(), keys[i].second.toHtmlEscaped());
        text += QStringLiteral("</tr>");
    }
    // Not a message box: those are never wider than a part of the screen, and cut what is.
    auto* sheet = new QDialog(this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->setObjectName(QStringLiteral("keys"));
    sheet->setWindowTitle(tr("Keys"));
    auto* layout = new QVBoxLayout(sheet);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addWidget(new QLabel(text + QStringLiteral("</table>"), sheet));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, sheet);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, sheet, &QDialog::close);
    sheet->show();
}

} // namespace maqueta::app
