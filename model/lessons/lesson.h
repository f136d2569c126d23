// A lesson: a stage that is prepared, acts that are played by a script, and the beats of the trace
// that are told on the way, each with what to look at and its sentence in every language.
//
// Plain data, read from one JSON file each. Nothing in it is a number that the trace has to give:
// sentences are templates, filled when the lesson is performed (performance.h).
#pragma once

#include "base/json.h"
#include "cluster/topology.h"
#include "cluster/trace.h"

#include <optional>
#include <string>
#include <vector>

namespace maqueta::lessons {

// A text in every language that the program speaks.
struct Words {
    std::string en;
    std::string es;
    friend bool operator==(const Words&, const Words&) = default;
};

// A predicate over the trace. Values may hold * for any text, begin with ! for "not", and hold
// {fields} of beats told before: "{created.object}".
struct Pattern {
    cluster::BeatKind kind = cluster::BeatKind::Acted;
    std::vector<std::pair<std::string, std::string>> fields;
};

// A moment of the lesson: so long after one of its beats; without a beat, after its beginning.
struct Moment {
    std::string beat;
    sim::Duration after;
};

// A predict point: the film holds before its beat and asks.
struct Question {
    struct Answer {
        Words text;
        std::string part; // of the canvas, that can be clicked instead; may be empty
        bool right = false;
    };
    Words text;
    std::vector<Answer> answers;
};

struct ScriptBeat {
    std::string id;
    std::optional<Pattern> when;  // the first such record after the beat before; or else
    Moment at;                    // the first message at that moment
    std::vector<std::string> eye; // parts of the canvas: "machine worker-4", "pod default/web-1"
    Words bold;
    Words rest;
    std::optional<Question> question;
};

struct ScriptAct {
    Moment at;
    base::Json what; // an intervention as documents have it; texts may hold {fields}
};

struct Stage {
    cluster::Topology topology;
    std::uint64_t seed = 1;
    std::vector<base::Json> objects; // applied once every node is Ready
    sim::Duration calm;              // to pass once all of it runs
    // What has to be so at the beginning, because the sentences speak of it: "leader", "scheduler",
    // "controllerManager" and the machine's name.
    std::vector<std::pair<std::string, std::string>> expected;
};

struct Variant {
    Words text;
    std::string lesson; // its id
};

struct Lesson {
    std::string id;
    Words title;
    Words subtitle;
    Words introBold; // told until the first beat
    Words introRest;
    Words note; // said once beside the film
    Stage stage;
    std::vector<ScriptAct> acts;
    std::vector<ScriptBeat> beats;
    std::vector<Variant> variants;
};

// Reads a lesson; an error says what is wrong, and where.
base::Result<Lesson> readLesson(std::string_view text, const std::string& file);

} // namespace maqueta::lessons
