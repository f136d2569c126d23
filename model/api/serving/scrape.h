// What an API server has asked the kubelets about the use of their nodes, and what it heard.
#pragma once

#include "api/node_metrics.h"
#include "api/serving/operation.h"
#include "sim/persistent_map.h"

#include <vector>

namespace maqueta::api {

struct Scrape {
    std::uint32_t round = 0;
    sim::PersistentMap<Text, char> awaited;     // nodes that have not answered yet
    sim::Time deadline = sim::Time::never();    // never = none is under way
    sim::PersistentMap<Text, NodeUsage> usages; // of the nodes that answered last time
    sim::Time until;                            // when these are too old to be told again
    std::vector<Operation> waiting;             // requests for the answer

    bool underWay() const { return deadline != sim::Time::never(); }
};

} // namespace maqueta::api
