#include "views/events/event_list.h"

#include "views/events/cause_chain.h"
#include "views/style/fonts.h"
#include "views/style/trace_words.h"

#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>

namespace maqueta::views {

void EventModel::setBeats(Beats beats, Captions captions,
                          const std::map<std::uint32_t, QString>& machines) {
    beginResetModel();
    beats_ = std::move(beats);
    captions_ = std::move(captions);
    machines_ = machines;
    match();
    endResetModel();
}

void EventModel::setFilter(const QString& words) {
    beginResetModel();
    filter_ = words;
    match();
    endResetModel();
}

void EventModel::match() {
    rows_.clear();
    if (!beats_) return;
    const QStringList words = filter_.split(' ', Qt::SkipEmptyParts);
    for (std::size_t i = beats_->size(); i-- > 0;) {
        const bool fits = std::all_of(words.begin(), words.end(), [&](const QString& word) {
            for (int column = 1; column < 4; ++column)
                if (cell(i, column).contains(word, Qt::CaseInsensitive)) return true;
            return false;
        });
        if (fits) rows_.push_back(static_cast<std::uint32_t>(i));
    }
}

const cluster::Beat* EventModel::beat(int row) const {
    return row >= 0 && row < rowCount() ? &(*beats_)[rows_[static_cast<std::size_t>(row)]]
                                        : nullptr;
}

int EventModel::rowAt(sim::Time at) const {
    for (int row = 0; row < rowCount(); ++row)
        if (beat(row)->at <= at) return row;
    return -1;
}

int EventModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

// What the strip said from this beat to the next one.
QString EventModel::captionsOf(std::size_t beat) const {
    QString out;
    if (!captions_) return out;
    const auto before = [](const auto& caption, cluster::RecordSeq seq) {
        return caption.first < seq;
    };
    const cluster::RecordSeq from = (*beats_)[beat].seq;
    auto said = std::lower_bound(captions_->begin(), captions_->end(), from, before);
    for (; said != captions_->end(); ++said) {
        if (beat + 1 < beats_->size() && said->first >= (*beats_)[beat + 1].seq) break;
        out += QStringLiteral("   “") + said->second + QStringLiteral("”");
    }
    return out;
}

QString EventModel::cell(std::size_t beat, int column) const {
    const cluster::Beat& b = (*beats_)[beat];
    switch (column) {
    case 0: return QString::fromStdString(sim::clockText(b.at, 3));
    case 1: return beatPart(b);
    case 2: {
        if (const std::string* writer = b.field("writer")) return QString::fromStdString(*writer);
        const auto name = machines_.find(b.machine.value);
        return name == machines_.end() ? QString() : name->second;
    }
    default: return beatSentence(b) + captionsOf(beat);
    }
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
    const cluster::Beat* b = beat(index.row());
    if (!b) return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return cell(rows_[static_cast<std::size_t>(index.row())], index.column());
    if (role == Qt::FontRole && index.column() == 0) return monoFont(11.5);
    return {};
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString names[] = {tr("Time"), tr("Part"), tr("Where"), tr("What")};
    return names[section];
}

EventList::EventList(QWidget* parent)
    : QWidget(parent)
    , model_(new EventModel(this))
    , table_(new QTableView(this))
    , filter_(new QLineEdit(this))
    , heading_(new QLabel(this))
    , chain_(new QScrollArea(this)) {
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(8, 4, 8, 0);
    layout->setHorizontalSpacing(12);
    layout->setVerticalSpacing(4);
    layout->addWidget(filter_, 0, 0);
    layout->addWidget(table_, 1, 0);
    layout->addWidget(heading_, 0, 1);
    layout->addWidget(chain_, 1, 1);
    layout->setColumnStretch(0, 1);
    heading_->setObjectName(QStringLiteral("heading"));
    heading_->setText(tr("What led here"));
    chain_->setFrameShape(QFrame::NoFrame);
    chain_->setWidgetResizable(true);
    chain_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chain_->setFixedWidth(320);
    chain_->setAccessibleName(heading_->text());
    filter_->setPlaceholderText(tr("Filter: all parts"));
    filter_->setClearButtonEnabled(true);
    table_->setModel(model_);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(24);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->setColumnWidth(0, 96);
    table_->setColumnWidth(1, 170);
    table_->setColumnWidth(2, 140);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->setWordWrap(false);
    connect(filter_, &QLineEdit::textChanged, model_, &EventModel::setFilter);
    const auto choose = [this](const QModelIndex& index) {
        if (const cluster::Beat* b = model_->beat(index.row())) Q_EMIT chosen(b->seq);
    };
    connect(table_, &QTableView::clicked, this, choose);
    connect(table_, &QTableView::activated, this, choose);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &EventList::showChain);
}

void EventList::showChain() {
    const cluster::Beat* beat = model_->beat(table_->currentIndex().row());
    if (!beat || !shown_) {
        chain_->setWidget(new QWidget);
        return;
    }
    auto* chain = new CauseChain(cluster::causesOf(*shown_, beat->seq), theme_);
    chain->setObjectName(QStringLiteral("page"));
    connect(chain, &CauseChain::beatWanted, this, &EventList::chosen);
    chain_->setWidget(chain);
    // The beat itself and what comes right before it are at the end.
    QTimer::singleShot(0, chain,
                       [bar = chain_->verticalScrollBar()] { bar->setValue(bar->maximum()); });
}

void EventList::setTheme(Theme theme) {
    theme_ = theme;
    showChain();
}

void EventList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        filter_->setPlaceholderText(tr("Filter: all parts"));
        Q_EMIT model_->headerDataChanged(Qt::Horizontal, 0, 3);
        model_->setFilter(filter_->text()); // what the rows say has changed, too
        heading_->setText(tr("What led here"));
        chain_->setAccessibleName(heading_->text());
        showChain();
    }
    QWidget::changeEvent(event);
}

void EventList::setBeats(EventModel::Beats beats, EventModel::Captions captions,
                         const std::map<std::uint32_t, QString>& machines, sim::Time at) {
    if (!isVisible()) return;
    if (beats != shown_ || captions != shownCaptions_) {
        shown_ = beats;
        shownCaptions_ = captions;
        model_->setBeats(std::move(beats), std::move(captions), machines);
    }
    const int row = model_->rowAt(at);
    if (row >= 0 && table_->currentIndex().row() != row)
        table_->setCurrentIndex(model_->index(row, 3));
}

} // namespace maqueta::views
