// What the canvas and the palette ask for, and who does it.
#include "app/window/main_window.h"

namespace maqueta::app {

using views::CanvasView;

void MainWindow::connectCanvas() {
    connect(canvas_, &CanvasView::selectionChanged, this, &MainWindow::select);
    connect(canvas_, &CanvasView::powerToggled, acts_, &Acts::power);
    connect(canvas_, &CanvasView::contextMenuWanted, this, &MainWindow::contextMenu);
    connect(canvas_, &CanvasView::deleteWanted, this,
            [this](const views::Part& part) { acts_->remove(part, centreOfCanvas()); });
    connect(canvas_, &CanvasView::snapshotWanted, this, [this] { acts_->takeSnapshot(); });
    connect(&session_, &Session::snapshotForeign, this,
            [this](const QString& path, const QString& why) {
                acts_->askForeignSnapshot(path, why, centreOfCanvas());
            });
    connect(canvas_, &CanvasView::healWanted, acts_, &Acts::heal);
    connect(canvas_, &CanvasView::cutWanted, acts_, &Acts::cutNetwork);
    connect(acts_, &Acts::openAsked, this,
            [this](const QString& path) { leave([this, path] { session_.open(path); }); });
    // What was said of the one before.
    connect(acts_, &Acts::began, this, [this] { caption_->notify({}, false); });
    connect(acts_, &Acts::cutAsked, canvas_, &CanvasView::beginCut);
    connect(canvas_, &CanvasView::activated, this, [this](const views::Part& part) {
        inspector_->show();
        inspect(part);
    });
    connect(canvas_, &CanvasView::renameWanted, this, &MainWindow::rename);
    connect(canvas_, &CanvasView::dragBegan, this, [this](const QString& item) {
        if (item == QLatin1String("pod") || item == QLatin1String("deployment"))
            session_.judgeNewPod();
    });
    connect(canvas_, &CanvasView::dropped, this,
            [this](const QString& item, const views::Part& target, QPointF at, bool pinned) {
                const QPoint below = canvas_->mapFromScene(at);
                acts_->use(item, target, canvas_->viewport()->mapToGlobal(below), pinned);
            });
    connect(canvas_, &CanvasView::cardsMoved, this, [this](const views::CardMoves& moves) {
        std::vector<CardPlace> places;
        for (const auto& [machine, at] : moves)
            places.push_back({machine.toStdString(), std::pair{at.x(), at.y()}});
        caption_->notify({}, false); // what was said of an earlier move
        session_.moveCards(std::move(places));
    });
    connect(canvas_, &CanvasView::refused, this,
            [this](const QString& why) { caption_->notify(why, true); });
    connect(canvas_, &CanvasView::placed, palette_, &views::PaletteView::disarm);
    connect(palette_, &views::PaletteView::used, this,
            [this](const QString& item) { acts_->use(item, selected(), centreOfCanvas()); });
    connect(palette_, &views::PaletteView::armedChanged, this, [this](const QString& item) {
        canvas_->arm(item);
        caption_->notify(item.isEmpty() ? QString()
                                        : tr("Now click where it shall go. Escape leaves it."),
                         false);
    });
}

QString MainWindow::forkNote(const Moment& moment) {
    if (moment.fork.empty()) return {};
    return tr("at %1, starts %2; %3 is kept")
        .arg(QString::fromStdString(sim::clockText(moment.frame.picture->now, 0)),
             QString::fromStdString(moment.fork), QString::fromStdString(moment.branch));
}

// Branches have names that people give; whatever is in the cluster has its own, and why it keeps it
// is said.
void MainWindow::rename(const views::Part& part) {
    using Kind = views::Part::Kind;
    QString why;
    const auto moment = session_.latest();
    const auto* machine =
        moment ? moment->frame.picture->machine(part.machine.toStdString()) : nullptr;
    switch (part.kind) {
    case Kind::Machine:
        if (machine && !machine->registered) {
            why = tr("%1 is called so for the life of this cluster.").arg(part.machine);
            break;
        }
        [[fallthrough]];
    case Kind::Pod:
    case Kind::Deployment:
        why = tr("Kubernetes knows %1 by this name for life: delete it, and make one with another.")
                  .arg(part.name.isEmpty() ? part.machine : part.name);
        break;
    case Kind::Process: why = tr("A process is called after its program."); break;
    case Kind::Snapshot:
        why = tr("A snapshot goes by its number and revision; saved as a file it has a name.");
        break;
    case Kind::Fault: why = tr("A fault is called after what it does."); break;
    case Kind::Network:
    case Kind::Tray:
    case Kind::Shelf: why = tr("There is one of it: its name stays."); break;
    case Kind::None: return timeActs_->renameShown();
    }
    caption_->notify(why, true);
}

void MainWindow::arrange(views::Arrangement how, const QString& label) {
    const auto moment = session_.latest();
    if (!moment) return;
    std::map<std::string, CardPlace> places; // of every machine, so that nothing is left over
    for (const auto& machine : moment->frame.picture->machines)
        places[machine.spec.name] = {machine.spec.name, {}};
    for (const auto& [machine, at] : canvas_->placesOf(how, label))
        places[machine.toStdString()].at = std::pair{at.x(), at.y()};
    std::vector<CardPlace> all;
    for (auto& [name, place] : places) all.push_back(std::move(place));
    caption_->notify({}, false);
    session_.moveCards(std::move(all));
    canvas_->fit();
}

// Those that tell the workers of this moment apart.
void MainWindow::fillLabelMenu(QMenu* menu) {
    menu->clear();
    const QStringList keys = canvas_->labelKeys();
    for (const QString& key : keys)
        menu->addAction(QString(key).replace('&', QLatin1String("&&")), this,
                        [this, key] { arrange(views::Arrangement::ByLabel, key); });
    menu->setEnabled(!keys.isEmpty());
}

void MainWindow::fillArrangeMenu(QMenu* menu) {
    const auto arrangement = [&](const QString& name, views::Arrangement how) {
        menu->addAction(name, this, [this, how] { arrange(how); });
    };
    arrangement(tr("As the architecture"), views::Arrangement::Architecture);
    arrangement(tr("Workers by zone"), views::Arrangement::ByZone);
    QMenu* byLabel = menu->addMenu(tr("Workers by label"));
    connect(menu, &QMenu::aboutToShow, byLabel, [this, byLabel] { fillLabelMenu(byLabel); });
    arrangement(tr("Workers in a grid"), views::Arrangement::Grid);
    menu->addSeparator();
    const auto alignment = [&](const QString& name, views::Alignment how) {
        menu->addAction(name, this, [this, how] { canvas_->align(how); });
    };
    alignment(tr("Align left edges"), views::Alignment::Left);
    alignment(tr("Align middles across"), views::Alignment::Centre);
    alignment(tr("Align right edges"), views::Alignment::Right);
    alignment(tr("Align upper edges"), views::Alignment::Top);
    alignment(tr("Align middles down"), views::Alignment::Middle);
    alignment(tr("Align lower edges"), views::Alignment::Bottom);
    alignment(tr("Spread across"), views::Alignment::Across);
    alignment(tr("Spread down"), views::Alignment::Down);
}

} // namespace maqueta::app
