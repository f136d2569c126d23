// The Raft log of one member, in memory: a chunked queue of shared entries, what of it is on disk
// (stable), committed and applied. Entries before the first were compacted into a snapshot.
//
// Invariants: first-1 <= applied <= committed <= last; stable <= last; term(first-1) is known.
#pragma once

#include "store/chunk_deque.h"
#include "store/raft/entry.h"

namespace maqueta::store {

using EntryQueue = ChunkDeque<EntryRef>;

class RaftLog {
public:
    RaftLog() = default;
    // A log as found on disk: `entries` follow an entry `base` of `baseTerm`, all of it stable.
    RaftLog(Index base, Term baseTerm, EntryQueue entries, Index committed, Index applied);

    Index firstIndex() const { return base_ + 1; }
    Index lastIndex() const { return base_ + size(); }
    Index stableIndex() const { return stable_; }
    Index committed() const { return committed_; }
    Index applied() const { return applied_; }
    Term lastTerm() const;
    // False where the entry is compacted away or beyond the end.
    bool term(Index index, Term& term) const;
    bool matchTerm(Index index, Term term) const;
    const EntryRef& at(Index index) const { return entries_[index - base_ - 1]; }
    bool isUpToDate(Index index, Term term) const;

    void append(EntryRef entry) { entries_.push_back(std::move(entry)); }
    // A follower's append after the entry (index, term), which must match; conflicting entries are
    // replaced. Returns false on a mismatch, else the last new index.
    bool maybeAppend(Index index, Term term, Index leaderCommit, const EntryBatch* batch,
                     Index& last);
    // The largest index <= the given one whose term is at most the given one, and its term (0 when
    // compacted away): where two logs may agree.
    Index findConflictByTerm(Index index, Term term, Term& found) const;
    // Entries from `from`, as many as fit into maxBytes, at least one. Null when there are none.
    EntryBatchRef slice(Index from, std::size_t maxBytes) const;

    void commitTo(Index index);
    // A leader said that more is committed than this log holds: it was damaged or lost, after
    // others had counted on it. The member must not go on. 0 = no.
    Index lostCommit() const { return lostCommit_; }
    bool maybeCommit(Index index, Term term);
    // (index, term) and everything before it is on disk; stale news are ignored.
    void stableTo(Index index, Term term);
    void appliedTo(Index index) { applied_ = index; }
    // What may be applied next: up to `committed`, unless not yet stable; nothing while a snapshot
    // waits.
    Index applicable(bool allowUnstable) const;

    void restore(RaftSnapshotRef snapshot);
    const RaftSnapshotRef& pendingSnapshot() const { return snapshot_; }
    void stableSnapshotTo(Index index);
    // Forgets entries up to and with `index`.
    void compact(Index index);

private:
    std::size_t size() const { return entries_.size(); }
    void truncateAndAppend(const EntryBatch& batch, std::size_t from);

    EntryQueue entries_;
    Index base_ = 0; // the index before the first entry
    Term baseTerm_ = 0;
    Index stable_ = 0;
    Index committed_ = 0;
    Index applied_ = 0;
    Index lostCommit_ = 0;
    RaftSnapshotRef snapshot_;     // received, not yet installed by the member
    mutable EntryBatchRef sliced_; // the last slice up to the end: followers share it
};

} // namespace maqueta::store
