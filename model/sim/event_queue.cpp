#include "sim/event_queue.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

namespace maqueta::sim {
namespace {

constexpr std::size_t perBucket = 256; // 8 KiB: a heap of that size stays in the nearest cache
constexpr std::size_t mostNear = 1024; // without buckets; more are spread

bool before(const Event& a, const Event& b) {
    return a.at.ns != b.at.ns ? a.at.ns < b.at.ns : a.seq < b.seq;
}

// Heaps have four children a node: half the depth of a binary one, and siblings share cache lines.

void siftUp(std::vector<Event>& heap, const Event& e) {
    std::size_t hole = heap.size();
    heap.push_back(e);
    while (hole > 0) {
        const std::size_t parent = (hole - 1) / 4;
        if (!before(e, heap[parent])) break;
        heap[hole] = heap[parent];
        hole = parent;
    }
    heap[hole] = e;
}

// Puts e where `hole` is, or below it.
void siftDown(std::vector<Event>& heap, std::size_t hole, const Event& e) {
    const std::size_t count = heap.size();
    for (;;) {
        const std::size_t first = hole * 4 + 1;
        if (first >= count) break;
        const std::size_t end = first + 4 < count ? first + 4 : count;
        std::size_t least = first;
        for (std::size_t child = first + 1; child < end; ++child)
            if (before(heap[child], heap[least])) least = child;
        if (!before(heap[least], e)) break;
        heap[hole] = heap[least];
        hole = least;
    }
    heap[hole] = e;
}

void makeHeap(std::vector<Event>& events) {
    for (std::size_t i = (events.size() + 2) / 4; i-- > 0;) {
        const Event e = events[i];
        siftDown(events, i, e);
    }
}

} // namespace

std::uint64_t EventQueue::push(Event e) {
    e.seq = nextSeq_++;
    assert(e.at.ns < INT64_MAX / 4); // a moment that never comes is no event
    ++size_;
    place(e);
    if (near_.empty()) refill();
    return e.seq;
}

void EventQueue::place(const Event& e) {
    if (e.at.ns >= farStart_) return far_.push_back(e);
    if (e.at.ns >= nearEnd_) {
        const std::int64_t ahead = e.at.ns - firstStart_;
        return buckets_[static_cast<std::size_t>(ahead >> widthBits_)].push_back(e);
    }
    siftUp(near_, e);
    if (near_.size() > mostNear && farStart_ == INT64_MAX) {
        std::swap(near_, far_);
        spread();
    }
}

Event EventQueue::pop() {
    const Event result = near_.front();
    const Event last = near_.back();
    near_.pop_back();
    --size_;
    if (!near_.empty())
        siftDown(near_, 0, last);
    else if (size_ > 0)
        refill();
    return result;
}

// Takes the next bucket that is not empty as the heap.
void EventQueue::refill() {
    while (near_.empty()) {
        if (nextBucket_ == buckets_.size()) {
            spread();
            continue;
        }
        // The emptied heap's room serves the bucket that it takes the place of.
        std::swap(near_, buckets_[nextBucket_++]);
        nearEnd_ = firstStart_ + (static_cast<std::int64_t>(nextBucket_) << widthBits_);
        makeHeap(near_);
    }
}

// The buckets are used up: spreads the earlier half of what is far over new ones. Half, because the
// latest few may lie hours ahead and would make the buckets too wide.
void EventQueue::spread() {
    nextBucket_ = 0;
    if (far_.size() <= perBucket) {
        buckets_.clear();
        near_ = std::exchange(far_, {});
        nearEnd_ = farStart_ = INT64_MAX;
        return makeHeap(near_);
    }
    const auto middle = far_.begin() + static_cast<std::ptrdiff_t>(far_.size() / 2);
    std::nth_element(far_.begin(), middle, far_.end(), before);
    const std::int64_t last = middle->at.ns;
    firstStart_ = std::min_element(far_.begin(), middle, before)->at.ns;
    const auto wanted = static_cast<std::int64_t>(far_.size() / 2 / perBucket + 1);
    const auto width = static_cast<std::uint64_t>((last - firstStart_) / wanted);
    widthBits_ = static_cast<int>(std::bit_width(width));
    buckets_.resize(static_cast<std::size_t>((last - firstStart_) >> widthBits_) + 1);
    nearEnd_ = firstStart_;
    farStart_ = firstStart_ + (static_cast<std::int64_t>(buckets_.size()) << widthBits_);
    const std::vector<Event> all = std::exchange(far_, {});
    for (const Event& e : all)
        if (e.at.ns < farStart_)
            buckets_[static_cast<std::size_t>((e.at.ns - firstStart_) >> widthBits_)].push_back(e);
        else
            far_.push_back(e);
}

} // namespace maqueta::sim
