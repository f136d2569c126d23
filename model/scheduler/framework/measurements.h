// What each node was last measured to use: for profiles that rank nodes by real load instead of by
// requests. The scheduler asks the API for it; a dump of a cluster may hold it as NodeMetrics.
//
// A value, cheap to copy.
#pragma once

#include "api/node_metrics.h"
#include "sim/persistent_map.h"

namespace maqueta::scheduler {

struct Measurements {
    // By node; one that is absent was not measured.
    sim::PersistentMap<api::Text, api::NodeUsage> nodes;
    bool known = false; // an answer has come, be it that no node could be measured

    const api::NodeUsage* find(std::string_view node) const { return nodes.find(node); }
    void set(const api::NodeUsage& usage) {
        nodes.set(usage.node, usage);
        known = true;
    }
};

} // namespace maqueta::scheduler
