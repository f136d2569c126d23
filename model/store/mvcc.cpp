#include "store/mvcc.h"

#include "base/hash.h"

#include <algorithm>
#include <cassert>

namespace maqueta::store {

namespace {

constexpr std::string_view toTheEnd{"\0", 1};

std::size_t keyValueBytes(const base::Text& key, const KeyValue& kv) {
    return 32 + key.size() + kv.value->bytes();
}

base::Ref<Response> failure(ErrorCode error) {
    base::Ref<Response> response(new Response);
    response->error = error;
    response->bytes = 64;
    return response;
}

} // namespace

bool inRange(std::string_view wanted, std::string_view key, std::string_view end) {
    if (end.empty()) return wanted == key;
    return wanted >= key && (end == toTheEnd || wanted < end);
}

Mvcc::Mvcc(Root root, LeaseTable leases) {
    state_.root = std::move(root);
    state_.leases = std::move(leases);
    state_.compactRevision = state_.root.revision;
    for (auto it = state_.root.table.begin(); !it.atEnd(); ++it)
        state_.bytes += keyValueBytes(it.key(), it.value());
    state_.lineage = base::mix(static_cast<std::uint64_t>(revision()), state_.bytes);
}

Applied Mvcc::apply(const EntryRef& entry, ApplyMemo& memo) {
    const std::uint64_t before = state_.lineage;
    const std::int64_t compacted = state_.compactRevision;
    Applied applied;
    if (const ApplyMemo::Slot* slot = memo.find(before, entry)) {
        state_ = slot->after;
        applied = slot->applied;
    } else {
        applied = run(*entry->request);
        state_.lineage = base::mix(before, entry->identity());
        memo.keep(before, entry, state_, applied);
    }
    if (applied.changes) history_.push(applied.changes->changes, state_.lineage, memo.lent());
    if (state_.compactRevision != compacted) forgetBefore(state_.compactRevision);
    return applied;
}

Applied Mvcc::run(const Request& request) {
    base::Ref<Response> response(new Response);
    response->bytes = 64;
    if (!state_.alarms.empty() && request.needsSpace()) {
        response->error = ErrorCode::NoSpace;
        response->revision = revision();
        return {response, nullptr, nullptr};
    }
    switch (request.type) {
    case RequestType::Txn: return runTxn(request.txn);
    case RequestType::LeaseRevoke: return revoke(request.leaseRevoke.id);
    case RequestType::Compact: response->error = compact(request.compact.revision); break;
    case RequestType::LeaseGrant:
        if (state_.leases.contains(request.leaseGrant.id))
            response->error = ErrorCode::LeaseExists;
        else
            state_.leases.write(request.leaseGrant.id).ttl = request.leaseGrant.ttl;
        break;
    case RequestType::Alarm:
        if (request.alarm.raised)
            state_.alarms.set(request.alarm.member, true);
        else
            state_.alarms.erase(request.alarm.member);
        break;
    case RequestType::Range: break; // never in the log
    }
    response->revision = revision();
    response->compactRevision = state_.compactRevision;
    return {response, nullptr, nullptr};
}

Applied Mvcc::runTxn(const TxnRequest& txn) {
    const bool holds =
        std::all_of(txn.compare.begin(), txn.compare.end(), [this](const Compare& c) {
            const KeyValue* kv = state_.root.table.find(c.key);
            return (kv ? kv->modRevision : 0) == c.modRevision;
        });
    base::Ref<Response> response(new Response);
    response->succeeded = holds;
    response->bytes = 64;
    if (!holds && !txn.getOnFailure.empty()) {
        if (const KeyValue* kv = state_.root.table.find(txn.getOnFailure)) {
            response->current = *kv;
            response->bytes += keyValueBytes(txn.getOnFailure, *kv);
        }
    }
    const std::vector<Op>& ops = holds ? txn.success : txn.failure;
    response->error = checkLeases(ops);
    base::Ref<ChangeSet> changes(new ChangeSet);
    if (response->error == ErrorCode::None) {
        changes->changes.reserve(ops.size());
        const std::int64_t next = revision() + 1;
        for (const Op& op : ops) {
            if (op.type == Op::Type::Put) {
                put(op, next, *changes);
                continue;
            }
            std::vector<base::Text> doomed;
            for (auto it = state_.root.table.lowerBound(op.key);
                 !it.atEnd() && inRange(it.key(), op.key, op.end); ++it)
                doomed.push_back(it.key());
            for (const base::Text& key : doomed) erase(key, next, *changes);
        }
    }
    return finish(std::move(changes), std::move(response));
}

ErrorCode Mvcc::checkLeases(const std::vector<Op>& ops) const {
    for (const Op& op : ops)
        if (op.lease != 0 && !state_.leases.contains(op.lease)) return ErrorCode::LeaseNotFound;
    return ErrorCode::None;
}

void Mvcc::put(const Op& op, std::int64_t next, ChangeSet& changes) {
    KeyValue& kv = state_.root.table.write(op.key);
    Change change{op.key, {}, kv};
    if (kv.value) state_.bytes -= keyValueBytes(op.key, kv);
    kv.createRevision = kv.value ? kv.createRevision : next;
    kv.version = kv.value ? kv.version + 1 : 1;
    kv.value = op.value;
    kv.modRevision = next;
    kv.lease = op.lease;
    const std::size_t bytes = keyValueBytes(op.key, kv);
    state_.bytes += bytes;
    changes.bytes += bytes;
    change.now = kv;
    if (change.previous.lease != op.lease) {
        detach(change.previous.lease, op.key);
        attach(op.lease, op.key);
    }
    changes.changes.push_back(std::move(change));
}

void Mvcc::erase(const base::Text& key, std::int64_t next, ChangeSet& changes) {
    const KeyValue* kv = state_.root.table.find(key);
    if (!kv) return;
    Change change{key, {}, *kv};
    change.now.modRevision = next;
    state_.bytes -= keyValueBytes(key, *kv);
    changes.bytes += 32 + key.size();
    state_.root.table.erase(key);
    detach(change.previous.lease, key);
    changes.changes.push_back(std::move(change));
}

void Mvcc::attach(LeaseId lease, const base::Text& key) {
    if (lease != 0) state_.leases.write(lease).keys.set(key, true);
}

void Mvcc::detach(LeaseId lease, const base::Text& key) {
    if (lease != 0 && state_.leases.contains(lease)) state_.leases.write(lease).keys.erase(key);
}

Applied Mvcc::revoke(LeaseId lease) {
    const LeaseState* found = state_.leases.find(lease);
    if (!found) return {failure(ErrorCode::LeaseNotFound), nullptr, nullptr};
    const LeaseState ended = *found;
    state_.leases.erase(lease);
    base::Ref<ChangeSet> changes(new ChangeSet);
    for (auto it = ended.keys.begin(); !it.atEnd(); ++it) erase(it.key(), revision() + 1, *changes);
    base::Ref<Response> response(new Response);
    response->bytes = 64;
    return finish(std::move(changes), std::move(response));
}

Applied Mvcc::finish(base::Ref<ChangeSet> changes, base::Ref<Response> response) {
    Applied applied;
    if (!changes->changes.empty()) {
        changes->revision = ++state_.root.revision;
        base::Ref<WatchBatch> batch(new WatchBatch);
        batch->changes = changes->changes;
        batch->root = state_.root;
        batch->bytes = 64 + changes->bytes;
        applied.batch = std::move(batch);
        applied.changes = std::move(changes);
    }
    response->revision = revision();
    applied.response = std::move(response);
    return applied;
}

ErrorCode Mvcc::compact(std::int64_t to) {
    if (to <= state_.compactRevision) return ErrorCode::Compacted;
    if (to > revision()) return ErrorCode::FutureRevision;
    state_.compactRevision = to;
    return ErrorCode::None;
}

void Mvcc::forgetBefore(std::int64_t to) {
    // The changes of the compacted revision itself stay: a watch may start there.
    if (to > firstChange()) history_.drop(static_cast<std::size_t>(to - firstChange()));
}

ResponseRef Mvcc::range(const RangeRequest& request) const {
    const std::int64_t wanted = request.revision > 0 ? request.revision : revision();
    if (wanted > revision()) return failure(ErrorCode::FutureRevision);
    base::Ref<Response> response(new Response);
    response->revision = revision();
    response->compactRevision = state_.compactRevision;
    if (wanted < state_.compactRevision) {
        response->error = ErrorCode::Compacted;
        response->bytes = 64;
        return response;
    }
    response->root = at(wanted);
    if (request.end.empty()) {
        if (const KeyValue* kv = response->root.table.find(request.key)) response->current = *kv;
        response->root = {};
        response->bytes =
            64 + (response->current ? keyValueBytes(request.key, *response->current) : 0);
    } else {
        response->bytes = 64 + rangeBytes(request);
    }
    return response;
}

std::size_t Mvcc::rangeBytes(const RangeRequest& request) const {
    // By the number of keys and their mean size: walking them would cost what sharing them saves.
    const Table& table = state_.root.table;
    if (table.empty()) return 0;
    const std::size_t upTo =
        request.end == toTheEnd ? table.size() : table.rank(request.end.view());
    std::size_t keys = upTo - std::min(upTo, table.rank(request.key.view()));
    if (request.limit > 0) keys = std::min(keys, static_cast<std::size_t>(request.limit));
    return static_cast<std::size_t>(static_cast<double>(state_.bytes) * static_cast<double>(keys) /
                                    static_cast<double>(table.size()));
}

Root Mvcc::at(std::int64_t wanted) const {
    assert(wanted >= state_.compactRevision && wanted <= revision());
    Root root = state_.root;
    for (std::int64_t r = revision(); r > wanted; --r) {
        const std::span<const Change> changes = this->changes(r);
        for (auto c = changes.rbegin(); c != changes.rend(); ++c) {
            if (c->previous.value)
                root.table.set(c->key, c->previous);
            else
                root.table.erase(c->key);
        }
    }
    root.revision = wanted;
    return root;
}

std::uint64_t Mvcc::digest() const {
    std::uint64_t h = base::mix(static_cast<std::uint64_t>(revision()), state_.root.table.size());
    const auto add = [&h](std::int64_t n) { h = base::mix(h, static_cast<std::uint64_t>(n)); };
    for (auto it = state_.root.table.begin(); !it.atEnd(); ++it) {
        const KeyValue& kv = it.value();
        h = base::mix(h, base::hashBytes(it.key().view()));
        h = base::mix(h, kv.value->digest());
        add(kv.createRevision);
        add(kv.modRevision);
        add(kv.version);
        add(kv.lease);
    }
    return h;
}

} // namespace maqueta::store
