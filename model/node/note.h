// What a kubelet reports to the trace: changes of state on a node that a person would name.
// Routine (heartbeats, probes that succeed, status that is posted unchanged) is never one.
#pragma once

#include "base/text.h"
#include "network/address.h"
#include "sim/time.h"

#include <cstdint>
#include <variant>

namespace maqueta::node {

using base::Text;

struct PodName {
    Text ns;
    Text name;
    Text uid;
    friend bool operator==(const PodName&, const PodName&) = default;
};

// The API server knows the node; `existed`: it did before this kubelet started.
struct NodeRegistered {
    Text node;
    bool existed = false;
};
// The watch brought a pod that is bound to this node and that this kubelet did not know.
struct PodSeen {
    PodName pod;
};
struct PodAdmitted {
    PodName pod;
};
// The node cannot take the pod; reason "OutOfcpu", "NodeAffinity", ...
struct PodRejected {
    PodName pod;
    Text reason;
    Text message;
};
struct SandboxStarted {
    PodName pod;
    network::Ip ip;
};
// The download begins: its turn has come.
struct ImagePulling {
    PodName pod;
    Text image;
    std::int64_t bytes = 0;
    sim::Time until;
};
struct ImagePulled {
    PodName pod;
    Text image;
    std::int64_t bytes = 0;
    sim::Duration took; // waiting for its turn included
};
// Reason ErrImagePull, or InvalidImageName: then nothing was even asked for.
struct ImagePullFailed {
    PodName pod;
    Text image;
    Text reason;
    Text message;
};
struct ContainerStarted {
    PodName pod;
    Text container;
    std::int32_t restartCount = 0;
};
// It ended by itself: exit code 0 is a work done, another one a crash.
struct ContainerEnded {
    PodName pod;
    Text container;
    std::int32_t exitCode = 0;
    Text reason;          // Completed, Error, OOMKilled
    bool init = false;    // an init container
    bool assumed = false; // the model assumes that such a program ends, see KubeletOptions
};
// The kubelet will not try again before `until`; reason CrashLoopBackOff or ImagePullBackOff.
struct BackOffStarted {
    PodName pod;
    Text container;
    Text image;
    Text reason;
    sim::Duration length; // 10 s, doubling to 300 s
    sim::Time until;
};
struct PodReady {
    PodName pod;
};
// SIGTERM was sent; at `killAt` whatever still runs is killed.
struct PodStopping {
    PodName pod;
    sim::Time killAt;
};
// All containers of the pod have ended for good and its address is free again.
struct PodStopped {
    PodName pod;
};
// The same for containers whose object is no longer in the API.
struct OrphanEnded {
    PodName pod;
};
struct PodEvicted {
    PodName pod;
    Text message;
};
struct MemoryPressureChanged {
    Text node;
    bool pressure = false;
};

using Note =
    std::variant<NodeRegistered, PodSeen, PodAdmitted, PodRejected, SandboxStarted, ImagePulling,
                 ImagePulled, ImagePullFailed, ContainerStarted, ContainerEnded, BackOffStarted,
                 PodReady, PodStopping, PodStopped, OrphanEnded, PodEvicted, MemoryPressureChanged>;

} // namespace maqueta::node
