// What must hold for the cluster as a whole: every committed binding of a pod is its only one, no
// kubelet runs more than it admitted, and after everything is healed the cluster comes to rest.
#pragma once

#include "cluster/world.h"
#include "storm/court.h"
#include "storm/reference_store.h"

namespace storm {

namespace cluster = maqueta::cluster;

class ClusterChecker {
public:
    ClusterChecker(Court& court, const ReferenceStore& reference)
        : court_(court), reference_(reference) {}

    // Looks at the revisions that were committed since the last time.
    void afterCommit(int generation);
    // Every simulated second.
    void look(const cluster::World& world);
    // Why the cluster is not at rest; empty when it is: one leader and equal stores, every server
    // ready with a picture as new as the store, every node Ready, every Deployment as wanted, and
    // no container without an object.
    static std::string unrest(const cluster::World& world);

private:
    void checkMachine(const cluster::World& world, maqueta::network::MachineId machine);

    Court& court_;
    const ReferenceStore& reference_;
    std::int64_t seen_ = 0;
    int generation_ = 0;
};

} // namespace storm
