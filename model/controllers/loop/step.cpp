#include "controllers/loop/step.h"

#include <algorithm>

namespace maqueta::controllers {
namespace {

constexpr std::uint64_t wakeToken = 1;
// client-go/tools/record/event.go, maxQueuedEvents: more are dropped.
constexpr std::size_t mostQueuedEvents = 1000;

// The collector watches everything that can be deleted, but for events.
bool isWatched(api::Kind kind) {
    return kind != api::Kind::Other && kind != api::Kind::Event && kind != api::Kind::Count;
}

} // namespace

api::ObjectReference referenceTo(api::Kind kind, const Text& ns, const Text& name,
                                 const Text& uid) {
    api::ObjectReference reference;
    reference.kind = api::info(kind).name;
    reference.apiVersion = api::info(kind).apiVersion();
    reference.ns = ns;
    reference.name = name;
    reference.uid = uid;
    return reference;
}

api::ObjectReference referenceTo(const api::Object& object) {
    return referenceTo(object.kind, object.meta.ns, object.meta.name, object.meta.uid);
}

const Seen& Step::seen() {
    if (state_.seenIsOld) {
        state_.seen.refresh(state_.client);
        state_.seenIsOld = false;
    }
    return state_.seen;
}

void Step::onElection(api::LeaderElection::Change change) {
    const api::LeaderElectionOptions& options = state_.election.options();
    if (change == api::LeaderElection::Change::Acquired) {
        note(api::LeaseTaken{options.leaseName, options.identity});
        lead();
    } else if (change == api::LeaderElection::Change::Lost) {
        note(api::LeaseLost{options.leaseName, options.identity, "leaderelection lost"});
        stopLeading();
    }
}

void Step::lead() {
    for (const api::KindInfo& kind : api::allKinds())
        if (isWatched(kind.kind)) state_.client.inform(kind.kind, {}, out_);
}

void Step::stopLeading() {
    state_.exiting = true;
    state_.client.reset();
}

void Step::onSynced(api::Kind /*kind*/) {
    if (state_.started || !state_.client.synced()) return;
    state_.started = true;
    anything_ = true;
    for (const ControllerInfo& controller : controllers())
        if (controller.start) controller.start(*this);
}

void Step::onChange(api::Kind kind, const api::Versioned& before, const api::Versioned& now) {
    state_.seenIsOld = true;
    state_.seen.onChange(kind, before, now);
    for (const ControllerInfo& controller : controllers())
        if (controller.onChange) controller.onChange(*this, kind, before, now);
}

void Step::event(Component component, const api::ObjectReference& about, std::string_view type,
                 std::string_view reason, std::string_view message) {
    const auto index = static_cast<std::size_t>(component);
    auto write =
        state_.recorders[index].record(about, info(component).name, type, reason, message, now());
    EventLine& line = state_.eventLines[index];
    if (!write || line.waiting.size() >= mostQueuedEvents) return;
    PendingCall call;
    call.component = component;
    call.request = createRequest(api::ObjectRef(new api::Event(write->event)));
    if (write->patch) {
        call.instead = std::exchange(
            call.request,
            patchRequest(api::Kind::Event, write->event.meta.ns, write->event.meta.name,
                         api::PatchType::StrategicMerge,
                         {{"count", write->event.count},
                          {"message", write->event.message.str()},
                          {"lastTimestamp", sim::rfc3339(write->event.lastTimestamp)}}));
    }
    line.waiting.set(line.next++, std::move(call));
    sendNextEvent(component);
}

void Step::sendNextEvent(Component component) {
    EventLine& line = state_.eventLines[static_cast<std::size_t>(component)];
    if (line.busy || line.waiting.empty()) return;
    const auto first = line.waiting.begin();
    PendingCall call = first.value();
    line.waiting.erase(std::uint64_t{first.key()});
    line.busy = true;
    const api::RequestRef request = std::exchange(call.request, nullptr);
    send(base::Ref<api::Request>(new api::Request(*request)), std::move(call));
}

void Step::send(base::Ref<api::Request> request, PendingCall call) {
    anything_ = true;
    request->userAgent = info(call.component).name;
    const std::uint64_t cookie = state_.nextCookie++;
    const sim::Time at = state_.limits[static_cast<std::size_t>(call.component)].reserve(now());
    if (at > now()) {
        call.request = request;
        state_.delayed.set({at, cookie}, {});
    }
    state_.calls.set(cookie, std::move(call));
    if (at <= now()) state_.client.call(request, cookie, out_);
}

void Step::onReply(std::uint64_t cookie, const api::Response& response) {
    if (api::LeaderElection::owns(cookie))
        return onElection(state_.election.onReply(cookie, response, state_.client, out_));
    const PendingCall* found = state_.calls.find(cookie);
    if (!found) return;
    const PendingCall call = *found;
    state_.calls.erase(cookie);
    if (call.task != 0) return takeAnswer(call, response);
    if (call.instead && response.code == 404) {
        PendingCall again;
        again.component = call.component;
        return send(base::Ref<api::Request>(new api::Request(*call.instead)), std::move(again));
    }
    state_.eventLines[static_cast<std::size_t>(call.component)].busy = false;
    sendNextEvent(call.component);
}

void Step::takeAnswer(const PendingCall& call, const api::Response& response) {
    const sim::Cow<Task>* found = state_.tasks.find(call.task);
    if (!found) return;
    Task& task = state_.tasks.write(call.task).write();
    Answer& answer = task.answers[task.answers.size() - task.expected + call.slot];
    answer.code = response.code;
    answer.failure = response.failure;
    answer.object = response.object;
    answer.items = response.items;
    answer.table = response.root.table;
    answer.at = now();
    if (++task.arrived < task.expected) return;
    // Out of the table while it runs, so that its parts are edited in place.
    Task running = std::move(task);
    state_.tasks.erase(call.task);
    run(call.task, running);
}

void Step::run(std::uint32_t number, Task& task) {
    anything_ = true;
    const LoopInfo& loop = info(task.loop);
    Sync sync(*this, task, number);
    const Outcome outcome = loop.reconcile(sync);
    if (outcome == Outcome::Waiting) {
        state_.tasks.set(number, sim::Cow<Task>(std::move(task)));
        return;
    }
    LoopState& state = state_.loops[static_cast<std::size_t>(task.loop)];
    --state.working;
    const bool again = outcome == Outcome::Failed &&
                       (loop.mostRetries == 0 || state.queue.failures(task.key) < loop.mostRetries);
    if (again)
        state.queue.addRateLimited(task.key, now());
    else
        state.queue.forget(task.key);
    state.queue.done(task.key);
}

bool Step::startReconciles() {
    bool any = false;
    for (const LoopInfo& loop : loops()) {
        LoopState& state = state_.loops[static_cast<std::size_t>(loop.loop)];
        while (!state.queue.empty() && state.working < state_.options.*loop.workers) {
            const std::optional<Key> key = state.queue.take();
            Task task;
            task.loop = loop.loop;
            task.key = *key;
            task.seen = seen();
            task.started = now();
            ++state.working;
            run(state_.nextTask++, task);
            any = true;
        }
    }
    return any;
}

void Step::releaseDue() {
    for (auto first = state_.delayed.begin(); !first.atEnd() && first.key().at <= now();
         first = state_.delayed.begin()) {
        const State::SendAt due = first.key();
        state_.delayed.erase(due);
        PendingCall& call = state_.calls.write(due.cookie);
        const api::RequestRef request = std::exchange(call.request, nullptr);
        state_.client.call(request, due.cookie, out_);
    }
    for (const LoopInfo& loop : loops()) queue(loop.loop).release(now());
    for (const ControllerInfo& controller : controllers())
        if (controller.nextTick && controller.nextTick(state_) <= now()) controller.onTick(*this);
}

void Step::work() {
    if (!state_.started || state_.exiting) return;
    releaseDue();
    while (startReconciles()) {
    }
    arm();
}

void Step::arm() {
    sim::Time next = sim::Time::never();
    if (const auto first = state_.delayed.begin(); !first.atEnd()) next = first.key().at;
    for (const LoopInfo& loop : loops()) next = std::min(next, queue(loop.loop).nextDue());
    for (const ControllerInfo& controller : controllers())
        if (controller.nextTick) next = std::min(next, controller.nextTick(state_));
    if (next >= state_.armedFor) return;
    state_.armedFor = next;
    out_.setTimer(next, wakeToken);
}

} // namespace maqueta::controllers
