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
    connect(acts_, &Acts::cutAsked, canvas_, &CanvasView::beginCut);
    connect(canvas_, &CanvasView::activated, this, [this](const views::Part& part) {
        inspector_->show();
        session_.inspect(part);
    });
    connect(canvas_, &CanvasView::renameWanted, this, [this](const views::Part& part) {
        caption_->notify(tr("Kubernetes knows %1 by this name: it cannot be another.")
                             .arg(part.machine.isEmpty() ? part.name : part.machine),
                         true);
    });
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
        session_.moveCards(std::move(places));
    });
    connect(canvas_, &CanvasView::refused, this,
            [this](const QString& why) { caption_->notify(why, true); });
    connect(canvas_, &CanvasView::placed, palette_, &views::PaletteView::disarm);
    connect(palette_, &views::PaletteView::used, this,
            [this](const QString& item) { acts_->use(item, selected(), centreOfCanvas()); });
    connect(palette_, &views::PaletteView::armedChanged, this, [this](const QString& item) {
        canvas_->arm(item);
        if (!item.isEmpty())
            caption_->notify(tr("Now click where it shall go. Escape leaves it."), false);
    });
}

QString MainWindow::forkNote(const Moment& moment) {
    if (moment.fork.empty()) return {};
    return tr("at %1, starts %2; %3 is kept")
        .arg(QString::fromStdString(sim::clockText(moment.frame.picture->now, 0)),
             QString::fromStdString(moment.fork), QString::fromStdString(moment.branch));
}

void MainWindow::arrange(views::Arrangement how) {
    const auto moment = session_.latest();
    if (!moment) return;
    std::map<std::string, CardPlace> places; // of every machine, so that nothing is left over
    for (const auto& machine : moment->frame.picture->machines)
        places[machine.spec.name] = {machine.spec.name, {}};
    for (const auto& [machine, at] : canvas_->placesOf(how))
        places[machine.toStdString()].at = std::pair{at.x(), at.y()};
    std::vector<CardPlace> all;
    for (auto& [name, place] : places) all.push_back(std::move(place));
    session_.moveCards(std::move(all));
    canvas_->fit();
}

void MainWindow::fillArrangeMenu(QMenu* menu) {
    const auto arrangement = [&](const QString& name, views::Arrangement how) {
        menu->addAction(name, this, [this, how] { arrange(how); });
    };
    arrangement(tr("As the architecture"), views::Arrangement::Architecture);
    arrangement(tr("Workers by zone"), views::Arrangement::ByZone);
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
