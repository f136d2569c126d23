// The window's dock: which pages it has, what they show of a moment, what they ask for.
#include "app/window/main_window.h"

namespace maqueta::app {
namespace {

std::vector<views::ChartSample> chartSamples(const std::vector<history::Series::Sample>& samples) {
    std::vector<views::ChartSample> out;
    out.reserve(samples.size());
    double before = 0;
    for (const history::Series::Sample& sample : samples) {
        const double seconds = sample.at.seconds();
        const double length = seconds - before;
        const auto rate = [&](cluster::TransitKind kind) {
            return sample.messages[static_cast<std::size_t>(kind)] / length;
        };
        using cluster::TransitKind;
        out.push_back({.seconds = seconds,
                       .waiting = double(sample.waiting),
                       .starting = double(sample.starting),
                       .ready = double(sample.ready),
                       .notReady = double(sample.notReady),
                       .requestsASecond = rate(TransitKind::Request),
                       .watchEventsASecond = rate(TransitKind::Watch),
                       .replicationASecond = rate(TransitKind::Replication),
                       .votesASecond = rate(TransitKind::Vote),
                       .commitMs = sample.commit.seconds() * 1000});
        before = seconds;
    }
    return out;
}

} // namespace

void MainWindow::makeDock(QWidget* parent) {
    dock_ = new views::BottomDock(parent);
    events_ = new views::EventList(dock_);
    queue_ = new views::QueuePanel(dock_);
    lessonPage_ = new views::LessonPage(dock_);
    charts_ = new views::ChartsPage(dock_);
    terminal_ = new views::TerminalPage(dock_);
    for (QWidget* page :
         std::initializer_list<QWidget*>{events_, queue_, lessonPage_, charts_, terminal_})
        openers_.append(dock_->addPage(page));
}

void MainWindow::nameDock() {
    dock_->setName(events_, tr("Events"));
    dock_->setName(queue_, tr("Queue"));
    dock_->setName(lessonPage_, tr("Lesson"));
    dock_->setName(charts_, tr("Charts"));
    dock_->setName(terminal_, tr("Terminal"));
}

void MainWindow::connectDock() {
    connect(dock_, &views::BottomDock::pageChanged, this, [this] {
        showLessons();
        showMoment();
    });
    connect(events_, &views::EventList::chosen, this, &MainWindow::jumpTo);
    connect(queue_, &views::QueuePanel::chosen, this, [this](const views::Part& pod) {
        canvas_->select({pod});
        inspector_->show();
    });
    connect(lessonPage_, &views::LessonPage::beatWanted, this, &MainWindow::jumpTo);
    connect(lessonPage_, &views::LessonPage::lessonWanted, this, &MainWindow::startLesson);
    connect(charts_, &views::ChartsPage::momentChosen, this, [this](double seconds) {
        session_.seek(sim::Time{static_cast<std::int64_t>(seconds * 1e9)});
    });
    connect(terminal_, &views::TerminalPage::entered, &session_, &Session::command);
    connect(&session_, &Session::printed, terminal_, &views::TerminalPage::print);
}

// The open page alone: the others are filled when they are opened.
void MainWindow::showDock(const Moment& moment) {
    const QWidget* page = dock_->openPage();
    if (page == events_) {
        std::map<std::uint32_t, QString> machines;
        for (const auto& m : moment.frame.picture->machines)
            if (m.id.valid()) machines[m.id.value] = QString::fromStdString(m.spec.name);
        events_->setBeats(moment.beats, moment.captions, machines, moment.frame.picture->now);
    } else if (page == queue_) {
        queue_->setQueue(moment.frame.picture->queue, moment.frame.picture->now);
    } else if (page == lessonPage_) {
        QVector<views::ToldSentence> told;
        for (const auto& [seq, text] : *moment.captions) {
            if (!told.isEmpty() && told.constLast().text == text) continue; // it is still said
            if (const auto movie = moment.frame.film->movieOf(seq))
                told.append({seq,
                             QString::fromStdString(
                                 sim::clockText(moment.frame.film->simulatedAt(*movie), 0)),
                             text});
        }
        lessonPage_->setState(moment.lesson, told);
    } else if (page == charts_) {
        charts_->setSamples(chartSamples(*moment.series));
        charts_->setNow(moment.frame.picture->now.seconds());
    }
}

} // namespace maqueta::app
