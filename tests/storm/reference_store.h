// What etcd's store must be: the committed entries, applied one after another by the plainest code
// there is. The checkers hold every answer and every watch message against it.
//
// Knows, for every revision since its start, the whole picture and what changed; and for every
// request that was committed, what it must have answered.
#pragma once

#include "store/mvcc.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace storm {

namespace store = maqueta::store;

class ReferenceStore {
public:
    struct Result {
        store::RequestRef request; // keeps its address from being used again
        store::Index index = 0;
        store::ErrorCode error = store::ErrorCode::None;
        bool succeeded = false;
        std::int64_t revision = 0;
        store::KeyValue current; // getOnFailure
        bool hasCurrent = false;
    };

    // Starts again from a member's store: an empty one, or one that was restored.
    void reset(const store::Mvcc& start);
    // False when the very same request was committed before: it would be carried out twice.
    bool apply(const store::EntryRef& entry);

    std::int64_t firstRevision() const { return first_; }
    std::int64_t revision() const {
        return first_ + static_cast<std::int64_t>(pictures_.size()) - 1;
    }
    bool knows(std::int64_t revision) const {
        return revision >= first_ && revision <= this->revision();
    }
    const store::Table& at(std::int64_t revision) const {
        return pictures_[static_cast<std::size_t>(revision - first_)];
    }
    // By key; value empty = deleted. Revision > firstRevision().
    const std::vector<store::Change>& changes(std::int64_t revision) const {
        return changes_[static_cast<std::size_t>(revision - first_)];
    }
    // nullptr: it was not committed so far.
    const Result* resultOf(const store::Request* request) const;

private:
    void txn(const store::TxnRequest& txn, Result& result);
    void put(const store::Op& op, std::vector<store::Change>& changes);
    void erase(const maqueta::base::Text& key, std::vector<store::Change>& changes);
    void close(std::vector<store::Change> changes);

    std::int64_t first_ = 1;
    store::Table now_;
    std::map<store::LeaseId, std::set<std::string>> leases_;
    std::set<std::uint64_t> alarms_;
    std::int64_t compacted_ = 0;
    std::vector<store::Table> pictures_;
    std::vector<std::vector<store::Change>> changes_;
    std::unordered_map<const store::Request*, Result> results_;
};

} // namespace storm
