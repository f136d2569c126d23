#include "storm/history_checker.h"

#include "cluster/message.h"

#include <algorithm>

namespace storm {

using store::ErrorCode;
using store::RequestType;

namespace {

bool sameValue(const store::KeyValue& a, const store::KeyValue& b) {
    return a.value == b.value && a.modRevision == b.modRevision &&
           a.createRevision == b.createRevision && a.version == b.version && a.lease == b.lease;
}

// Answers that say nothing about whether the operation took effect.
bool leavesOpen(ErrorCode error) {
    switch (error) {
    case ErrorCode::NoLeader:
    case ErrorCode::LeaderChanged:
    case ErrorCode::Timeout:
    case ErrorCode::TimeoutLeaderFailure:
    case ErrorCode::TimeoutConnectionLost:
    case ErrorCode::Stopped: return true;
    default: return false;
    }
}

// The keys of a watch or a range within a picture, one by one beside the reference's.
bool samePicture(const store::Table& a, const store::Table& b, const base::Text& from,
                 const base::Text& end, std::string& difference) {
    auto x = a.lowerBound(from), y = b.lowerBound(from);
    const auto inside = [&](const auto& it) {
        return !it.atEnd() && store::inRange(it.key(), from, end);
    };
    for (; inside(x) && inside(y); ++x, ++y)
        if (!(x.key() == y.key()) || !sameValue(x.value(), y.value())) {
            difference = x.key().str();
            return false;
        }
    if (inside(x) == inside(y)) return true;
    difference = inside(x) ? x.key().str() : y.key().str();
    return false;
}

} // namespace

void HistoryChecker::onSent(const cluster::World& world, const cluster::Envelope& e,
                            int generation) {
    if (e.from != e.origin) return; // the first hop only
    const Key key{e.from.value, world.process(e.from).epoch, 0};
    const auto at = [&](std::uint32_t number) { return Key{key.process, key.epoch, number}; };
    if (const auto* call = std::get_if<store::CallMessage>(&e.body)) {
        asked_[at(call->call)] = {call->request, told_, generation};
    } else if (const auto* create = std::get_if<store::WatchCreateMessage>(&e.body)) {
        watching_[at(create->watch)] = {create->request, 0, create->request->startRevision,
                                        generation};
    } else if (const auto* start = std::get_if<api::WatchStart>(&e.body)) {
        Informing watch{.options = start->options, .generation = generation};
        watch.last = start->options->resourceVersion;
        informing_[at(start->watch)] = watch;
    } else if (const auto* stop = std::get_if<api::WatchStop>(&e.body)) {
        informing_.erase(at(stop->watch));
    }
}

void HistoryChecker::onArrived(const cluster::World& world, const cluster::Envelope& e,
                               int generation) {
    if (e.to != e.origin) return; // the last hop only
    const cluster::World::Process& p = world.process(e.to);
    if (!p.open || p.connection != e.connection) return; // of a connection that is gone
    const auto at = [&](std::uint32_t number) { return Key{e.to.value, p.epoch, number}; };
    if (const auto* answer = std::get_if<store::AnswerMessage>(&e.body))
        answered(at(answer->call), *answer, generation);
    else if (const auto* message = std::get_if<store::WatchMessage>(&e.body))
        watched(at(message->watch), *message, generation);
    else if (const auto* events = std::get_if<api::WatchMessage>(&e.body))
        informed(at(events->watch), *events, generation);
}

void HistoryChecker::settle(int generation) {
    if (generation == generation_) return;
    generation_ = generation;
    told_ = 0;
}

void HistoryChecker::answered(const Key& key, const store::AnswerMessage& answer, int generation) {
    const auto found = asked_.find(key);
    if (found == asked_.end()) return;
    const Asked asked = found->second;
    asked_.erase(found);
    const store::Response& response = *answer.response;
    if (asked.generation != generation || leavesOpen(response.error)) return;
    ++answers_;
    if (asked.request->type != RequestType::Range)
        checkWrite(asked, response);
    else
        checkRange(asked, response);
    if (response.error == ErrorCode::None) told_ = std::max(told_, response.revision);
}

void HistoryChecker::checkWrite(const Asked& asked, const store::Response& response) {
    const ReferenceStore::Result* result = reference_.resultOf(asked.request.get());
    if (!result) {
        // A member with a full disk refuses before it proposes anything.
        if (response.error != ErrorCode::NoSpace)
            court_.report(promise::noLostWrite, "a write was answered at revision " +
                                                    std::to_string(response.revision) +
                                                    ", and it is not committed");
        return;
    }
    const bool same = result->error == response.error && result->revision == response.revision &&
                      result->succeeded == response.succeeded &&
                      result->hasCurrent == response.current.has_value() &&
                      (!result->hasCurrent || sameValue(result->current, *response.current));
    if (!same)
        court_.report(promise::linearizability,
                      "the answer to entry " + std::to_string(result->index) + ", revision " +
                          std::to_string(response.revision) + ", is not what the log says (" +
                          std::to_string(result->revision) + ")");
    if (response.revision < asked.floor)
        court_.report(promise::linearizability,
                      "a write took effect before it was asked for, at revision " +
                          std::to_string(response.revision));
}

void HistoryChecker::checkRange(const Asked& asked, const store::Response& response) {
    const store::RangeRequest& range = asked.request->range;
    if (response.error != ErrorCode::None) return;
    if (!range.serializable && response.revision < asked.floor)
        court_.report(promise::linearizability,
                      "a read at revision " + std::to_string(response.revision) +
                          " is older than revision " + std::to_string(asked.floor) +
                          ", which was known before");
    const std::int64_t shown = range.revision > 0 ? range.revision : response.revision;
    if (shown > reference_.revision())
        return court_.report(promise::linearizability, "a read shows revision " +
                                                           std::to_string(shown) +
                                                           ", which is not committed");
    if (!reference_.knows(shown)) return;
    const store::Table& right = reference_.at(shown);
    if (!range.end.empty()) {
        std::string key;
        if (!samePicture(response.root.table, right, range.key, range.end, key))
            court_.report(promise::linearizability,
                          "a list at revision " + std::to_string(shown) + " shows another " + key);
        return;
    }
    const store::KeyValue* kv = right.find(range.key);
    const bool same = response.current ? kv && sameValue(*response.current, *kv) : !kv;
    if (!same)
        court_.report(promise::linearizability, "a read at revision " + std::to_string(shown) +
                                                    " shows another " + range.key.str());
}

void HistoryChecker::watched(const Key& key, const store::WatchMessage& message, int generation) {
    const auto found = watching_.find(key);
    if (found == watching_.end()) return;
    Watching& watch = found->second;
    const bool ended = message.batch->compactRevision != 0;
    // After a gap the client itself starts again.
    if (watch.generation != generation || message.number != watch.received + 1 || ended) {
        watching_.erase(found);
        return;
    }
    ++watch.received;
    ++watchMessages_;
    checkBatch(watch, *message.batch);
}

void HistoryChecker::checkBatch(Watching& watch, const store::WatchBatch& batch) {
    const std::int64_t upTo = batch.root.revision;
    if (upTo > reference_.revision())
        return court_.report(promise::watches, "a watch tells revision " + std::to_string(upTo) +
                                                   ", which is not committed");
    if (watch.next <= reference_.firstRevision()) {
        watch.next = batch.changes.empty()
                         ? upTo + 1
                         : std::min(upTo + 1, batch.changes.front().now.modRevision);
        if (watch.next <= reference_.firstRevision()) {
            watch.next = upTo + 1;
            return;
        }
    }
    auto told = batch.changes.begin();
    for (std::int64_t r = watch.next; r <= upTo; ++r)
        for (const store::Change& c : reference_.changes(r)) {
            if (!store::inRange(c.key, watch.request->key, watch.request->end)) continue;
            const bool same = told != batch.changes.end() && told->key == c.key &&
                              told->now.modRevision == r && told->now.value == c.now.value;
            if (!same)
                return court_.report(promise::watches, "a watch of etcd does not tell of " +
                                                           c.key.str() + " at revision " +
                                                           std::to_string(r));
            ++told;
        }
    if (told != batch.changes.end())
        court_.report(promise::watches,
                      "a watch of etcd tells of " + told->key.str() + " at revision " +
                          std::to_string(told->now.modRevision) + " once too often");
    watch.next = std::max(watch.next, upTo + 1);
}

void HistoryChecker::informed(const Key& key, const api::WatchMessage& message, int generation) {
    const auto found = informing_.find(key);
    if (found == informing_.end()) return;
    Informing& watch = found->second;
    const bool ended = message.batch->failure.code != 0;
    if (watch.generation != generation || message.number != watch.received + 1 || ended) {
        informing_.erase(found);
        return;
    }
    ++watch.received;
    ++watchMessages_;
    if (checkEvents(watch, *message.batch) && watch.options->fieldSelector.empty() &&
        !watch.options->labelSelector && watch.last > 0)
        checkComplete(watch, *message.batch);
    watch.last = std::max(watch.last, message.batch->resourceVersion);
    if (!message.batch->events.empty()) watch.lastKey = message.batch->events.back().key.str();
}

bool HistoryChecker::checkEvents(Informing& watch, const api::WatchBatch& batch) {
    std::int64_t last = watch.last;
    std::string lastKey = watch.lastKey;
    for (const api::WatchEvent& e : batch.events) {
        if (e.type == api::WatchEventType::Bookmark || !e.object) continue;
        const std::int64_t r = e.object.resourceVersion;
        // A first message without a version to start from tells what there is, in any order.
        const bool initial = watch.received == 1 && watch.options->resourceVersion == 0;
        if (!initial && (r < last || (r == last && e.key == lastKey))) {
            court_.report(promise::watches, "an informer hears of " + e.key.str() +
                                                " at revision " + std::to_string(r) + " after " +
                                                std::to_string(last));
            return false;
        }
        last = r;
        lastKey = e.key.str();
    }
    return true;
}

bool HistoryChecker::checkComplete(const Informing& watch, const api::WatchBatch& batch) {
    const base::Text prefix = api::prefixOf(watch.options->kind, watch.options->ns);
    const base::Text end = api::prefixEnd(prefix);
    const std::int64_t upTo = std::min(batch.resourceVersion, reference_.revision());
    auto told = batch.events.begin();
    const auto skipBookmarks = [&] {
        while (told != batch.events.end() && told->type == api::WatchEventType::Bookmark) ++told;
    };
    for (std::int64_t r = std::max(watch.last, reference_.firstRevision()) + 1; r <= upTo; ++r)
        for (const store::Change& c : reference_.changes(r)) {
            if (!store::inRange(c.key, prefix, end)) continue;
            skipBookmarks();
            const bool same = told != batch.events.end() && told->key == c.key &&
                              told->object.resourceVersion == r;
            if (!same) {
                court_.report(promise::watches, "an informer does not hear of " + c.key.str() +
                                                    " at revision " + std::to_string(r));
                return false;
            }
            ++told;
        }
    return true;
}

} // namespace storm
