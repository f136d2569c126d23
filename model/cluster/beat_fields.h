// What a beat's fields say, and words made from them.
#pragma once

#include "cluster/trace.h"

#include <string>
#include <string_view>

namespace maqueta::cluster {

// Empty when the beat has no such field.
inline std::string_view fieldOf(const Beat& beat, std::string_view name) {
    for (const auto& [key, value] : beat.fields)
        if (key == name) return value;
    return {};
}

// "Pod default/web-1": "web-1"; "Node worker-2": "worker-2".
inline std::string_view objectName(const Beat& beat) {
    const std::string_view object = beat.object;
    const std::size_t at = object.find_last_of("/ ");
    return at == std::string_view::npos ? object : object.substr(at + 1);
}

// "Pod default/web-1": "Pod".
inline std::string_view objectKind(const Beat& beat) {
    const std::string_view object = beat.object;
    return object.substr(0, object.find(' '));
}

// What a template's {name} stands for: the beat's own field, and {object} its name, {kind}, {part},
// {text}. Empty without a value.
inline std::string valueOf(std::string_view name, const Beat& beat) {
    if (const std::string_view field = fieldOf(beat, name); !field.empty())
        return std::string(field);
    if (name == "object" || name == "name") return std::string(objectName(beat));
    if (name == "kind") return std::string(objectKind(beat));
    if (name == "part") return beat.part;
    if (name == "text") return beat.text;
    return {};
}

} // namespace maqueta::cluster
