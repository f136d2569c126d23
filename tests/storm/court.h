// Where the checkers of a storm report what must not be: by the name of the promise that was
// broken, with the moment. Only the first report of each promise counts.
#pragma once

#include "sim/time.h"

#include <string>
#include <string_view>
#include <vector>

namespace storm {

namespace promise {
inline constexpr std::string_view electionSafety = "election safety";
inline constexpr std::string_view logMatching = "log matching";
inline constexpr std::string_view leaderCompleteness = "leader completeness";
inline constexpr std::string_view stateMachineSafety = "state machine safety";
inline constexpr std::string_view durability = "committed entries durable";
inline constexpr std::string_view monotonic = "revisions monotonic";
inline constexpr std::string_view linearizability = "linearizability";
inline constexpr std::string_view noLostWrite = "no acknowledged write lost";
inline constexpr std::string_view watches = "watch guarantees";
inline constexpr std::string_view boundOnce = "no pod bound twice";
inline constexpr std::string_view ownUid = "no uid given twice";
inline constexpr std::string_view admitted = "no kubelet runs more than it admitted";
inline constexpr std::string_view convergence = "convergence after healing";
} // namespace promise

struct Violation {
    std::string_view promise;
    std::string what;
    maqueta::sim::Time at;
};

class Court {
public:
    void setNow(maqueta::sim::Time now) { now_ = now; }
    void report(std::string_view promise, std::string what) {
        for (const Violation& v : violations_)
            if (v.promise == promise) return;
        violations_.push_back({promise, std::move(what), now_});
    }
    const std::vector<Violation>& violations() const { return violations_; }
    bool broken(std::string_view promise) const {
        for (const Violation& v : violations_)
            if (v.promise == promise) return true;
        return false;
    }

private:
    maqueta::sim::Time now_;
    std::vector<Violation> violations_;
};

} // namespace storm
