#include "sim/event_queue.h"

namespace maqueta::sim {
namespace {

bool before(const Event& a, const Event& b) {
    return a.at.ns != b.at.ns ? a.at.ns < b.at.ns : a.seq < b.seq;
}

} // namespace

std::uint64_t EventQueue::push(Event e) {
    e.seq = nextSeq_++;
    std::size_t hole = heap_.size();
    heap_.push_back(e);
    while (hole > 0) {
        const std::size_t parent = (hole - 1) / 4;
        if (!before(e, heap_[parent])) break;
        heap_[hole] = heap_[parent];
        hole = parent;
    }
    heap_[hole] = e;
    return e.seq;
}

Event EventQueue::pop() {
    const Event result = heap_.front();
    const Event last = heap_.back();
    heap_.pop_back();
    const std::size_t count = heap_.size();
    if (count == 0) return result;
    std::size_t hole = 0;
    for (;;) {
        const std::size_t first = hole * 4 + 1;
        if (first >= count) break;
        const std::size_t end = first + 4 < count ? first + 4 : count;
        std::size_t least = first;
        for (std::size_t child = first + 1; child < end; ++child)
            if (before(heap_[child], heap_[least])) least = child;
        if (!before(heap_[least], last)) break;
        heap_[hole] = heap_[least];
        hole = least;
    }
    heap_[hole] = last;
    return result;
}

} // namespace maqueta::sim
