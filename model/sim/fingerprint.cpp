#include "sim/fingerprint.h"

#include <cstdio>

namespace maqueta::sim {

std::string Fingerprint::text() const {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%016llx%016llx",
                  static_cast<unsigned long long>(base::mix(high_)),
                  static_cast<unsigned long long>(low_));
    return buffer;
}

} // namespace maqueta::sim
