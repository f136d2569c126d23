// One step of the controller manager: the state, the outbox, and what every controller does with
// them. Made for one message or timer, and gone after it.
#pragma once

#include "controllers/loop/requests.h"
#include "controllers/loop/state.h"
#include "controllers/outbox.h"

namespace maqueta::controllers {

class Step final : public api::Sink {
public:
    Step(State& state, Outbox& out) : state_(state), out_(out) {}

    sim::Time now() const { return out_.now(); }
    State& state() { return state_; }
    const Seen& seen();
    Expectations& expectations() { return state_.seen.expectations(); }

    void add(Loop loop, const Key& key) { queue(loop).add(key); }
    void addAfter(Loop loop, const Key& key, sim::Duration delay) {
        queue(loop).addAfter(key, delay, now());
    }
    void addRateLimited(Loop loop, const Key& key) { queue(loop).addRateLimited(key, now()); }
    void event(Component component, const api::ObjectReference& about, std::string_view type,
               std::string_view reason, std::string_view message);
    void note(Note note) { out_.record(std::move(note)); }

    void onElection(api::LeaderElection::Change change);
    // Does all that is due: requests whose turn has come, ticks, reconciles; sets the next timer.
    void work();
    // The same, when this step brought something to do: most heartbeats bring nothing.
    void workIfAny() {
        if (anything_) work();
    }

    void send(base::Ref<api::Request> request, PendingCall call);

    void onReply(std::uint64_t cookie, const api::Response& response) override;
    void onChange(api::Kind kind, const api::Versioned& before, const api::Versioned& now) override;
    void onSynced(api::Kind kind) override;

private:
    void lead();
    void stopLeading();
    WorkQueue& queue(Loop loop) {
        anything_ = true;
        return state_.loops[static_cast<std::size_t>(loop)].queue;
    }
    void releaseDue();
    bool startReconciles();
    void run(std::uint32_t number, Task& task);
    void arm();
    void sendNextEvent(Component component);
    void takeAnswer(const PendingCall& call, const api::Response& response);

    State& state_;
    Outbox& out_;
    bool anything_ = false;
};

// Of an object for its events.
api::ObjectReference referenceTo(const api::Object& object);
api::ObjectReference referenceTo(api::Kind kind, const Text& ns, const Text& name,
                                 const Text& uid = {});

} // namespace maqueta::controllers
