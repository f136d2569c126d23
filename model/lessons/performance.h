// A lesson performed: its stage prepared, its acts done at the moments that the script gives them,
// its beats found in the trace and their sentences filled. A pure function of the lesson: what a
// window plays, a test performs as well, and both get the same.
#pragma once

#include "cluster/options.h"
#include "lessons/lesson.h"

namespace maqueta::lessons {

struct PerformedAct {
    sim::Time at;
    cluster::Intervention what;
};

struct PerformedBeat {
    cluster::RecordSeq seq = 0; // of the beat or of the message that it was found at
    sim::Time at;
    std::vector<std::string> eye;
    Words bold; // every field filled
    Words rest;
    std::optional<Question> question;
};

struct Performance {
    std::vector<PerformedAct> acts; // the stage's own first
    std::size_t stageActs = 0;
    sim::Time begin;                 // the stage is ready
    cluster::RecordSeq introSeq = 0; // of the first record after that
    Words introBold;
    Words introRest;
    std::vector<PerformedBeat> beats;
    std::string fingerprint; // of the world at the last beat or act
};

// How an act is read; the document's way, which stands above this layer.
using ReadAct = base::Result<cluster::Intervention> (*)(const base::Json&);

// Fails when a beat does not come, an act is refused, or a field has no value: with the place.
base::Result<Performance> perform(const Lesson& lesson, ReadAct readAct);

// What a caption is shortened to is counted in characters that people read.
int characters(std::string_view text);

} // namespace maqueta::lessons
