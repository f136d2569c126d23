// What each revision changed, from the last compaction on.
//
// A queue in chunks of 128 revisions, without a list of its own for each. Copies share chunks until
// one writes; members that have applied the same entries share them, too: the first that fills one
// lends it to the others, who let go of theirs.
#pragma once

#include "store/protocol.h"

#include <array>
#include <span>
#include <vector>

namespace maqueta::store {

struct ChangeChunk : base::RefCounted {
    std::vector<Change> changes;       // of all its revisions, in order
    std::vector<std::uint32_t> starts; // of each revision, in `changes`
};
using ChangeChunkRef = base::Ref<ChangeChunk>;

// The chunks that were filled last, by what led to them. Owned by the world (ApplyMemo).
class LentChunks {
public:
    // `own`, or the same one of another member. `lineage` says what the store has applied.
    ChangeChunkRef lend(std::uint64_t lineage, ChangeChunkRef own) {
        for (const Slot& slot : slots_)
            if (slot.chunk && slot.lineage == lineage) return slot.chunk;
        slots_[next_++ % slots_.size()] = {lineage, own};
        return own;
    }

private:
    struct Slot {
        std::uint64_t lineage = 0;
        ChangeChunkRef chunk;
    };
    std::array<Slot, 4> slots_;
    std::size_t next_ = 0;
};

class ChangeHistory {
public:
    std::size_t size() const { return size_; }
    // What the nth of the revisions changed, in order of its transaction.
    std::span<const Change> operator[](std::size_t n) const;
    void push(std::span<const Change> changes, std::uint64_t lineage, LentChunks& lent);
    // Drops the first n revisions.
    void drop(std::size_t n);

private:
    static constexpr std::size_t chunkSize = 128;
    std::vector<ChangeChunkRef> chunks_; // all but the last are full
    std::size_t head_ = 0;               // of the first revision, in the first chunk
    std::size_t size_ = 0;
};

} // namespace maqueta::store
