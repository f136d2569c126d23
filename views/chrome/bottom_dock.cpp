#include "views/chrome/bottom_dock.h"

#include "views/chrome/fresh_tabs.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace maqueta::views {
namespace {

constexpr int dockHeight = 212;
constexpr int lowDock = 150;       // on a screen so low that the picture needs the rest
constexpr int besideTheDock = 400; // what all else takes, with a picture that can be read

} // namespace

BottomDock::BottomDock(QWidget* parent)
    : QWidget(parent)
    , tabs_(new QTabBar(this))
    , pages_(new QStackedWidget(this))
    , close_(new QToolButton(this)) {
    setObjectName(QStringLiteral("dock"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(dockHeight);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 1, 0, 0);
    rows->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(16, 0, 8, 0);
    top->addWidget(tabs_);
    top->addStretch();
    top->addWidget(close_);
    rows->addLayout(top);
    rows->addWidget(pages_, 1);
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setUsesScrollButtons(false);
    new FreshTabs(tabs_);
    tabs_->setFocusPolicy(Qt::TabFocus);
    close_->setText(QStringLiteral("×"));
    close_->setFocusPolicy(Qt::TabFocus);
    connect(close_, &QToolButton::clicked, this, &BottomDock::close);
    connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
        pages_->setCurrentIndex(index);
        mark();
        Q_EMIT pageChanged();
    });
    hide();
}

void BottomDock::fitInto(int windowHeight) {
    setFixedHeight(std::clamp(windowHeight - besideTheDock, lowDock, dockHeight));
}

QToolButton* BottomDock::addPage(QWidget* page) {
    auto* opener = new QToolButton(this);
    opener->setCheckable(true);
    opener->setObjectName(QStringLiteral("opener"));
    opener->setFocusPolicy(Qt::TabFocus);
    openers_.append(opener);
    pages_->addWidget(page);
    tabs_->addTab(QString());
    // clicked() alone would miss a test's and an assistive tool's toggle.
    connect(opener, &QToolButton::toggled, this, [this, page](bool wanted) {
        if (wanted != (openPage() == page)) wanted ? open(page) : close();
    });
    return opener;
}

void BottomDock::setName(const QWidget* page, const QString& name) {
    tabs_->setTabText(indexOf(page), name);
    close_->setToolTip(tr("Close"));
    close_->setAccessibleName(tr("Close"));
    tabs_->setAccessibleName(tr("Panels"));
    mark();
}

int BottomDock::indexOf(const QWidget* page) const {
    for (int i = 0; i < pages_->count(); ++i)
        if (pages_->widget(i) == page) return i;
    return -1;
}

QWidget* BottomDock::openPage() const {
    return isHidden() ? nullptr : pages_->currentWidget();
}

void BottomDock::open(QWidget* page) {
    const int index = indexOf(page);
    if (index < 0 || openPage() == page) return;
    show();
    if (tabs_->currentIndex() != index) return tabs_->setCurrentIndex(index);
    mark();
    Q_EMIT pageChanged();
}

void BottomDock::close() {
    if (isHidden()) return;
    hide();
    mark();
    Q_EMIT pageChanged();
}

void BottomDock::toggle(QWidget* page) {
    openPage() == page ? close() : open(page);
}

void BottomDock::mark() {
    for (int i = 0; i < openers_.size(); ++i) {
        const bool shown = openPage() == pages_->widget(i);
        openers_[i]->setText((shown ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) +
                             tabs_->tabText(i));
        openers_[i]->setChecked(shown);
    }
}

} // namespace maqueta::views
