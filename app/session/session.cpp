#include "app/session/session.h"

#include "app/session/lesson_catalog.h"
#include "cluster/defaults.h"
#include "cluster/verdict.h"
#include "document/picture_file.h"
#include "manifest/manifest.h"
#include "views/style/trace_words.h"

#include <QFile>

#include <chrono>

namespace maqueta::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto frameTime = std::chrono::microseconds(16'667);
constexpr double longestTickMs = 100; // after a pause of the computer the film does not jump
constexpr int framesBetweenInspections = 12;
constexpr sim::Time calmMoment{sim::seconds(60).ns};

std::vector<base::Json> exampleShop() {
    QFile file(QStringLiteral(":/examples/shop.yaml"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    auto objects = manifest::readManifestText(file.readAll().toStdString(), "shop.yaml");
    std::vector<base::Json> out;
    if (objects)
        for (manifest::ManifestObject& object : *objects) out.push_back(std::move(object.json));
    return out;
}

} // namespace

Session::Session(QObject* parent) : QObject(parent) {
    thread_ = std::thread([this] { run(); });
}

Session::~Session() {
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
        newerWish_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

std::shared_ptr<const Moment> Session::latest() const {
    const std::lock_guard lock(mutex_);
    return latest_;
}

std::optional<Player::Displayed> Session::displayed() const {
    const auto moment = latest();
    if (!moment) return std::nullopt;
    return Player::Displayed{moment->frame.movieMs, moment->frame.picture->now};
}

void Session::post(Command command) {
    {
        const std::lock_guard lock(mutex_);
        commands_.push_back(std::move(command));
    }
    wake_.notify_one();
}

void Session::run() {
    auto last = Clock::now();
    auto nextFrame = last;
    for (;;) {
        std::deque<Command> commands;
        std::optional<double> scrub;
        {
            std::unique_lock lock(mutex_);
            const auto due = [&] { return quit_ || !commands_.empty() || scrub_; };
            if (player_)
                wake_.wait_until(lock, nextFrame, due);
            else
                wake_.wait(lock, due);
            if (quit_) return;
            commands.swap(commands_);
            scrub.swap(scrub_);
            newerWish_ = false;
        }
        for (const Command& command : commands) command();
        if (!player_) continue;
        if (scrub) {
            player_->pause();
            if (player_->scrub(*scrub, &newerWish_)) dirty_ = true;
        }
        const auto now = Clock::now();
        if (now < nextFrame) {
            if (!commands.empty() || scrub) continue;
        }
        const double ms = std::chrono::duration<double, std::milli>(now - last).count();
        last = now;
        nextFrame = std::max(nextFrame + frameTime, now + frameTime / 4);
        if (player_->tick(std::min(ms, longestTickMs))) dirty_ = true;
        if (const auto news = player_->takeNews()) answer(*news);
        if (dirty_) publish();
        if (++sinceInspection_ >= framesBetweenInspections) inspectAgain();
    }
}

void Session::publish() {
    dirty_ = false;
    if (!asked_.empty()) hearAnswers();
    auto moment = player_->moment();
    {
        const std::lock_guard lock(mutex_);
        latest_ = std::move(moment);
    }
    if (announced_.exchange(true)) return; // the window has not looked at the last one yet
    QMetaObject::invokeMethod(
        this,
        [this] {
            announced_ = false;
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

void Session::answer(const Answer& answer) {
    dirty_ = true;
    const QString text = QString::fromStdString(answer.text);
    if (!answer.ok)
        Q_EMIT refused(text);
    else if (!text.isEmpty())
        Q_EMIT told(text);
}

void Session::inspectAgain() {
    sinceInspection_ = 0;
    if (!inspected_) return;
    Inspection inspection = app::inspect(player_->history(), reasons_, inspected_);
    if (sameFacts(inspection, lastInspection_)) return;
    lastInspection_ = inspection;
    Q_EMIT inspected(inspection);
}

void Session::setMemoryBudget(std::size_t bytes) {
    post([this, bytes] {
        memoryBudget_ = bytes;
        if (player_) player_->setMemoryBudget(bytes), dirty_ = true;
    });
}

void Session::take(std::unique_ptr<Player> player) {
    player_ = std::move(player);
    player_->setMemoryBudget(memoryBudget_);
    asked_.clear();
    autosaved_ = 0;
}

void Session::openDefault() {
    post([this] {
        document::Document document;
        document.topology = cluster::defaultTopology();
        take(std::make_unique<Player>(std::move(document), cluster::Configuration{}));
        player_->prepare(exampleShop(), tr("Online shop").toStdString(), calmMoment);
        player_->play();
        publish();
        Q_EMIT opened({}, false);
    });
}

void Session::openNew(cluster::Topology topology) {
    post([this, topology = std::move(topology)]() mutable {
        document::Document document;
        document.topology = std::move(topology);
        take(std::make_unique<Player>(std::move(document), cluster::Configuration{}));
        player_->play();
        publish();
        Q_EMIT opened({}, false);
    });
}

void Session::open(const QString& path, bool recovered) {
    post([this, path, recovered] {
        auto document = document::load(path.toStdString());
        if (!document) {
            Q_EMIT openFailed(path, views::errorText(document.error()));
            return;
        }
        auto configuration = cluster::configured(document->settings.values);
        if (!configuration) {
            Q_EMIT openFailed(path, views::errorText(configuration.error()));
            return;
        }
        take(std::make_unique<Player>(*std::move(document), *std::move(configuration)));
        if (recovered)
            player_->setChanged();
        else
            player_->play();
        publish();
        // A picture stays one: what is saved goes to a document of its own.
        const bool asCopy = recovered || document::isPictureFile(path.toStdString());
        Q_EMIT opened(asCopy ? QString() : path, recovered);
    });
}

void Session::openLesson(const QString& id) {
    post([this, id] {
        auto lesson = loadLesson(id);
        if (!lesson) {
            Q_EMIT refused(views::errorText(lesson.error()));
            return;
        }
        auto performance = lessons::perform(*lesson, document::interventionFromJson);
        if (!performance) {
            Q_EMIT refused(views::errorText(performance.error()));
            return;
        }
        take(std::make_unique<Player>(lessonDocument(*lesson, *performance),
                                      cluster::Configuration{}));
        player_->startLesson(*std::move(lesson), *std::move(performance));
        publish();
        Q_EMIT opened({}, false);
    });
}

void Session::answerQuestion(int number) {
    post([this, number] {
        if (player_ && number >= 0) player_->answer(static_cast<std::size_t>(number));
        dirty_ = true;
    });
}

void Session::skipQuestion() {
    post([this] {
        if (player_) player_->play(), dirty_ = true;
    });
}

void Session::save(const QString& path) {
    post([this, path] {
        if (!player_) return;
        const base::Status status = document::save(player_->document(), path.toStdString());
        if (!status) {
            Q_EMIT saveFailed(path, views::errorText(status.error()));
            return;
        }
        player_->saved();
        dirty_ = true;
        Q_EMIT saved(path);
    });
}

void Session::autosave(const QString& path) {
    post([this, path] {
        if (!player_ || !player_->changed() || player_->changes() == autosaved_) return;
        const std::uint64_t changes = player_->changes();
        // A copy that cannot be written is no reason to disturb; the person's own file is
        // untouched.
        if (document::save(player_->document(), path.toStdString())) autosaved_ = changes;
    });
}

void Session::act(cluster::Intervention what) {
    post([this, what = std::move(what), at = displayed()]() mutable {
        if (player_) answer(player_->act(std::move(what), at.value_or(player_->displayed())));
    });
}

void Session::moveCards(std::vector<CardPlace> cards) {
    post([this, cards = std::move(cards)] {
        if (!player_) return;
        player_->moveCards(cards);
        dirty_ = true;
    });
}

void Session::undo() {
    post([this] {
        if (player_) answer(player_->undo());
    });
}

void Session::redo() {
    post([this] {
        if (player_) answer(player_->redo());
    });
}

void Session::undoTo(std::size_t done) {
    post([this, done] {
        if (player_) answer(player_->undoTo(done));
    });
}

void Session::switchTo(std::uint32_t branch) {
    post([this, branch] {
        if (player_) answer(player_->switchTo(branch));
    });
}

void Session::renameBranch(std::uint32_t branch, const QString& name) {
    post([this, branch, name = name.trimmed().toStdString()] {
        if (player_) player_->renameBranch(branch, name), dirty_ = true;
    });
}

void Session::removeBranch(std::uint32_t branch) {
    post([this, branch] {
        if (player_) answer(player_->removeBranch(branch));
    });
}

void Session::compareWith(std::uint32_t branch) {
    post([this, branch] {
        if (player_) answer(player_->compareWith(branch));
    });
}

void Session::stopComparing() {
    post([this] {
        if (player_) player_->stopComparing(), dirty_ = true;
    });
}

void Session::play() {
    post([this] {
        if (player_) player_->play(), dirty_ = true;
    });
}

void Session::pause() {
    post([this] {
        if (player_) player_->pause(), dirty_ = true;
    });
}

void Session::togglePlay() {
    const auto moment = latest();
    if (moment && moment->playing)
        pause();
    else
        play();
}

void Session::setSpeed(diagram::Pacing pacing, double rate) {
    post([this, pacing, rate] {
        if (player_) player_->setSpeed(pacing, rate), dirty_ = true;
    });
}

void Session::changeSpeed(bool faster) {
    post([this, faster] {
        if (player_) player_->changeSpeed(faster), dirty_ = true;
    });
}

void Session::stepForward() {
    post([this] {
        if (player_) player_->stepForward(), dirty_ = true;
    });
}

void Session::stepBack() {
    post([this] {
        if (player_) player_->stepBack(), dirty_ = true;
    });
}

void Session::stepEvent() {
    post([this] {
        if (player_) player_->stepEvent(), dirty_ = true;
    });
}

void Session::stepEventBack() {
    post([this] {
        if (player_) player_->stepEventBack(), dirty_ = true;
    });
}

void Session::runUntil(const Goal& goal) {
    post([this, goal] {
        if (player_) player_->runUntil(goal), dirty_ = true;
    });
}

void Session::cancelRun() {
    post([this] {
        if (player_) player_->cancelRun(), dirty_ = true;
    });
}

void Session::scrub(double movie) {
    {
        const std::lock_guard lock(mutex_);
        scrub_ = movie;
        newerWish_ = true;
    }
    wake_.notify_one();
}

void Session::seek(sim::Time to) {
    post([this, to] {
        if (player_) player_->seek(to), dirty_ = true;
    });
}

void Session::languageChanged() {
    post([this] {
        if (!player_) return;
        player_->languageChanged();
        dirty_ = true;
        inspectAgain();
    });
}

void Session::judgeNewPod() {
    post([this] {
        if (!player_) return;
        const base::Json pod = {
            {"apiVersion", "v1"},
            {"kind", "Pod"},
            {"metadata", {{"name", "new-pod"}, {"namespace", "default"}}},
            {"spec",
             {{"containers",
               base::Json::array(
                   {{{"name", "new-pod"},
                     {"image", "nginx:1.27"},
                     {"resources", {{"requests", {{"cpu", "250m"}, {"memory", "256Mi"}}}}}}})}}}};
        const auto verdict = cluster::explainManifest(player_->history().world(), pod);
        QVector<views::NodeOpinion> opinions;
        if (verdict) {
            const auto top = std::count_if(verdict->nodes.begin(), verdict->nodes.end(),
                                           [](const auto& node) { return node.top; });
            for (const cluster::NodeVerdict& node : verdict->nodes)
                opinions.append({.node = QString::fromStdString(node.node),
                                 .fits = node.feasible,
                                 .points = node.total,
                                 .best = node.top,
                                 .tied = node.top && top > 1,
                                 .why = QString::fromStdString(node.message)});
        }
        Q_EMIT judged(opinions);
    });
}

void Session::inspect(const views::Part& part) {
    post([this, part] {
        inspected_ = part;
        reasons_.forget(); // the language may be another one
        lastInspection_ = {};
        if (player_) inspectAgain();
    });
}

} // namespace maqueta::app
