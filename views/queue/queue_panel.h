// The scheduling queue: which pods wait for a node, where in the queue, since when, until when, and
// for what. A pure function of the picture; a click on a line points at its pod.
#pragma once

#include "views/canvas/frame.h"

#include <QAbstractTableModel>
#include <QLabel>
#include <QTableView>
#include <QWidget>

namespace maqueta::views {

class QueueModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Pod, Place, Since, Until, Attempts, RejectedBy, Helps, Columns };

    explicit QueueModel(QObject* parent) : QAbstractTableModel(parent) {}
    void setQueue(const cluster::QueuePicture& queue, sim::Time now);
    const cluster::QueuePicture& queue() const { return queue_; }
    // None when there is no such row.
    Part partAt(int row) const;
    void languageChanged();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& = {}) const override { return Columns; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString cell(const cluster::QueuedPicture& pod, int column) const;

    cluster::QueuePicture queue_;
    sim::Time now_;
};

class QueuePanel : public QWidget {
    Q_OBJECT

public:
    explicit QueuePanel(QWidget* parent = nullptr);
    void setQueue(const cluster::QueuePicture& queue, sim::Time now);

Q_SIGNALS:
    void chosen(const maqueta::views::Part& pod);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showCounts();

    QueueModel* model_;
    QLabel* counts_;
    QTableView* table_;
};

} // namespace maqueta::views
