// The shape of Kubernetes' objects as Go structs have it: which fields there are, of which type,
// which are left out when empty, and how lists merge (struct tags in
// staging/src/k8s.io/api/*/types.go).
//
// One table (types.cpp) serves the decoder's errors, the printer's omitempty, the search for
// unknown fields and the strategic merge patch. Read once, constant afterwards.
#pragma once

#include "api/kind.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maqueta::api::schema {

enum class Leaf : std::uint8_t {
    String,
    Bool,
    Int32,
    Int64,
    Quantity,
    Time,
    MicroTime,
    IntOrString,
    Struct,
    Any // a part of the API that is not spelled out here: anything goes
};

enum class Shape : std::uint8_t { Plain, Pointer, List, Map };

struct Struct;

struct Field {
    std::string name;
    Leaf leaf = Leaf::Any;
    Shape shape = Shape::Plain;
    std::string goType;             // "[]v1.Container", as errors name it
    const Struct* record = nullptr; // Leaf::Struct
    bool omitEmpty = false;
    // Strategic merge patch: the key that the elements of a merging list have ("name"); "." for a
    // list of values that merges as a set.
    std::string mergeKey;
    bool retainKeys = false;
};

struct Struct {
    std::string name;
    std::vector<Field> fields; // in order of name
    const Field* find(std::string_view field) const;
};

// nullptr for kinds without a schema.
const Struct* structOf(Kind kind);
// The same, and for kinds that are kept as they are what a strategic merge patch must know of them:
// fields that it lacks are replaced as a whole.
const Struct* patchStructOf(Kind kind);
// "PodSpec"; must exist.
const Struct& structNamed(std::string_view name);

} // namespace maqueta::api::schema
