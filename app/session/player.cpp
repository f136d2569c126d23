#include "app/session/player.h"

#include "diagram/pose.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace maqueta::app {
namespace {

constexpr double filmAheadMs = 4000;
constexpr sim::Duration farthestAhead = sim::seconds(60);
constexpr sim::Duration lessonAhead = sim::minutes(20); // longer than any wait that one tells of
constexpr sim::Duration scoutSlice = sim::milliseconds(250);
constexpr auto workAhead = std::chrono::milliseconds(12); // a tick: commands wait for it
constexpr sim::Duration longestBoot = sim::seconds(60);

bool everyNodeReady(const cluster::Picture& picture) {
    return std::all_of(picture.machines.begin(), picture.machines.end(), [](const auto& m) {
        const bool node =
            m.spec.role == cluster::Role::ControlPlane || m.spec.role == cluster::Role::Worker;
        return !node || !m.on || m.ready;
    });
}

} // namespace

// Writes the film while the scout runs.
class Player::Scout final : public cluster::Observer {
public:
    explicit Scout(Player& player) : p_(player) {}
    void onBeat(const cluster::Beat& beat) override {
        p_.director_.watch(beat, p_.shown_);
        if (!p_.run_ || p_.run_->found || !p_.run_->watch.sees(beat)) return;
        p_.run_->found = beat.at;
        p_.run_->beat = beat.seq;
    }
    bool wantsTransits() const override { return true; }
    void onTransit(const cluster::Transit& transit) override {
        p_.director_.watch(transit, p_.shown_);
    }

private:
    Player& p_;
};

Player::Player(document::Document document, cluster::Configuration configuration)
    : document_(std::move(document))
    , history_(document_.topology, std::move(configuration), document_.seed)
    , scout_(history_.world()) {
    diagram::LayoutOptions layout;
    for (const auto& [machine, at] : document_.layout)
        layout.positions[machine] = {at.first, at.second};
    layout_ = std::make_shared<const diagram::LayoutOptions>(std::move(layout));
    const sim::Time cursor = document_.cursor;
    history_.adopt(std::move(document_.journal), cursor);
    takeUpEdits();
    touched_ = !edits_.empty();
    runScout(cursor);
    movie_ = shown_ = director_.film().movieAt(cursor);
}

void Player::runTo(sim::Time to) {
    runScout(to);
    history_.advance(to);
    movie_ = director_.film().movieAt(to);
    shown_ = std::max(shown_, movie_);
}

void Player::prepare(std::vector<base::Json> objects, std::string title, sim::Time calm) {
    const sim::Time latest = history_.now() + longestBoot;
    while (history_.now() < latest && !everyNodeReady(history_.world().picture()))
        history_.advance(history_.now() + sim::milliseconds(500));
    const base::Status status = history_.act(
        cluster::ApplyObjects{.objects = std::move(objects), .title = std::move(title)});
    assert(status.ok());
    static_cast<void>(status);
    runTo(std::max(calm, history_.now()));
    edits_.clear();
    touched_ = explored_ = changed_ = false;
}

// The scout replays the path's acts, as the history does.
void Player::runScout(sim::Time until) {
    Scout observer(*this);
    const std::vector<const history::Act*> path = history_.journal().path();
    while (scoutActs_ < path.size() && path[scoutActs_]->at <= until) {
        const history::Act& act = *path[scoutActs_++];
        scout_.runUntil(act.at, observer);
        const base::Status status = scout_.apply(act.what, act.number, observer);
        assert(status.ok());
        static_cast<void>(status);
    }
    if (scout_.now() < until) scout_.runUntil(until, observer);
    director_.quietUntil(scout_.now(), shown_);
}

// Keeps the film known for at least that long, within the limits of running ahead: a quiet stretch
// is shortened when the scout sees its end.
void Player::filmUntil(double movie) {
    const auto begin = std::chrono::steady_clock::now();
    const sim::Time farthest = history_.now() + farthestAhead;
    while (director_.film().fixedEnd() < movie && scout_.now() < farthest &&
           std::chrono::steady_clock::now() - begin < workAhead)
        runScout(std::min(farthest, scout_.now() + scoutSlice));
}

// The film from that moment on is another one: what the history knows, then the scout anew.
void Player::reshoot(double movie) {
    director_.cutAfter(movie);
    const cluster::RecordSeq last = director_.film().beatAt(movie);
    const auto& beats = history_.beats();
    auto beat = std::upper_bound(
        beats.begin(), beats.end(), last,
        [](cluster::RecordSeq seq, const cluster::Beat& b) { return seq < b.seq; });
    for (; beat != beats.end() && beat->at <= history_.now(); ++beat)
        if (beat->at >= director_.film().simulatedEnd()) director_.watch(*beat, movie);
    scout_ = history_.world();
    const std::vector<const history::Act*> path = history_.journal().path();
    scoutActs_ = static_cast<std::size_t>(std::count_if(
        path.begin(), path.end(), [&](const auto* act) { return act->at <= history_.now(); }));
    movie_ = shown_ = movie;
    if (run_) run_->found.reset(), run_->beat = 0; // it was found in the other film
    allBeatsLast_ = nearBeatsLast_ = 0;
    allBeats_ = nearBeats_ = nullptr;
}

bool Player::tick(double wallMs) {
    if (run_) {
        workOnRun();
        return true;
    }
    if (!playing_ && !pauseAt_) {
        filmUntil(movie_ + filmAheadMs);
        return false;
    }
    const double step = pacing_ == diagram::Pacing::Story ? wallMs * rate_ : wallMs;
    filmUntil(movie_ + step + filmAheadMs);
    const diagram::MovieMap& film = director_.film();
    double next = movie_ + step;
    // What was shown keeps the pace that it was filmed with; seen again, it goes by the clock too.
    if (pacing_ == diagram::Pacing::Clock && movie_ < shown_)
        next = film.movieAt(film.simulatedAt(movie_) +
                            sim::nanoseconds(std::llround(wallMs * rate_ * 1e6)));
    next = std::min(next, film.end());
    if (const auto question = nextQuestion(); question && next >= *question) {
        next = std::max(movie_, *question);
        hold();
    }
    if (pauseAt_ && next >= *pauseAt_) {
        next = *pauseAt_;
        pauseAt_.reset();
        playing_ = false;
    }
    if (next <= movie_) return false;
    movie_ = next;
    shown_ = std::max(shown_, movie_);
    const sim::Time at = director_.film().simulatedAt(movie_);
    if (at > history_.now()) history_.advance(at);
    return true;
}

void Player::play() {
    cancelRun();
    skipQuestion();
    playing_ = true;
    pauseAt_.reset(); // of a step that still runs
}

void Player::pause() {
    cancelRun();
    playing_ = false;
    pauseAt_.reset();
}

void Player::setSpeed(diagram::Pacing pacing, double rate) {
    pacing_ = pacing;
    rate_ = rate;
    director_.setPacing(pacing, pacing == diagram::Pacing::Clock ? rate : 1, shown_);
    // What was filmed ahead had the old pace.
    reshootAfterShown();
}

void Player::changeSpeed(bool faster) {
    setSpeed(pacing_, diagram::nextSpeed(pacing_, rate_, faster));
}

void Player::reshootAfterShown() {
    const double movie = movie_;
    history_.seek(director_.film().simulatedAt(shown_));
    reshoot(shown_);
    if (movie < shown_) scrub(movie);
}

void Player::stepForward() {
    skipQuestion();
    pause();
    explored_ = true;
    filmUntil(movie_ + filmAheadMs);
    auto next = nextStop();
    const sim::Time farthest = history_.now() + (inLesson() ? lessonAhead : farthestAhead);
    while (!next && scout_.now() < farthest) {
        runScout(scout_.now() + scoutSlice);
        next = nextStop();
    }
    pauseAt_ = next.value_or(director_.film().end());
}

void Player::stepBack() {
    pause();
    const std::optional<double> beat = director_.film().previousBeat(movie_);
    if (!show_ || show_->over) return void(scrub(beat.value_or(0)));
    // From within a beat to the one before it, at last to where the stage is ready. What went on
    // after the last one is gone through beat by beat, as forwards.
    const diagram::Director::Told* before = nullptr;
    const diagram::Director::Told* here = nullptr;
    for (const diagram::Director::Told& told : director_.told()) {
        if (told.movie > movie_) break;
        if (told.cue > 0) before = std::exchange(here, &told);
    }
    if (const double last = here ? settled(*here) : 0; !inLesson() && movie_ > last)
        return void(scrub(std::max(beat.value_or(0), last)));
    scrub(before ? settled(*before) : director_.film().movieAt(show_->performance.begin));
}

// What appears or flashes there has come to rest a little later, before the next one is told.
double Player::settled(const diagram::Director::Told& told) const {
    double end = told.movie + diagram::flashMs;
    for (const diagram::Director::Told& next : director_.told())
        if (next.cue > 0 && next.movie > told.movie) end = std::min(end, next.movie - 1);
    return std::max(end, told.movie);
}

// A lesson is told in beats of its own.
std::optional<double> Player::nextStop() const {
    if (!inLesson()) return director_.film().nextBeat(movie_);
    for (const diagram::Director::Told& told : director_.told())
        if (told.cue > 0 && told.movie > movie_) return settled(told);
    return std::nullopt;
}

void Player::stepEvent() {
    pause();
    explored_ = true;
    const sim::Time from = history_.now();
    if (scout_.now() <= from + scoutSlice) runScout(from + scoutSlice);
    while (!history_.advanceToEvent(scout_.now()) && scout_.now() < from + farthestAhead)
        runScout(scout_.now() + scoutSlice);
    movie_ = director_.film().movieAt(history_.now());
    shown_ = std::max(shown_, movie_);
}

void Player::stepEventBack() {
    pause();
    explored_ = true;
    history_.backToEvent();
    movie_ = director_.film().movieAt(history_.now());
}

bool Player::scrub(double movie, const std::atomic<bool>* stop) {
    skipQuestion();
    movie_ = std::clamp(movie, 0.0, std::max(shown_, movie_));
    explored_ |= movie_ < shown_;
    pauseAt_.reset();
    const sim::Time at = director_.film().simulatedAt(movie_);
    history_.seek(at, stop);
    return history_.now() == at;
}

void Player::seek(sim::Time to) {
    if (to > scout_.now()) runScout(to);
    shown_ = std::max(shown_, director_.film().movieAt(to));
    scrub(director_.film().movieAt(to));
}

document::Document Player::document() const {
    document::Document out = document_;
    out.journal = history_.journal();
    out.cursor = history_.now();
    return out;
}

} // namespace maqueta::app
