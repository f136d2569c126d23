// Requests that go out at a pace of their own: the real scheduler has one client for bindings and
// another for events, each with its rate limit, so that neither holds up the other or the Lease.
#pragma once

#include "api/protocol.h"
#include "sim/persistent_map.h"
#include "sim/throttle.h"

namespace maqueta::scheduler {

class Lane {
public:
    struct Waiting {
        api::RequestRef request;
        std::uint64_t cookie = 0;
        sim::Time at;
    };

    Lane() = default;
    Lane(double perSecond, int burst) : pace_(perSecond, burst) {}

    // When the request may go; later than now: it waits here until then.
    sim::Time push(api::RequestRef request, std::uint64_t cookie, sim::Time now) {
        const sim::Time at = pace_.reserve(now);
        waiting_.set(next_++, {std::move(request), cookie, at});
        return at;
    }
    // The moment at which the first one may go; never when none waits.
    sim::Time due() const {
        return waiting_.empty() ? sim::Time::never() : waiting_.begin().value().at;
    }
    Waiting pop() {
        const auto first = waiting_.begin();
        Waiting waiting = first.value();
        waiting_.erase(std::uint64_t{first.key()});
        return waiting;
    }
    std::size_t size() const { return waiting_.size(); }

private:
    sim::Throttle pace_;
    sim::PersistentMap<std::uint64_t, Waiting> waiting_; // in order
    std::uint64_t next_ = 0;
};

} // namespace maqueta::scheduler
