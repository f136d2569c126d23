// Objects as rows of a table, as an API server prints them for `kubectl get`
// (pkg/printers/internalversion/printers.go).
#pragma once

#include "api/object.h"
#include "base/json.h"
#include "sim/time.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maqueta::api {

struct Column {
    std::string_view name;            // "Up-to-date"; kubectl prints it in capitals
    std::string_view type = "string"; // or "integer"
    int priority = 0;                 // 1 = only with -o wide
};

std::span<const Column> columnsOf(Kind kind);
// One cell for each column: a text or a number.
std::vector<base::Json> cellsOf(const Object& object, sim::Time now);

// "52s", "4m12s", "3h", "5d" (apimachinery/pkg/util/duration/duration.go).
std::string humanDuration(sim::Duration d);
// What the column STATUS says of a pod: its phase, or the reason that tells more.
std::string podStatusText(const Object& pod);

} // namespace maqueta::api
