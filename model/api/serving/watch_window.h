// The recent changes of one kind that an API server remembers, so that a watch can start at a
// version of the past (apiserver/pkg/storage/cacher/watch_cache.go).
//
// A ring that doubles, up to a limit, when it is full of changes younger than 75 seconds.
#pragma once

#include "api/object.h"
#include "sim/cow.h"
#include "sim/time.h"

namespace maqueta::api {

struct ObjectChange {
    Text key;
    ObjectRef now;      // of a deletion the last state
    ObjectRef previous; // empty = created
    std::int64_t revision = 0;
    bool deleted = false;
    sim::Time at; // when this server heard of it
};

class WatchWindow {
public:
    WatchWindow() = default;
    // Everything up to `base` is in the picture already.
    explicit WatchWindow(std::int64_t base) : base_(base) {}

    void add(ObjectChange change);
    // Watches may start at this version or a later one.
    std::int64_t oldest() const { return base_; }
    // The newest change, 0 when there was none.
    std::int64_t newest() const { return newest_; }

    std::size_t size() const { return static_cast<std::size_t>(end_ - first_); }
    const ObjectChange& at(std::size_t i) const { return ring_[slot(first_ + i)]; }
    // Index of the first change after the revision.
    std::size_t firstAfter(std::int64_t revision) const;

private:
    std::size_t slot(std::uint64_t n) const { return static_cast<std::size_t>(n % ring_.size()); }
    void grow();

    sim::CowVector<ObjectChange> ring_;
    std::uint64_t first_ = 0; // changes first_ to end_ - 1 are remembered
    std::uint64_t end_ = 0;
    std::int64_t base_ = 0;
    std::int64_t newest_ = 0;
};

} // namespace maqueta::api
