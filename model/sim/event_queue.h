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
    const Event& top() const { return heap_.front(); }
    Event pop();

    bool empty() const { return heap_.empty(); }
    std::size_t size() const { return heap_.size(); }
    std::uint64_t nextSeq() const { return nextSeq_; }
    // Sequence numbers are also handed to trace records, so that records and events share one
    // order.
    std::uint64_t takeSeq() { return nextSeq_++; }

private:
    std::vector<Event> heap_; // four children a node: half the depth of a binary heap, and siblings
                              // share cache lines
    std::uint64_t nextSeq_ = 1;
};

} // namespace maqueta::sim
