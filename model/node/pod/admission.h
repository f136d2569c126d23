// May a pod that was bound to this node run here? (pkg/kubelet/lifecycle/predicate.go,
// pkg/kubelet/eviction/eviction_manager.go)
#pragma once

#include "api/kinds/node.h"
#include "api/kinds/pod.h"

#include <optional>
#include <string>
#include <string_view>

namespace maqueta::node {

// What a pod asks for, or all admitted pods together.
struct Amounts {
    std::int64_t cpuMilli = 0;
    std::int64_t memoryBytes = 0;
    std::int64_t storageBytes = 0;
    std::int64_t pods = 0;

    void add(const Amounts& other, int sign = 1);
};
Amounts amountsOf(const api::PodSpec& spec);

struct Rejection {
    std::string reason;  // of the pod's status: "OutOfcpu"
    std::string message; // of the event; the status says "Pod was rejected: " before it
};

// nullopt = admitted. `portsTaken`: another pod here has one of the host ports it wants.
std::optional<Rejection> rejectionOf(const api::Pod& pod, const Amounts& asked, const Amounts& used,
                                     const api::Node& node, bool memoryPressure, bool portsTaken);
bool hostPortsClash(const api::PodSpec& a, const api::PodSpec& b);
// Guaranteed, Burstable, BestEffort (pkg/apis/core/v1/helper/qos).
std::string_view qosClass(const api::PodSpec& spec);

} // namespace maqueta::node
