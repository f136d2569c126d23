#include "views/inspector/why_page.h"

#include "views/events/cause_chain.h"
#include "views/inspector/node_comparison.h"
#include "views/style/colours.h"
#include "views/style/drawing.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>

namespace maqueta::views {
namespace {

QString square(int hue) {
    return QStringLiteral("<span style=\"color:%1\">■</span>&nbsp;").arg(workloadHue(hue).name());
}

} // namespace

ScoreBar::ScoreBar(const RankedNode& node, const QStringList& columns, qint64 most, bool chosen,
                   QWidget* parent)
    : QWidget(parent), most_(std::max<qint64>(most, 1)), chosen_(chosen) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumHeight(16);
    for (const QString& column : columns) points_.push_back(node.in(column).points);
    setToolTip(node.words());
    setAccessibleName(tr("%1: %2 points").arg(node.node).arg(node.total));
    setAccessibleDescription(node.words());
}

void ScoreBar::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    double x = 0;
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const double w =
            static_cast<double>(points_[i]) / static_cast<double>(most_) * (width() - 2);
        if (w <= 0) continue;
        QColor fill = workloadHue(hueOfColumn(static_cast<int>(i)));
        if (!chosen_) fill.setAlphaF(0.62F);
        p.setBrush(fill);
        p.drawRoundedRect(QRectF(x, 1, std::max(1.5, w - 1.5), height() - 2), 2, 2);
        x += w;
    }
}

WhyPage::WhyPage(QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Why?"));
}

void WhyPage::setTheme(Theme theme) {
    theme_ = theme;
}

void WhyPage::show(const Facts& facts) {
    if (facts.part != facts_.part) {
        pinned_.clear();
        opened_.clear();
    }
    facts_ = facts;
    const int at = verticalScrollBar()->value();
    inner_ = new QWidget;
    inner_->setObjectName(QStringLiteral("page"));
    rows_ = new QVBoxLayout(inner_);
    rows_->setContentsMargins(4, 10, 10, 10);
    rows_->setSpacing(4);
    addReasons(facts.reasons);
    addChain(facts.because);
    if (!facts.reasons.next.isEmpty()) {
        addHeading(tr("Next"));
        addText(facts.reasons.next, "soft");
    }
    rows_->addStretch(1);
    setWidget(inner_); // the page before goes
    verticalScrollBar()->setValue(at);
}

void WhyPage::addHeading(const QString& text) {
    if (rows_->count() > 0) rows_->addSpacing(12);
    auto* label = new QLabel(text, inner_);
    label->setObjectName(QStringLiteral("heading"));
    label->setWordWrap(true);
    rows_->addWidget(label);
}

void WhyPage::addText(const QString& text, const char* look) {
    auto* label = new QLabel(text, inner_);
    label->setObjectName(QLatin1String(look));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    rows_->addWidget(label);
}

void WhyPage::addReasons(const Reasons& reasons) {
    if (reasons.heading.isEmpty()) return;
    addHeading(reasons.heading);
    if (!reasons.sentence.isEmpty()) addText(reasons.sentence, "soft");
    if (!reasons.ranked.empty()) addScores(reasons);
    addRoom(reasons.room);
    if (reasons.ruledOut.empty()) return;
    addHeading(tr("Ruled out"));
    // What is the same for several nodes is said once.
    std::vector<std::pair<QString, QStringList>> groups;
    for (const RuledOutNode& out : reasons.ruledOut) {
        const QString why =
            QStringLiteral("%1: %2").arg(out.plugin.toHtmlEscaped(), out.message.toHtmlEscaped());
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const auto& g) { return g.first == why; });
        if (group == groups.end()) group = groups.insert(groups.end(), {why, {}});
        group->second << out.node.toHtmlEscaped();
    }
    for (const auto& [why, nodes] : groups)
        addText(QStringLiteral("<b>%1</b> %2").arg(nodes.join(QStringLiteral(", ")), why), "plain");
}

void WhyPage::addScores(const Reasons& reasons) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(8);
    qint64 most = 0;
    for (const RankedNode& node : reasons.ranked) {
        qint64 sum = 0;
        for (const QString& column : reasons.columns) sum += node.in(column).points;
        most = std::max(most, sum);
    }
    int row = 0;
    for (const RankedNode& node : reasons.ranked) {
        const auto look = QLatin1String(row == 0 ? "heading" : "plain");
        auto* name = new QToolButton(inner_);
        auto* total = new QLabel(QString::number(node.total), inner_);
        QWidget* details = detailsOf(node);
        const auto unfold = [name, details, called = node.node](bool open) {
            name->setText((open ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) + called);
            details->setVisible(open);
        };
        name->setCheckable(true);
        name->setToolTip(tr("The points, plugin by plugin"));
        name->setAccessibleName(node.node);
        name->setAccessibleDescription(node.words());
        name->setChecked(opened_.contains(node.node));
        unfold(name->isChecked());
        connect(name, &QToolButton::toggled, this, [this, unfold, called = node.node](bool open) {
            opened_.removeAll(called);
            if (open) opened_.append(called);
            unfold(open);
        });
        name->setObjectName(QLatin1String(row == 0 ? "foldFirst" : "fold"));
        total->setObjectName(look);
        total->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(name, row, 0);
        grid->addWidget(new ScoreBar(node, reasons.columns, most, row == 0, inner_), row, 1);
        grid->addWidget(total, row, 2);
        if (reasons.ranked.size() > 1) {
            auto* box = new QCheckBox(inner_);
            box->setChecked(pinned_.contains(node.node));
            box->setToolTip(tr("Compare this node with another"));
            box->setAccessibleName(tr("Compare %1").arg(node.node));
            connect(box, &QCheckBox::toggled, this,
                    [this, name = node.node](bool on) { pin(name, on); });
            grid->addWidget(box, row, 3);
        }
        grid->addWidget(details, row + 1, 0, 1, 4);
        row += 2;
    }
    grid->setColumnStretch(1, 1);
    rows_->addSpacing(6);
    rows_->addLayout(grid);
    QString legend;
    for (int i = 0; i < reasons.columns.size(); ++i)
        legend += square(hueOfColumn(i)) + reasons.columns[i].toHtmlEscaped() + "&nbsp;&nbsp; ";
    if (!legend.isEmpty()) {
        rows_->addSpacing(4);
        addText(legend, "soft");
    }
    addComparison(reasons);
}

// Raw value, score and weight of every plugin: what the bar is made of.
QWidget* WhyPage::detailsOf(const RankedNode& node) {
    auto* details = new QWidget(inner_);
    auto* grid = new QGridLayout(details);
    grid->setContentsMargins(8, 0, 0, 6);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    int row = 0;
    const auto add = [&](const QStringList& cells, const QString& tip) {
        for (int column = 0; column < cells.size(); ++column) {
            auto* label = new QLabel(cells[column], details);
            label->setObjectName(QStringLiteral("soft"));
            label->setToolTip(tip);
            label->setWordWrap(column == 0);
            if (column > 0) label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
            grid->addWidget(label, row, column);
        }
        ++row;
    };
    add({tr("Plugin"), tr("raw"), tr("of 100"), tr("weight"), tr("points")}, {});
    for (const PluginPoints& each : node.plugins)
        add({each.name, QString::number(each.raw), QString::number(each.score),
             QStringLiteral("× %1").arg(each.weight), QString::number(each.points)},
            each.plugin);
    grid->setColumnStretch(0, 1);
    return details;
}

// The oldest one makes room for a third; the page is made anew when the click is over.
void WhyPage::pin(const QString& node, bool pinned) {
    pinned_.removeAll(node);
    if (pinned) pinned_.append(node);
    if (pinned_.size() > 2) pinned_.removeFirst();
    QMetaObject::invokeMethod(
        this, [this] { show(Facts(facts_)); }, Qt::QueuedConnection);
}

void WhyPage::addComparison(const Reasons& reasons) {
    if (pinned_.size() == 1) addText(tr("Tick another node to compare the two."), "soft");
    if (pinned_.size() != 2) return;
    const auto comparison = compareNodes(reasons, pinned_[0], pinned_[1]);
    if (!comparison) return;
    addHeading(tr("%1 and %2").arg(comparison->first, comparison->second));
    addText(comparison->sentence, "soft");
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(4);
    int row = 0;
    const auto add = [&](const QString& name, qint64 first, qint64 second, const QString& words,
                         const char* look) {
        const qint64 lead = first - second;
        const QString cells[] = {name, QString::number(first), QString::number(second),
                                 (lead > 0 ? QStringLiteral("+") : QString()) +
                                     QString::number(lead)};
        for (int column = 0; column < 4; ++column) {
            auto* label = new QLabel(cells[column], inner_);
            label->setObjectName(QLatin1String(look));
            label->setToolTip(words);
            if (column > 0) label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
            grid->addWidget(label, row, column);
        }
        ++row;
    };
    for (const NodeComparison::Row& each : comparison->rows)
        add(each.column, each.first, each.second, each.words, "plain");
    add(tr("In all"), comparison->firstTotal, comparison->secondTotal, {}, "heading");
    grid->setColumnStretch(0, 1);
    rows_->addSpacing(4);
    rows_->addLayout(grid);
}

// Preemption, node by node: what happened, or what could.
void WhyPage::addRoom(const std::vector<RoomOnNode>& room) {
    if (room.empty()) return;
    addHeading(room.front().happened ? tr("Who made room") : tr("Who could make room"));
    for (const RoomOnNode& each : room) {
        QStringList names;
        for (const Part& victim : each.victims) names << victim.name.toHtmlEscaped();
        QString text = QStringLiteral("<span style=\"color:%1\">✕</span> <b>%2</b> %3")
                           .arg(colour(Tone::Failed, theme_).name(), each.node.toHtmlEscaped(),
                                names.join(QStringLiteral(", ")));
        if (each.budgetViolations > 0)
            text += QStringLiteral("<br>") +
                    tr("%1 of them against a PodDisruptionBudget").arg(each.budgetViolations);
        if (each.best) text += QStringLiteral("<br>") + tr("The Scheduler would take this node.");
        addText(text, "plain");
    }
}

void WhyPage::addChain(const std::vector<cluster::Cause>& because) {
    addHeading(tr("What led here"));
    if (because.empty()) {
        addText(tr("Nothing has happened to it yet."), "soft");
        return;
    }
    auto* chain = new CauseChain(because, theme_, inner_);
    connect(chain, &CauseChain::beatWanted, this, &WhyPage::beatWanted);
    rows_->addWidget(chain);
}

} // namespace maqueta::views
