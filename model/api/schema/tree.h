// JSON trees as Go structs would read and print them.
#pragma once

#include "api/schema/schema.h"
#include "base/json.h"
#include "base/result.h"

#include <string>
#include <vector>

namespace maqueta::api::schema {

// Checks every type against the schema and leaves out what Go would hold as a zero value: nulls,
// empty lists, "" where no pointer is. Quantities and times come in canonical form. Fields that the
// schema does not know stay as they are; their paths are added to `unknown`. The path of the field
// that an error is about is put into `wrongField`.
// Errors are those of Go's decoder: `json: cannot unmarshal string into Go struct field
// DeploymentSpec.spec.replicas of type int32`.
base::Result<base::Json> read(const base::Json& in, const Struct& type,
                              std::vector<std::string>* unknown = nullptr,
                              std::string* wrongField = nullptr);

// Adds the fields that Go prints although they are empty ("resources": {}).
void addEmpty(base::Json& tree, const Struct& type);
void dropUnknown(base::Json& tree, const Struct& type);

// What `whole` has and `known` has not: fields that a typed struct does not hold. Lists of equal
// length are compared element by element. Null when nothing is left.
base::Json leftover(const base::Json& whole, const base::Json& known);
// The inverse: adds what is left over to what is known; the known part wins.
void fillIn(base::Json& known, const base::Json& left);

} // namespace maqueta::api::schema
