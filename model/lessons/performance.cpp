#include "lessons/performance.h"

#include "cluster/beat_fields.h"
#include "cluster/world.h"
#include "lessons/values.h"

#include <algorithm>
#include <deque>

namespace maqueta::lessons {
namespace {

using base::Error;
using base::Json;
using base::Status;

constexpr sim::Duration look = sim::milliseconds(100);
constexpr sim::Duration longestBoot = sim::minutes(2);
constexpr sim::Duration longestSetUp = sim::minutes(5);
constexpr sim::Duration longestBeat = sim::minutes(30);

struct Record {
    cluster::RecordSeq seq;
    sim::Time at;
    std::optional<cluster::Beat> beat; // of a beat
};

class Performer final : public cluster::Observer {
public:
    Performer(const Lesson& lesson, ReadAct readAct)
        : lesson_(lesson)
        , readAct_(readAct)
        , world_(lesson.stage.topology, {}, lesson.stage.seed)
        , done_(lesson.acts.size()) {}

    base::Result<Performance> run() {
        if (Status status = prepare(); !status) return status.error();
        while (out_.beats.size() < lesson_.beats.size() || nextAct() < done_.size())
            if (Status status = goOn(); !status) return status.error();
        out_.fingerprint = world_.fingerprint().text();
        return std::move(out_);
    }

    void onBeat(const cluster::Beat& beat) override {
        if (playing_) records_.push_back({beat.seq, beat.at, beat});
    }
    bool wantsTransits() const override { return playing_; }
    void onTransit(const cluster::Transit& transit) override {
        records_.push_back({transit.seq, transit.sent, std::nullopt});
    }

private:
    Error wrong(const std::string& what) const {
        return Error{.message = "lesson " + lesson_.id + ": " + what};
    }
    std::string beatName(std::size_t beat) const {
        return "beat " + std::to_string(beat + 1) + " (" + lesson_.beats[beat].id + ")";
    }

    template <class F>
    bool runUntil(F&& holds, sim::Duration longest) {
        const sim::Time end = world_.now() + longest;
        while (!holds(world_.picture())) {
            if (world_.now() >= end) return false;
            world_.runUntil(world_.now() + look, *this);
        }
        return true;
    }

    Status prepare() {
        const auto up = [](const cluster::Picture& p) {
            const auto ready = [](const cluster::MachinePicture& m) {
                return m.ready || (m.spec.role != cluster::Role::ControlPlane &&
                                   m.spec.role != cluster::Role::Worker);
            };
            return std::all_of(p.machines.begin(), p.machines.end(), ready) &&
                   !p.schedulerHolder.empty() && !p.controllerManagerHolder.empty();
        };
        if (!runUntil(up, longestBoot)) return wrong("its cluster does not come up");
        if (!lesson_.stage.objects.empty()) {
            const Status applied =
                act(cluster::ApplyObjects{lesson_.stage.objects, lesson_.title.en});
            if (!applied) return applied;
            if (!runUntil([&](const auto& p) { return settled(p); }, longestSetUp))
                return wrong("what its stage has to run does not run");
        }
        world_.runUntil(world_.now() + lesson_.stage.calm, *this);
        out_.stageActs = out_.acts.size();
        out_.begin = world_.now();
        values_.setStage(world_.picture());
        for (const auto& [name, machine] : lesson_.stage.expected)
            if (values_.stage(name) != machine)
                return wrong("its " + name + " is " + values_.stage(name) + ", not " + machine);
        playing_ = true;
        Status status = fill(lesson_.introBold, out_.introBold, "introBold");
        return status.ok() ? fill(lesson_.introRest, out_.introRest, "introRest") : status;
    }

    bool settled(const cluster::Picture& picture) const {
        return !world_.personBusy() &&
               std::all_of(picture.deployments.begin(), picture.deployments.end(),
                           [](const auto& d) { return d.available == d.replicas; }) &&
               std::all_of(picture.pods.begin(), picture.pods.end(),
                           [](const auto& p) { return p.look == cluster::PodLook::Ready; });
    }

    Status act(cluster::Intervention what) {
        const std::uint64_t number = out_.acts.size() + 1;
        if (Status status = world_.apply(what, number, *this); !status)
            return wrong("\"" + cluster::describe(what) + "\": " + status.error().message);
        out_.acts.push_back({world_.now(), std::move(what)});
        return {};
    }

    // To the next event, or to the next act when that is due before it.
    Status goOn() {
        const std::size_t next = nextAct();
        const sim::Time limit = lastFound() + longestBeat;
        const sim::Time stop = next < done_.size() ? std::min(due(next), limit) : limit;
        if (!world_.step(stop, *this)) {
            world_.runUntil(stop, *this);
            if (next == done_.size() || due(next) > limit)
                return wrong((out_.beats.size() < lesson_.beats.size()
                                  ? beatName(out_.beats.size())
                                  : "act " + std::to_string(next + 1)) +
                             " does not come within 30 minutes");
            done_[next] = true;
            if (Status status = play(lesson_.acts[next]); !status) return status;
        }
        if (out_.introSeq == 0 && !records_.empty()) out_.introSeq = records_.front().seq;
        for (; !records_.empty() && out_.beats.size() < lesson_.beats.size(); records_.pop_front())
            if (comes(records_.front()))
                if (Status status = found(records_.front()); !status) return status;
        return {};
    }

    sim::Time lastFound() const { return out_.beats.empty() ? out_.begin : out_.beats.back().at; }

    std::optional<sim::Time> timeOf(const Moment& moment) const {
        if (moment.beat.empty()) return out_.begin + moment.after;
        for (std::size_t i = 0; i < out_.beats.size(); ++i)
            if (lesson_.beats[i].id == moment.beat) return out_.beats[i].at + moment.after;
        return std::nullopt;
    }
    sim::Time due(std::size_t act) const {
        return std::max(*timeOf(lesson_.acts[act].at), world_.now());
    }
    std::size_t nextAct() const {
        std::size_t next = done_.size();
        for (std::size_t i = 0; i < done_.size(); ++i)
            if (!done_[i] && timeOf(lesson_.acts[i].at) &&
                (next == done_.size() || due(i) < due(next)))
                next = i;
        return next;
    }

    Status play(const ScriptAct& act) {
        std::string missing;
        const auto json = filled(act.what, missing);
        if (!json) return wrong("an act's {" + missing + "} has no value");
        auto what = readAct_(*json);
        if (!what) return wrong(what.error().text());
        return this->act(*std::move(what));
    }

    std::optional<Json> filled(const Json& json, std::string& missing) const {
        if (json.is_string()) {
            auto text = values_.fill(json.get<std::string>(), Language::English, missing);
            return text ? std::optional<Json>(*text) : std::nullopt;
        }
        if (!json.is_structured()) return json;
        Json out = json;
        for (auto& item : out) {
            auto value = filled(item, missing);
            if (!value) return std::nullopt;
            item = *std::move(value);
        }
        return out;
    }

    // Whether this record is the beat that is awaited.
    bool comes(const Record& record) const {
        if (!out_.beats.empty() && record.seq <= out_.beats.back().seq) return false;
        const ScriptBeat& awaited = lesson_.beats[out_.beats.size()];
        if (!awaited.when) {
            const auto at = timeOf(awaited.at);
            return !record.beat && at && record.at >= *at;
        }
        if (!record.beat || record.beat->kind != awaited.when->kind) return false;
        return std::all_of(
            awaited.when->fields.begin(), awaited.when->fields.end(), [&](const auto& field) {
                return values_.fits(field.second, fieldOf(*record.beat, field.first));
            });
    }
    static std::string fieldOf(const cluster::Beat& beat, const std::string& name) {
        return name == "object" ? beat.object : cluster::valueOf(name, beat);
    }

    Status found(const Record& record) {
        const ScriptBeat& script = lesson_.beats[out_.beats.size()];
        values_.setNow(world_.picture());
        values_.found(script.id, record.at, record.beat ? &*record.beat : nullptr);
        PerformedBeat beat{.seq = record.seq,
                           .at = record.at,
                           .eye = {},
                           .bold = {},
                           .rest = {},
                           .question = script.question};
        const std::string name = beatName(out_.beats.size());
        Status status;
        const auto words = [&](const Words& from, Words& to) {
            if (status.ok()) status = fill(from, to, name);
        };
        words(script.bold, beat.bold);
        words(script.rest, beat.rest);
        const auto part = [&](std::string& text) {
            Words filled;
            words({text, text}, filled);
            text = filled.en;
        };
        for (std::string eye : script.eye) {
            part(eye);
            beat.eye.push_back(std::move(eye));
        }
        if (beat.question) {
            words(script.question->text, beat.question->text);
            for (Question::Answer& answer : beat.question->answers) {
                words(Words(answer.text), answer.text);
                part(answer.part);
            }
        }
        if (status.ok()) out_.beats.push_back(std::move(beat));
        return status;
    }

    Status fill(const Words& from, Words& to, const std::string& place) const {
        std::string missing;
        const auto en = values_.fill(from.en, Language::English, missing);
        const auto es = values_.fill(from.es, Language::Spanish, missing);
        if (!en || !es) return wrong(place + ": {" + missing + "} has no value");
        to = {*en, *es};
        return {};
    }

    const Lesson& lesson_;
    ReadAct readAct_;
    cluster::World world_;
    std::vector<bool> done_; // of the acts
    std::deque<Record> records_;
    Values values_;
    Performance out_;
    bool playing_ = false;
};

} // namespace

base::Result<Performance> perform(const Lesson& lesson, ReadAct readAct) {
    return Performer(lesson, readAct).run();
}

int characters(std::string_view text) {
    return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

} // namespace maqueta::lessons
