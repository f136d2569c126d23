// What the controllers report to the trace: the changes of state that a person would name. Each is
// recorded when the API server has answered the write that made it so, or at the moment of a
// decision that needs no write.
#pragma once

#include "api/kind.h"
#include "api/note.h"

#include <variant>

namespace maqueta::controllers {

using api::Text;

// A Deployment gave one of its ReplicaSets another size; created = it is a new ReplicaSet.
struct ReplicaSetScaled {
    Text ns;
    Text deployment;
    Text replicaSet;
    std::int32_t from = 0;
    std::int32_t to = 0;
    bool created = false;
};
// A controller made a pod for the object that owns it.
struct PodCreated {
    Text ns;
    Text pod;
    api::Kind ownerKind = api::Kind::Other;
    Text owner;
    Text by; // "replicaset-controller"
};
// A controller asked for a pod's deletion.
struct PodDeleted {
    Text ns;
    Text pod;
    Text by;     // "replicaset-controller", "pod-garbage-collector", ...
    Text reason; // in words: "scale down of web-5d4", "node w5 is gone"
};
// A ReplicaSet took over a pod that matches its selector, or let one go that no longer does.
struct PodAdopted {
    Text ns;
    Text pod;
    Text replicaSet;
    bool released = false;
};
// The Ready condition of a node, as node lifecycle set it; `silence` is how long nothing was heard.
struct NodeMarkedNotReady {
    Text node;
    sim::Time lastHeard; // when the controller last saw a heartbeat that was new
    sim::Duration silence;
};
// A node that was marked is heard again.
struct NodeMarkedReady {
    Text node;
    sim::Duration silence;
};
struct NodeTainted {
    Text node;
    Text key;
    Text effect;
    bool removed = false;
};
// Eviction of a node's pod begins to be counted down (tolerationSeconds), or is called off.
struct PodEvictionPlanned {
    Text ns;
    Text pod;
    Text node;
    sim::Time at;
    bool cancelled = false;
};
struct PodEvicted {
    Text ns;
    Text pod;
    Text node;
};
// How many nodes of a zone are not Ready changed the pace of tainting them (node lifecycle's zone
// states: "Normal", "PartialDisruption", "FullDisruption").
struct ZoneStateChanged {
    Text zone;
    Text state;
    std::int32_t ready = 0;
    std::int32_t notReady = 0;
};
// The garbage collector deleted an object whose owners are gone.
struct OrphanCollected {
    api::Kind kind = api::Kind::Other;
    Text ns;
    Text name;
    Text ownerKind;
    Text ownerName;
};
// Counts of a Deployment's pods while it moves to its newest template.
struct RolloutProgress {
    Text ns;
    Text deployment;
    std::int32_t desired = 0;
    std::int32_t updated = 0;
    std::int32_t available = 0;
    std::int32_t total = 0;
};
struct RolloutComplete {
    Text ns;
    Text deployment;
    Text replicaSet;
};
struct RolloutDeadlineExceeded {
    Text ns;
    Text deployment;
    Text replicaSet;
};
struct NamespaceFinalized {
    Text ns;
};
struct NodeCidrAssigned {
    Text node;
    Text cidr;
};

using Note =
    std::variant<ReplicaSetScaled, PodCreated, PodDeleted, PodAdopted, NodeMarkedNotReady,
                 NodeMarkedReady, NodeTainted, PodEvictionPlanned, PodEvicted, ZoneStateChanged,
                 OrphanCollected, RolloutProgress, RolloutComplete, RolloutDeadlineExceeded,
                 NamespaceFinalized, NodeCidrAssigned, api::LeaseTaken, api::LeaseLost>;

} // namespace maqueta::controllers
