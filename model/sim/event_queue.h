// The agenda of a world: what happens next.
//
// An entry is 32 trivial bytes: no closure, no pointer, so the queue can be copied with the world.
// The order is total: by time, then by sequence number, and the queue hands sequence numbers out
// itself, so two events of one moment happen in the order in which they were planned.
#pragma once

#include "sim/time.h"

#include <cstdint>
#include <type_traits>
#include <vector>

namespace maqueta::sim {

struct Event {
    Time at;
    std::uint64_t seq = 0;
    std::uint32_t target = 0;  // who it is for; the owner of the queue says what the number means
    std::uint16_t kind = 0;    // what it is
    std::uint16_t epoch = 0;   // which life of the target it was meant for
    std::uint64_t payload = 0; // a slot number, or the content itself
};
static_assert(sizeof(Event) == 32 && std::is_trivially_copyable_v<Event>);

class EventQueue {
public:
    // Plans an event; its seq is filled in and returned. `at` must not lie before the last popped
    // event.
    std::uint64_t push(Event e);
    // The next event, which must exist.
    const Event& top() const { return near_.front(); }
    Event pop();

    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    std::uint64_t nextSeq() const { return nextSeq_; }
    // Sequence numbers are also handed to trace records, so that records and events share one
    // order.
    std::uint64_t takeSeq() { return nextSeq_++; }

private:
    void place(const Event& e);
    void refill();
    void spread();

    // Three distances. What comes next is a heap, small enough for the nearest cache; what comes
    // within the horizon waits unsorted in buckets of equal width; what comes later waits unsorted
    // in one pile, until the buckets are used up and the earlier half of it is spread over
    // new ones (after the calendar queue of Brown 1988 and the ladder queue of Tang 2005). A small
    // queue is all heap. Where an event waits never decides when it comes.
    std::vector<Event> near_; // before nearEnd_; four children a node; empty only when all is
    std::vector<std::vector<Event>> buckets_; // from nextBucket_ on: before farStart_
    std::vector<Event> far_;                  // the rest
    std::size_t nextBucket_ = 0;
    std::int64_t nearEnd_ = INT64_MAX;
    std::int64_t farStart_ = INT64_MAX;
    std::int64_t firstStart_ = 0; // of the first bucket
    int widthBits_ = 0;           // a bucket is that power of two wide
    std::size_t size_ = 0;
    std::uint64_t nextSeq_ = 1;
};

} // namespace maqueta::sim
