// Canonical forms of budgets, claims and volumes, which the API keeps as JSON.
#pragma once

#include "conformance/canonical.h"

namespace maqueta::tests {

// Adds those of the namespace, and the volumes of the cluster, to a state.
void addKept(Json& state, const SmallCluster& cluster, const Names& names, const std::string& ns);

} // namespace maqueta::tests
