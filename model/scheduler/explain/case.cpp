#include "scheduler/explain/case.h"

#include "scheduler/explain/cluster_input.h"
#include "scheduler/explain/verdict_json.h"

namespace maqueta::scheduler {
namespace {

using base::Json;

base::Status addAll(ClusterInput& cluster, const Json& list, const std::string& name) {
    if (!list.is_array()) return base::Error{name + " must be a list of objects"};
    for (std::size_t i = 0; i < list.size(); ++i)
        if (const base::Status status = cluster.add(list[i]); !status)
            return base::Error{name + "[" + std::to_string(i) + "]: " + status.error().message};
    return {};
}

} // namespace

base::Result<Json> decideCase(const Json& input) {
    if (!input.is_object() || !input.contains("pod"))
        return base::Error{"a case must be an object with nodes, pods, pod and objects"};
    ClusterInput cluster;
    for (const char* name : {"nodes", "pods"})
        if (input.contains(name))
            if (const base::Status status = addAll(cluster, input[name], name); !status)
                return status.error();
    if (const auto objects = input.find("objects"); objects != input.end() && objects->is_object())
        for (const auto& [name, list] : objects->items())
            if (const base::Status status = addAll(cluster, list, "objects." + name); !status)
                return status.error();
    const auto pod = readIncomingPod(input["pod"]);
    if (!pod) return pod.error();
    return toJson(cluster.decide(**pod));
}

} // namespace maqueta::scheduler
