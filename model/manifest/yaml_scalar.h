// What a scalar of a YAML text means as JSON: the rules of YAML 1.1 as kubectl applies them
// (sigs.k8s.io/yaml on go-yaml 2), checked against kubectl 1.32.
//
// `yes`, `no`, `on`, `off`, `y` and `n` are booleans, 0644 is octal, 1_000 is 1000, 1e3 and 1.0 are
// whole numbers, dates are strings, 08 is 8, and a number too large for a double is a string.
#pragma once

#include "base/json.h"
#include "base/result.h"

#include <string_view>

namespace maqueta::manifest {

// The value of a plain scalar (one without quotes and without a tag).
base::Json plainScalar(std::string_view text);

// The value of a scalar with a tag such as "tag:yaml.org,2002:int" or "!!int" ("" = none). The
// error has a message only.
base::Result<base::Json> taggedScalar(std::string_view text, std::string_view tag);

// Whether a text written plain is read as the string it is by every reader of YAML 1.1: not as a
// boolean, a number, a date or a number to base 60.
bool isPlainString(std::string_view text);

// The key of a map as JSON knows it, always a string; an error for a key that has no such form.
base::Result<std::string> scalarKey(const base::Json& key);

} // namespace maqueta::manifest
