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
    , cancel_(new QPushButton(tr("Cancel"), this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(22, 6, 16, 6);
    row->setSpacing(16);
    row->addWidget(words_);
    row->addWidget(bar_, 1);
    row->addWidget(cancel_);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(8);
    bar_->setAccessibleName(tr("Progress"));
    connect(cancel_, &QPushButton::clicked, this, &RunStrip::cancelled);
    patience_.setSingleShot(true);
    connect(&patience_, &QTimer::timeout, this, &QWidget::show);
    hide();
}

void RunStrip::setProgress(const QString& goal, const QString& reached, double part) {
    if (!running_) patience_.start(patienceMs);
    running_ = true;
    words_->setText(tr("Running until: %1 · now at %2").arg(goal, reached));
    bar_->setRange(0, part < 0 ? 0 : barSteps);
    if (part >= 0) bar_->setValue(int(part * barSteps));
}

void RunStrip::finish() {
    running_ = false;
    patience_.stop();
    hide();
}

void RunStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        cancel_->setText(tr("Cancel"));
        bar_->setAccessibleName(tr("Progress"));
    }
    QWidget::changeEvent(event);
}

} // namespace maqueta::views
