// The status of a pod as the kubelet reports it, made from the spec and what the container runtime
// showed at the last relist (pkg/kubelet/kubelet_pods.go generateAPIPodStatus,
// pkg/kubelet/status/generate.go).
#pragma once

#include "node/options.h"
#include "node/pod/state.h"
#include "node/runtime.h"

namespace maqueta::node {

// An init container that keeps running beside the others.
inline bool isSidecar(const api::Container& container) {
    return container.restartPolicy == "Always"; // only init containers have a policy of their own
}
// Init containers first, then the others.
inline std::size_t containerCount(const api::PodSpec& spec) {
    return spec.initContainers.size() + spec.containers.size();
}
const api::Container& containerAt(const api::PodSpec& spec, std::size_t index);
inline bool isInit(const api::PodSpec& spec, std::size_t index) {
    return index < spec.initContainers.size();
}
// Whether a container that ended with this code is to be started again.
bool startsAgain(const api::PodSpec& spec, std::size_t index, std::int32_t exitCode);
// The newest run that a relist at `seen` shows; nullptr when there is none.
const Run* visibleRun(const ContainerRecord* record, sim::Time seen);

// `ending`: the pod will not be started any more, whatever its restart policy.
api::PodStatus makePodStatus(const PodState& state, const PodRecord* record, const Text& hostIp,
                             sim::Time now, bool ending);
// Equal but for the times of transitions.
bool sameStatus(const api::PodStatus& a, const api::PodStatus& b);

} // namespace maqueta::node
