// The claims of one pod, and what each node could give them: the volumes that they are bound to,
// volumes that are free, volumes that would be made (pkg/scheduler/framework/plugins/volumebinding,
// binder.go).
//
// Storage capacity tracking (CSIStorageCapacity) is not simulated: a driver always has room.
#pragma once

#include "api/kinds/volumes.h"
#include "scheduler/framework/plugin.h"

namespace maqueta::scheduler {

// How the pod's claims that wait for a node would be served on one.
struct VolumeChoice {
    struct Binding {
        Text claim;
        Text volume;
    };
    std::vector<Binding> bindings;    // to volumes that are there
    std::vector<Text> provisions;     // claims whose volumes are to be made
    std::vector<std::string> reasons; // why the node will not do; empty = it will
};

class PodVolumes {
public:
    // Skip when the pod has no claims; the reason when it cannot be scheduled with them at all.
    Status read(const Attempt& attempt);
    VolumeChoice on(const api::Node& node) const;

private:
    struct Waiting {
        api::VolumeClaim claim;
        std::optional<api::StorageClass> storageClass;
        std::vector<api::Volume> volumes; // of its class, by name
    };
    Status readClaim(const Attempt& attempt, const PodVolume& volume);
    bool find(const api::Node& node, std::vector<const Waiting*>& toProvision,
              VolumeChoice& choice) const;

    std::vector<std::optional<api::Volume>> bound_; // by claim; empty = the volume is not there
    std::vector<Waiting> waiting_;                  // the smallest first
    bool unboundImmediate_ = false;
};

} // namespace maqueta::scheduler
