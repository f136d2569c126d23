// The trace as a list: when, which part, where, what. Newest first; a click moves the cursor there.
// Beside it what led to the marked beat.
#pragma once

#include "cluster/trace.h"
#include "views/style/theme.h"

#include <QAbstractTableModel>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QTableView>
#include <QWidget>

#include <map>
#include <memory>
#include <vector>

namespace maqueta::views {

class EventModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    using Beats = std::shared_ptr<const std::vector<cluster::Beat>>;
    // What the strip said, by the record that it was said at, in their order.
    using Captions = std::shared_ptr<const std::vector<std::pair<cluster::RecordSeq, QString>>>;

    explicit EventModel(QObject* parent) : QAbstractTableModel(parent) {}
    void setBeats(Beats beats, Captions captions, const std::map<std::uint32_t, QString>& machines);
    void setFilter(const QString& words);
    const cluster::Beat* beat(int row) const;
    // The newest row that is not later than that moment.
    int rowAt(sim::Time at) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& = {}) const override { return 4; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString cell(std::size_t beat, int column) const;
    QString captionsOf(std::size_t beat) const;
    void match();

    Beats beats_;
    Captions captions_;
    std::map<std::uint32_t, QString> machines_;
    QString filter_;
    std::vector<std::uint32_t> rows_; // indices into beats_, newest first
};

class EventList : public QWidget {
    Q_OBJECT

public:
    explicit EventList(QWidget* parent = nullptr);
    // `at` is the picture's moment: its row is marked.
    void setBeats(EventModel::Beats beats, EventModel::Captions captions,
                  const std::map<std::uint32_t, QString>& machines, sim::Time at);

    void setTheme(Theme theme);

Q_SIGNALS:
    void chosen(quint64 seq);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showChain();

    EventModel* model_;
    QTableView* table_;
    QLineEdit* filter_;
    QLabel* heading_;
    QScrollArea* chain_;
    Theme theme_ = Theme::Light;
    EventModel::Beats shown_;
    EventModel::Captions shownCaptions_;
};

} // namespace maqueta::views
