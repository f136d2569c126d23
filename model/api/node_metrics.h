// The API metrics.k8s.io: how much each node uses now.
//
// A real cluster has metrics-server for it, a pod that scrapes every kubelet's /metrics/resource
// and answers for the API server. Here the API server does that itself, over the same network, and
// only when somebody asks: a scrape that nobody reads is not simulated. Nothing of it is stored.
#pragma once

#include "api/protocol.h"
#include "sim/time.h"

#include <optional>
#include <string_view>

namespace maqueta::api {

struct NodeUsage {
    Text node;
    std::int64_t cpuMilli = 0;
    std::int64_t memoryBytes = 0;
    sim::Time at; // when it was measured
};

// An API server asks a kubelet, and hears. `round` tells its questions apart.
struct MetricsScrape {
    std::uint32_t round = 0;
};
struct MetricsSample {
    std::uint32_t round = 0;
    NodeUsage usage;
};

// Whether the request is for NodeMetrics.
bool asksForNodeMetrics(const Request& request);
// The usage of all nodes whose kubelet answers.
base::Ref<Request> nodeMetricsRequest(std::string_view userAgent);
// As an object of the kind NodeMetrics, and back; nothing for any other object.
ObjectRef nodeMetricsObject(const NodeUsage& usage);
std::optional<NodeUsage> nodeUsageIn(const Object& object);

} // namespace maqueta::api
