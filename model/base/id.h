// Ids that cannot be mixed up: bind(PodId, NodeId) cannot be called backwards.
#pragma once

#include <compare>
#include <cstdint>

namespace maqueta::base {

// Tag only tells one kind of id from another. A default id means "none".
template <class Tag, class Number = std::uint32_t>
struct Id {
    static constexpr Number noneValue = static_cast<Number>(-1);
    Number value = noneValue;

    constexpr bool valid() const { return value != noneValue; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

} // namespace maqueta::base
