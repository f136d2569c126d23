#include "api/schema/times.h"

#include <cstdio>

namespace maqueta::api::schema {

std::string rfc3339Micro(sim::Time t) {
    constexpr std::int64_t second = 1'000'000'000;
    const std::int64_t fraction = ((t.ns % second) + second) % second;
    std::string text = sim::rfc3339(sim::Time{t.ns - fraction});
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, ".%06dZ", static_cast<int>(fraction / 1000));
    text.pop_back();
    return text + buffer;
}

} // namespace maqueta::api::schema
