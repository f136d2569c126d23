// Menus and tool bar of the window: one line an action.
#include "app/window/main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

namespace maqueta::app {
namespace {

QString documentFilter() {
    return MainWindow::tr("Maqueta documents (*.maqueta);;All files (*)");
}

} // namespace

QAction* MainWindow::add(QMenu* menu, const QString& text, const QKeySequence& key,
                         std::function<void()> run) {
    QAction* action = menu->addAction(text);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, std::move(run));
    return action;
}

void MainWindow::makeMenus() {
    const bool presenting = present_ && present_->isChecked();
    const bool docked = inspectorShown_ && inspectorShown_->isChecked();
    for (QAction* action : actions()) removeAction(action);
    // Takes the place of the menu bar; the one before goes.
    top_ = new views::TopBar(this);
    setMenuWidget(top_);
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeClusterMenu();
    makeTimeMenu();
    makeLessonMenu();
    makeHelpMenu();
    makeLessonCards();
    top_->addSeparator();
    top_->addAction(undo_);
    top_->addAction(redo_);
    top_->addAction(fit_);
    top_->addAction(snapshot_);
    top_->addAction(export_);
    top_->addAction(present_)->setObjectName(QStringLiteral("present"));
    top_->addStretch();
    auto* find = new QAction(tr("Find action…") + "   Ctrl+K", top_);
    connect(find, &QAction::triggered, this, &MainWindow::findAction);
    top_->addAction(find)->setObjectName(QStringLiteral("find"));
    present_->setChecked(presenting);
    top_->setVisible(!presenting);
    inspectorShown_->setChecked(docked);
    nameDock();
    showMoment(); // what can be undone is known to the new actions
}

void MainWindow::makeFileMenu() {
    QMenu* file = top_->addMenu(tr("&File"));
    QMenu* fresh = file->addMenu(tr("New"));
    add(fresh, tr("Running cluster with a shop"), QKeySequence::New, [this] { newCluster(); });
    const auto empty = [&](const QString& name, int controlPlanes, int workers, int etcd = 0) {
        add(fresh, name, {}, [this, controlPlanes, workers, etcd] {
            leave([=, this] {
                session_.openNew(cluster::makeTopology(controlPlanes, workers, etcd));
            });
        });
    };
    empty(tr("From power-on: 3 control planes, 4 workers"), 3, 4);
    empty(tr("From power-on: 1 control plane, 2 workers"), 1, 2);
    empty(tr("From power-on: 5 control planes, 10 workers"), 5, 10);
    empty(tr("From power-on: 3 control planes, 30 workers"), 3, 30);
    empty(tr("From power-on: 3 control planes, 4 workers, etcd on 3 machines of its own"), 3, 4, 3);
    add(file, tr("Open…"), QKeySequence::Open, [this] { openFile(); });
    QMenu* recent = file->addMenu(tr("Open recent"));
    for (const QString& path : preferences_.recentFiles())
        add(recent, QFileInfo(path).fileName() + "  –  " + QFileInfo(path).path(), {},
            [this, path] { leave([this, path] { session_.open(path); }); });
    recent->setEnabled(!recent->isEmpty());
    file->addSeparator();
    add(file, tr("Save"), QKeySequence::Save, [this] { save(); });
    add(file, tr("Save as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), [this] { saveAs(); });
    export_ = add(file, tr("Export the picture…"), QKeySequence(Qt::CTRL | Qt::Key_E),
                  [this] { session_.askPicture(); });
    export_->setIconText(tr("Export"));
    file->addSeparator();
    add(file, tr("Save a snapshot as a file…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S),
        [this] {
            const views::Part part = selected();
            const bool chosen = part.kind == views::Part::Kind::Snapshot;
            acts_->saveSnapshotAs(chosen ? part.snapshot : 0);
        });
    add(file, tr("Load a snapshot from a file…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O),
        [this] { acts_->askSnapshotFile(); });
    file->addSeparator();
    add(file, tr("Quit"), QKeySequence::Quit, [this] { close(); });
    for (QAction* action : file->actions() + fresh->actions()) addAction(action);
}

void MainWindow::makeEditMenu() {
    QMenu* edit = top_->addMenu(tr("&Edit"));
    undo_ = add(edit, tr("Undo"), QKeySequence::Undo, [this] { session_.undo(); });
    undo_->setIconText(QStringLiteral("↶ ") + tr("Undo"));
    redo_ = add(edit, tr("Redo"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
                [this] { session_.redo(); });
    redo_->setIconText(QStringLiteral("↷ ") + tr("Redo"));
    undo_->setEnabled(false);
    redo_->setEnabled(false);
    QMenu* history = edit->addMenu(tr("History"));
    connect(history, &QMenu::aboutToShow, this, [this, history] {
        history->clear();
        timeActs_->fillHistory(*history);
    });
    edit->addSeparator();
    QAction* copy = add(edit, tr("Copy"), QKeySequence::Copy, [this] { copySelected(); });
    QAction* picture =
        add(edit, tr("Copy the picture"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
            [this] { copyPicture(); });
    QAction* all = add(edit, tr("Select all machines"), QKeySequence::SelectAll,
                       [this] { canvas_->selectAll(); });
    add(edit, tr("Delete…"), {}, [this] {
        if (const views::Part part = selected()) acts_->remove(part, centreOfCanvas());
    });
    edit->addSeparator();
    QAction* find = add(edit, tr("Find an action…"), QKeySequence(Qt::CTRL | Qt::Key_K),
                        [this] { findAction(); });
    QAction* preferences = add(edit, tr("Preferences…"), QKeySequence(Qt::CTRL | Qt::Key_Comma),
                               [this] { showPreferences(); });
    for (QAction* action : {undo_, redo_, copy, picture, all, find, preferences}) addAction(action);
}

void MainWindow::makeViewMenu() {
    QMenu* view = top_->addMenu(tr("&View"));
    fit_ = add(view, tr("Fit"), QKeySequence(Qt::CTRL | Qt::Key_0), [this] { canvas_->fit(); });
    add(view, tr("Actual size"), QKeySequence(Qt::CTRL | Qt::Key_1),
        [this] { canvas_->actualSize(); });
    add(view, tr("Larger"), QKeySequence::ZoomIn, [this] { canvas_->zoomBy(1.25); });
    add(view, tr("Smaller"), QKeySequence::ZoomOut, [this] { canvas_->zoomBy(0.8); });
    view->addSeparator();
    QAction* list =
        add(view, tr("Palette with names"), {}, [this] { palette_->setOpen(!palette_->isOpen()); });
    list->setCheckable(true);
    connect(view, &QMenu::aboutToShow, list,
            [this, list] { list->setChecked(palette_->isOpen()); });
    inspectorShown_ = add(view, tr("Inspector"), QKeySequence(Qt::CTRL | Qt::Key_I),
                          [this] { inspector_->setVisible(inspectorShown_->isChecked()); });
    inspectorShown_->setCheckable(true);
    add(view, tr("Events"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
        [this] { dock_->toggle(events_); });
    add(view, tr("Scheduling queue"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Q),
        [this] { dock_->toggle(queue_); });
    add(view, tr("Lesson"), {}, [this] { dock_->toggle(lessonPage_); });
    add(view, tr("Charts"), {}, [this] { dock_->toggle(charts_); });
    add(view, tr("Terminal"), QKeySequence(Qt::CTRL | Qt::Key_QuoteLeft),
        [this] { dock_->toggle(terminal_); });
    add(view, tr("Next panel"), QKeySequence(Qt::Key_F6), [this] { focusPanel(true); });
    add(view, tr("Previous panel"), QKeySequence(Qt::SHIFT | Qt::Key_F6),
        [this] { focusPanel(false); });
    present_ = add(view, tr("Present"), QKeySequence(Qt::Key_F11),
                   [this] { setPresenting(present_->isChecked()); });
    present_->setCheckable(true);
    fillArrangeMenu(view->addMenu(tr("Arrange")));
    add(view, tr("Reset layout"), {}, [this] { resetLayout(); });
    view->addSeparator();
    // One of several, the chosen one ticked.
    const auto oneOf = [&](const QString& title, auto chosen, auto choices, auto choose) {
        QMenu* menu = view->addMenu(title);
        auto* group = new QActionGroup(menu);
        for (const auto& [name, choice] : choices) {
            QAction* action = add(menu, name, {}, [choose, choice = choice] { choose(choice); });
            action->setCheckable(true);
            action->setChecked(chosen == choice);
            group->addAction(action);
        }
    };
    using Themes = std::vector<std::pair<QString, ThemeChoice>>;
    oneOf(tr("Theme"), preferences_.theme(),
          Themes{{tr("As the desktop"), ThemeChoice::System},
                 {tr("Light"), ThemeChoice::Light},
                 {tr("Dark"), ThemeChoice::Dark}},
          [this](ThemeChoice choice) {
              preferences_.setTheme(choice);
              applyTheme();
          });
    using Motions = std::vector<std::pair<QString, MotionChoice>>;
    oneOf(tr("Motion"), preferences_.motion(),
          Motions{{tr("As the desktop"), MotionChoice::System},
                  {tr("Everything moves"), MotionChoice::Full},
                  {tr("Reduced: short fades"), MotionChoice::Reduced}},
          [this](MotionChoice choice) {
              preferences_.setMotion(choice);
              applyMotion();
          });
    using Languages = std::vector<std::pair<QString, QString>>;
    oneOf(tr("Language"), preferences_.language(),
          Languages{{QStringLiteral("English"), QStringLiteral("en")},
                    {QStringLiteral("Español"), QStringLiteral("es")}},
          [this](const QString& code) { preferences_.setLanguage(code); });
    for (QAction* action : view->actions()) addAction(action);
}

void MainWindow::makeClusterMenu() {
    QMenu* menu = top_->addMenu(tr("&Cluster"));
    snapshot_ = new QAction(tr("Take snapshot"), top_);
    connect(snapshot_, &QAction::triggered, this, [this] { acts_->takeSnapshot(); });
    auto* undoRollout = new QAction(tr("Undo the rollout"), top_);
    undoRollout->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U));
    connect(undoRollout, &QAction::triggered, this, [this] { acts_->undoRollout(selected()); });
    addAction(undoRollout);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        acts_->fillMenu(*menu, {}, centreOfCanvas());
        const views::Part part = selected();
        if (!part) return;
        menu->addSeparator();
        QMenu* chosen = menu->addMenu(tr("What is selected"));
        acts_->fillMenu(*chosen, part, centreOfCanvas());
    });
}

void MainWindow::makeHelpMenu() {
    QMenu* help = top_->addMenu(tr("&Help"));
    add(help, tr("Keys"), QKeySequence::HelpContents, [this] { showShortcuts(); });
    add(help, tr("About Maqueta"), {}, [this] {
        QMessageBox::about(this, tr("About Maqueta"),
                           tr("Maqueta %1\nA working scale model of a Kubernetes cluster.\n"
                              "GPL-3.0-or-later")
                               .arg(QStringLiteral(MAQUETA_VERSION)));
    });
    for (QAction* action : help->actions()) addAction(action);
}

void MainWindow::newCluster() {
    leave([this] { session_.openDefault(); });
}

void MainWindow::openFile() {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open"), {},
        tr("Maqueta documents, and pictures that hold one (*.maqueta *.svg *.png)") +
            QStringLiteral(";;") + documentFilter());
    if (path.isEmpty()) return;
    // A manifest is not opened instead of the cluster, but applied to it; a snapshot comes to the
    // shelf.
    if (path.endsWith(QLatin1String(".yaml")) || path.endsWith(QLatin1String(".yml")))
        return acts_->applyFiles({path});
    if (path.endsWith(QLatin1String(".snapshot"))) return session_.loadSnapshot(path);
    leave([this, path] { session_.open(path); });
}

void MainWindow::save() {
    if (path_.isEmpty())
        saveAs();
    else
        session_.save(path_);
}

void MainWindow::saveAs() {
    QFileDialog dialog(this, tr("Save as"), {}, documentFilter());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("maqueta"));
    if (dialog.exec() == QDialog::Accepted)
        session_.save(dialog.selectedFiles().constFirst());
    else
        onceSaved_ = nullptr;
}

} // namespace maqueta::app
