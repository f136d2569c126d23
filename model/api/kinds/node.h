// Node: a machine as the API knows it (staging/src/k8s.io/api/core/v1/types.go).
#pragma once

#include "api/condition.h"
#include "api/object.h"

namespace maqueta::api {

struct Taint {
    Text key;
    Text value;
    Text effect; // NoSchedule, PreferNoSchedule, NoExecute
    std::optional<sim::Time> timeAdded;
    friend bool operator==(const Taint&, const Taint&) = default;
};

struct NodeAddress {
    Text type; // InternalIP, Hostname
    Text address;
    friend bool operator==(const NodeAddress&, const NodeAddress&) = default;
};

struct NodeImage {
    std::vector<Text> names;
    std::int64_t sizeBytes = 0;
    friend bool operator==(const NodeImage&, const NodeImage&) = default;
};

struct Node final : ObjectOf<Node, Kind::Node> {
    // spec
    Text podCidr;
    bool unschedulable = false;
    sim::Cow<std::vector<Taint>> taints;
    base::JsonRef specRest;
    // status
    ResourceList capacity;
    ResourceList allocatable;
    Conditions conditions;
    sim::Cow<std::vector<NodeAddress>> addresses;
    sim::Cow<std::vector<NodeImage>> images;
    base::JsonRef statusRest; // nodeInfo and others

    bool ready() const { return isTrue(conditions, "Ready"); }
    void addContentTo(sim::Fingerprint& f) const override;
};

} // namespace maqueta::api
