#include "app/window/main_window.h"

#include "views/chrome/chrome.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSpinBox>
#include <QStatusBar>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace maqueta::app {
namespace {

constexpr int autosaveMs = 30'000;
constexpr qint64 tapMs = 250;    // a longer hold of Space pans
constexpr int tallScreen = 1100; // leaves room for a title bar around 1600 x 1000

} // namespace

MainWindow::MainWindow(Preferences& preferences, const QString& file)
    : preferences_(preferences)
    , autosave_(preferences.folder())
    , acts_(new Acts(session_, this))
    , timeActs_(new TimeActs(session_, this)) {
    qRegisterMetaType<views::Part>();
    qRegisterMetaType<views::Facts>();
    reducedMotion_ = preferences_.reducedMotion();
    compose();
    palette_->setReducedMotion(reducedMotion_);
    makeStatusBar();
    makeMenus();
    connectSession();
    connectViews();
    connectTime();
    applyTheme();
    setTitle();
    // All of it is on the screen, the window's own frame included.
    if (!restoreGeometry(preferences_.settings().value("geometry").toByteArray())) {
        resize(QSize(1600, 1000).boundedTo(screen()->availableSize()));
        if (screen()->availableSize().height() < tallScreen) setWindowState(Qt::WindowMaximized);
    }
    palette_->setOpen(preferences_.settings().value("palette", width() >= roomyWidth).toBool());
    session_.setMemoryBudget(std::size_t(preferences_.memoryBudget()) << 20);
    if (file.isEmpty())
        session_.openDefault();
    else
        session_.open(file);
    offerRecovery();
    connect(&autosaveTimer_, &QTimer::timeout, this,
            [this] { session_.autosave(autosave_.path()); });
    autosaveTimer_.start(autosaveMs);
    qApp->installEventFilter(this);
}

MainWindow::~MainWindow() {
    qApp->removeEventFilter(this);
}

void MainWindow::compose() {
    auto* centre = new QWidget(this);
    auto* rows = new QVBoxLayout(centre);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    recovery_ = new RecoveryBar(centre);
    palette_ = new views::PaletteView(centre);
    canvas_ = new views::CanvasView(centre);
    canvas_->setFrameShape(QFrame::NoFrame);
    canvas_->setAccessibleName(tr("The cluster"));
    inspector_ = new views::Inspector(centre);
    inspector_->hide();
    inspectSoon_.setSingleShot(true);
    connect(&inspectSoon_, &QTimer::timeout, this, &MainWindow::openInspectorBeside);
    lessons_ = new views::LessonStrip(centre);
    caption_ = new views::CaptionStrip(centre);
    question_ = new views::QuestionBar(caption_);
    compare_ = new ComparePane(canvas_, centre);
    running_ = new views::RunStrip(caption_);
    timeline_ = new views::TimelineBar(centre);
    makeDock(centre);

    auto* columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(palette_);
    columns->addWidget(canvas_, 1);
    columns->addWidget(compare_, 1);
    columns->addWidget(inspector_);
    rows->addWidget(lessons_);
    rows->addWidget(recovery_);
    rows->addLayout(columns, 1);
    rows->addWidget(caption_);
    rows->addWidget(timeline_);
    rows->addWidget(dock_);
    setCentralWidget(centre);
    canvas_->setFocus();
}

void MainWindow::makeStatusBar() {
    statusBar()->setSizeGripEnabled(false);
    clock_ = new QLabel(this);
    clock_->setObjectName(QStringLiteral("clock"));
    statusBar()->addWidget(clock_);
    for (QLabel*& label : status_) {
        label = new QLabel(this);
        statusBar()->addWidget(label);
    }
    branch_ = new QToolButton(this);
    branch_->setPopupMode(QToolButton::InstantPopup);
    branch_->setFocusPolicy(Qt::TabFocus);
    statusBar()->addPermanentWidget(branch_);
    for (QToolButton* opener : openers_) statusBar()->addPermanentWidget(opener);
}

void MainWindow::connectSession() {
    connect(&session_, &Session::changed, this, &MainWindow::showMoment);
    connect(&session_, &Session::inspected, this,
            [this](const Inspection& facts) { showInspected(facts); });
    connect(&session_, &Session::pictureReady, this, &MainWindow::showExport);
    connect(&session_, &Session::judged, canvas_, &views::CanvasView::setOpinions);
    connect(&session_, &Session::refused, this,
            [this](const QString& why) { caption_->notify(why, true); });
    connect(&session_, &Session::told, this,
            [this](const QString& what) { caption_->notify(what, false); });
    connect(&session_, &Session::opened, this, [this](const QString& path) {
        path_ = path;
        if (!path.isEmpty()) preferences_.addRecentFile(path);
        canvas_->select({});
        select({});
        makeMenus();
        setTitle();
    });
    connect(&session_, &Session::openFailed, this, [this](const QString&, const QString& why) {
        caption_->notify(why, true);
        if (!session_.latest()) session_.openDefault();
    });
    connect(&session_, &Session::saved, this, [this](const QString& path) {
        path_ = path;
        preferences_.addRecentFile(path);
        caption_->notify(tr("Saved to %1").arg(path), false);
        makeMenus();
        setTitle();
        if (onceSaved_) std::exchange(onceSaved_, nullptr)();
    });
    connect(&session_, &Session::saveFailed, this, [this](const QString&, const QString& why) {
        onceSaved_ = nullptr;
        caption_->notify(why, true);
    });
    connect(acts_, &Acts::refused, this,
            [this](const QString& why) { caption_->notify(why, true); });
}

void MainWindow::connectViews() {
    connectCanvas();
    connect(caption_, &views::CaptionStrip::previousWanted, &session_, &Session::stepBack);
    connect(caption_, &views::CaptionStrip::nextWanted, &session_, &Session::stepForward);
    connect(lessons_, &views::LessonStrip::chosen, this, &MainWindow::startLesson);
    connect(lessons_, &views::LessonStrip::hideWanted, this, [this] {
        lessons_->hide();
        preferences_.settings().setValue("lessons", false);
    });
    connect(question_, &views::QuestionBar::answered, &session_, &Session::answerQuestion);
    connect(question_, &views::QuestionBar::skipped, &session_, &Session::skipQuestion);
    connect(question_, &views::QuestionBar::lessonWanted, this, &MainWindow::startLesson);
    connect(question_, &views::QuestionBar::roomTaken, caption_, &views::CaptionStrip::keepFree);
    connectDock();
    connect(inspector_, &views::Inspector::beatWanted, this, &MainWindow::jumpTo);
    connect(inspector_, &views::Inspector::closeWanted, this, [this] {
        inspectorShown_->setChecked(false);
        inspector_->hide();
    });
}

void MainWindow::showMoment() {
    const auto moment = session_.latest();
    if (!moment) return;
    views::Frame frame = moment->frame;
    frame.reducedMotion = frame.reducedMotion || reducedMotion_;
    canvas_->setFrame(frame);
    canvas_->setForkNote(forkNote(*moment));
    caption_->setCaption(moment->frame.caption);
    lessons_->setPlaying(moment->lesson.id);
    question_->setState(moment->lesson);
    showTime(*moment);
    showDock(*moment);
    showStatus(*moment);
    if (moment->changed != wasChanged_) {
        wasChanged_ = moment->changed;
        setTitle();
    }
}

void MainWindow::showStatus(const Moment& moment) {
    const cluster::Picture& now = *moment.frame.picture;
    int control = 0, controlOn = 0, workers = 0, ready = 0;
    for (const auto& m : now.machines) {
        if (m.spec.role == cluster::Role::ControlPlane && m.exists) ++control;
        if (m.spec.role == cluster::Role::Worker) ++workers, ready += m.ready;
    }
    for (const auto& p : now.processes) // a machine whose API server serves
        controlOn += p.kind == cluster::ProcessKind::ApiServer && p.running && p.healthy;
    int running = 0, starting = 0, waiting = 0, unready = 0;
    for (const auto& p : now.pods) {
        if (p.onlyRunning) continue;
        using cluster::PodLook;
        running += p.look == PodLook::Ready;
        starting += p.look == PodLook::Assigned || p.look == PodLook::Starting ||
                    p.look == PodLook::Running;
        waiting += p.look == PodLook::Waiting;
        unready += p.look == PodLook::Unknown || p.look == PodLook::Failed;
    }
    clock_->setText(QString::fromStdString(sim::clockText(now.now, 3)));
    status_[0]->setText(tr("Control plane %1 of %2").arg(controlOn).arg(control));
    const cluster::Quorum etcd = cluster::quorumOf(now);
    const bool twoCrowns =
        std::any_of(now.processes.begin(), now.processes.end(), [](const auto& p) {
            return p.kind == cluster::ProcessKind::Etcd && p.mistaken();
        });
    if (twoCrowns)
        status_[1]->setText(tr("etcd: two believe they lead, term %1 does").arg(now.etcdTerm));
    else
        status_[1]->setText(tr("etcd %1 of %2 in touch · %3 needed")
                                .arg(cluster::inTouch(now))
                                .arg(etcd.voters)
                                .arg(etcd.needed()));
    status_[2]->setText(tr("Workers %1 of %2 Ready").arg(ready).arg(workers));
    QString pods = tr("%1 pods running").arg(running);
    if (starting > 0) pods += " · " + tr("%1 starting").arg(starting);
    if (waiting > 0) pods += " · " + tr("%1 waiting").arg(waiting);
    if (unready > 0) pods += " · " + tr("%1 not ready").arg(unready);
    status_[3]->setText(pods);
    fitStatusBar();
    const QString branch = QString::fromStdString(moment.branch);
    branch_->setText((moment.branchId == 0 ? tr("branch %1").arg(branch) : branch) + " · " +
                     (moment.changed    ? tr("not saved")
                      : path_.isEmpty() ? tr("new")
                                        : tr("saved")));
}

views::Part MainWindow::selected() const {
    const auto parts = canvas_->selection();
    return parts.isEmpty() ? views::Part{} : parts.constFirst();
}

QPoint MainWindow::centreOfCanvas() const {
    return canvas_->viewport()->mapToGlobal(canvas_->viewport()->rect().center());
}

void MainWindow::select(const QVector<views::Part>& parts) {
    const views::Part part = parts.isEmpty() ? views::Part{} : parts.constFirst();
    const int answer = question_->answerAt(part);
    if (answer >= 0) session_.answerQuestion(answer);
    canvas_->setVictims({});
    acts_->setSelection(parts);
    inspect(parts.size() == 1 ? part : views::Part{});
    if (!inspected_) inspector_->setSelection(parts);
    const bool docked = inspectorShown_ && inspectorShown_->isChecked();
    inspector_->setVisible(docked || (part && inspector_->isVisible()));
    // It opens on a wide screen, or beside a picture that keeps its size, once a double click
    // cannot follow any more; where there is less room Enter, a double click or Ctrl+I opens it.
    if (inspected_ && answer < 0 && !present_->isChecked() && !inspector_->isVisible())
        inspectSoon_.start(QApplication::doubleClickInterval());
    else
        inspectSoon_.stop();
}

void MainWindow::openInspectorBeside() {
    if (QApplication::mouseButtons() != Qt::NoButton) // not below a hand that drags
        return inspectSoon_.start(QApplication::doubleClickInterval());
    const bool room =
        width() >= roomyWidth || canvas_->keepsItsSizeIn(canvas_->width() - inspector_->width());
    if (inspected_ && room) inspector_->show();
}

void MainWindow::inspect(const views::Part& part) {
    inspected_ = part;
    inspectedYaml_.clear();
    session_.inspect(part);
}

void MainWindow::showInspected(const Inspection& facts) {
    if (facts.part != inspected_) return; // on its way when another one was chosen
    inspector_->setFacts(facts);
    inspectedYaml_ = facts.yaml;
    QVector<views::Part> victims;
    for (const views::RoomOnNode& room : facts.reasons.room)
        if (room.best || room.happened) victims += room.victims;
    canvas_->setVictims(victims);
}

void MainWindow::contextMenu(const views::Part& part, QPoint at) {
    QMenu menu(this);
    if (part) {
        menu.addAction(tr("What is it?"), this, [this, part] {
            inspector_->show();
            inspect(part);
        });
        menu.addSeparator();
    }
    acts_->fillMenu(menu, part, at);
    menu.exec(at);
}

void MainWindow::jumpTo(quint64 seq) {
    const auto moment = session_.latest();
    if (!moment) return;
    if (const auto movie = moment->frame.film->movieOf(seq)) session_.scrub(*movie);
}

void MainWindow::applyTheme() {
    const bool presenting = present_ && present_->isChecked();
    const views::Theme theme =
        presenting ? preferences_.presentingThemeNow() : preferences_.themeNow();
    qApp->setPalette(views::chromePalette(theme));
    qApp->setStyleSheet(views::chromeStyleSheet(theme));
    canvas_->setTheme(theme);
    caption_->setTheme(theme);
    timeline_->setTheme(theme);
    compare_->setTheme(theme);
    palette_->setTheme(theme);
    inspector_->setTheme(theme);
    lessons_->setTheme(theme);
    charts_->setTheme(theme);
    events_->setTheme(theme);
    lessonPage_->setTheme(theme);
}

void MainWindow::setTitle() {
    const QString name = path_.isEmpty() ? tr("New cluster") : QFileInfo(path_).fileName();
    setWindowTitle(QStringLiteral("%1[*] – Maqueta").arg(name));
    setWindowModified(wasChanged_);
}

void MainWindow::offerRecovery() {
    const auto orphan = autosave_.orphan();
    if (!orphan) return;
    recovery_->setTime(QFileInfo(*orphan).lastModified());
    recovery_->show();
    connect(recovery_, &RecoveryBar::restoreWanted, this, [this, path = *orphan] {
        leave([this, path] {
            session_.open(path, true);
            hideRecovery();
        });
    });
    connect(recovery_, &RecoveryBar::forgetWanted, this, [this] {
        autosave_.forgetOrphan();
        hideRecovery();
    });
    // What was brought back has its own autosave from now on.
    connect(&session_, &Session::opened, this, [this](const QString&, bool recovered) {
        if (recovered) session_.autosave(autosave_.path()), autosave_.forgetOrphan();
    });
}

void MainWindow::hideRecovery() {
    canvas_->setFocus(); // not whatever comes next to the button that goes
    recovery_->hide();
}

bool MainWindow::mayLeave(std::function<void()> onceSaved) {
    if (!wasChanged_) return true;
    const auto answer = QMessageBox::question(
        this, tr("Maqueta"), tr("Save what was changed?"),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    if (answer == QMessageBox::Save) {
        onceSaved_ = std::move(onceSaved);
        save();
        return false;
    }
    return answer == QMessageBox::Discard;
}

void MainWindow::leave(const std::function<void()>& then) {
    if (mayLeave(then)) then();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const auto closeThen = [this] {
        wasChanged_ = false;
        close();
    };
    if (!mayLeave(closeThen)) {
        event->ignore();
        return;
    }
    preferences_.settings().setValue("geometry", saveGeometry());
    preferences_.settings().setValue("palette", palette_->isOpen());
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    dock_->fitInto(height());
    showLessons();
    fitStatusBar();
}

// On a narrow screen the dock's pages come first, then as many figures as have room.
void MainWindow::fitStatusBar() {
    constexpr int gap = 6;        // as the bar has it
    constexpr int ends = 4 * gap; // of the bar, the clock and the branch
    int room = width() - clock_->sizeHint().width() - branch_->sizeHint().width() - ends;
    for (const QToolButton* opener : openers_) room -= opener->sizeHint().width() + gap;
    for (QLabel* label : status_) {
        const int wanted = label->sizeHint().width() + gap;
        label->setVisible(wanted <= room);
        if (wanted <= room) room -= wanted;
    }
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && top_) {
        makeMenus();
        setTitle();
        canvas_->setAccessibleName(tr("The cluster"));
        session_.languageChanged();
        showMoment();
    }
    QMainWindow::changeEvent(event);
}

// What nobody else wanted.
void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        if (present_->isChecked()) return present_->trigger();
        canvas_->select({});
    }
    QMainWindow::keyPressEvent(event);
}

// Enter presses what has the focus, as Space does; Qt's own buttons do so in dialogs only.
bool MainWindow::pressEnter(QObject* watched, const QKeyEvent& pressed) {
    if (pressed.key() != Qt::Key_Return && pressed.key() != Qt::Key_Enter) return false;
    auto* button = qobject_cast<QAbstractButton*>(watched);
    if (!button || button->window() != this || qobject_cast<QPushButton*>(watched)) return false;
    if (pressed.isAutoRepeat()) return true;
    if (auto* opener = qobject_cast<QToolButton*>(button); opener && opener->menu())
        opener->showMenu();
    else
        button->click();
    return true;
}

// Space and the arrows belong to time wherever the focus is, except where somebody types or works
// through a list.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease;
    if (!key || !isActiveWindow() || QApplication::activePopupWidget())
        return QMainWindow::eventFilter(watched, event);
    auto* pressed = static_cast<QKeyEvent*>(event);
    if (pressed->key() == Qt::Key_Escape) palette_->disarm();
    if (event->type() == QEvent::KeyPress && pressEnter(watched, *pressed)) return true;
    if (watched != canvas_ || pressed->isAutoRepeat() || pressed->key() != Qt::Key_Space)
        return QMainWindow::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress) {
        spacePressed_ = static_cast<qint64>(pressed->timestamp());
    } else if (static_cast<qint64>(pressed->timestamp()) - spacePressed_ < tapMs &&
               !(QApplication::mouseButtons() & (Qt::LeftButton | Qt::MiddleButton))) {
        session_.togglePlay();
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace maqueta::app
