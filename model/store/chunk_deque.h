// A queue with random access in chunks of ChunkSize that copies share until one of them writes: the
// Raft log, the history of changes. Copying costs one count per chunk; growing at the back and
// dropping at either end touch one chunk.
#pragma once

#include "sim/cow.h"

#include <cassert>
#include <cstddef>
#include <utility>
#include <vector>

namespace maqueta::store {

template <class T, std::size_t ChunkSize = 256>
class ChunkDeque {
public:
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    const T& operator[](std::size_t i) const {
        assert(i < size_);
        const std::size_t at = head_ + i;
        return chunks_[at / ChunkSize].read()[at % ChunkSize];
    }
    const T& front() const { return (*this)[0]; }
    const T& back() const { return (*this)[size_ - 1]; }
    T& write(std::size_t i) {
        assert(i < size_);
        const std::size_t at = head_ + i;
        return chunks_[at / ChunkSize].write()[at % ChunkSize];
    }
    void push_back(T value) {
        const std::size_t at = head_ + size_;
        if (at == chunks_.size() * ChunkSize) chunks_.emplace_back();
        auto& chunk = chunks_.back().write();
        if (chunk.capacity() == 0) chunk.reserve(ChunkSize);
        chunk.push_back(std::move(value));
        ++size_;
    }
    void pop_back() {
        assert(size_ > 0);
        chunks_.back().write().pop_back();
        if (--size_ == 0) return clear();
        if ((head_ + size_) % ChunkSize == 0) chunks_.pop_back();
    }
    // Drops the first n elements.
    void pop_front(std::size_t n = 1) {
        assert(n <= size_);
        if (n == size_) return clear();
        head_ += n;
        size_ -= n;
        const std::size_t whole = head_ / ChunkSize;
        if (whole > 0) {
            chunks_.erase(chunks_.begin(), chunks_.begin() + static_cast<std::ptrdiff_t>(whole));
            head_ -= whole * ChunkSize;
        }
    }
    void truncate(std::size_t n) {
        while (size_ > n) pop_back();
    }
    void clear() {
        chunks_.clear();
        head_ = size_ = 0;
    }

private:
    std::vector<sim::Cow<std::vector<T>>> chunks_;
    std::size_t head_ = 0; // of the first element, within the first chunk
    std::size_t size_ = 0;
};

} // namespace maqueta::store
