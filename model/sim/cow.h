// Values that are copied with the world but share their content until one of the copies writes.
#pragma once

#include "base/ref.h"

#include <cassert>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace maqueta::sim {

// One T behind a shared box. Copying costs a count; the first write of a copy clones the T.
// A default Cow holds a default T without allocating until it is written.
template <class T>
class Cow {
public:
    Cow() = default;
    explicit Cow(T value) : box_(new Box(std::move(value))) {}

    const T& read() const { return box_ ? box_->value : nothing(); }
    const T& operator*() const { return read(); }
    const T* operator->() const { return &read(); }
    // The T to edit, owned by this copy alone. Valid until this Cow is copied.
    T& write() {
        if (!box_)
            box_ = base::Ref<Box>(new Box(T{}));
        else if (!box_.unique())
            box_ = base::Ref<Box>(new Box(box_->value));
        return box_->value;
    }
    bool shares(const Cow& other) const { return box_ == other.box_; }
    // Tells copies that share from others; nullptr of one that was never written.
    const void* identity() const { return box_.get(); }

private:
    struct Box : base::RefCounted {
        explicit Box(const T& v) : value(v) {}
        explicit Box(T&& v) : value(std::move(v)) {}
        T value;
    };
    static const T& nothing() {
        thread_local const T empty{};
        return empty;
    }
    base::Ref<Box> box_;
};

// A vector in chunks of ChunkSize, each shared between copies until written. Elements never move
// between chunks; references from write() are valid until the next copy of the vector.
template <class T, std::size_t ChunkSize = 64>
class CowVector {
public:
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    const T& operator[](std::size_t i) const {
        assert(i < size_);
        return chunks_[i / ChunkSize].read()[i % ChunkSize];
    }
    const T& back() const { return (*this)[size_ - 1]; }
    T& write(std::size_t i) {
        assert(i < size_);
        return chunks_[i / ChunkSize].write()[i % ChunkSize];
    }
    T& push_back(T value) {
        if (size_ % ChunkSize == 0) {
            chunks_.emplace_back();
            chunks_.back().write().reserve(ChunkSize);
        }
        auto& chunk = chunks_.back().write();
        chunk.push_back(std::move(value));
        ++size_;
        return chunk.back();
    }
    void pop_back() {
        assert(size_ > 0);
        chunks_.back().write().pop_back();
        if (--size_ % ChunkSize == 0) chunks_.pop_back();
    }
    void resize(std::size_t n) {
        while (size_ > n) pop_back();
        while (size_ < n) push_back(T{});
    }
    void clear() {
        chunks_.clear();
        size_ = 0;
    }

private:
    std::vector<Cow<std::vector<T>>> chunks_;
    std::size_t size_ = 0;
};

// Slots that are used again: where messages in flight live. A slot number is valid from put() to
// take().
template <class T, std::size_t ChunkSize = 64>
class Slab {
public:
    std::uint32_t put(T value) {
        if (!free_.empty()) {
            const std::uint32_t slot = free_.back();
            free_.pop_back();
            slots_.write(slot) = std::move(value);
            return slot;
        }
        slots_.push_back(std::move(value));
        return static_cast<std::uint32_t>(slots_.size() - 1);
    }
    const T& peek(std::uint32_t slot) const { return slots_[slot]; }
    T take(std::uint32_t slot) {
        T value = std::exchange(slots_.write(slot), T{});
        free_.push_back(slot);
        return value;
    }
    std::size_t used() const { return slots_.size() - free_.size(); }

private:
    CowVector<T, ChunkSize> slots_;
    std::vector<std::uint32_t> free_;
};

} // namespace maqueta::sim
