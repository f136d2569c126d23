// JSON trees: nlohmann's type under one name, and a shared immutable tree for objects to keep.
#pragma once

#include "base/ref.h"
#include "base/result.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace maqueta::base {

using Json = nlohmann::json;

// An immutable tree, shared by copies of the object that holds it. An empty JsonRef means "absent".
struct JsonBox : RefCounted {
    explicit JsonBox(Json v) : value(std::move(v)) {}
    const Json value;
};
using JsonRef = Ref<const JsonBox>;
inline JsonRef shareJson(Json value) {
    return JsonRef(new JsonBox(std::move(value)));
}

} // namespace maqueta::base
