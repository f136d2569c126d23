#include "store/change_history.h"

#include <cassert>

namespace maqueta::store {

std::span<const Change> ChangeHistory::operator[](std::size_t n) const {
    assert(n < size_);
    const ChangeChunk& chunk = *chunks_[(head_ + n) / chunkSize];
    const std::size_t at = (head_ + n) % chunkSize;
    const std::size_t end =
        at + 1 < chunk.starts.size() ? chunk.starts[at + 1] : chunk.changes.size();
    return std::span(chunk.changes).subspan(chunk.starts[at], end - chunk.starts[at]);
}

void ChangeHistory::push(std::span<const Change> changes, std::uint64_t lineage, LentChunks& lent) {
    if (head_ + size_ == chunks_.size() * chunkSize) {
        ChangeChunkRef fresh(new ChangeChunk);
        fresh->changes.reserve(chunkSize);
        fresh->starts.reserve(chunkSize);
        chunks_.push_back(std::move(fresh));
    }
    ChangeChunkRef& last = chunks_.back();
    if (!last.unique()) {
        ChangeChunkRef own(new ChangeChunk);
        own->changes.reserve(chunkSize);
        own->starts.reserve(chunkSize);
        own->changes.assign(last->changes.begin(), last->changes.end());
        own->starts.assign(last->starts.begin(), last->starts.end());
        last = std::move(own);
    }
    last->starts.push_back(static_cast<std::uint32_t>(last->changes.size()));
    last->changes.insert(last->changes.end(), changes.begin(), changes.end());
    ++size_;
    // A full chunk is the last revisions up to here, whoever applied them.
    if (last->starts.size() == chunkSize) last = lent.lend(lineage, last);
}

void ChangeHistory::drop(std::size_t n) {
    assert(n <= size_);
    if (n == size_) {
        *this = {};
        return;
    }
    head_ += n;
    size_ -= n;
    const auto whole = static_cast<std::ptrdiff_t>(head_ / chunkSize);
    chunks_.erase(chunks_.begin(), chunks_.begin() + whole);
    head_ %= chunkSize;
}

} // namespace maqueta::store
