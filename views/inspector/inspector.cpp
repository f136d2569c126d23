#include "views/inspector/inspector.h"

#include "views/canvas/words.h"
#include "views/chrome/fresh_tabs.h"
#include "views/style/colours.h"
#include "views/style/fonts.h"
#include "views/style/trace_words.h"

#include <QEvent>
#include <QGridLayout>
#include <QScrollBar>
#include <QTabBar>
#include <QUrl>

#include <algorithm>

namespace maqueta::views {
namespace {

// Keeps the place where somebody reads.
void setHtml(QTextBrowser* page, const QString& html) {
    const int at = page->verticalScrollBar()->value();
    page->setHtml(html);
    page->verticalScrollBar()->setValue(at);
}

} // namespace

Inspector::Inspector(QWidget* parent)
    : QWidget(parent)
    , title_(new QLabel(this))
    , subtitle_(new QLabel(this))
    , close_(new QToolButton(this))
    , tabs_(new QTabWidget(this))
    , overview_(page())
    , why_(new WhyPage(this))
    , yaml_(new QPlainTextEdit(this))
    , events_(page()) {
    setObjectName(QStringLiteral("side"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(300);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(16, 14, 8, 4);
    layout->setVerticalSpacing(4);
    layout->addWidget(title_, 0, 0);
    layout->addWidget(close_, 0, 1);
    layout->addWidget(subtitle_, 1, 0, 1, 2);
    layout->addWidget(tabs_, 2, 0, 1, 2);
    layout->setColumnStretch(0, 1);
    title_->setObjectName(QStringLiteral("sideTitle"));
    title_->setWordWrap(true);
    title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    subtitle_->setObjectName(QStringLiteral("soft"));
    close_->setText(QStringLiteral("×"));
    connect(close_, &QToolButton::clicked, this, &Inspector::closeWanted);
    yaml_->setReadOnly(true);
    yaml_->setFrameShape(QFrame::NoFrame);
    yaml_->setFont(monoFont(12));
    yaml_->setStyleSheet(QStringLiteral("font-family: 'JetBrains Mono'; font-size: 12px"));
    yaml_->setLineWrapMode(QPlainTextEdit::NoWrap);
    tabs_->tabBar()->setDrawBase(false);
    tabs_->tabBar()->setExpanding(false);
    new FreshTabs(tabs_->tabBar());
    connect(why_, &WhyPage::beatWanted, this, &Inspector::beatWanted);
    tabs_->addTab(overview_, {});
    tabs_->addTab(why_, {});
    tabs_->addTab(yaml_, {});
    tabs_->addTab(events_, {});
    retranslate();
}

QTextBrowser* Inspector::page() {
    auto* page = new QTextBrowser(this);
    page->setOpenLinks(false);
    page->setFrameShape(QFrame::NoFrame);
    connect(page, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& url) { Q_EMIT beatWanted(url.path().toULongLong()); });
    return page;
}

void Inspector::retranslate() {
    tabs_->setTabText(0, tr("Overview"));
    tabs_->setTabText(1, tr("Why?"));
    tabs_->setTabText(2, tr("YAML"));
    tabs_->setTabText(3, tr("Events"));
    close_->setToolTip(tr("Close"));
    close_->setAccessibleName(tr("Close"));
    tabs_->setAccessibleName(tr("Inspector"));
    for (int i = 0; i < tabs_->count(); ++i) tabs_->widget(i)->setAccessibleName(tabs_->tabText(i));
    showCurrent();
}

void Inspector::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void Inspector::setFacts(const Facts& facts) {
    facts_ = facts;
    showFacts(facts_);
}

void Inspector::setTheme(Theme theme) {
    theme_ = theme;
    why_->setTheme(theme);
    showCurrent();
}

void Inspector::setSelection(const QVector<Part>& parts) {
    facts_ = {};
    several_ = parts;
    showCurrent();
}

void Inspector::showCurrent() {
    showFacts(facts_.part ? facts_ : ofSelection());
}

Facts Inspector::ofSelection() const {
    Facts facts;
    if (several_.isEmpty()) {
        facts.title = tr("Nothing is selected");
        facts.about = tr("Click a part of the cluster: what it is, why it is so, its YAML and its "
                         "events stand here then.");
        return facts;
    }
    facts.title = tr("%1 parts selected").arg(several_.size());
    if (std::all_of(several_.cbegin(), several_.cend(),
                    [](const Part& part) { return part.kind == Part::Kind::Machine; }))
        facts.about = tr("They move together, and can be aligned.");
    for (const Part& part : several_) facts.rows.emplace_back(partName(part), QString());
    return facts;
}

QString Inspector::link(const cluster::Beat& beat) const {
    return QStringLiteral("<a href=\"beat:%1\" style=\"color:%2; text-decoration:none; "
                          "font-family:'JetBrains Mono'\">%3</a>")
        .arg(beat.seq)
        .arg(colour(Tone::InkSoft, theme_).name(),
             QString::fromStdString(sim::clockText(beat.at, 3)));
}

void Inspector::showFacts(const Facts& facts) {
    title_->setText(facts.title);
    subtitle_->setText(facts.subtitle);
    const QString soft = colour(Tone::InkSoft, theme_).name();
    const QString ink = colour(Tone::Ink, theme_).name();
    QString html;
    if (!facts.about.isEmpty())
        html = QStringLiteral("<p style=\"margin:4px 4px 8px 4px\">%1</p>")
                   .arg(facts.about.toHtmlEscaped());
    html += QStringLiteral("<table cellspacing=\"0\" cellpadding=\"4\">");
    for (const auto& [name, value] : facts.rows)
        html += QStringLiteral("<tr><td style=\"color:%1\">%2</td><td>%3</td></tr>")
                    .arg(value.isEmpty() ? ink : soft, name.toHtmlEscaped(), value.toHtmlEscaped());
    setHtml(overview_, html + "</table>");
    why_->show(facts);
    if (yaml_->toPlainText() != facts.yaml) {
        const int at = yaml_->verticalScrollBar()->value();
        yaml_->setPlainText(facts.yaml);
        yaml_->verticalScrollBar()->setValue(at);
    }
    tabs_->setTabVisible(1, bool(facts.part));
    tabs_->setTabVisible(2, !facts.yaml.isEmpty());
    tabs_->setTabVisible(3, bool(facts.part));
    html.clear();
    for (const cluster::Beat& beat : facts.events)
        html += QStringLiteral("<p style=\"margin:4px 0 6px 0\">%1 <span "
                               "style=\"color:%2\">%3</span><br>%4</p>")
                    .arg(link(beat), soft, beatPart(beat).toHtmlEscaped(),
                         beatText(beat).toHtmlEscaped());
    setHtml(events_, html);
}

} // namespace maqueta::views
