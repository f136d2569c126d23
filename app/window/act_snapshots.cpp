// Snapshots: taken, kept as files, loaded from them, and restored.
#include "app/window/acts.h"
#include "app/window/popover.h"
#include "views/canvas/words.h"

#include <QCheckBox>
#include <QFileDialog>

namespace maqueta::app {

using views::Part;

namespace {

QString snapshotFilter() {
    return Acts::tr("Snapshots of etcd (*.snapshot);;All files (*)");
}

} // namespace

void Acts::takeSnapshot(const QString& name) {
    act(cluster::SaveSnapshot{name.toStdString()});
}

void Acts::fillShelfMenu(QMenu& menu) {
    menu.addAction(hands(tr("Take a snapshot")), this, [this] { takeSnapshot(); });
    menu.addAction(hands(tr("Load a snapshot from a file…")), this, [this] { askSnapshotFile(); });
}

void Acts::fillSnapshotMenu(QMenu& menu, const Part& part, QPoint at) {
    const std::uint32_t number = part.snapshot;
    menu.addAction(hands(tr("Restore snapshot %1 into every etcd member…").arg(number)), this,
                   [=, this] { askRestore(number, at); });
    menu.addAction(hands(tr("Save snapshot %1 as a file…").arg(number)), this,
                   [=, this] { saveSnapshotAs(number); });
    menu.addSeparator();
    fillShelfMenu(menu);
}

void Acts::saveSnapshotAs(std::uint32_t number) {
    const auto now = picture();
    if (!now || now->snapshots.empty()) {
        Q_EMIT refused(tr("There is no snapshot yet: take one first."));
        return;
    }
    const cluster::SnapshotPicture* snapshot = &now->snapshots.back();
    for (const cluster::SnapshotPicture& s : now->snapshots)
        if (s.number == number) snapshot = &s;
    QFileDialog dialog(window_, tr("Save snapshot %1").arg(snapshot->number), {}, snapshotFilter());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("snapshot"));
    dialog.selectFile(QStringLiteral("etcd-%1.snapshot").arg(snapshot->revision));
    if (dialog.exec() == QDialog::Accepted)
        session_.saveSnapshot(snapshot->number, dialog.selectedFiles().constFirst());
}

void Acts::askSnapshotFile() {
    const QString path =
        QFileDialog::getOpenFileName(window_, tr("Load a snapshot"), {}, snapshotFilter());
    if (!path.isEmpty()) session_.loadSnapshot(path);
}

void Acts::askForeignSnapshot(const QString& path, const QString& why, QPoint at) {
    auto* form =
        new Popover(tr("A snapshot of another cluster"), tr("Load it all the same"), window_);
    auto* reason = new QLabel(why, form);
    reason->setWordWrap(true);
    reason->setMinimumWidth(340);
    form->form()->addRow(reason);
    form->offerCancel();
    form->onDone([=, this] {
        session_.loadSnapshot(path, true);
        return QString();
    });
    form->openAt(at);
}

void Acts::askRestore(std::uint32_t snapshot, QPoint at) {
    connect(
        &session_, &Session::restoreJudged, this,
        [=, this](std::uint32_t judged, const cluster::RestoreCost& cost) {
            if (judged == snapshot) showRestore(snapshot, cost, at);
        },
        Qt::SingleShotConnection);
    session_.judgeRestore(snapshot);
}

void Acts::showRestore(std::uint32_t snapshot, const cluster::RestoreCost& cost, QPoint at) {
    auto* form = new Popover(tr("Restore snapshot %1?").arg(snapshot), tr("Restore"), window_);
    const std::pair<QString, std::size_t> rows[] = {
        {tr("Objects that come back"), cost.returning},
        {tr("Objects that are lost"), cost.lost},
        {tr("Pods without a record: their containers are ended"), cost.orphaned},
        {tr("Leases that are out of date"), cost.leases},
        {tr("Watches that start again"), cost.watches}};
    for (const auto& [what, count] : rows) {
        auto* number = new QLabel(views::groupedText(static_cast<std::int64_t>(count)), form);
        number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        form->form()->addRow(what, number);
    }
    auto* bump = new QCheckBox(
        tr("Raise the revisions by %1").arg(views::groupedText(cluster::usualRevisionBump)), form);
    auto* restart =
        new QCheckBox(tr("Start scheduler, controller manager and kubelets anew"), form);
    restart->setChecked(true);
    auto* why =
        new QLabel(tr("Who is not started anew remembers revisions. When they are raised, "
                      "its watches end and it lists again; when they are not, it hears "
                      "\"Too large resource version\", or takes an old revision for the one "
                      "that it knows."),
                   form);
    why->setWordWrap(true);
    why->setObjectName(QStringLiteral("soft"));
    form->form()->addRow(restart);
    form->form()->addRow(bump);
    form->form()->addRow(why);
    form->offerCancel();
    form->onDone([=, this] {
        act(cluster::RestoreSnapshot{.snapshot = snapshot,
                                     .bumpRevision =
                                         bump->isChecked() ? cluster::usualRevisionBump : 0,
                                     .restartOthers = restart->isChecked()});
        return QString();
    });
    form->openAt(at);
}

} // namespace maqueta::app
