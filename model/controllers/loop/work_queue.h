// The queue of one reconcile loop (client-go/util/workqueue): a key waits in it once however often
// it is added, is worked on by one worker at a time, and comes again when it was added meanwhile.
// Failing keys come back later and later: 5 ms, doubled each time, up to 1000 s, and all together
// no more than 10 a second after a burst of 100.
//
// Delayed keys are kept here; whoever owns the queue asks nextDue() and calls release().
#pragma once

#include "controllers/loop/key.h"
#include "sim/persistent_map.h"
#include "sim/throttle.h"

#include <optional>

namespace maqueta::controllers {

class WorkQueue {
public:
    void add(const Key& key);
    // The earlier one counts when the key is waiting already.
    void addAfter(const Key& key, sim::Duration delay, sim::Time now);
    void addRateLimited(const Key& key, sim::Time now);
    // The key did well: its next failure starts from 5 ms again.
    void forget(const Key& key) { failures_.erase(key); }
    int failures(const Key& key) const;

    // The next key to work on; done() must follow.
    std::optional<Key> take();
    void done(const Key& key);

    bool empty() const { return ready_.empty(); }
    std::size_t size() const { return ready_.size(); }
    sim::Time nextDue() const;
    // Moves the keys whose time has come into the queue.
    void release(sim::Time now);

private:
    struct State {
        bool dirty = false;
        bool working = false;
    };
    struct Due {
        sim::Time at;
        std::uint64_t order = 0;
        friend auto operator<=>(const Due&, const Due&) = default;
    };
    void push(const Key& key) { ready_.set(nextOrder_++, key); }

    sim::PersistentMap<Key, State> states_;
    sim::PersistentMap<std::uint64_t, Key> ready_;
    sim::PersistentMap<Key, Due> waiting_;
    sim::PersistentMap<Due, Key> agenda_;
    sim::PersistentMap<Key, int> failures_;
    sim::Throttle overall_{10, 100};
    std::uint64_t nextOrder_ = 0;
};

} // namespace maqueta::controllers
