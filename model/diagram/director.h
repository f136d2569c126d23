// Makes the film out of the trace: which beats get a sentence, which messages led to a beat, which
// named waits run; and keeps the movie map growing. Owned by whoever plays the film; a value.
//
// A sentence is told once a story: a story begins with what a person does, and a kind of beat is
// told again only after a long while. So ten pods that start together are one sentence, not ten.
#pragma once

#include "diagram/captions.h"
#include "diagram/cast.h"
#include "diagram/film.h"
#include "diagram/waits.h"

#include <deque>
#include <map>
#include <memory>

namespace maqueta::diagram {

class Director {
public:
    explicit Director(sim::Time begin = {}) : film_(begin) {}

    // Records in the order of their seq, not earlier than what the film has; messages only for as
    // long as beats may follow from them. `shown` is the furthest movie time that was displayed.
    void watch(const cluster::Transit& transit, double shown);
    void watch(const cluster::Beat& beat, double shown);
    // The run is known up to that moment, and nothing more happened.
    void quietUntil(sim::Time until, double shown);
    // A branch begins at that movie time.
    void cutAfter(double movie);
    void setPacing(Pacing pacing, double simulatedPerSecond, double shown) {
        film_.setPacing(pacing, simulatedPerSecond, shown);
    }

    // From now on a script says what is told: at these records, and nothing else, until it ends.
    struct Cue {
        cluster::RecordSeq seq = 0; // of a beat or of a message
        int characters = 0;         // of its sentence
    };
    void setScript(std::vector<Cue> cues); // by seq
    void endScript(cluster::RecordSeq at) { scriptEnd_ = at; }

    const MovieMap& film() const { return film_; }
    const Waits& waits() const { return waits_; }
    // Of the film as far as it is known; never null, and another one when somebody is new.
    const std::shared_ptr<const Cast>& cast() const { return cast_; }

    struct Told {
        double movie = 0;                  // when its beat appears
        const CaptionRule* rule = nullptr; // null: the script says it
        cluster::Beat beat;
        int number = 0; // in its story, from 1
        int cue = -1;   // of the script's cues
    };
    // What the strip says then; null when nothing was told yet.
    const Told* captionAt(double movie) const;
    const std::deque<Told>& told() const { return told_; }

private:
    std::vector<Hop> hopsTo(const cluster::Beat& beat) const;
    const CaptionRule* worthTelling(const cluster::Beat& beat);
    const Cue* cueAt(cluster::RecordSeq seq) const;
    void tell(const cluster::Beat& beat, const CaptionRule* rule, const Cue* cue);

    MovieMap film_;
    Waits waits_;
    std::shared_ptr<const Cast> cast_ = std::make_shared<Cast>();
    std::deque<cluster::Transit> transits_; // the last ones
    std::deque<Told> told_;
    std::map<const CaptionRule*, sim::Time> lastTold_; // looked up, never walked through
    int number_ = 0;
    std::vector<Cue> script_;
    cluster::RecordSeq scriptEnd_ = 0; // records from here on are told by the rules
};

} // namespace maqueta::diagram
