#include "storm/reference_store.h"

#include <algorithm>

namespace storm {

using maqueta::base::Text;
using store::Change;
using store::ErrorCode;
using store::KeyValue;
using store::Op;
using store::RequestType;

void ReferenceStore::reset(const store::Mvcc& start) {
    first_ = start.revision();
    now_ = start.root().table;
    leases_.clear();
    for (auto it = start.leases().begin(); !it.atEnd(); ++it) {
        std::set<std::string>& keys = leases_[it.key()];
        for (auto key = it.value().keys.begin(); !key.atEnd(); ++key) keys.insert(key.key().str());
    }
    alarms_.clear();
    for (auto it = start.state().alarms.begin(); !it.atEnd(); ++it) alarms_.insert(it.key());
    compacted_ = start.compactRevision();
    pictures_ = {now_};
    changes_ = {{}};
    results_.clear();
}

const ReferenceStore::Result* ReferenceStore::resultOf(const store::Request* request) const {
    const auto at = results_.find(request);
    return at == results_.end() ? nullptr : &at->second;
}

bool ReferenceStore::apply(const store::EntryRef& entry) {
    if (!entry->request) return true;
    const store::Request& request = *entry->request;
    Result result{.request = entry->request, .index = entry->index, .current = {}};
    if (!alarms_.empty() && request.needsSpace()) {
        result.error = ErrorCode::NoSpace;
    } else {
        switch (request.type) {
        case RequestType::Txn: txn(request.txn, result); break;
        case RequestType::Compact:
            if (request.compact.revision <= compacted_)
                result.error = ErrorCode::Compacted;
            else if (request.compact.revision > revision())
                result.error = ErrorCode::FutureRevision;
            else
                compacted_ = request.compact.revision;
            break;
        case RequestType::LeaseGrant:
            if (!leases_.try_emplace(request.leaseGrant.id).second)
                result.error = ErrorCode::LeaseExists;
            break;
        case RequestType::LeaseRevoke:
            if (const auto lease = leases_.find(request.leaseRevoke.id); lease == leases_.end()) {
                result.error = ErrorCode::LeaseNotFound;
            } else {
                const std::set<std::string> keys = lease->second;
                leases_.erase(lease);
                std::vector<Change> changes;
                for (const std::string& key : keys) erase(Text(key), changes);
                close(std::move(changes));
            }
            break;
        case RequestType::Alarm:
            if (request.alarm.raised)
                alarms_.insert(request.alarm.member);
            else
                alarms_.erase(request.alarm.member);
            break;
        case RequestType::Range: break;
        }
    }
    result.revision = revision();
    return results_.emplace(entry->request.get(), std::move(result)).second;
}

void ReferenceStore::txn(const store::TxnRequest& txn, Result& result) {
    result.succeeded = true;
    for (const store::Compare& c : txn.compare) {
        const KeyValue* kv = now_.find(c.key);
        if ((kv ? kv->modRevision : 0) != c.modRevision) result.succeeded = false;
    }
    if (!result.succeeded && !txn.getOnFailure.empty())
        if (const KeyValue* kv = now_.find(txn.getOnFailure)) {
            result.current = *kv;
            result.hasCurrent = true;
        }
    const std::vector<Op>& ops = result.succeeded ? txn.success : txn.failure;
    for (const Op& op : ops)
        if (op.lease != 0 && !leases_.contains(op.lease)) result.error = ErrorCode::LeaseNotFound;
    if (result.error != ErrorCode::None) return;
    std::vector<Change> changes;
    for (const Op& op : ops) {
        if (op.type == Op::Type::Put) {
            put(op, changes);
            continue;
        }
        std::vector<Text> doomed;
        for (auto it = now_.lowerBound(op.key);
             !it.atEnd() && store::inRange(it.key(), op.key, op.end); ++it)
            doomed.push_back(it.key());
        for (const Text& key : doomed) erase(key, changes);
    }
    close(std::move(changes));
}

void ReferenceStore::put(const Op& op, std::vector<Change>& changes) {
    const KeyValue* before = now_.find(op.key);
    Change change{op.key, {}, before ? *before : KeyValue{}};
    const std::int64_t next = revision() + 1;
    change.now = {op.value, before ? before->createRevision : next, next,
                  before ? before->version + 1 : 1, op.lease};
    if (before && before->lease != 0) leases_[before->lease].erase(op.key.str());
    if (op.lease != 0) leases_[op.lease].insert(op.key.str());
    now_.set(op.key, change.now);
    changes.push_back(std::move(change));
}

void ReferenceStore::erase(const Text& key, std::vector<Change>& changes) {
    const KeyValue* before = now_.find(key);
    if (!before) return;
    Change change{key, {}, *before};
    change.now.modRevision = revision() + 1;
    if (before->lease != 0)
        if (const auto lease = leases_.find(before->lease); lease != leases_.end())
            lease->second.erase(key.str());
    now_.erase(key);
    changes.push_back(std::move(change));
}

void ReferenceStore::close(std::vector<Change> changes) {
    if (changes.empty()) return;
    pictures_.push_back(now_);
    changes_.push_back(std::move(changes));
}

} // namespace storm
