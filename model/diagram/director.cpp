#include "diagram/director.h"

#include "diagram/fields.h"

#include <algorithm>

namespace maqueta::diagram {
namespace {

constexpr std::size_t mostTransits = 4096;
constexpr std::size_t mostTold = 2000;
constexpr std::size_t mostHops = 6;
constexpr sim::Duration tellAgainAfter = sim::seconds(45);

} // namespace

void Director::watch(const cluster::Transit& transit) {
    transits_.push_back(transit);
    if (transits_.size() > mostTransits) transits_.pop_front();
}

// The chain of drawn messages from the beat before to this one.
std::vector<Hop> Director::hopsTo(const cluster::Beat& beat) const {
    std::vector<Hop> hops;
    const sim::Time from = film_.simulatedAt(film_.fixedEnd());
    cluster::RecordSeq cause = beat.cause;
    while (cause != 0 && hops.size() < mostHops) {
        const auto at = std::lower_bound(
            transits_.begin(), transits_.end(), cause,
            [](const cluster::Transit& t, cluster::RecordSeq seq) { return t.seq < seq; });
        if (at == transits_.end() || at->seq != cause || at->sent < from) break;
        if (!at->routine) hops.push_back({at->sent, at->arrives});
        cause = at->cause;
    }
    std::reverse(hops.begin(), hops.end());
    return hops;
}

const CaptionRule* Director::worthTelling(const cluster::Beat& beat) {
    if (beat.kind == cluster::BeatKind::Acted) {
        lastTold_.clear();
        number_ = 0;
    }
    const CaptionRule* rule = captionRule(beat);
    if (!rule) return nullptr;
    const auto before = lastTold_.find(rule);
    if (!rule->always && before != lastTold_.end() && beat.at - before->second < tellAgainAfter)
        return nullptr;
    lastTold_[rule] = beat.at;
    return rule;
}

void Director::watch(const cluster::Beat& beat, double shown) {
    FilmBeat film{.seq = beat.seq, .at = beat.at};
    // A wait belongs to the gap before the beat, even when the beat ends it.
    film.wait = waits_.inForce(film_.simulatedAt(std::max(shown, film_.fixedEnd())));
    waits_.see(beat);
    const CaptionRule* rule = worthTelling(beat);
    if (rule) film.captionCharacters = captionLength(*rule, beat);
    film.hops = hopsTo(beat);
    film_.add(film, shown);
    if (!rule) return;
    told_.push_back({film_.end(), rule, beat, ++number_});
    if (told_.size() > mostTold) told_.pop_front();
}

void Director::quietUntil(sim::Time until, double shown) {
    const sim::Time from = film_.simulatedAt(std::max(shown, film_.fixedEnd()));
    film_.quietUntil(until, waits_.inForce(from), shown);
}

void Director::cutAfter(double movie) {
    film_.cutAfter(movie);
    while (!told_.empty() && told_.back().movie > movie) told_.pop_back();
    transits_.clear();
    lastTold_.clear();
}

const Director::Told* Director::captionAt(double movie) const {
    const auto after = std::upper_bound(told_.begin(), told_.end(), movie,
                                        [](double m, const Told& told) { return m < told.movie; });
    return after == told_.begin() ? nullptr : &*(after - 1);
}

} // namespace maqueta::diagram
