#include "api/server.h"

#include "api/serving/failures.h"
#include "api/serving/timers.h"

#include <algorithm>

namespace maqueta::api {
namespace {

bool mutates(Verb verb) {
    return verb != Verb::Get && verb != Verb::List;
}

// Takes the elements out that the predicate holds for; both parts keep their order.
template <class T, class Predicate>
std::vector<T> takeIf(std::vector<T>& from, Predicate&& wanted) {
    std::vector<T> taken, kept;
    for (T& element : from) (wanted(element) ? taken : kept).push_back(std::move(element));
    from = std::move(kept);
    return taken;
}

} // namespace

ApiServer::ApiServer(ServerOptions options, sim::Rng rng) : options_(options), rng_(rng) {
    windows_.write().resize(static_cast<std::size_t>(Kind::Count));
}

void ApiServer::start(ServerOutbox& out) {
    connected_ = true;
    heardAt_ = out.now();
    noteReadiness("the watch cache is being filled", out);
    fillCache(out);
    out.setTimer(out.now() + options_.healthInterval, server::healthTimer);
    out.setTimer(out.now() + options_.compactionInterval, server::compactionTimer);
    out.setTimer(out.now() + options_.bookmarkInterval, server::bookmarkTimer);
}

void ApiServer::onClient(ProcessId client, const ToServer& message, ServerOutbox& out) {
    if (const auto* call = std::get_if<CallMessage>(&message))
        onCall(client, *call, out);
    else if (const auto* start = std::get_if<WatchStart>(&message))
        onWatchStart(client, *start, out);
    else
        watchers_.write().remove(client, std::get<WatchStop>(message).watch);
}

void ApiServer::onCall(ProcessId client, const CallMessage& message, ServerOutbox& out) {
    Operation op;
    op.client = client;
    op.call = message.call;
    op.request = message.request;
    op.mutating = mutates(message.request->verb);
    op.deadline = out.now() + options_.requestTimeout;
    if (!filled_) return refuse(op, notInitialized(), out);
    if (!op.mutating && asksForNodeMetrics(*op.request)) return readMetrics(std::move(op), out);
    if (!op.mutating) return read(std::move(op), out);
    if (mutating_ >= options_.maxMutatingInFlight) return refuse(op, tooManyRequests(), out);
    ++mutating_;
    write(std::move(op), out);
}

// The end of an operation that was counted as in flight.
void ApiServer::finish(const Operation& op, base::Ref<Response> response, ServerOutbox& out) {
    (op.mutating ? mutating_ : reading_) -= 1;
    if (!op.client.valid()) return;
    if (response->code >= 400) out.record(RequestRefused{op.request, response->failure, op.client});
    const sim::Duration think = op.mutating ? options_.writeTime : options_.readTime;
    out.sendToClient(op.client, ReplyMessage{op.call, std::move(response)}, think);
}

// The answer to a request that never was in flight.
void ApiServer::refuse(const Operation& op, Failure failure, ServerOutbox& out) {
    (op.mutating ? mutating_ : reading_) += 1;
    finish(op, refusal(std::move(failure)), out);
}

void ApiServer::waitFor(std::int64_t version, ProcessId client, ToServer message,
                        ServerOutbox& out) {
    const sim::Time deadline = out.now() + options_.freshnessTimeout;
    waiting_.write().push_back({client, std::move(message), version, deadline});
    nextDeadline_ = std::min(nextDeadline_, deadline);
    arm(nextDeadline_, out);
}

// What waited for a version of the picture that has come.
void ApiServer::releaseWaiting(ServerOutbox& out) {
    if (waiting_->empty()) return;
    const auto come =
        takeIf(waiting_.write(), [&](const Waiting& w) { return w.version <= picture_.revision; });
    for (const Waiting& w : come) onClient(w.client, w.message, out);
}

void ApiServer::onClientLost(ProcessId client, ServerOutbox&) {
    watchers_.write().removeClient(client);
    std::erase_if(waiting_.write(), [&](const Waiting& w) { return w.client == client; });
    std::vector<std::uint32_t> orphaned;
    for (const auto& [call, op] : operations_)
        if (op.client == client) orphaned.push_back(call);
    for (const std::uint32_t call : orphaned) operations_.write(call).client = {};
    for (Operation& op : waitForLease_.write())
        if (op.client == client) op.client = {};
    for (Operation& op : waitForBudget_.write())
        if (op.client == client) op.client = {};
    for (Operation& op : scrape_.write().waiting)
        if (op.client == client) op.client = {};
}

void ApiServer::arm(sim::Time at, ServerOutbox& out) {
    if (at >= armedFor_) return;
    armedFor_ = at;
    out.setTimer(at, server::deadlineTimer);
}

void ApiServer::onTimer(std::uint64_t token, ServerOutbox& out) {
    switch (token) {
    case server::deadlineTimer:
        if (out.now() < armedFor_) return;
        armedFor_ = sim::Time::never();
        expire(out);
        return arm(nextDeadline_, out);
    case server::healthTimer:
        checkHealth(out);
        ensureSystemObjects(out);
        return out.setTimer(out.now() + options_.healthInterval, server::healthTimer);
    case server::compactionTimer:
        compact(out);
        return out.setTimer(out.now() + options_.compactionInterval, server::compactionTimer);
    case server::bookmarkTimer:
        sendBookmarks(out);
        return out.setTimer(out.now() + options_.bookmarkInterval, server::bookmarkTimer);
    case server::reconnectTimer: return reconnect(out);
    case server::budgetTimer: return retryEvictions(out);
    default: return;
    }
}

void ApiServer::expire(ServerOutbox& out) {
    const sim::Time now = out.now();
    nextDeadline_ = sim::Time::never();
    const auto isLate = [&](sim::Time deadline) {
        if (deadline > now) nextDeadline_ = std::min(nextDeadline_, deadline);
        return deadline <= now;
    };
    std::vector<std::uint32_t> late;
    for (const auto& [call, op] : operations_)
        if (isLate(op.deadline)) late.push_back(call);
    for (const std::uint32_t call : late) {
        const Operation op = *operations_.find(call);
        operations_.erase(call);
        onStoreSilent(op, out);
    }
    if (scrape_->underWay() && isLate(scrape_->deadline)) endScrape(out);
    const auto stale =
        takeIf(waiting_.write(), [&](const Waiting& w) { return isLate(w.deadline); });
    for (const Waiting& w : stale) {
        Failure failure = tooLargeVersion(w.version, picture_.revision);
        if (const auto* start = std::get_if<WatchStart>(&w.message)) {
            refuseWatch(w.client, start->watch, std::move(failure), out);
        } else {
            const CallMessage& call = std::get<CallMessage>(w.message);
            Operation op;
            op.client = w.client;
            op.call = call.call;
            op.request = call.request;
            op.mutating = mutates(call.request->verb);
            refuse(op, std::move(failure), out);
        }
    }
}

std::vector<network::ProcessId> ApiServer::peers() const {
    std::vector<network::ProcessId> found = watchers_->clients();
    for (const auto& [call, op] : operations_)
        if (op.client.valid()) found.push_back(op.client);
    for (const Waiting& w : *waiting_) found.push_back(w.client);
    for (const Operation& op : *waitForBudget_)
        if (op.client.valid()) found.push_back(op.client);
    for (const Operation& op : *waitForLease_)
        if (op.client.valid()) found.push_back(op.client);
    for (const Operation& op : scrape_->waiting)
        if (op.client.valid()) found.push_back(op.client);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

} // namespace maqueta::api
