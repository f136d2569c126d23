// The table behind schema.h. One line a struct:
//
//     {"Name", "field type, field? type, ..."}
//
// "?" = omitempty. A type is string, bool, int32, int64, Quantity, Time, MicroTime, IntOrString,
// any, a struct of this table, or "string:Policy" for a string type with a name of its own; before
// it stand "*" (pointer), "[]" (list) or "map:" (map with string keys). Behind it "@key" says that
// the list merges by that key, "@." that it merges as a set, "!" that retainKeys holds. "+Other" in
// place of a field takes over all fields of another struct.
#pragma once

#include <span>
#include <string_view>

namespace maqueta::api::schema {

struct TypeLine {
    std::string_view name;
    std::string_view fields;
};
std::span<const TypeLine> metaTypes();
std::span<const TypeLine> podTypes();
std::span<const TypeLine> volumeTypes();
std::span<const TypeLine> kindTypes();

} // namespace maqueta::api::schema
