// Timer tokens and call cookies of a kubelet: a purpose in the top byte, a pod's number below.
#pragma once

#include <cstdint>

namespace maqueta::node {

enum class Token : std::uint8_t {
    Lease = 1,
    Register,
    NodeStatus,
    Pod,
    Pull,
    Housekeeping,
    Eviction
};
enum class Cookie : std::uint8_t {
    Register = 1,
    ReadNode,
    Labels,
    NodeStatus,
    PodStatus,
    Delete,
    Event
};

template <class Purpose>
constexpr std::uint64_t tokenOf(Purpose purpose, std::uint32_t number = 0) {
    return std::uint64_t{static_cast<std::uint8_t>(purpose)} << 56 | number;
}
template <class Purpose>
constexpr Purpose purposeOf(std::uint64_t token) {
    return static_cast<Purpose>(token >> 56);
}
constexpr std::uint32_t numberOf(std::uint64_t token) {
    return static_cast<std::uint32_t>(token);
}

} // namespace maqueta::node
