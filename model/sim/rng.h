// Chance: integers from a named stream that is forked from the run's seed.
// SplitMix64; the state is one number, so a world with its streams can be copied and compared.
#pragma once

#include "base/hash.h"

#include <cstdint>
#include <string_view>

namespace maqueta::sim {

class Rng {
public:
    explicit Rng(std::uint64_t seed = 0) : state_(seed) {}

    // A stream of its own: the same parent seed and name give the same stream, whatever was drawn
    // before elsewhere.
    static Rng stream(std::uint64_t seed, std::string_view name) {
        return Rng(base::hashBytes(name, seed));
    }

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        return base::mix(state_);
    }
    // A number from 0 to n-1, each equally likely; n > 0 (Lemire: Fast random integer generation in
    // an interval, 2019).
    std::uint64_t below(std::uint64_t n) {
        __extension__ using Wide = unsigned __int128;
        Wide m = static_cast<Wide>(next()) * n;
        if (static_cast<std::uint64_t>(m) < n) {
            const std::uint64_t threshold = (0 - n) % n;
            while (static_cast<std::uint64_t>(m) < threshold) m = static_cast<Wide>(next()) * n;
        }
        return static_cast<std::uint64_t>(m >> 64);
    }
    // A number from low to high, both included.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
    }
    std::uint64_t state() const { return state_; }

private:
    std::uint64_t state_;
};

} // namespace maqueta::sim
