#include "network/address.h"

namespace maqueta::network {

std::string Ip::text() const {
    return std::to_string(value >> 24) + '.' + std::to_string(value >> 16 & 255) + '.' +
           std::to_string(value >> 8 & 255) + '.' + std::to_string(value & 255);
}

} // namespace maqueta::network
