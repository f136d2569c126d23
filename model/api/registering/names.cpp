#include "api/registry.h"

namespace maqueta::api {

std::string generateName(std::string_view base, sim::Rng& rng) {
    constexpr std::size_t longest = 63;
    constexpr std::size_t random = 5;
    // No vowels, and nothing that could be taken for another character.
    constexpr std::string_view letters = "bcdfghjklmnpqrstvwxz2456789";
    std::string name(base.substr(0, longest - random));
    for (std::size_t i = 0; i < random; ++i) name += letters[rng.below(letters.size())];
    return name;
}

std::string newUid(sim::Rng& rng) {
    constexpr char digits[] = "0123456789abcdef";
    // xxxxxxxx-xxxx-4xxx-[89ab]xxx-xxxxxxxxxxxx
    std::uint64_t bits[2] = {rng.next(), rng.next()};
    bits[0] = (bits[0] & ~0xf000ULL) | 0x4000ULL;
    bits[1] = (bits[1] & ~(3ULL << 62)) | (2ULL << 62);
    std::string uid;
    uid.reserve(36);
    for (int i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20) uid += '-';
        uid += digits[(bits[i / 16] >> (60 - 4 * (i % 16))) & 15];
    }
    return uid;
}

} // namespace maqueta::api
