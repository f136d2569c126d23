// The part of the window that has to do with time: its menu, the timeline, branches, undo.
#include "app/window/main_window.h"

#include <QActionGroup>

namespace maqueta::app {

using views::TimelineBar;

void MainWindow::connectTime() {
    connect(timeline_, &TimelineBar::playToggled, &session_, &Session::togglePlay);
    connect(timeline_, &TimelineBar::stepForward, &session_, &Session::stepForward);
    connect(timeline_, &TimelineBar::stepBack, &session_, &Session::stepBack);
    connect(timeline_, &TimelineBar::stepEvent, &session_, &Session::stepEvent);
    connect(timeline_, &TimelineBar::stepEventBack, &session_, &Session::stepEventBack);
    connect(timeline_, &TimelineBar::toBegin, this, [this] { session_.scrub(0); });
    connect(timeline_, &TimelineBar::scrubbed, &session_, &Session::scrub);
    connect(timeline_, &TimelineBar::speedChosen, &session_, &Session::setSpeed);
    connect(timeline_, &TimelineBar::runUntilWanted, this, [this](QPoint at) {
        QMenu menu(this);
        timeActs_->fillRunUntil(menu, selected());
        menu.exec(at - QPoint(0, menu.sizeHint().height()));
    });
    connect(timeline_, &TimelineBar::forkChosen, this, [this](quint32 branch, QPoint at) {
        QMenu menu(this);
        timeActs_->fillBranch(menu, branch);
        menu.exec(at - QPoint(0, menu.sizeHint().height()));
    });
    connect(timeActs_, &TimeActs::compareWanted, &session_, &Session::compareWith);
    connect(compare_, &ComparePane::closeWanted, &session_, &Session::stopComparing);
    connect(running_, &views::RunStrip::cancelled, &session_, &Session::cancelRun);
    auto* branches = new QMenu(branch_);
    connect(branches, &QMenu::aboutToShow, this, [this, branches] {
        branches->clear();
        timeActs_->fillBranches(*branches);
    });
    branch_->setMenu(branches);
}

void MainWindow::makeTimeMenu() {
    QMenu* time = top_->addMenu(tr("&Time"));
    add(time, tr("Play or pause"), {}, [this] {
        session_.togglePlay();
    })->setText(tr("Play or pause") + "\t" + tr("Space"));
    add(time, tr("One beat forward"), QKeySequence(Qt::Key_Right),
        [this] { session_.stepForward(); });
    add(time, tr("One beat back"), QKeySequence(Qt::Key_Left), [this] { session_.stepBack(); });
    add(time, tr("One event forward"), QKeySequence(Qt::SHIFT | Qt::Key_Right),
        [this] { session_.stepEvent(); });
    add(time, tr("One event back"), QKeySequence(Qt::SHIFT | Qt::Key_Left),
        [this] { session_.stepEventBack(); });
    add(time, tr("To the beginning"), QKeySequence(Qt::Key_Home), [this] { session_.scrub(0); });
    add(time, tr("To the newest moment"), QKeySequence(Qt::Key_End), [this] {
        if (const auto moment = session_.latest()) session_.scrub(moment->shown);
    });
    add(time, tr("Slower"), QKeySequence(Qt::Key_BracketLeft),
        [this] { session_.changeSpeed(false); });
    add(time, tr("Faster"), QKeySequence(Qt::Key_BracketRight),
        [this] { session_.changeSpeed(true); });
    // A presenter's remote.
    const auto remote = [this](const QString& name, std::initializer_list<QKeySequence> keys,
                               void (Session::*step)()) {
        auto* action = new QAction(name, top_);
        action->setShortcuts(keys);
        connect(action, &QAction::triggered, this, [this, step] { (session_.*step)(); });
        addAction(action);
    };
    remote(tr("One beat forward"), {QKeySequence(Qt::Key_PageDown), QKeySequence(Qt::Key_Period)},
           &Session::stepForward);
    remote(tr("One beat back"), {QKeySequence(Qt::Key_PageUp)}, &Session::stepBack);
    for (QAction* action : time->actions()) addAction(action);
    time->addSeparator();
    const auto filled = [&](const QString& name, auto fill) {
        QMenu* menu = time->addMenu(name);
        connect(menu, &QMenu::aboutToShow, this, [menu, fill] {
            menu->clear();
            fill(*menu);
        });
    };
    filled(tr("Run until"), [this](QMenu& menu) { timeActs_->fillRunUntil(menu, selected()); });
    filled(tr("Branches"), [this](QMenu& menu) { timeActs_->fillBranches(menu); });
    QMenu* lanes = time->addMenu(tr("Timeline"));
    auto* group = new QActionGroup(lanes);
    const auto addLanes = [&](const QString& name, TimelineBar::Lanes choice) {
        QAction* action = add(lanes, name, {}, [this, choice] {
            timeline_->setLanes(choice);
            preferences_.settings().setValue("timelineLanes", int(choice));
        });
        action->setCheckable(true);
        action->setChecked(timeline_->lanes() == choice);
        group->addAction(action);
    };
    timeline_->setLanes(
        static_cast<TimelineBar::Lanes>(preferences_.settings().value("timelineLanes").toInt()));
    addLanes(tr("Five lanes when there is room"), TimelineBar::Lanes::AsRoomAllows);
    addLanes(tr("One lane"), TimelineBar::Lanes::One);
    addLanes(tr("Five lanes"), TimelineBar::Lanes::Five);
    lanes->addSeparator();
    add(lanes, tr("The whole run"), {}, [this] { timeline_->lane()->showWhole(); });
}

void MainWindow::showTime(const Moment& moment) {
    views::TimelineState state{.film = moment.frame.film,
                               .beats = moment.beats,
                               .movieMs = moment.frame.movieMs,
                               .shown = moment.shown,
                               .playing = moment.playing,
                               .pacing = moment.pacing,
                               .rate = moment.rate};
    for (const BranchInfo& branch : moment.branches)
        if (branch.parting)
            state.forks.push_back(
                {branch.id, QString::fromStdString(branch.name), *branch.parting});
    timeline_->setState(state);
    compare_->setMoment(moment);
    undo_->setEnabled(!moment.undoText.empty());
    undo_->setToolTip(tr("Undo: %1").arg(QString::fromStdString(moment.undoText)));
    redo_->setEnabled(!moment.redoText.empty());
    redo_->setToolTip(tr("Redo: %1").arg(QString::fromStdString(moment.redoText)));
    if (moment.run) {
        const auto clock = [](sim::Time at) {
            return QString::fromStdString(sim::clockText(at, 0));
        };
        const RunInfo& run = *moment.run;
        running_->setState({.goal = run.goal,
                            .reached = clock(run.reached),
                            .foundAt = run.foundAt ? clock(*run.foundAt) : QString(),
                            .part = run.part});
        canvas_->viewport()->setCursor(Qt::BusyCursor);
    } else if (running_->isRunning()) {
        running_->finish();
        canvas_->viewport()->unsetCursor();
    }
}

} // namespace maqueta::app
