// A verdict as JSON, in the shape in which decisions of the real scheduler are recorded: nodes that
// pass, who rejects the others and why, weighted scores per plugin, the message, the preemption.
// And the differences between two of them, for people.
#pragma once

#include "base/json.h"
#include "scheduler/framework/explain.h"

#include <string>
#include <vector>

namespace maqueta::scheduler {

base::Json toJson(const Verdict& verdict);

// "scores.node-2.total: 460, expected 463"; empty when they are equal.
std::vector<std::string> differences(const base::Json& found, const base::Json& expected);

} // namespace maqueta::scheduler
