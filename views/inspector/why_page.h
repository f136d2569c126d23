// The inspector's "Why?": nodes ranked with the parts of their scores that differ, nodes ruled out
// with the real message, and the chain of causes back to the act that began it, each a link that
// moves the time cursor. Two ranked nodes that are ticked are compared.
#pragma once

#include "views/inspector/facts.h"
#include "views/style/theme.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace maqueta::views {

// One node's points as a bar of stacked parts.
class ScoreBar : public QWidget {
    Q_OBJECT

public:
    // `columns`: the plugins that it shows.
    ScoreBar(const RankedNode& node, const QStringList& columns, qint64 most, bool chosen,
             QWidget* parent);
    QSize sizeHint() const override { return {120, 16}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<qint64> points_;
    qint64 most_;
    bool chosen_;
};

class WhyPage : public QScrollArea {
    Q_OBJECT

public:
    explicit WhyPage(QWidget* parent = nullptr);
    void show(const Facts& facts);
    void setTheme(Theme theme);

Q_SIGNALS:
    void beatWanted(quint64 seq);

private:
    void addReasons(const Reasons& reasons);
    void addScores(const Reasons& reasons);
    QWidget* detailsOf(const RankedNode& node);
    void addComparison(const Reasons& reasons);
    void addRoom(const std::vector<RoomOnNode>& room);
    void pin(const QString& node, bool pinned);
    void addChain(const std::vector<cluster::Cause>& because);
    void addHeading(const QString& text);
    void addText(const QString& text, const char* look);

    Theme theme_ = Theme::Light;
    Facts facts_;
    QStringList pinned_; // nodes to compare, two at most
    QStringList opened_; // nodes whose points are told plugin by plugin
    QWidget* inner_ = nullptr;
    QVBoxLayout* rows_ = nullptr;
};

} // namespace maqueta::views
