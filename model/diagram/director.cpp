#include "diagram/director.h"

#include "cluster/beat_fields.h"

#include <algorithm>
#include <limits>

namespace maqueta::diagram {
namespace {

constexpr std::size_t mostTransits = 4096;
constexpr std::size_t mostTold = 2000;
constexpr std::size_t mostHops = 6;
constexpr sim::Duration tellAgainAfter = sim::seconds(45);

} // namespace

void Director::setScript(std::vector<Cue> cues) {
    script_ = std::move(cues);
    scriptEnd_ = std::numeric_limits<cluster::RecordSeq>::max();
}

const Director::Cue* Director::cueAt(cluster::RecordSeq seq) const {
    if (seq >= scriptEnd_) return nullptr;
    const auto at =
        std::lower_bound(script_.begin(), script_.end(), seq,
                         [](const Cue& cue, cluster::RecordSeq s) { return cue.seq < s; });
    return at != script_.end() && at->seq == seq ? &*at : nullptr;
}

void Director::watch(const cluster::Transit& transit, double shown) {
    // A message can be what a script speaks of: it appears in the film like a beat.
    if (const Cue* cue = cueAt(transit.seq)) {
        FilmBeat film{.seq = transit.seq, .at = transit.sent, .captionCharacters = cue->characters};
        film.wait = waits_.inForce(film_.simulatedAt(std::max(shown, film_.fixedEnd())));
        film_.add(film, shown);
        cluster::Beat beat;
        beat.seq = transit.seq;
        beat.at = transit.sent;
        tell(beat, nullptr, cue);
    }
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
    if (cast_->brings(beat)) {
        auto cast = std::make_shared<Cast>(*cast_);
        cast->see(beat);
        cast_ = std::move(cast);
    }
    const Cue* cue = cueAt(beat.seq);
    const CaptionRule* rule = beat.seq < scriptEnd_ ? nullptr : worthTelling(beat);
    if (rule) film.captionCharacters = captionLength(*rule, beat);
    if (cue) film.captionCharacters = cue->characters;
    // What a script does begins when people have read what was said before.
    film.afterReading = beat.seq < scriptEnd_ && beat.kind == cluster::BeatKind::Acted;
    film.hops = hopsTo(beat);
    film_.add(film, shown);
    if (rule || cue) tell(beat, rule, cue);
}

void Director::tell(const cluster::Beat& beat, const CaptionRule* rule, const Cue* cue) {
    told_.push_back({.movie = film_.end(),
                     .rule = rule,
                     .beat = beat,
                     .number = rule ? ++number_ : 0,
                     .cue = cue ? static_cast<int>(cue - script_.data()) : -1});
    if (told_.size() > mostTold) told_.pop_front();
}

void Director::quietUntil(sim::Time until, double shown) {
    const sim::Time from = film_.simulatedAt(std::max(shown, film_.fixedEnd()));
    film_.quietUntil(until, waits_.inForce(from), shown);
}

void Director::cutAfter(double movie) {
    film_.cutAfter(movie);
    while (!told_.empty() && told_.back().movie > movie) told_.pop_back();
    if (const cluster::RecordSeq last = film_.beatAt(movie); cast_->reachesBeyond(last)) {
        auto cast = std::make_shared<Cast>(*cast_);
        cast->forgetBeyond(last);
        cast_ = std::move(cast);
    }
    transits_.clear();
    lastTold_.clear();
}

const Director::Told* Director::captionAt(double movie) const {
    const auto after = std::upper_bound(told_.begin(), told_.end(), movie,
                                        [](double m, const Told& told) { return m < told.movie; });
    return after == told_.begin() ? nullptr : &*(after - 1);
}

} // namespace maqueta::diagram
