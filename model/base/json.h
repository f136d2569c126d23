// JSON (RFC 8259) as the program keeps and reads it: nlohmann's type under one name, a shared
// immutable tree for objects to keep, and the one reader.
#pragma once

#include "base/line_table.h"
#include "base/ref.h"
#include "base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace maqueta::base {

// Maps are ordered by key.
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

// No tree that the program reads is deeper, so that every walk over one may recurse.
constexpr int maxJsonDepth = 200;

// Reads exactly one JSON value. Stricter than many readers: keys that stand twice in one object are
// refused, and so is what is not UTF-8. Whole numbers that fit 64 bits stay whole, others become
// doubles. Errors carry `file`, line and column; `lines`, when given, is filled on success.
Result<Json> parseJson(std::string_view text, const std::string& file, LineTable* lines = nullptr);

// Why a text cannot be read in any format: nothing in it, a binary file, not UTF-8.
Status checkText(std::string_view text, const std::string& file);

// For messages: at most 40 characters of a text, then an ellipsis.
std::string excerpt(std::string_view text);
// The refusal of what is deeper than maxJsonDepth.
Sentence tooDeep();

} // namespace maqueta::base
