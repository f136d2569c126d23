#include "views/timeline/run_strip.h"

#include <QEvent>
#include <QHBoxLayout>

namespace maqueta::views {
namespace {

constexpr int patienceMs = 1000;
constexpr int barSteps = 1000;

} // namespace

RunStrip::RunStrip(QWidget* parent)
    : QWidget(parent)
    , words_(new QLabel(this))
    , bar_(new QProgressBar(this))
    , cancel_(new QPushButton(this))
    , escape_(new QShortcut(Qt::Key_Escape, parent)) { // not of this: it is hidden at first
    setObjectName(QStringLiteral("runStrip"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(22, 0, 16, 0);
    row->setSpacing(16);
    row->addWidget(words_);
    row->addWidget(bar_, 1);
    row->addWidget(cancel_);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(8);
    connect(cancel_, &QPushButton::clicked, this, &RunStrip::cancelled);
    escape_->setContext(Qt::WindowShortcut);
    escape_->setEnabled(false);
    connect(escape_, &QShortcut::activated, this, &RunStrip::cancelled);
    patience_.setSingleShot(true);
    connect(&patience_, &QTimer::timeout, this, [this] {
        raise();
        show();
    });
    parent->installEventFilter(this);
    retranslate();
    hide();
}

void RunStrip::retranslate() {
    cancel_->setText(tr("Cancel"));
    cancel_->setToolTip(tr("Escape cancels, too"));
    bar_->setAccessibleName(tr("Progress"));
}

void RunStrip::setState(const State& state) {
    if (!running_) patience_.start(patienceMs);
    running_ = true;
    // A key that is pressed in the first second means it, too.
    escape_->setEnabled(true);
    words_->setText(state.foundAt.isEmpty()
                        ? tr("Running until: %1 · now at %2").arg(state.goal, state.reached)
                        : tr("Found at %1: %2 · on the way there, now at %3")
                              .arg(state.foundAt, state.goal, state.reached));
    bar_->setRange(0, state.part < 0 ? 0 : barSteps);
    if (state.part >= 0) bar_->setValue(int(state.part * barSteps));
}

void RunStrip::finish() {
    running_ = false;
    patience_.stop();
    escape_->setEnabled(false);
    hide();
}

void RunStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

bool RunStrip::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect().adjusted(0, 1, 0, 0)); // below the line on top
    return QWidget::eventFilter(watched, event);
}

} // namespace maqueta::views
