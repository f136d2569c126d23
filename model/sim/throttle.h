// A token bucket that hands out moments instead of making callers wait (client-go/util/flowcontrol,
// golang.org/x/time/rate). Kept as one number: the moment up to which tokens are spent.
#pragma once

#include "sim/time.h"

#include <algorithm>

namespace maqueta::sim {

class Throttle {
public:
    Throttle() = default;
    // `perSecond` tokens a second, at most `burst` saved up; perSecond 0 = no limit.
    Throttle(double perSecond, int burst) { setRate(perSecond, burst); }

    // Takes one token; returns when it is there, now or later.
    Time reserve(Time now) {
        if (interval_.ns == 0) return now;
        const Time at = std::max(now, spentUntil_ - credit_);
        spentUntil_ = std::max(spentUntil_, at) + interval_;
        return at;
    }
    // Takes one token if there is one now.
    bool tryTake(Time now) {
        if (interval_.ns == 0) return true;
        if (available(now) > now) return false;
        reserve(now);
        return true;
    }
    // When the next token is there.
    Time available(Time now) const {
        return interval_.ns == 0 ? now : std::max(now, spentUntil_ - credit_);
    }

private:
    void setRate(double perSecond, int burst) {
        interval_ = {perSecond > 0 ? static_cast<std::int64_t>(1e9 / perSecond) : 0};
        credit_ = interval_ * (std::max(burst, 1) - 1);
    }
    Duration interval_;
    Duration credit_;
    Time spentUntil_{INT64_MIN / 2};
};

} // namespace maqueta::sim
