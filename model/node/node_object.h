// The Node object as its kubelet writes it: labels and taints at registration, and the status
// (pkg/kubelet/kubelet_node_status.go, pkg/kubelet/nodestatus/setters.go).
#pragma once

#include "api/kinds/node.h"
#include "node/options.h"
#include "node/runtime.h"

namespace maqueta::node {

// What the status depends on besides the configuration.
struct NodeFacts {
    bool networkReady = false;
    bool memoryPressure = false;
    std::uint32_t boots = 0;
    sim::Time now;
};

// The node as it is registered the first time.
base::Ref<api::Node> makeNode(const NodeConfig& config, const KubeletOptions& options,
                              const Runtime& runtime, const NodeFacts& facts);
// Puts the labels that a kubelet keeps up in place; false when they were.
bool setDefaultLabels(api::Node& node, const NodeConfig& config);
// The status that the node should have now; heartbeat times are those of `facts.now`.
void setStatus(api::Node& node, const NodeConfig& config, const KubeletOptions& options,
               const Runtime& runtime, const NodeFacts& facts);
// Equal but for the times of heartbeats.
bool sameNodeStatus(const api::Node& a, const api::Node& b);
// status.nodeInfo.bootID of a machine's so-manieth power-on.
Text bootId(const NodeConfig& config, std::uint32_t boots);
// As another kubelet, or this one before, reported it; empty = never.
Text reportedBootId(const api::Node& node);

} // namespace maqueta::node
