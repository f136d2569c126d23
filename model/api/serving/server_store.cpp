// The API server as a client of its etcd member: requests, answers, and the watch that moves the
// picture forward.
#include "api/server.h"

#include "api/kinds/pod.h"
#include "api/serving/failures.h"
#include "api/serving/timers.h"
#include "base/hash.h"

#include <algorithm>

namespace maqueta::api {
namespace {

constexpr std::string_view everything = "/registry/";
// Behind every key that an API server writes, compact_rev_key included.
constexpr std::string_view everythingEnd = "~";
// clientv3's wait before it sends a read again, and how often it does (client/v3/options.go).
constexpr sim::Duration retryWait = sim::milliseconds(25);
constexpr std::uint32_t mostRetries = 100;
constexpr sim::Duration reconnectWait = sim::seconds(1);
// How long /readyz waits for etcd (apiserver/pkg/storage/storagebackend/config.go), and the model's
// patience with the list that fills the cache.
constexpr sim::Duration healthTimeout = sim::seconds(2);
constexpr sim::Duration fillTimeout = sim::seconds(10);

ObjectRef objectOf(const store::KeyValue& kv) {
    return ObjectRef(static_cast<const Object*>(kv.value.get()));
}

} // namespace

void ApiServer::send(Operation op, store::RequestRef request, ServerOutbox& out) {
    if (!connected_) return refuseOperation(op, storeUnreachable(), out);
    const std::uint32_t call = nextCall_++;
    if (op.deadline < nextDeadline_) {
        nextDeadline_ = op.deadline;
        arm(nextDeadline_, out);
    }
    if (request->type == store::RequestType::Range) op.sent = request;
    if (op.stage == Operation::Stage::Health) healthCall_ = call;
    operations_.set(call, std::move(op));
    out.sendToStore(store::CallMessage{call, std::move(request)});
}

void ApiServer::onStore(const FromStore& message, ServerOutbox& out) {
    if (const auto* answer = std::get_if<store::AnswerMessage>(&message))
        onAnswer(*answer, out);
    else
        onStoreWatch(std::get<store::WatchMessage>(message), out);
}

void ApiServer::onAnswer(const store::AnswerMessage& message, ServerOutbox& out) {
    const Operation* found = operations_.find(message.call);
    if (!found) return; // given up meanwhile
    Operation op = *found;
    operations_.erase(message.call);
    const store::ResponseRef response = message.response;
    if (op.stage == Operation::Stage::Health && healthCall_ == message.call) healthCall_ = 0;
    if (response->error != store::ErrorCode::None)
        return onStoreFailure(std::move(op), response->error, out);
    heardAt_ = out.now();
    using Stage = Operation::Stage;
    switch (op.stage) {
    case Stage::FillCache: return takeCache(*response, out);
    case Stage::Health: return takeHealth(*response, out);
    case Stage::ReadObject: return takeObject(op, *response, out);
    case Stage::ReadList: return takeList(op, *response, out);
    case Stage::CheckNamespace: return takeNamespace(std::move(op), *response, out);
    case Stage::Fetch:
        op.before = {};
        if (response->current)
            op.before = {objectOf(*response->current), response->current->modRevision};
        return advance(std::move(op), true, out);
    case Stage::Commit: return takeCommit(std::move(op), *response, out);
    case Stage::SpendBudget: return takeSpent(std::move(op), *response, out);
    case Stage::FetchBudget: return takeBudget(std::move(op), *response, out);
    case Stage::GrantLease: return takeLease(true, out);
    case Stage::CompactKey: return takeCompactKey(*response, out);
    case Stage::Compact: return;
    }
}

void ApiServer::onStoreFailure(Operation op, store::ErrorCode error, ServerOutbox& out) {
    using Stage = Operation::Stage;
    if (error == store::ErrorCode::Compacted && op.stage == Stage::ReadList)
        return listExpired(op, out);
    if (op.stage == Stage::Health) return setHealthy(false, store::errorText(error), out);
    // A read may be sent again, and is; a write may have happened.
    const bool passing =
        error == store::ErrorCode::NoLeader || error == store::ErrorCode::LeaderChanged;
    if (passing && op.sent && op.stage != Stage::Commit && op.attempts < mostRetries) {
        ++op.attempts;
        retries_.write().push_back(std::move(op));
        return out.setTimer(out.now() + retryWait, server::reconnectTimer);
    }
    refuseOperation(op, storeFailure(error), out);
}

// Ends an operation that etcd did not carry out.
void ApiServer::refuseOperation(const Operation& op, Failure failure, ServerOutbox& out) {
    switch (op.stage) {
    case Operation::Stage::FillCache:
        filling_ = false;
        return out.setTimer(out.now() + reconnectWait, server::reconnectTimer);
    case Operation::Stage::Health: return setHealthy(false, failure.message, out);
    case Operation::Stage::GrantLease: return takeLease(false, out);
    case Operation::Stage::CompactKey:
    case Operation::Stage::Compact: return;
    default: return finish(op, refusal(std::move(failure)), out);
    }
}

void ApiServer::onStoreSilent(const Operation& op, ServerOutbox& out) {
    if (op.stage == Operation::Stage::Health) {
        healthCall_ = 0;
        return setHealthy(false, "etcd failed: context deadline exceeded", out);
    }
    refuseOperation(op, requestTimeout(), out);
}

void ApiServer::onStoreLost(ServerOutbox& out) {
    connected_ = false;
    storeWatch_ = 0;
    healthCall_ = 0;
    noteReadiness("etcd failed: connection lost", out);
    std::vector<Operation> lost;
    for (const auto& [call, op] : operations_) lost.push_back(op);
    operations_.clear();
    for (const Operation& op : lost) refuseOperation(op, storeConnectionLost(), out);
    out.setTimer(out.now() + reconnectWait, server::reconnectTimer);
}

// Goes on where something has to be tried again: the connection, the first list, reads.
void ApiServer::reconnect(ServerOutbox& out) {
    if (!connected_) {
        connected_ = true;
        healthy_ = false;
        checkHealth(out);
    }
    if (!filled_ && !filling_) fillCache(out);
    std::vector<Operation> again;
    std::swap(again, retries_.write());
    for (Operation& op : again) {
        const store::RequestRef request = op.sent;
        if (op.deadline > out.now())
            send(std::move(op), request, out);
        else
            onStoreSilent(op, out);
    }
}

void ApiServer::fillCache(ServerOutbox& out) {
    const base::Ref<store::Request> request(new store::Request);
    request->range.key = everything;
    request->range.end = everythingEnd;
    Operation op;
    op.stage = Operation::Stage::FillCache;
    op.deadline = out.now() + fillTimeout;
    filling_ = true;
    send(std::move(op), request, out);
}

void ApiServer::takeCache(const store::Response& response, ServerOutbox& out) {
    filling_ = false;
    picture_ = response.root;
    picture_.revision = std::max(picture_.revision, response.revision);
    filled_ = true;
    windowBase_ = picture_.revision;
    windows_.write().assign(static_cast<std::size_t>(Kind::Count), {});
    podsByNode_.clear();
    forEach(picture_.table, Kind::Pod, {}, [&](const Versioned& pod) {
        podsByNode_.set({base::hashBytes(pod.as<Pod>().nodeName), pod->key()}, true);
    });
    openWatch(out);
    setHealthy(true, {}, out);
    ensureSystemObjects(out);
    releaseWaiting(out);
}

void ApiServer::openWatch(ServerOutbox& out) {
    if (storeWatch_ != 0) out.sendToStore(store::WatchCancelMessage{storeWatch_});
    storeWatch_ = nextCall_++;
    storeReceived_ = 0;
    const base::Ref<store::WatchRequest> request(new store::WatchRequest);
    request->key = everything;
    request->end = everythingEnd;
    request->startRevision = picture_.revision + 1;
    out.sendToStore(store::WatchCreateMessage{storeWatch_, request});
}

// The cache has to be filled anew; watches of clients that it feeds cannot go on.
void ApiServer::startOver(std::string_view reason, ServerOutbox& out) {
    if (storeWatch_ != 0) out.sendToStore(store::WatchCancelMessage{storeWatch_});
    storeWatch_ = 0;
    filled_ = false;
    noteReadiness(reason, out);
    dropWatches(out);
    fillCache(out);
}

void ApiServer::onStoreWatch(const store::WatchMessage& message, ServerOutbox& out) {
    if (message.watch != storeWatch_ || storeWatch_ == 0) return;
    if (message.number != storeReceived_ + 1) {
        // One was lost: see everything since the picture again.
        if (message.number > storeReceived_ + 1) openWatch(out);
        return;
    }
    storeReceived_ = message.number;
    const base::Ref<const store::WatchBatch> batch = message.batch;
    if (batch->compactRevision != 0) return startOver("the store was compacted meanwhile", out);
    if (batch->root.revision < picture_.revision) return;
    picture_ = batch->root;
    if (!batch->changes.empty()) {
        std::vector<ObjectChange> changes;
        changes.reserve(batch->changes.size());
        for (const store::Change& change : batch->changes) apply(change, changes, out);
        deliver(changes, out);
    }
    releaseWaiting(out);
}

// One change of the store, as this server remembers it.
void ApiServer::apply(const store::Change& change, std::vector<ObjectChange>& changes,
                      ServerOutbox& out) {
    if (!change.key.view().starts_with(everything)) return;
    const bool deleted = !change.now.value;
    if (deleted && !change.previous.value) return;
    ObjectChange made;
    made.key = change.key;
    made.now = objectOf(deleted ? change.previous : change.now);
    if (change.previous.value) made.previous = objectOf(change.previous);
    made.revision = change.now.modRevision;
    made.deleted = deleted;
    made.at = out.now();
    if (made.now->kind == Kind::Pod) indexPod(made);
    window(made.now->kind).add(made);
    changes.push_back(std::move(made));
}

void ApiServer::indexPod(const ObjectChange& change) {
    const auto nodeOf = [](const ObjectRef& pod) {
        return base::hashBytes(static_cast<const Pod&>(*pod).nodeName);
    };
    const std::uint64_t now = nodeOf(change.now);
    if (change.previous) {
        const std::uint64_t before = nodeOf(change.previous);
        if (before == now && !change.deleted) return;
        podsByNode_.erase(PodOnNode{before, change.key});
    }
    if (!change.deleted) podsByNode_.set({now, change.key}, true);
}

// Asks etcd for a key as /readyz does, unless it has answered lately; and notices a watch that
// stands still.
void ApiServer::checkHealth(ServerOutbox& out) {
    if (!filled_ || !connected_) return;
    if (healthCall_ != 0) return;
    const bool answering = healthy_ && heardAt_ + options_.healthInterval > out.now();
    if (answering) return;
    const base::Ref<store::Request> request(new store::Request);
    request->range.key = "/registry/health";
    Operation op;
    op.stage = Operation::Stage::Health;
    op.deadline = out.now() + healthTimeout;
    send(std::move(op), request, out);
}

void ApiServer::takeHealth(const store::Response& response, ServerOutbox& out) {
    if (response.revision < picture_.revision)
        return startOver("the store went back to an older revision", out);
    // The watch may have been lost with the silence; and it stands still when the store was ahead
    // of the picture at the last check already.
    if (!healthy_ || picture_.revision < seenRevision_) openWatch(out);
    seenRevision_ = response.revision;
    setHealthy(true, {}, out);
}

void ApiServer::setHealthy(bool healthy, std::string_view reason, ServerOutbox& out) {
    healthy_ = healthy;
    noteReadiness(reason, out);
}

void ApiServer::noteReadiness(std::string_view reason, ServerOutbox& out) {
    if (ready() == wasReady_) return;
    wasReady_ = ready();
    out.record(ServerReady{wasReady_, wasReady_ ? Text() : Text(reason)});
}

} // namespace maqueta::api
