#include "controllers/loop/work_queue.h"

namespace maqueta::controllers {
namespace {

// client-go/util/workqueue/default_rate_limiters.go
constexpr sim::Duration firstRetry = sim::milliseconds(5);
constexpr sim::Duration lastRetry = sim::seconds(1000);

} // namespace

void WorkQueue::add(const Key& key) {
    State& state = states_.write(key);
    if (state.dirty) return;
    state.dirty = true;
    if (!state.working) push(key);
}

void WorkQueue::addAfter(const Key& key, sim::Duration delay, sim::Time now) {
    if (delay.ns <= 0) return add(key);
    const Due due{now + delay, nextOrder_++};
    if (const Due* known = waiting_.find(key)) {
        if (known->at <= due.at) return;
        agenda_.erase(Due(*known));
    }
    waiting_.set(key, due);
    agenda_.set(due, key);
}

void WorkQueue::addRateLimited(const Key& key, sim::Time now) {
    int& count = failures_.write(key);
    sim::Duration delay = firstRetry;
    for (int i = 0; i < count && delay < lastRetry; ++i) delay = delay * 2;
    ++count;
    delay = std::min(delay, lastRetry);
    addAfter(key, std::max(delay, overall_.reserve(now) - now), now);
}

int WorkQueue::failures(const Key& key) const {
    const int* count = failures_.find(key);
    return count ? *count : 0;
}

std::optional<Key> WorkQueue::take() {
    const auto first = ready_.begin();
    if (first.atEnd()) return std::nullopt;
    const Key key = first.value();
    ready_.erase(std::uint64_t(first.key()));
    states_.set(key, {.dirty = false, .working = true});
    return key;
}

void WorkQueue::done(const Key& key) {
    State& state = states_.write(key);
    state.working = false;
    if (state.dirty)
        push(key);
    else
        states_.erase(key);
}

sim::Time WorkQueue::nextDue() const {
    const auto first = agenda_.begin();
    return first.atEnd() ? sim::Time::never() : first.key().at;
}

void WorkQueue::release(sim::Time now) {
    for (auto first = agenda_.begin(); !first.atEnd() && first.key().at <= now;
         first = agenda_.begin()) {
        const Due due = first.key();
        const Key key = first.value();
        agenda_.erase(due);
        waiting_.erase(key);
        add(key);
    }
}

} // namespace maqueta::controllers
