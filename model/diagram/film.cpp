#include "diagram/film.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace maqueta::diagram {
namespace {

constexpr double nsPerMs = 1e6;
constexpr std::array storySpeeds = {0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 64.0, 250.0, 1000.0};
constexpr std::array clockSpeeds = {0.01, 0.1, 1.0, 10.0, 60.0, 100.0, 1000.0};
constexpr double quickHoldMs = 120; // of one beat among several at one instant
constexpr sim::Duration retryGap = sim::seconds(1);
constexpr std::size_t lateKnots = 512; // that every copy has for itself, up to twice as many

// The first index that is not before what is looked for.
template <class Before>
std::size_t firstOf(std::size_t size, Before before) {
    std::size_t low = 0;
    while (low < size) {
        const std::size_t middle = low + (size - low) / 2;
        if (before(middle))
            low = middle + 1;
        else
            size = middle;
    }
    return low;
}

double ms(sim::Duration d) {
    return static_cast<double>(d.ns) / nsPerMs;
}

} // namespace

std::span<const double> speedsOf(Pacing pacing) {
    if (pacing == Pacing::Clock) return clockSpeeds;
    return storySpeeds;
}

double nextSpeed(Pacing pacing, double speed, bool faster) {
    const std::span<const double> all = speedsOf(pacing);
    if (faster) {
        const auto next = std::upper_bound(all.begin(), all.end(), speed);
        return next == all.end() ? all.back() : *next;
    }
    const auto at = std::lower_bound(all.begin(), all.end(), speed);
    return at == all.begin() ? all.front() : *(at - 1);
}

void MovieMap::Knots::push_back(const Knot& knot) {
    late_.push_back(knot);
    if (late_.size() < 2 * lateKnots) return;
    auto all = early_ ? std::make_shared<std::vector<Knot>>(*early_)
                      : std::make_shared<std::vector<Knot>>();
    const auto middle = late_.begin() + static_cast<std::ptrdiff_t>(lateKnots);
    all->insert(all->end(), late_.begin(), middle);
    late_.erase(late_.begin(), middle);
    early_ = std::move(all);
}

void MovieMap::Knots::pop_back() {
    if (late_.empty()) {
        const auto taken = static_cast<std::ptrdiff_t>(std::min(early(), lateKnots));
        late_.assign(early_->end() - taken, early_->end());
        early_ = std::make_shared<const std::vector<Knot>>(early_->begin(), early_->end() - taken);
    }
    late_.pop_back();
}

MovieMap::MovieMap(sim::Time begin) {
    knots_.push_back({begin, 0, 0});
}

double MovieMap::gapMs(sim::Duration dt) {
    return std::clamp(120 * std::log2(1 + ms(dt) / 100), 120.0, 900.0);
}

double MovieMap::readingMs(int characters) {
    return std::max(1800.0, 55.0 * characters);
}

void MovieMap::setPacing(Pacing pacing, double simulatedPerSecond, double shown) {
    dropProvisional(shown);
    pacing_ = pacing;
    rate_ = std::clamp(simulatedPerSecond, 0.01, 1000.0);
}

// Keeps the provisional end of the map as far as it was shown.
void MovieMap::dropProvisional(double shown) {
    if (fixed_ == knots_.size()) return;
    const double keep = std::clamp(shown, knots_[fixed_ - 1].movie, end());
    const sim::Time at = simulatedAt(keep);
    while (knots_.size() > fixed_ && knots_.back().movie >= keep) knots_.pop_back();
    if (keep > knots_.back().movie) {
        knots_.push_back({at, keep, 0});
        if (at > knots_[knots_.size() - 2].at) instantHeld_ = 0;
    }
    fixed_ = knots_.size();
}

// What lies before a beat: the drawn messages that led to it, and what is between them. A wait
// passes at its own pace, however many messages come at its end.
std::vector<MovieMap::Leg> MovieMap::legsTo(const FilmBeat& beat) const {
    constexpr double messageShare = 6; // of a message, to what lies between messages
    std::vector<Leg> legs;
    sim::Time at = knots_.back().at;
    const auto leg = [&](sim::Time until, double share) {
        if (until <= at || until > beat.at) return;
        const sim::Duration length = until - at;
        if (beat.wait.ns > 0 && length >= retryGap)
            legs.push_back({until, 0, waitMs * std::min(1.0, ms(length) / ms(beat.wait))});
        else
            legs.push_back({until, share, 0});
        at = until;
    };
    for (const Hop& hop : beat.hops) {
        leg(std::min(hop.sent, beat.at), 1);
        leg(std::min(hop.arrives, beat.at), messageShare);
    }
    leg(beat.at, 1);
    return legs;
}

double MovieMap::storyGap(const FilmBeat& beat, double waiting) const {
    const Knot& last = knots_.back();
    const sim::Duration dt = beat.at - last.at;
    double gap = dt.ns > 0 ? gapMs(dt) : std::clamp(longestHoldMs - instantHeld_, 0.0, quickHoldMs);
    if (last.seq == 0 && knots_.size() == 1 && dt.ns == 0) gap = 0;
    // What is tried in vain meanwhile does not make the wait longer.
    if (waiting > 0) gap = std::max(quickHoldMs, waiting);
    if (!beat.hops.empty()) gap = std::max(gap, waiting + hopMs);
    if (beat.captionCharacters > 0)
        gap = std::max(gap, waiting + hopMs * static_cast<double>(beat.hops.size()));
    if (beat.captionCharacters > 0 || beat.afterReading)
        gap = std::max(gap, captionUntil_ - last.movie);
    return gap;
}

// Gives each drawn message its share of the gap, so that they are seen one after another.
void MovieMap::bend(const std::vector<Leg>& legs, double gap) {
    double shares = 0;
    for (const Leg& leg : legs) {
        shares += leg.share;
        gap -= leg.waiting;
    }
    double movie = knots_.back().movie;
    for (std::size_t i = 0; i + 1 < legs.size(); ++i) {
        movie += legs[i].waiting + (shares > 0 ? gap * legs[i].share / shares : 0);
        knots_.push_back({legs[i].until, movie, 0});
    }
}

void MovieMap::add(const FilmBeat& beat, double shown) {
    dropProvisional(shown);
    assert(beat.at >= knots_.back().at);
    const sim::Duration dt = beat.at - knots_.back().at;
    const double from = knots_.back().movie;
    double gap = ms(dt) / rate_;
    if (pacing_ == Pacing::Story) {
        const std::vector<Leg> legs = legsTo(beat);
        double waiting = 0;
        for (const Leg& leg : legs) waiting += leg.waiting;
        gap = storyGap(beat, waiting);
        bend(legs, gap);
    }
    const double appears = from + gap;
    instantHeld_ = dt.ns > 0 ? 0 : instantHeld_ + gap;
    knots_.push_back({beat.at, appears, beat.seq});
    if (beat.captionCharacters > 0) captionUntil_ = appears + readingMs(beat.captionCharacters);
    fixed_ = knots_.size();
}

void MovieMap::quietUntil(sim::Time until, sim::Duration wait, double shown) {
    dropProvisional(shown);
    const Knot& last = knots_.back();
    if (until <= last.at) return;
    const double dt = ms(until - last.at);
    double movie = dt;
    if (pacing_ == Pacing::Clock)
        movie = dt / rate_;
    else if (wait.ns > 0)
        movie = dt * waitMs / ms(wait);
    knots_.push_back({until, last.movie + movie, 0});
}

void MovieMap::cutAfter(double movie) {
    movie = std::max(movie, 0.0);
    if (movie >= end()) return;
    const sim::Time at = simulatedAt(movie);
    while (knots_.size() > 1 && knots_.back().movie > movie) knots_.pop_back();
    if (movie > knots_.back().movie) knots_.push_back({at, movie, 0});
    fixed_ = knots_.size();
    captionUntil_ = std::min(captionUntil_, movie);
    instantHeld_ = 0;
}

MovieMap MovieMap::carrying(const std::vector<cluster::Beat>& beats) const {
    std::vector<Knot> all;
    all.reserve(knots_.size() + beats.size());
    for (std::size_t i = 0; i < knots_.size(); ++i)
        all.push_back({knots_[i].at, knots_[i].movie, 0});
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    for (const cluster::Beat& beat : beats)
        if (beat.at >= begin() && beat.at <= simulatedEnd())
            all.push_back({beat.at, movieAt(beat.at), beat.seq});
    std::inplace_merge(all.begin(), all.begin() + middle, all.end(),
                       [](const Knot& a, const Knot& b) { return a.movie < b.movie; });
    MovieMap out = *this;
    out.knots_ = {};
    for (const Knot& knot : all) out.knots_.push_back(knot);
    out.fixed_ = out.knots_.size();
    return out;
}

std::size_t MovieMap::knotAfter(double movie) const {
    return firstOf(knots_.size(), [&](std::size_t i) { return knots_[i].movie <= movie; });
}

std::size_t MovieMap::knotAt(sim::Time at) const {
    return firstOf(knots_.size(), [&](std::size_t i) { return knots_[i].at < at; });
}

sim::Time MovieMap::simulatedAt(double movie) const {
    const std::size_t next = knotAfter(movie);
    if (next == 0) return begin();
    const Knot& before = knots_[next - 1];
    if (next == knots_.size()) return before.at;
    const Knot& after = knots_[next];
    const double part = (movie - before.movie) / (after.movie - before.movie);
    const double ns = static_cast<double>((after.at - before.at).ns) * part;
    return before.at + sim::nanoseconds(std::llround(ns));
}

double MovieMap::movieAt(sim::Time at) const {
    const std::size_t next = knotAt(at);
    if (next == knots_.size()) return end();
    const Knot& after = knots_[next];
    if (next == 0 || after.at == at) return after.movie;
    const Knot& before = knots_[next - 1];
    const double part =
        static_cast<double>((at - before.at).ns) / static_cast<double>((after.at - before.at).ns);
    return before.movie + (after.movie - before.movie) * part;
}

std::optional<double> MovieMap::movieOf(cluster::RecordSeq seq) const {
    // Beats carry growing numbers; bends carry none, so the search steps over them.
    std::size_t low = 0;
    std::size_t high = knots_.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        std::size_t probe = middle;
        while (probe < high && knots_[probe].seq == 0) ++probe;
        if (probe == high) {
            high = middle;
        } else if (knots_[probe].seq == seq) {
            return knots_[probe].movie;
        } else if (knots_[probe].seq < seq) {
            low = probe + 1;
        } else {
            high = middle;
        }
    }
    return {};
}

cluster::RecordSeq MovieMap::beatAt(double movie) const {
    for (std::size_t i = knotAfter(movie); i-- > 0;)
        if (knots_[i].seq != 0) return knots_[i].seq;
    return 0;
}

std::optional<double> MovieMap::nextBeat(double movie) const {
    for (std::size_t i = knotAfter(movie); i < knots_.size(); ++i)
        if (knots_[i].seq != 0) return knots_[i].movie;
    return {};
}

std::optional<double> MovieMap::previousBeat(double movie) const {
    std::size_t i = firstOf(knots_.size(), [&](std::size_t k) { return knots_[k].movie < movie; });
    while (i-- > 0)
        if (knots_[i].seq != 0) return knots_[i].movie;
    return {};
}

std::vector<MovieMap::Shortened> MovieMap::shortened(sim::Duration atLeast) const {
    std::vector<Shortened> out;
    for (std::size_t i = 1; i < knots_.size(); ++i) {
        const sim::Duration dt = knots_[i].at - knots_[i - 1].at;
        const double movie = knots_[i].movie - knots_[i - 1].movie;
        if (dt >= atLeast && ms(dt) >= 10 * movie)
            out.push_back({knots_[i - 1].movie, knots_[i].movie, dt});
    }
    return out;
}

} // namespace maqueta::diagram
