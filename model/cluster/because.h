// Remembers which beat last concerned what, and so fills in a beat's `because`: the observer that
// sees everything. Parts never read it; it never alters a run. Owned by the world, copied with it.
#pragma once

#include "cluster/trace.h"
#include "sim/persistent_map.h"

#include "base/text.h"

namespace maqueta::cluster {

class BecauseMemory {
public:
    // The one or two earlier beats that decided this one: the last about the same object, its owner
    // or its node, or what silenced the part that was awaited.
    std::array<RecordSeq, 2> why(const Beat& beat) const;
    void remember(const Beat& beat);
    // The machine of a Lease's last holder; empty when nobody held it yet.
    base::Text holder(std::string_view lease) const;
    // The newest beat about an object, 0 when there was none.
    RecordSeq last(std::string_view subject) const;

private:
    sim::PersistentMap<base::Text, RecordSeq> last_; // by object, "ReplicaSet default/web-5d"
    sim::PersistentMap<base::Text, RecordSeq>
        silenced_; // by machine: its last loss of power, cable, process
    sim::PersistentMap<base::Text, RecordSeq>
        troubled_;      // by node: what made it NotReady, until it is Ready
    base::Text leader_; // machine of etcd's last leader
    sim::PersistentMap<base::Text, base::Text> holders_; // Lease name -> machine of its last holder
};

} // namespace maqueta::cluster
