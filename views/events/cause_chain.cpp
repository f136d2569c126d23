#include "views/events/cause_chain.h"

#include "views/style/colours.h"
#include "views/style/trace_words.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>

namespace maqueta::views {
namespace {

// The dot of one link, with the line to its neighbours; of a second reason a ring beside the line.
class ChainDot : public QWidget {
public:
    ChainDot(bool first, bool last, bool also, Theme theme, QWidget* parent)
        : QWidget(parent), first_(first), last_(last), also_(also), theme_(theme) {
        setFixedWidth(16);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        const QPointF dot(6, 11);
        p.setPen(QPen(colour(Tone::Border, theme_), 1.4));
        if (!first_) p.drawLine(QPointF(6, 0), dot);
        if (!last_) p.drawLine(dot, QPointF(6, height()));
        if (!also_) p.setPen(Qt::NoPen);
        p.setBrush(colour(also_ ? Tone::Panel : last_ ? Tone::Ink : Tone::Border, theme_));
        p.drawEllipse(dot, 4, 4);
    }

private:
    bool first_;
    bool last_;
    bool also_;
    Theme theme_;
};

} // namespace

CauseChain::CauseChain(const std::vector<cluster::Cause>& causes, Theme theme, QWidget* parent)
    : QWidget(parent) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    for (std::size_t i = 0; i < causes.size(); ++i) {
        const auto& [beat, also] = causes[i];
        auto* link = new QLabel(this);
        link->setObjectName(QStringLiteral("plain"));
        link->setWordWrap(true);
        link->setContentsMargins(0, 2, 0, 6);
        link->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
        const QString ink = colour(Tone::Ink, theme).name();
        const QString soft = colour(Tone::InkSoft, theme).name();
        const QString lead =
            also ? QStringLiteral("<span style=\"color:%1\">%2</span> ").arg(soft, tr("and also:"))
                 : QString();
        link->setText(lead +
                      QStringLiteral("<a href=\"%1\" style=\"color:%2; text-decoration:none\">%3"
                                     "</a> <span style=\"color:%4; font-family:'JetBrains Mono'; "
                                     "font-size:11px\">%5</span>")
                          .arg(beat.seq)
                          .arg(ink, beatSentenceHtml(beat), soft,
                               QString::fromStdString(sim::clockText(beat.at, 3))));
        link->setToolTip(tr("Go to this moment"));
        connect(link, &QLabel::linkActivated, this,
                [this](const QString& seq) { Q_EMIT beatWanted(seq.toULongLong()); });
        const int row = static_cast<int>(i);
        grid->addWidget(new ChainDot(i == 0, i + 1 == causes.size(), also, theme, this), row, 0);
        grid->addWidget(link, row, 1);
    }
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(static_cast<int>(causes.size()), 1);
}

} // namespace maqueta::views
