// The key-value store of one etcd member: every key at every revision since the last compaction,
// leases, and the one deterministic step that applies a request of the log. After etcd's mvcc and
// lease packages.
//
// The newest picture is a persistent map that members at the same point share; older pictures are
// made by walking the history of changes backwards. Applying the same entry to the same state
// yields the same shared result, whichever member asks first (ApplyMemo).
#pragma once

#include "store/change_history.h"
#include "store/protocol.h"
#include "store/raft/entry.h"

#include <array>
#include <vector>

namespace maqueta::store {

// What one revision changed.
struct ChangeSet : base::RefCounted {
    std::int64_t revision = 0;
    std::vector<Change> changes; // in order of the transaction
    std::size_t bytes = 0;
};
using ChangeSetRef = base::Ref<const ChangeSet>;

struct LeaseState {
    sim::Duration ttl;
    sim::PersistentMap<base::Text, bool> keys; // that go with it
};
using LeaseTable = sim::PersistentMap<LeaseId, LeaseState>;

// All that an entry of the log can change, history apart.
struct StoreState {
    Root root;
    LeaseTable leases;
    sim::PersistentMap<std::uint64_t, bool> alarms; // NOSPACE, by member
    std::int64_t compactRevision = 0;
    std::size_t bytes = 0;     // of all keys and values now
    std::uint64_t lineage = 0; // says which entries, in which order, led here
};

// What applying one entry did.
struct Applied {
    ResponseRef response;
    ChangeSetRef changes;              // null: nothing changed
    base::Ref<const WatchBatch> batch; // the same changes with the picture after them
};

// Remembers what applying an entry to a state gave, because the other members are about to ask the
// same. Owned by the world. Leaving it out, or clearing it at any time, changes no result.
class ApplyMemo {
public:
    struct Slot {
        std::uint64_t before = 0; // lineage
        EntryRef entry;
        StoreState after;
        Applied applied;
    };
    const Slot* find(std::uint64_t lineage, const EntryRef& entry) const {
        if (slots_.empty()) return nullptr;
        const Slot& slot = slots_[entry->index % size];
        return slot.entry == entry && slot.before == lineage ? &slot : nullptr;
    }
    void keep(std::uint64_t lineage, const EntryRef& entry, const StoreState& after,
              const Applied& applied) {
        if (slots_.empty()) slots_.resize(size);
        Slot& slot = slots_[entry->index % size];
        // A member that lags behind does not push out what will bring it back into step.
        if (slot.entry && slot.entry->index > entry->index) return;
        slot = {lineage, entry, after, applied};
    }
    LentChunks& lent() { return lent_; }
    void clear() {
        slots_.clear();
        lent_ = {};
    }

private:
    static constexpr std::size_t size = 128; // entries that members may lie apart
    std::vector<Slot> slots_;
    LentChunks lent_;
};

class Mvcc {
public:
    // An empty store is at revision 1, as in etcd.
    Mvcc() { state_.root.revision = 1; }
    // A store that holds just this picture; older revisions are compacted away.
    Mvcc(Root root, LeaseTable leases);

    const Root& root() const { return state_.root; }
    std::int64_t revision() const { return state_.root.revision; }
    std::int64_t compactRevision() const { return state_.compactRevision; }
    std::size_t bytes() const { return state_.bytes; }
    const LeaseTable& leases() const { return state_.leases; }
    const StoreState& state() const { return state_; }
    bool alarmed(std::uint64_t member) const { return state_.alarms.contains(member); }

    // Applies an entry with a request.
    Applied apply(const EntryRef& entry, ApplyMemo& memo);

    // Answers a Range; revision 0 means now. Errors: Compacted, FutureRevision.
    ResponseRef range(const RangeRequest& request) const;
    // The picture at an older revision that is not compacted.
    Root at(std::int64_t revision) const;
    // What revision r changed; r from firstChange() to revision().
    std::span<const Change> changes(std::int64_t r) const {
        return history_[static_cast<std::size_t>(r - firstChange())];
    }
    std::int64_t firstChange() const {
        return revision() + 1 - static_cast<std::int64_t>(history_.size());
    }
    // Of every key and value with its revisions, in order of keys: equal stores have equal ones.
    std::uint64_t digest() const;

private:
    Applied run(const Request& request);
    Applied runTxn(const TxnRequest& txn);
    Applied revoke(LeaseId lease);
    ErrorCode compact(std::int64_t revision);
    ErrorCode checkLeases(const std::vector<Op>& ops) const;
    void put(const Op& op, std::int64_t revision, ChangeSet& changes);
    void erase(const base::Text& key, std::int64_t revision, ChangeSet& changes);
    void attach(LeaseId lease, const base::Text& key);
    void detach(LeaseId lease, const base::Text& key);
    Applied finish(base::Ref<ChangeSet> changes, base::Ref<Response> response);
    void forgetBefore(std::int64_t revision);
    std::size_t rangeBytes(const RangeRequest& request) const;

    StoreState state_;
    ChangeHistory history_; // of each revision up to now
};

// Whether a key lies in [key, end); an empty end means the one key, "\0" everything from key on.
bool inRange(std::string_view wanted, std::string_view key, std::string_view end);

} // namespace maqueta::store
