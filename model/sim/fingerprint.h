// A running fingerprint of everything that happened. Equal runs have equal fingerprints.
#pragma once

#include "base/hash.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace maqueta::sim {

class Fingerprint {
public:
    void add(std::uint64_t word) {
        low_ = base::mix(low_, word);
        high_ = (high_ ^ word) * 0x9e3779b97f4a7c15ULL + (high_ >> 29);
    }
    void add(std::string_view text) { add(base::hashBytes(text)); }

    // Both halves in one word.
    std::uint64_t digest() const { return base::mix(low_, high_); }
    // 32 hexadecimal digits.
    std::string text() const;
    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;

private:
    std::uint64_t low_ = 0x6d61717565746131ULL;
    std::uint64_t high_ = 0x6d61717565746132ULL;
};

} // namespace maqueta::sim
