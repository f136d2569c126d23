#include "views/queue/queue_panel.h"

#include "views/style/fonts.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace maqueta::views {

using cluster::QueuedPicture;
using cluster::QueuePlace;

namespace {

QString clock(sim::Time at) {
    return QString::fromStdString(sim::clockText(at, 1));
}

} // namespace

void QueueModel::setQueue(const cluster::QueuePicture& queue, sim::Time now) {
    const bool second = now.ns / 1'000'000'000 != now_.ns / 1'000'000'000;
    now_ = now;
    if (queue != queue_) {
        beginResetModel();
        queue_ = queue;
        endResetModel();
    } else if (second && !queue_.pods.empty()) {
        Q_EMIT dataChanged(index(0, Until), index(rowCount() - 1, Until));
    }
}

Part QueueModel::partAt(int row) const {
    if (row < 0 || row >= rowCount()) return {};
    const QueuedPicture& pod = queue_.pods[static_cast<std::size_t>(row)];
    return {.kind = Part::Kind::Pod,
            .ns = QString::fromStdString(pod.ns),
            .name = QString::fromStdString(pod.name)};
}

void QueueModel::languageChanged() {
    beginResetModel();
    endResetModel();
}

int QueueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(queue_.pods.size());
}

QString QueueModel::cell(const QueuedPicture& pod, int column) const {
    switch (column) {
    case Pod: return QString::fromStdString(pod.ns + "/" + pod.name);
    case Place:
        switch (pod.place) {
        case QueuePlace::Active: return tr("active");
        case QueuePlace::Backoff: return tr("back-off");
        case QueuePlace::Unschedulable: return tr("unschedulable");
        case QueuePlace::Gated: return tr("gated");
        }
        return {};
    case Since: return clock(pod.since);
    case Until: {
        if (pod.place == QueuePlace::Active) return tr("its turn");
        if (pod.place == QueuePlace::Gated) return tr("its gates are taken away");
        const auto left = std::max<qint64>(0, (pod.until - now_).ns / 1'000'000'000);
        return pod.place == QueuePlace::Backoff
                   ? tr("%1, in %2 s").arg(clock(pod.until)).arg(left)
                   : tr("%1 at the latest, in %2 s").arg(clock(pod.until)).arg(left);
    }
    case Attempts: return QString::number(pod.attempts);
    case RejectedBy: {
        QStringList names;
        for (const std::string& plugin : pod.plugins) names << QString::fromStdString(plugin);
        return names.join(QStringLiteral(", "));
    }
    default: {
        QStringList helps;
        for (const char* help : pod.helps) helps << QCoreApplication::translate("Queue", help);
        return helps.join(QStringLiteral(", "));
    }
    }
}

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    if (index.row() < 0 || index.row() >= rowCount()) return {};
    const QueuedPicture& pod = queue_.pods[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) return cell(pod, index.column());
    if (role == Qt::ToolTipRole)
        return pod.message.empty() ? cell(pod, index.column())
                                   : QString::fromStdString(pod.message);
    if (role == Qt::FontRole && index.column() == Since) return monoFont(11.5);
    return {};
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString names[] = {tr("Pod"),   tr("Waits in"),    tr("Since"),        tr("Until"),
                             tr("Tries"), tr("Rejected by"), tr("It helps when")};
    return names[section];
}

QueuePanel::QueuePanel(QWidget* parent)
    : QWidget(parent)
    , model_(new QueueModel(this))
    , counts_(new QLabel(this))
    , table_(new QTableView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 0);
    layout->setSpacing(4);
    layout->addWidget(counts_);
    layout->addWidget(table_);
    counts_->setObjectName(QStringLiteral("soft"));
    counts_->setContentsMargins(8, 0, 8, 0);
    table_->setModel(model_);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setAccessibleName(tr("Scheduling queue"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(24);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    constexpr int widths[] = {210, 120, 84, 232, 64, 214};
    for (int column = 0; column < QueueModel::Helps; ++column)
        table_->setColumnWidth(column, widths[column]);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->setWordWrap(false);
    const auto choose = [this](const QModelIndex& index) {
        if (const Part part = model_->partAt(index.row())) Q_EMIT chosen(part);
    };
    connect(table_, &QTableView::clicked, this, choose);
    connect(table_, &QTableView::activated, this, choose);
    showCounts();
}

void QueuePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        Q_EMIT model_->headerDataChanged(Qt::Horizontal, 0, QueueModel::Columns - 1);
        model_->languageChanged();
        table_->setAccessibleName(tr("Scheduling queue"));
        showCounts();
    }
    QWidget::changeEvent(event);
}

void QueuePanel::showCounts() {
    const cluster::QueuePicture& queue = model_->queue();
    const auto& [active, backoff, unschedulable, gated] = queue.counts;
    QString text;
    if (!queue.led)
        text = tr("No scheduler is in charge: nobody decides about pods.");
    else if (active + backoff + unschedulable + gated == 0)
        text = tr("No pod waits for a node.");
    else
        text = tr("%1 active · %2 in back-off · %3 unschedulable · %4 gated")
                   .arg(active)
                   .arg(backoff)
                   .arg(unschedulable)
                   .arg(gated);
    if (const std::size_t all = active + backoff + unschedulable + gated; all > queue.pods.size())
        text += QStringLiteral(" · ") + tr("the first %1 are listed").arg(queue.pods.size());
    counts_->setText(text);
}

void QueuePanel::setQueue(const cluster::QueuePicture& queue, sim::Time now) {
    if (!isVisible()) return;
    const Part chosenBefore = model_->partAt(table_->currentIndex().row());
    model_->setQueue(queue, now);
    showCounts();
    if (!chosenBefore || model_->partAt(table_->currentIndex().row()) == chosenBefore) return;
    for (int row = 0; row < model_->rowCount(); ++row)
        if (model_->partAt(row) == chosenBefore) table_->selectRow(row);
}

} // namespace maqueta::views
