// The clock of one machine: what it shows as a function of the true time. It never jumps and never
// goes backwards, because the timers of the machine's processes hang on it; healing it makes it
// approach the true time, as chrony slews a clock.
#pragma once

#include "sim/time.h"

#include <algorithm>

namespace maqueta::cluster {

class Clock {
public:
    sim::Time at(sim::Time truth) const { return truth + aheadAt(truth); }
    // When this clock will show `local`; a moment that it has shown already is `now`.
    sim::Time truthOf(sim::Time local, sim::Time now) const {
        if (local >= sim::Time::never()) return local;
        const sim::Duration left = local - at(now);
        if (left.ns <= 0) return now;
        sim::Time running{now.ns + left.ns / percent_ * 100 + left.ns % percent_ * 100 / percent_};
        // A clock that has come to the true time goes on with it.
        if (slewing_ && gained(running) * sign() >= limit()) running = std::max(local, now);
        while (at(running) < local) ++running.ns; // what the divisions cut off
        return running;
    }
    bool isTrue(sim::Time now) const {
        return aheadAt(now).ns == 0 && (percent_ == 100 || slewing_);
    }

    // From now on it runs at that share of its speed.
    void skew(int percent, sim::Time now) { set(percent, false, now); }
    void heal(sim::Time now) {
        const sim::Duration ahead = aheadAt(now);
        set(ahead.ns > 0 ? 100 - slewPercent : 100 + slewPercent, true, now);
    }

private:
    static constexpr int slewPercent = 20;
    void set(int percent, bool slewing, sim::Time now) {
        ahead_ = aheadAt(now);
        since_ = now;
        percent_ = percent;
        slewing_ = slewing;
    }
    std::int64_t gain() const { return percent_ - 100; }
    std::int64_t gained(sim::Time truth) const {
        const std::int64_t passed = (truth - since_).ns;
        return passed / 100 * gain() + passed % 100 * gain() / 100;
    }
    std::int64_t sign() const { return gain() < 0 ? -1 : 1; }
    std::int64_t limit() const { return ahead_.ns < 0 ? -ahead_.ns : ahead_.ns; }
    sim::Duration aheadAt(sim::Time truth) const {
        if (slewing_ && gained(truth) * sign() >= limit()) return {};
        return {ahead_.ns + gained(truth)};
    }

    sim::Time since_;
    sim::Duration ahead_; // at since_
    int percent_ = 100;
    bool slewing_ = false;
};

} // namespace maqueta::cluster
