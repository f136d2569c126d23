// What must hold for the cluster as a whole: every committed binding of a pod is its only one, no
// uid is given twice, no kubelet runs more than it admitted, and after everything is healed the
// cluster comes to rest.
#pragma once

#include "cluster/world.h"
#include "storm/court.h"
#include "storm/reference_store.h"

#include <map>
#include <string>
#include <vector>

namespace storm {

namespace cluster = maqueta::cluster;

class ClusterChecker {
public:
    ClusterChecker(Court& court, const ReferenceStore& reference)
        : court_(court), reference_(reference) {}

    // Looks at the revisions that were committed since the last time.
    void afterCommit(int generation);
    // At what runs now, some times a simulated second.
    void look(const cluster::World& world);
    // Why the cluster is not at rest; empty when it is: one leader and equal stores, every server
    // ready with a picture as new as the store, every node Ready, every Deployment as wanted but
    // for pods that have room nowhere, and no container without an object.
    static std::string unrest(const cluster::World& world);

private:
    // A pod of which containers run, and what it asked for, as long as its object was there.
    struct Running {
        std::string uid{};
        std::string name{};
        std::int64_t cpuMilli = 0;
        std::int64_t memory = 0;
    };

    void checkUid(const store::Change& change);
    std::vector<Running> runningOn(const cluster::World& world,
                                   maqueta::network::MachineId machine);
    static bool meant(const cluster::World& world, maqueta::network::MachineId machine,
                      std::string_view uid);
    void checkAmounts(const cluster::World& world, maqueta::network::MachineId machine,
                      const std::vector<Running>& running);

    Court& court_;
    const ReferenceStore& reference_;
    std::map<std::string, Running> running_;  // by uid
    std::map<std::string, std::string> uids_; // given since the last restore, and to which key
    std::int64_t seen_ = 0;
    int generation_ = 0;
};

} // namespace storm
