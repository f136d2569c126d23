// Lessons from JSON. Everything is checked here: what a lesson lacks is an error with its place,
// never an empty caption in front of a class.
#include "base/fields.h"
#include "lessons/lesson.h"

#include <algorithm>
#include <array>

namespace maqueta::lessons {
namespace {

using base::Fields;
using base::Json;

constexpr std::int64_t longestMs = 24LL * 3600 * 1000;

constexpr std::array beatKinds{
#define MAQUETA_KIND(name) cluster::BeatKind::name,
    MAQUETA_BEAT_KINDS(MAQUETA_KIND)
#undef MAQUETA_KIND
};

class Reader {
public:
    Reader(const Json& json, std::string file) : json_(json), file_(std::move(file)) {}

    base::Result<Lesson> run() {
        Fields f(json_, base::verbatim(file_));
        Lesson lesson;
        lesson.id = f.needText("id");
        lesson.title = words(f, "title");
        lesson.subtitle = words(f, "subtitle");
        lesson.introBold = words(f, "introBold");
        lesson.introRest = words(f, "introRest");
        if (f.has("note")) lesson.note = words(f, "note");
        lesson.stage = stage(f);
        each(f, "beats", "beat", [&](Fields& b) { lesson.beats.push_back(beat(b)); });
        each(f, "acts", "act", [&](Fields& a) { lesson.acts.push_back(act(a)); });
        if (f.has("variants"))
            each(f, "variants", "variant", [&](Fields& v) {
                lesson.variants.push_back({words(v, "text"), v.needText("lesson")});
            });
        if (lesson.beats.empty()) f.fail(base::verbatim("has no beats"));
        f.nothingElse();
        take(f);
        if (!error_) checkNames(lesson);
        if (error_) return *error_;
        return lesson;
    }

private:
    void take(const Fields& f) {
        if (!error_ && f.error()) error_ = f.error();
    }

    // Only who writes a lesson reads these: they have one language.
    static base::Sentence in(const Fields& f, std::string part) {
        return base::within(f.place(), "{value}", std::move(part));
    }

    template <class F>
    void each(Fields& f, const char* name, const char* what, F&& read) {
        const Json* list = f.find(name);
        if (!list || !list->is_array())
            return f.fail(base::verbatim(std::string(name) + " is not a list"));
        for (std::size_t i = 0; i < list->size(); ++i) {
            Fields item((*list)[i], in(f, what + (" " + std::to_string(i + 1))));
            read(item);
            item.nothingElse();
            take(item);
        }
    }

    Words words(Fields& f, const char* name) {
        const Json* value = f.find(name);
        if (!value) return f.fail(base::verbatim(std::string(name) + " is missing")), Words{};
        Fields w(*value, in(f, name));
        Words out{w.needText("en"), w.needText("es")};
        w.nothingElse();
        take(w);
        return out;
    }

    sim::Duration milliseconds(Fields& f, const char* name) {
        return sim::milliseconds(f.number(name, 0, 0, longestMs));
    }

    Moment moment(Fields& f) { return {f.text("after"), milliseconds(f, "afterMs")}; }

    Stage stage(Fields& f) {
        Stage out;
        const Json* value = f.find("stage");
        if (!value) return f.fail(base::verbatim("stage is missing")), out;
        Fields s(*value, in(f, "stage"));
        out.seed = static_cast<std::uint64_t>(s.number("seed", 1, 0, INT64_MAX));
        out.topology = cluster::makeTopology(static_cast<int>(s.number("controlPlanes", 3, 1, 7)),
                                             static_cast<int>(s.number("workers", 4, 0, 100)));
        out.calm = milliseconds(s, "calmMs");
        if (const Json* objects = s.find("objects"); objects && objects->is_array())
            out.objects.assign(objects->begin(), objects->end());
        else if (objects)
            s.fail(base::verbatim("objects is not a list"));
        if (const Json* expected = s.find("expected"); expected && expected->is_object()) {
            for (const auto& [name, machine] : expected->items())
                if (machine.is_string())
                    out.expected.emplace_back(name, machine.get<std::string>());
                else
                    s.fail(base::verbatim("expected " + name + " is not a text"));
        }
        s.nothingElse();
        take(s);
        return out;
    }

    Pattern pattern(Fields& f, const Json& value) {
        Pattern out;
        Fields p(value, in(f, "when"));
        const std::string kind = p.needText("kind");
        const auto known = std::find_if(beatKinds.begin(), beatKinds.end(),
                                        [&](cluster::BeatKind k) { return text(k) == kind; });
        if (known == beatKinds.end())
            p.fail(base::verbatim("there is no beat called \"" + kind + "\""));
        else
            out.kind = *known;
        if (value.is_object())
            for (const auto& [name, wanted] : value.items()) {
                if (name == "kind") continue;
                if (!wanted.is_string())
                    p.fail(base::verbatim(name + " is not a text"));
                else
                    out.fields.emplace_back(name, wanted.get<std::string>());
            }
        take(p);
        return out;
    }

    ScriptBeat beat(Fields& f) {
        ScriptBeat out;
        out.id = f.needText("id");
        if (const Json* when = f.find("when"))
            out.when = pattern(f, *when);
        else if (!f.has("after"))
            f.fail(base::verbatim("needs \"when\", or \"after\" another beat"));
        out.at = moment(f);
        out.eye = f.texts("eye");
        out.bold = words(f, "bold");
        out.rest = words(f, "rest");
        if (const Json* asked = f.find("question")) {
            Fields q(*asked, in(f, "question"));
            out.question = question(q);
            q.nothingElse();
            take(q);
        }
        return out;
    }

    Question question(Fields& f) {
        Question out;
        out.text = words(f, "text");
        each(f, "answers", "answer", [&](Fields& a) {
            out.answers.push_back({words(a, "text"), a.text("part"), a.flag("right", false)});
        });
        const auto right = std::count_if(out.answers.begin(), out.answers.end(),
                                         [](const Question::Answer& a) { return a.right; });
        if (right != 1) f.fail(base::verbatim("needs exactly one right answer"));
        return out;
    }

    ScriptAct act(Fields& f) {
        ScriptAct out;
        out.at = moment(f);
        if (const Json* what = f.find("do"))
            out.what = *what;
        else
            f.fail(base::verbatim("\"do\" is missing"));
        return out;
    }

    // Beats have names of their own, and whatever speaks of one speaks of one that is there.
    void checkNames(const Lesson& lesson) {
        std::vector<std::string> known;
        const auto fail = [&](const std::string& what) {
            if (!error_) error_ = base::Error{.message = file_ + ": " + what};
        };
        const auto check = [&](const std::string& beat) {
            if (!beat.empty() && std::find(known.begin(), known.end(), beat) == known.end())
                fail("there is no beat called \"" + beat + "\" before the one that speaks of it");
        };
        for (const ScriptBeat& beat : lesson.beats) {
            check(beat.at.beat);
            if (std::find(known.begin(), known.end(), beat.id) != known.end())
                fail("two beats are called \"" + beat.id + "\"");
            known.push_back(beat.id);
        }
        for (const ScriptAct& act : lesson.acts) check(act.at.beat);
    }

    const Json& json_;
    std::string file_;
    std::optional<base::Error> error_;
};

} // namespace

base::Result<Lesson> readLesson(std::string_view text, const std::string& file) {
    const auto json = base::parseJson(text, file);
    if (!json) return json.error();
    return Reader(*json, file).run();
}

} // namespace maqueta::lessons
