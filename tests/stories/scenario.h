// A film is the trace from a moment on, read from front to back: each expectation goes on where the
// one before was met. What the scenarios tell is checked so, beat by beat.
#pragma once

#include "stories/story.h"

#include <functional>
#include <initializer_list>
#include <optional>

namespace maqueta::tests {

// A condition on one field of a beat; an empty value = the field is there and says something.
struct FieldIs {
    std::string name;
    std::string value;
};

class Film {
public:
    Film(const Story& story, sim::Time from) : story_(story), from_(from) {}

    // The next beat of the kind about the object (empty = any) with these fields; null, and told
    // why, when there is none. Later expectations begin behind it.
    const cluster::Beat* next(cluster::BeatKind kind, std::string_view object = {},
                              std::initializer_list<FieldIs> fields = {}) {
        const cluster::Beat* found = find(kind, object, fields, at_);
        if (found) at_ = found->seq;
        return found;
    }
    // The same, anywhere from the film's beginning on; the place is kept.
    const cluster::Beat* somewhere(cluster::BeatKind kind, std::string_view object = {},
                                   std::initializer_list<FieldIs> fields = {}) const {
        return find(kind, object, fields, 0);
    }
    // How many there are from the beginning on.
    int count(cluster::BeatKind kind, std::string_view object = {}) const {
        int n = 0;
        for (const cluster::Beat& b : story_.beats())
            n += b.at >= from_ && b.kind == kind && (object.empty() || b.object == object);
        return n;
    }
    // Of a beat: seconds since the film's beginning.
    double seconds(const cluster::Beat* beat) const {
        return beat ? (beat->at - from_).seconds() : -1;
    }

private:
    static bool fits(const cluster::Beat& beat, std::initializer_list<FieldIs> fields) {
        for (const FieldIs& f : fields) {
            const std::string* value = beat.field(f.name);
            if (!value || (f.value.empty() ? value->empty() : *value != f.value)) return false;
        }
        return true;
    }
    const cluster::Beat* find(cluster::BeatKind kind, std::string_view object,
                              std::initializer_list<FieldIs> fields,
                              cluster::RecordSeq after) const {
        std::string nearly;
        for (const cluster::Beat& b : story_.beats()) {
            if (b.at < from_ || b.seq <= after || b.kind != kind) continue;
            if (!object.empty() && b.object != object) continue;
            if (fits(b, fields)) return &b;
            nearly += "  " + sim::clockText(b.at) + " " + b.object + " " + b.text + " {";
            for (const auto& [name, value] : b.fields) nearly += " " + name + "=" + value;
            nearly += " }\n";
        }
        std::fprintf(stderr, "no %s %s", std::string(text(kind)).c_str(),
                     std::string(object).c_str());
        for (const FieldIs& f : fields)
            std::fprintf(stderr, " %s=%s", f.name.c_str(), f.value.c_str());
        std::fprintf(stderr, " after record %llu; of that kind there are:\n%s",
                     static_cast<unsigned long long>(after), nearly.c_str());
        return nullptr;
    }

    const Story& story_;
    sim::Time from_;
    cluster::RecordSeq at_ = 0;
};

// The first seed from 1 on with which one machine leads etcd and schedules, and another one runs
// the controllers: the stage of two scenarios. 0 when there is none among the first fifty.
inline std::uint64_t seedWithOneLeader() {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Story story(cluster::defaultTopology(), seed);
        story.boot();
        const auto p = story.picture();
        if (story.etcdLeaderMachine() == p.schedulerHolder &&
            p.controllerManagerHolder != p.schedulerHolder)
            return seed;
    }
    return 0;
}

} // namespace maqueta::tests
