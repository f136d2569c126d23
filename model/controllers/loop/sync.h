// One reconcile of one key, written as if its requests were answered at once.
//
// A reconcile function decides from one picture (seen()) and from the answers to its requests, and
// from nothing else. When it asks for something that is not answered yet it returns Waiting; when
// the answer has come the function is run again from its beginning, on the same picture, and gets
// the earlier answers back as they were, until it comes to the next question. So the state of a
// reconcile under way is plain data: the picture, and the answers so far.
//
// Whatever it does besides asking (events, notes, queues) must happen once: event() and note() see
// to it themselves, other effects ask live() first.
#pragma once

#include "controllers/loop/registry.h"
#include "controllers/loop/seen.h"
#include "controllers/note.h"

#include <optional>
#include <span>

namespace maqueta::controllers {

class Step;

enum class Outcome : std::uint8_t {
    Done,
    Waiting, // for an answer
    Failed   // to be tried again, later each time
};

// What is kept of an answer.
struct Answer {
    int code = 0;
    api::Failure failure;
    api::Versioned object;
    std::vector<api::Versioned> items; // of a list: those of a filtered one ...
    store::Table table;                // ... or where all of the kind stand
    sim::Time at;

    bool ok() const { return code >= 200 && code < 300; }
    bool notFound() const { return code == 404; }
    bool conflict() const { return code == 409 && failure.reason == "Conflict"; }
    bool exists() const { return code == 409 && failure.reason == "AlreadyExists"; }
    // The namespace is being emptied: nothing new can be made in it.
    bool namespaceTerminating() const;
};

// A reconcile under way, between two steps.
struct Task {
    Loop loop = Loop::Count;
    Key key;
    Seen seen;
    sim::Time started;
    std::vector<Answer> answers;
    std::uint32_t expected = 0; // answers of the last question, the group in flight
    std::uint32_t arrived = 0;
};

class Sync {
public:
    Sync(Step& step, Task& task, std::uint32_t number);

    const Key& key() const { return task_.key; }
    const Seen& seen() const { return task_.seen; }
    // When the reconcile began, or the last answer that it has used came.
    sim::Time now() const { return now_; }
    // False while it only goes again through what it did in an earlier run.
    bool live() const { return cursor_ == task_.answers.size() && !asking_; }
    Step& step() { return step_; }

    // Asks; nullptr = no answer yet: return Waiting. `make` gives the base::Ref<api::Request> and
    // is called once.
    template <class F>
    const Answer* ask(F&& make) {
        const auto answers = askAll(1, [&](std::size_t) { return make(); });
        return answers ? answers->data() : nullptr;
    }
    // Asks `count` things at once, and waits for all of their answers.
    template <class F>
    std::optional<std::span<const Answer>> askAll(std::size_t count, F&& make) {
        if (!answered(count)) {
            // The requests may be made from earlier answers: those move when there is room for
            // more.
            std::vector<base::Ref<api::Request>> requests;
            for (std::size_t i = 0; i < count; ++i) requests.push_back(make(i));
            send(std::move(requests));
            return std::nullopt;
        }
        return use(count);
    }

    void event(const api::Object& about, std::string_view type, std::string_view reason,
               std::string_view message);
    void note(Note note);

private:
    bool answered(std::size_t count) const { return cursor_ + count <= task_.answers.size(); }
    void send(std::vector<base::Ref<api::Request>> requests);
    std::span<const Answer> use(std::size_t count);

    Step& step_;
    Task& task_;
    std::uint32_t number_;
    std::size_t cursor_ = 0;
    sim::Time now_;
    bool asking_ = false;
};

} // namespace maqueta::controllers
