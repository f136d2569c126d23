// Times as API objects print them.
#pragma once

#include "sim/time.h"

#include <string>

namespace maqueta::api::schema {

// "2026-01-01T00:00:52.000000Z" (apimachinery/pkg/apis/meta/v1/micro_time.go).
std::string rfc3339Micro(sim::Time t);

} // namespace maqueta::api::schema
