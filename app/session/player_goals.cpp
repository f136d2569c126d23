// "Run until…": first the scout looks for the moment, then the film is wound on to it. Both in
// pieces of a tick, so that a person can cancel.
#include "app/session/player.h"

#include <algorithm>
#include <chrono>

namespace maqueta::app {
namespace {

constexpr sim::Duration longestSearch = sim::minutes(60);
constexpr sim::Duration searchSlice = sim::milliseconds(500);
constexpr sim::Duration windSlice = sim::seconds(2);
constexpr auto workATick = std::chrono::milliseconds(20);

} // namespace

void Player::runUntil(const Goal& goal) {
    pause();
    const sim::Time now = history_.now();
    const bool moment = goal.kind == Goal::Kind::Moment;
    if (moment && goal.at <= director_.film().simulatedAt(shown_)) return seek(goal.at);
    Run run{.goal = goal,
            .watch = GoalWatch(goal, history_.world().picture()),
            .from = now,
            .limit = moment ? goal.at : now + longestSearch,
            .found = {},
            .beat = 0};
    // What was shown already is known; what was filmed ahead is not, and is filmed again.
    const cluster::RecordSeq last = director_.film().beatAt(movie_);
    for (const cluster::Beat& beat : history_.beats()) {
        if (beat.seq <= last || beat.at > director_.film().simulatedAt(shown_)) continue;
        if (!run.watch.sees(beat)) continue;
        scrub(director_.film().movieOf(beat.seq).value_or(movie_));
        return;
    }
    reshootAfterShown();
    run_ = std::move(run);
}

void Player::cancelRun() {
    if (!run_) return;
    const bool winding = run_->found.has_value();
    run_.reset();
    if (winding) {
        movie_ = director_.film().movieAt(history_.now());
        shown_ = std::max(shown_, movie_);
    } else {
        reshootAfterShown();
    }
}

void Player::workOnRun() {
    const auto until = std::chrono::steady_clock::now() + workATick;
    const auto inTime = [&] { return std::chrono::steady_clock::now() < until; };
    while (!run_->found && scout_.now() < run_->limit && inTime())
        runScout(std::min(run_->limit, scout_.now() + searchSlice));
    if (!run_->found && scout_.now() >= run_->limit) {
        if (run_->goal.kind == Goal::Kind::Moment) {
            run_->found = run_->limit;
        } else {
            news_ = Answer{.ok = false, .text = goalMissed(run_->goal).toStdString()};
            return cancelRun();
        }
    }
    if (!run_->found) return;
    while (history_.now() < *run_->found && inTime())
        history_.advance(std::min(*run_->found, history_.now() + windSlice));
    movie_ = director_.film().movieAt(history_.now());
    shown_ = std::max(shown_, movie_);
    if (history_.now() >= *run_->found) arrive();
}

// At the beat itself, not at the first of several of its instant.
void Player::arrive() {
    if (const auto movie = director_.film().movieOf(run_->beat)) movie_ = *movie;
    shown_ = std::max(shown_, movie_);
    run_.reset();
}

std::optional<Answer> Player::takeNews() {
    return std::exchange(news_, std::nullopt);
}

std::optional<RunInfo> Player::runInfo() const {
    if (!run_) return std::nullopt;
    RunInfo info{.goal = goalText(run_->goal), .reached = scout_.now()};
    const auto part = [&](sim::Time at, sim::Time to) {
        return std::clamp((at - run_->from).seconds() / (to - run_->from).seconds(), 0.0, 1.0);
    };
    const bool moment = run_->goal.kind == Goal::Kind::Moment;
    if (run_->found) {
        info.reached = history_.now();
        info.part = part(history_.now(), *run_->found);
        if (moment)
            info.part = (1 + info.part) / 2;
        else
            info.foundAt = run_->found;
    } else if (moment) {
        info.part = part(scout_.now(), run_->limit) / 2; // then it is wound on
    }
    return info;
}

} // namespace maqueta::app
