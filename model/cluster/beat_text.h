// Small words that all beats share.
#pragma once

#include "api/object.h"

#include <string>
#include <utility>
#include <vector>

namespace maqueta::cluster {

using Fields = std::vector<std::pair<std::string, std::string>>;

// "Pod default/web-1", "Node worker-2"
inline std::string objectText(std::string_view kind, std::string_view ns, std::string_view name) {
    std::string out(kind);
    out += ' ';
    if (!ns.empty()) out.append(ns).append("/");
    return out.append(name);
}
inline std::string objectText(const api::Object& object) {
    return objectText(api::info(object.kind).name, object.meta.ns, object.meta.name);
}

// "a, b and c" would have to be translated: "a, b, c"
inline std::string listText(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

} // namespace maqueta::cluster
