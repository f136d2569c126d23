// Mixing of 64-bit numbers: fingerprints, seeds of random streams, names with a hash.
// The same input gives the same output on every machine and in every release of one model version.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace maqueta::base {

// The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators,
// 2014).
constexpr std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9ULL;
    x ^= x >> 27;
    x *= 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    return mix(a * 0x9e3779b97f4a7c15ULL + b);
}

inline std::uint64_t hashBytes(std::string_view s, std::uint64_t seed = 0) {
    std::uint64_t h = mix(seed, s.size());
    while (s.size() >= 8) {
        std::uint64_t word;
        std::memcpy(&word, s.data(), 8);
        h = mix(h, word);
        s.remove_prefix(8);
    }
    std::uint64_t tail = 0;
    // Not even nothing may be copied from the null pointer of an empty text.
    if (!s.empty()) std::memcpy(&tail, s.data(), s.size());
    return mix(h, tail);
}

// FNV-1a, 32 bits, as Kubernetes uses for pod-template-hash and etcd-like checksums.
constexpr std::uint32_t fnv1a32(std::string_view s, std::uint32_t h = 2166136261U) {
    for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
    return h;
}

} // namespace maqueta::base
