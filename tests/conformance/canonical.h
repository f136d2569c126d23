// What a recording says of a cluster, made from ours, and the forms in which the two are compared
// (../shared/tools/compare_traces.py). The pods of one owner are interchangeable, so their numbers
// are masked; where a scenario leaves the choice of nodes open, nodes are too.
#pragma once

#include "base/json.h"
#include "conformance/names.h"

#include <string>

namespace maqueta::tests {

using base::Json;

// The settled state of a namespace, as in a step's `state`. Nodes and namespaces only when asked
// for.
struct StateOptions {
    bool nodesMatter = false;
    bool withNodes = false;
    bool withNamespace = false;
};
Json stateOf(const SmallCluster& cluster, const Names& names, const std::string& ns,
             const StateOptions& options);
// The objects of a namespace, as in `final`.
Json finalOf(const SmallCluster& cluster, const Names& names, const std::string& ns,
             bool nodesMatter);
// [involvedObject, reason, message, component] of every event that was created.
Json eventsOf(const SmallCluster& cluster, const Names& names, const std::string& ns,
              bool nodesMatter);
Json recordedEvents(const Json& events);

// Canonical forms.
Json canonicalState(const Json& state, bool maskNodes);
Json canonicalFinal(const Json& final, bool maskNodes);
Json canonicalEvents(const Json& events, bool maskNodes);
std::string maskPods(std::string text);

// Where two canonical forms differ first, in words; empty when they do not.
std::string firstDifference(const Json& recorded, const Json& ours);

} // namespace maqueta::tests
