// Defaults of what pods and pod templates are made of, as JSON.
#pragma once

#include "base/json.h"

namespace maqueta::api::defaulting {

using base::Json;

// Puts the value there when the field is absent.
void setDefault(Json& tree, const char* field, Json value);
void defaultPodSpec(Json& spec);
// What pods have and templates have not.
void defaultPod(Json& spec);

} // namespace maqueta::api::defaulting
