// The movie clock: one monotonic map between the cluster's time and what the eye sees.
//
// Owned by whoever plays the film (one a window); a value. Story pacing lets only beats pace time:
// a gap of dt takes clamp(120 * log2(1 + dt / 100 ms), 120, 900) ms of movie time, longer when a
// drawn message joins the two beats, when the caption before is still being read, or when the gap
// is a named wait (DESIGN.md section 4). Clock pacing gives every second on screen N seconds in the
// cluster. The map grows at its end as new beats come; what was shown already never changes.
//
// Movie time is in milliseconds at 1x.
#pragma once

#include "cluster/trace.h"
#include "sim/time.h"

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace maqueta::diagram {

struct Hop {
    sim::Time sent;
    sim::Time arrives;
};

// A beat as pacing sees it.
struct FilmBeat {
    cluster::RecordSeq seq = 0;
    sim::Time at;
    int captionCharacters = 0;  // 0 = it has no caption
    bool afterReading = false;  // waits for the caption before even without one of its own
    sim::Duration wait = {};    // the named wait in force before it; zero = none
    std::vector<Hop> hops = {}; // the drawn messages that led to it, in their order
};

enum class Pacing : std::uint8_t { Story, Clock };
// The speeds that are offered, slowest first.
std::span<const double> speedsOf(Pacing pacing);
// The next one above (or below) a speed; the last one when there is none.
double nextSpeed(Pacing pacing, double speed, bool faster);

class MovieMap {
public:
    static constexpr double waitMs = 2500;
    static constexpr double longestHoldMs = 600; // of one instant
    static constexpr double hopMs = 250;         // the shortest drawn message

    MovieMap() : MovieMap(sim::Time{}) {}
    explicit MovieMap(sim::Time begin);

    // From now on; what lies beyond `shown` is paced anew as it is added.
    void setPacing(Pacing pacing, double simulatedPerSecond, double shown);
    Pacing pacing() const { return pacing_; }
    double simulatedPerSecond() const { return rate_; }

    // The next beat, not earlier than the one before. Nothing before the movie time `shown` is
    // altered.
    void add(const FilmBeat& beat, double shown = 0);
    // Nothing happens up to that moment as far as is known: the map goes on at one second a second,
    // or at the pace of the named wait in force. The next beat replaces what was not yet shown.
    void quietUntil(sim::Time until, sim::Duration wait = {}, double shown = 0);
    // Forgets everything after that movie time: a branch begins there.
    void cutAfter(double movie);

    // The same clock with the beats of another trace on it: so two branches are played in step.
    // In the order of their seq; those that lie outside of the film are left out.
    MovieMap carrying(const std::vector<cluster::Beat>& beats) const;

    double end() const { return knots_.back().movie; }
    // The end without what may still be paced anew.
    double fixedEnd() const { return knots_[fixed_ - 1].movie; }
    sim::Time begin() const { return knots_[0].at; }
    sim::Time simulatedEnd() const { return knots_.back().at; }

    sim::Time simulatedAt(double movie) const;
    // The first movie moment that shows that time.
    double movieAt(sim::Time at) const;
    // When a beat appears; nothing when it is not in the film.
    std::optional<double> movieOf(cluster::RecordSeq seq) const;
    // The last beat that has appeared by then; 0 = none.
    cluster::RecordSeq beatAt(double movie) const;
    // The movie time of the next and of the previous beat.
    std::optional<double> nextBeat(double movie) const;
    std::optional<double> previousBeat(double movie) const;

    // What the ruler marks as shortened: stretches of the cluster's time of at least `atLeast` that
    // run ten times faster than life.
    struct Shortened {
        double from = 0;
        double to = 0;
        sim::Duration length;
    };
    std::vector<Shortened> shortened(sim::Duration atLeast) const;

    // What the formula gives a gap at 1x, in milliseconds.
    static double gapMs(sim::Duration dt);
    // How long a caption has to stay to be read.
    static double readingMs(int characters);

private:
    struct Knot {
        sim::Time at;
        double movie = 0;
        cluster::RecordSeq seq = 0; // the beat that appears here; 0 = a bend of the map
    };
    // A list that changes at its end. Its copies share all but the newest: a window takes one with
    // every frame, also after an hour.
    class Knots {
    public:
        std::size_t size() const { return early() + late_.size(); }
        const Knot& operator[](std::size_t i) const {
            return i < early() ? (*early_)[i] : late_[i - early()];
        }
        const Knot& back() const { return (*this)[size() - 1]; }
        void push_back(const Knot& knot);
        void pop_back();

    private:
        std::size_t early() const { return early_ ? early_->size() : 0; }
        std::shared_ptr<const std::vector<Knot>> early_;
        std::vector<Knot> late_;
    };
    void dropProvisional(double shown);
    // Of the way to a beat: a share of its gap, or the film that a wait takes.
    struct Leg {
        sim::Time until;
        double share = 0;
        double waiting = 0;
    };
    std::vector<Leg> legsTo(const FilmBeat& beat) const;
    double storyGap(const FilmBeat& beat, double waiting) const;
    void bend(const std::vector<Leg>& legs, double gap);
    std::size_t knotAfter(double movie) const;
    std::size_t knotAt(sim::Time at) const; // the first that is not earlier

    Knots knots_;
    std::size_t fixed_ = 1; // knots that are not provisional
    Pacing pacing_ = Pacing::Story;
    double rate_ = 1;
    double captionUntil_ = 0; // until then the last caption is being read
    double instantHeld_ = 0;  // how long the present instant was held for its beats
};

} // namespace maqueta::diagram
