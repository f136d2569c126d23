#include "api/client.h"

#include <algorithm>

namespace maqueta::api {
namespace {

// client-go/tools/cache/reflector.go: the back-off of lists and watches.
constexpr sim::Duration firstBackoff = sim::milliseconds(800);
constexpr sim::Duration lastBackoff = sim::seconds(30);
// Reads may be sent again after their connection broke; a write may have been carried out.
bool reads(const Request& request) {
    return request.verb == Verb::Get || request.verb == Verb::List;
}

ObjectRef objectIn(const store::KeyValue& kv) {
    return ObjectRef(static_cast<const Object*>(kv.value.get()));
}

Versioned versionedIn(const store::KeyValue* kv) {
    return kv ? Versioned{objectIn(*kv), kv->modRevision} : Versioned{};
}

store::KeyValue keyValueOf(const Versioned& v) {
    store::KeyValue kv;
    kv.value = v.object;
    kv.modRevision = v.resourceVersion;
    return kv;
}

// Calls f(before, now) for every key of the range that differs between two pictures, in order.
template <class F>
void diff(const store::Table& before, const store::Table& now, std::string_view prefix, F&& f) {
    const Text end = prefixEnd(prefix);
    auto a = before.lowerBound(prefix);
    auto b = now.lowerBound(prefix);
    const auto inside = [&](const auto& it) { return !it.atEnd() && it.key() < end; };
    while (inside(a) || inside(b)) {
        const bool hasA = inside(a), hasB = inside(b);
        if (hasA && (!hasB || a.key() < b.key())) {
            f(versionedIn(&a.value()), Versioned{});
            ++a;
        } else if (hasB && (!hasA || b.key() < a.key())) {
            f(Versioned{}, versionedIn(&b.value()));
            ++b;
        } else {
            if (a.value().modRevision != b.value().modRevision ||
                !(a.value().value == b.value().value))
                f(versionedIn(&a.value()), versionedIn(&b.value()));
            ++a;
            ++b;
        }
    }
}

Failure deadlineExceeded(bool afterReset) {
    std::string message = "context deadline exceeded";
    if (afterReset) message += " - error from a previous attempt: " + resetByPeer().message.str();
    return {0, "Timeout", message, {}};
}

Failure failureOf(ConnectionEnd how) {
    switch (how) {
    case ConnectionEnd::Reset: break;
    case ConnectionEnd::Refused: return {0, "ConnectionRefused", "connect: connection refused", {}};
    case ConnectionEnd::Silence: return {0, "ConnectionLost", "http2: client connection lost", {}};
    }
    return resetByPeer();
}

} // namespace

Failure resetByPeer() {
    return {0, "ConnectionReset", "read: connection reset by peer", {}};
}

Versioned Informer::get(std::string_view ns, std::string_view name) const {
    return getByKey(keyOf(kind, ns, name));
}

Versioned Informer::getByKey(std::string_view key) const {
    return versionedIn(table.find(key));
}

Client::Client(ClientOptions options, sim::Rng rng) : options_(std::move(options)), rng_(rng) {}

void Client::call(RequestRef request, std::uint64_t cookie, Outbox& out, sim::Duration timeout) {
    PendingCall pending;
    pending.request = std::move(request);
    pending.cookie = cookie;
    pending.timeout = timeout > sim::Duration{} ? timeout : options_.timeout;
    enqueue(std::move(pending), out);
}

void Client::inform(Kind kind, FieldSelector fieldSelector, Outbox& out) {
    auto& informers = informers_.write();
    informers.emplace_back();
    informers.back().kind = kind;
    informers.back().fieldSelector = std::move(fieldSelector);
    startList(informers.size() - 1, out);
}

void Client::reset() {
    calls_.clear();
    firstWaiting_ = nextNumber_;
    resting_ = {};
    informers_ = {};
    nextDeadline_ = sim::Time::never();
}

void Client::enqueue(PendingCall call, Outbox& out) {
    calls_.set(nextNumber_++, std::move(call));
    pump(out);
}

// Sends what the rate limit lets through: a bucket of `burst` tokens that fills with `qps` tokens a
// second, kept as the moment up to which requests are paid for.
void Client::pump(Outbox& out) {
    const sim::Time now = out.now();
    const bool limited = options_.qps > 0;
    const sim::Duration interval{limited ? static_cast<std::int64_t>(1e9 / options_.qps) : 0};
    const sim::Duration credit = interval * (std::max(options_.burst, 1) - 1);
    while (true) {
        const auto it = calls_.lowerBound(firstWaiting_);
        if (it.atEnd()) return;
        if (limited) {
            if (paidUntil_ > now + credit) return arm(paidUntil_ - credit, out);
            paidUntil_ = std::max(paidUntil_, now) + interval;
        }
        const std::uint32_t number = it.key();
        PendingCall& call = calls_.write(number);
        // All attempts share the time that the first one had.
        if (call.repeats == 0) call.deadline = now + call.timeout;
        nextDeadline_ = std::min(nextDeadline_, call.deadline);
        firstWaiting_ = number + 1;
        arm(call.deadline, out);
        out.sendToApi(CallMessage{number, call.request});
    }
}

// At most one timer is awaited: an earlier one makes it come sooner, a later one waits for its
// turn.
void Client::arm(sim::Time at, Outbox& out) {
    if (at >= armedFor_) return;
    armedFor_ = at;
    out.setTimer(at, firstToken);
}

void Client::onTimer(std::uint64_t /*token*/, Outbox& out, Sink& sink) {
    const sim::Time now = out.now();
    if (now < armedFor_) return;
    armedFor_ = sim::Time::never();
    if (now >= nextDeadline_) expire(out, sink);
    wake(out);
    pump(out);
    for (std::size_t i = 0; i < informers_->size(); ++i) {
        const sim::Time retryAt = (*informers_)[i].retryAt;
        if (retryAt > now) {
            if (retryAt < sim::Time::never()) arm(retryAt, out);
            continue;
        }
        if ((*informers_)[i].listAgain)
            startList(i, out);
        else
            startWatch(i, out);
    }
    if (nextDeadline_ < sim::Time::never()) arm(nextDeadline_, out);
}

void Client::expire(Outbox& out, Sink& sink) {
    std::vector<std::uint32_t> late;
    nextDeadline_ = sim::Time::never();
    for (const auto& [number, call] : calls_) {
        if (call.deadline == sim::Time::never()) continue; // the rate limit holds it back
        if (call.deadline <= out.now())
            late.push_back(number);
        else
            nextDeadline_ = std::min(nextDeadline_, call.deadline);
    }
    const auto isLate = [&](const RestingCall& resting) {
        return resting.call.deadline <= out.now();
    };
    for (const RestingCall& resting : *resting_)
        if (!isLate(resting)) nextDeadline_ = std::min(nextDeadline_, resting.call.deadline);
    for (const std::uint32_t number : late)
        if (const PendingCall* call = calls_.find(number))
            fail(number, deadlineExceeded(call->wasReset), out, sink);
    // One that rests fails as if it were under way. A Sink may ask for more meanwhile, or reset the
    // client: each is looked for anew.
    while (true) {
        const auto at = std::find_if(resting_->begin(), resting_->end(), isLate);
        if (at == resting_->end()) return;
        const auto place = at - resting_->begin();
        const PendingCall call = at->call;
        std::vector<RestingCall>& rest = resting_.write();
        rest.erase(rest.begin() + place);
        fail(call, deadlineExceeded(call.wasReset), out, sink);
    }
}

void Client::fail(std::uint32_t number, const Failure& why, Outbox& out, Sink& sink) {
    const PendingCall* found = calls_.find(number);
    if (!found) return; // a Sink reset the client meanwhile
    const PendingCall call = *found;
    calls_.erase(number);
    fail(call, why, out, sink);
}

void Client::fail(const PendingCall& call, const Failure& why, Outbox& out, Sink& sink) {
    if (call.informer != 0) return retryLater(call.informer - 1, out);
    const base::Ref<Response> response(new Response);
    response->code = 0;
    response->failure = why;
    sink.onReply(call.cookie, *response);
}

bool Client::repeat(PendingCall call, sim::Duration wait, const Failure& why, Outbox& out) {
    if (call.repeats >= Repeat::most) return false;
    ++call.repeats;
    call.wasReset = why.code == 0;
    const Request& request = *call.request;
    if (resting().number == 0)
        out.repeats(
            {text(request.verb), request.kind, request.ns, request.name, call.repeats, wait, why});
    const sim::Time until = out.now() + wait;
    resting_.write().push_back({until, wait, std::move(call)});
    arm(until, out);
    return true;
}

bool Client::repeatWatch(std::size_t index, sim::Duration wait, const Failure& why, Outbox& out) {
    if ((*informers_)[index].repeats >= Repeat::most) return false;
    const bool first = resting().number == 0;
    Informer& informer = informers_.write()[index];
    informer.listAgain = false;
    informer.rest = wait;
    informer.retryAt = out.now() + wait;
    ++informer.repeats;
    if (first) out.repeats({"watch", informer.kind, {}, {}, informer.repeats, wait, why});
    arm(informer.retryAt, out);
    return true;
}

// What has rested long enough takes its place in the queue of the rate limit.
void Client::wake(Outbox& out) {
    if (resting_->empty()) return;
    std::vector<RestingCall> rest;
    for (const RestingCall& resting : *resting_) {
        if (resting.until > out.now()) {
            arm(resting.until, out);
            rest.push_back(resting);
        } else {
            calls_.set(nextNumber_++, resting.call);
        }
    }
    resting_.write() = std::move(rest);
}

Client::Rest Client::resting() const {
    Rest next;
    for (const RestingCall& resting : *resting_)
        if (resting.until < next.until)
            next = {resting.until, resting.length, resting.call.repeats};
    for (const Informer& informer : *informers_)
        if (informer.rest > sim::Duration{} && informer.retryAt < next.until)
            next = {informer.retryAt, informer.rest, informer.repeats};
    return next;
}

void Client::onConnectionLost(ConnectionEnd how, Outbox& out, Sink& sink) {
    std::vector<std::uint32_t> sent;
    for (const auto& [number, call] : calls_) {
        if (number >= firstWaiting_) break;
        sent.push_back(number);
    }
    const bool reset = how == ConnectionEnd::Reset;
    for (std::size_t i = 0; i < informers_->size(); ++i) {
        if ((*informers_)[i].watch == 0) continue;
        Informer& informer = informers_.write()[i];
        informer.watch = 0;
        informer.listAgain = false;
        // A watch that stood is opened again at once; one that never did is asked for again, and
        // then waits longer each time.
        if (informer.received > 0)
            startWatch(i, out);
        else if (!reset || !repeatWatch(i, retryAfterReset, resetByPeer(), out))
            retryLater(i, out);
    }
    for (const std::uint32_t number : sent) {
        const PendingCall* found = calls_.find(number);
        if (!found) continue; // a Sink reset the client meanwhile
        if (reset && reads(*found->request) &&
            repeat(*found, retryAfterReset, resetByPeer(), out)) {
            calls_.erase(number);
            continue;
        }
        fail(number, failureOf(how), out, sink);
    }
}

void Client::onMessage(const ToClient& message, Outbox& out, Sink& sink) {
    if (const auto* reply = std::get_if<ReplyMessage>(&message))
        onReplyMessage(*reply, out, sink);
    else
        onWatchMessage(std::get<WatchMessage>(message), out, sink);
}

void Client::onReplyMessage(const ReplyMessage& reply, Outbox& out, Sink& sink) {
    const PendingCall* found = calls_.find(reply.call);
    if (!found) return; // it came after its deadline
    const PendingCall call = *found;
    calls_.erase(reply.call);
    const ResponseRef response = reply.response;
    const sim::Duration wait = response->failure.retryAfter();
    if (wait > sim::Duration{} && repeat(call, wait, response->failure, out)) return;
    if (call.informer == 0) return sink.onReply(call.cookie, *response);
    const std::size_t index = call.informer - 1;
    if (response->ok()) return takeList(index, *response, out, sink);
    // The server is not as new as the version asked for, or forgot it: take what it has.
    Informer& informer = informers_.write()[index];
    informer.askFresh = response->code == 410 || response->code == 504;
    retryLater(index, out);
}

void Client::startList(std::size_t index, Outbox& out) {
    Informer& informer = informers_.write()[index];
    informer.retryAt = sim::Time::never();
    informer.rest = {};
    informer.listAgain = true;
    informer.watch = 0;
    const base::Ref<Request> request(new Request);
    request->verb = Verb::List;
    request->kind = informer.kind;
    request->list.fieldSelector = informer.fieldSelector;
    // 0 at first; later not older than what is held (reflector.go, relistResourceVersion).
    request->resourceVersion = informer.askFresh ? -1 : informer.resourceVersion;
    request->userAgent = options_.userAgent;
    PendingCall call;
    call.request = request;
    call.timeout = options_.timeout;
    call.informer = static_cast<std::uint32_t>(index + 1);
    enqueue(std::move(call), out);
}

void Client::startWatch(std::size_t index, Outbox& out) {
    Informer& informer = informers_.write()[index];
    informer.retryAt = sim::Time::never();
    informer.rest = {};
    informer.watch = nextNumber_++;
    // A number between waiting calls belongs to no call: the order of the calls stays.
    informer.received = 0;
    const base::Ref<WatchOptions> options(new WatchOptions);
    options->kind = informer.kind;
    options->fieldSelector = informer.fieldSelector;
    options->resourceVersion = informer.resourceVersion;
    options->userAgent = options_.userAgent;
    out.sendToApi(WatchStart{informer.watch, options});
}

void Client::retryLater(std::size_t index, Outbox& out) {
    Informer& informer = informers_.write()[index];
    informer.rest = {};
    informer.repeats = 0;
    const sim::Duration base =
        std::min(firstBackoff * (std::int64_t{1} << std::min(informer.failures, 6)), lastBackoff);
    const auto jitter = static_cast<std::int64_t>(rng_.below(static_cast<std::uint64_t>(base.ns)));
    ++informer.failures;
    informer.retryAt = out.now() + base + sim::nanoseconds(jitter);
    arm(informer.retryAt, out);
}

void Client::takeList(std::size_t index, const Response& response, Outbox& out, Sink& sink) {
    const bool first = !(*informers_)[index].synced;
    const store::Table before = (*informers_)[index].table;
    Informer& informer = informers_.write()[index];
    const Kind kind = informer.kind;
    informer.failures = 0;
    informer.repeats = 0;
    informer.askFresh = false;
    informer.listAgain = false;
    informer.synced = true;
    informer.resourceVersion = response.resourceVersion;
    if (response.filtered) {
        informer.table.clear();
        for (const Versioned& item : response.items)
            informer.table.set(item->key(), keyValueOf(item));
    } else {
        informer.table = response.root.table;
    }
    const store::Table now = informer.table;
    startWatch(index, out);
    const std::uint32_t watch = (*informers_)[index].watch;
    diff(before, now, prefixOf(kind), [&](const Versioned& was, const Versioned& is) {
        if (watching(index, watch)) sink.onChange(kind, was, is);
    });
    if (first && watching(index, watch)) sink.onSynced(kind);
}

void Client::onWatchMessage(const WatchMessage& message, Outbox& out, Sink& sink) {
    std::size_t index = 0;
    while (index < informers_->size() && (*informers_)[index].watch != message.watch) ++index;
    if (index == informers_->size()) return; // of a watch that was given up
    const std::uint32_t expected = (*informers_)[index].received + 1;
    if (message.number < expected) return;
    if (message.number > expected) {
        out.sendToApi(WatchStop{message.watch});
        return startWatch(index, out);
    }
    const base::Ref<const WatchBatch> batch = message.batch;
    if (batch->failure.code != 0) return onWatchFailure(index, batch->failure, out);
    Informer& informer = informers_.write()[index];
    informer.received = message.number;
    informer.failures = 0;
    informer.repeats = 0;
    if (batch->events.empty()) {
        // A bookmark: nothing of this kind changed up to there. Taking over the newer picture lets
        // go of the older one.
        informer.resourceVersion = std::max(informer.resourceVersion, batch->resourceVersion);
        if (!informer.filtered()) informer.table = batch->root.table;
        return;
    }
    takeBatch(index, *batch, sink);
}

void Client::onWatchFailure(std::size_t index, const Failure& failure, Outbox& out) {
    informers_.write()[index].watch = 0;
    const sim::Duration wait = failure.retryAfter();
    if (wait > sim::Duration{} && repeatWatch(index, wait, failure, out)) return;
    Informer& informer = informers_.write()[index];
    // A server that is busy is asked again; one that cannot serve from this version is listed.
    informer.listAgain = failure.code != 429;
    retryLater(index, out);
}

void Client::takeBatch(std::size_t index, const WatchBatch& batch, Sink& sink) {
    Informer& informer = informers_.write()[index];
    const Kind kind = informer.kind;
    const std::uint32_t watch = informer.watch;
    const bool filtered = informer.filtered();
    store::Table before = informer.table;
    informer.resourceVersion = batch.resourceVersion;
    if (!filtered) informer.table = batch.root.table;
    const bool single = batch.events.size() == 1;
    // `before` moves forward with the events, so that each one is told what it changed.
    for (const WatchEvent& event : batch.events) {
        if (!watching(index, watch)) return;
        const Versioned was = versionedIn(before.find(event.key));
        const bool gone = event.type == WatchEventType::Deleted;
        if (filtered || !single) {
            if (gone)
                before.erase(event.key);
            else
                before.set(event.key, keyValueOf(event.object));
        }
        if (filtered) informers_.write()[index].table = before;
        if (gone && !was) continue;
        sink.onChange(kind, was, gone ? Versioned{} : event.object);
    }
}

bool Client::watching(std::size_t index, std::uint32_t watch) const {
    return index < informers_->size() && (*informers_)[index].watch == watch;
}

const Informer* Client::informer(Kind kind) const {
    for (const Informer& informer : *informers_)
        if (informer.kind == kind) return &informer;
    return nullptr;
}

bool Client::synced() const {
    return std::all_of(informers_->begin(), informers_->end(),
                       [](const Informer& informer) { return informer.synced; });
}

} // namespace maqueta::api
