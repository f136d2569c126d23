#include "app/window/compare_pane.h"

#include "views/canvas/differences.h"

#include <QEvent>
#include <QVBoxLayout>

namespace maqueta::app {

ComparePane::ComparePane(views::CanvasView* shown, QWidget* parent)
    : QWidget(parent)
    , shown_(shown)
    , canvas_(new views::CanvasView(this))
    , here_(new QLabel(shown))
    , words_(new QLabel(this))
    , close_(new QToolButton(this)) {
    setObjectName(QStringLiteral("side"));
    setAttribute(Qt::WA_StyledBackground);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(1, 0, 0, 0);
    rows->addWidget(canvas_);
    for (QLabel* label : {here_, words_}) label->setContentsMargins(16, 6, 16, 6);
    here_->setAttribute(Qt::WA_TransparentForMouseEvents);
    here_->hide();
    canvas_->setFrameShape(QFrame::NoFrame);
    canvas_->setAttribute(Qt::WA_TransparentForMouseEvents);
    canvas_->setFocusPolicy(Qt::NoFocus);
    close_->setText(QStringLiteral("✕"));
    connect(close_, &QToolButton::clicked, this, &ComparePane::closeWanted);
    retranslate();
    hide();
}

// The words lie over the canvas, so that both pictures stand at one height.
void ComparePane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const QSize close = close_->sizeHint();
    close_->setGeometry(width() - close.width() - 8, 4, close.width(), close.height());
    words_->setGeometry(1, 4, width() - close.width() - 12, words_->sizeHint().height());
    words_->raise();
    close_->raise();
}

void ComparePane::retranslate() {
    canvas_->setAccessibleName(tr("The cluster on the other branch"));
    close_->setToolTip(tr("Stop comparing"));
    close_->setAccessibleName(close_->toolTip());
}

void ComparePane::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ComparePane::setMoment(const Moment& moment) {
    if (!moment.comparison) {
        if (isHidden()) return;
        shown_->setDifferences({});
        here_->hide();
        hide();
        return;
    }
    const cluster::Picture& here = *moment.frame.picture;
    const cluster::Picture& there = *moment.comparison->frame.picture;
    views::Frame frame = moment.comparison->frame;
    frame.reducedMotion = frame.reducedMotion || shown_->currentFrame().reducedMotion;
    canvas_->setFrame(frame);
    shown_->setDifferences(views::differences(here, there));
    const auto marked = views::differences(there, here);
    canvas_->setDifferences(marked);
    differences_ = int(marked.size());
    const auto say = [](const std::string& branch, const QString& what) {
        return QStringLiteral("<b>%1</b> &nbsp; %2")
            .arg(QString::fromStdString(branch).toHtmlEscaped(), what);
    };
    if (const QString words = say(moment.branch, tr("the branch you are on"));
        words != here_->text()) {
        here_->setText(words);
        here_->move(0, 4);
        here_->adjustSize();
    }
    here_->show();
    words_->setText(say(moment.comparison->name, differences_ == 0
                                                     ? tr("no differences")
                                                     : tr("differences: %1").arg(differences_)));
    show();
}

} // namespace maqueta::app
