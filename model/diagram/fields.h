// What a beat's fields say, and words made from them.
#pragma once

#include "cluster/trace.h"

#include <string>
#include <string_view>

namespace maqueta::diagram {

// Empty when the beat has no such field.
inline std::string_view fieldOf(const cluster::Beat& beat, std::string_view name) {
    for (const auto& [key, value] : beat.fields)
        if (key == name) return value;
    return {};
}

// "Pod default/web-1": "web-1"; "Node worker-2": "worker-2".
inline std::string_view objectName(const cluster::Beat& beat) {
    const std::string_view object = beat.object;
    const std::size_t at = object.find_last_of("/ ");
    return at == std::string_view::npos ? object : object.substr(at + 1);
}

// "Pod default/web-1": "Pod".
inline std::string_view objectKind(const cluster::Beat& beat) {
    const std::string_view object = beat.object;
    return object.substr(0, object.find(' '));
}

} // namespace maqueta::diagram
