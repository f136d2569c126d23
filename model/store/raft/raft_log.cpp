#include "store/raft/raft_log.h"

#include <algorithm>
#include <cassert>

namespace maqueta::store {

RaftLog::RaftLog(Index base, Term baseTerm, EntryQueue entries, Index committed, Index applied)
    : entries_(std::move(entries))
    , base_(base)
    , baseTerm_(baseTerm)
    , stable_(base + entries_.size())
    , committed_(std::max(committed, base))
    , applied_(std::max(applied, base)) {
    assert(applied_ <= committed_ && committed_ <= lastIndex());
}

Term RaftLog::lastTerm() const {
    return entries_.empty() ? baseTerm_ : entries_.back()->term;
}

bool RaftLog::term(Index index, Term& term) const {
    if (index < base_ || index > lastIndex()) return false;
    term = index == base_ ? baseTerm_ : at(index)->term;
    return true;
}

bool RaftLog::matchTerm(Index index, Term wanted) const {
    Term found = 0;
    return term(index, found) && found == wanted;
}

bool RaftLog::isUpToDate(Index index, Term term) const {
    return term > lastTerm() || (term == lastTerm() && index >= lastIndex());
}

bool RaftLog::maybeAppend(Index index, Term term, Index leaderCommit, const EntryBatch* batch,
                          Index& last) {
    if (!matchTerm(index, term)) return false;
    const std::size_t count = batch ? batch->entries.size() : 0;
    last = index + count;
    for (std::size_t i = 0; i < count; ++i) {
        const Entry& e = *batch->entries[i];
        if (matchTerm(e.index, e.term)) continue;
        assert(e.index > committed_);
        truncateAndAppend(*batch, i);
        break;
    }
    commitTo(std::min(leaderCommit, last));
    return true;
}

void RaftLog::truncateAndAppend(const EntryBatch& batch, std::size_t from) {
    const Index first = batch.entries[from]->index;
    if (first <= lastIndex()) {
        entries_.truncate(first - base_ - 1);
        stable_ = std::min(stable_, first - 1);
        sliced_ = nullptr;
    }
    for (std::size_t i = from; i < batch.entries.size(); ++i) entries_.push_back(batch.entries[i]);
}

Index RaftLog::findConflictByTerm(Index index, Term wanted, Term& found) const {
    for (; index > 0; --index) {
        found = 0;
        if (!term(index, found) || found <= wanted) return index;
    }
    found = 0;
    return 0;
}

EntryBatchRef RaftLog::slice(Index from, std::size_t maxBytes) const {
    if (from > lastIndex()) return nullptr;
    if (sliced_ && sliced_->entries.front()->index == from &&
        sliced_->entries.back() == entries_.back() && sliced_->bytes <= maxBytes)
        return sliced_;
    base::Ref<EntryBatch> batch(new EntryBatch);
    for (Index i = from; i <= lastIndex(); ++i) {
        const EntryRef& e = at(i);
        if (i > from && batch->bytes + e->payload > maxBytes) break;
        batch->entries.push_back(e);
        batch->bytes += e->payload;
    }
    if (batch->entries.back() == entries_.back()) sliced_ = batch;
    return batch;
}

void RaftLog::commitTo(Index index) {
    if (index <= committed_) return;
    if (index > lastIndex())
        lostCommit_ = index;
    else
        committed_ = index;
}

bool RaftLog::maybeCommit(Index index, Term term) {
    if (index <= committed_ || !matchTerm(index, term)) return false;
    committed_ = index;
    return true;
}

void RaftLog::stableTo(Index index, Term term) {
    if (index > stable_ && matchTerm(index, term)) stable_ = index;
}

Index RaftLog::applicable(bool allowUnstable) const {
    if (snapshot_) return applied_;
    return allowUnstable ? committed_ : std::min(committed_, stable_);
}

void RaftLog::restore(RaftSnapshotRef snapshot) {
    entries_.clear();
    sliced_ = nullptr;
    base_ = stable_ = committed_ = snapshot->index;
    baseTerm_ = snapshot->term;
    snapshot_ = std::move(snapshot);
}

void RaftLog::stableSnapshotTo(Index index) {
    if (!snapshot_ || snapshot_->index != index) return;
    applied_ = std::max(applied_, index);
    snapshot_ = nullptr;
}

void RaftLog::compact(Index index) {
    assert(index <= applied_);
    if (index <= base_) return;
    term(index, baseTerm_);
    entries_.pop_front(index - base_);
    base_ = index;
    sliced_ = nullptr;
}

} // namespace maqueta::store
