// The kubelets of the recordings: nodes that post heartbeats, and pods that start, end and change
// only when the script says so (../shared/data/README.md).
#pragma once

#include "conformance/small_cluster.h"

#include <set>
#include <string>

namespace maqueta::tests {

class ScriptedKubelet {
public:
    ScriptedKubelet(SmallCluster& cluster, std::string ns)
        : cluster_(cluster), ns_(std::move(ns)) {}

    // A node of 4 CPUs, 8Gi and 110 pods that posts a heartbeat every two seconds.
    void addNode(const std::string& name, const std::string& zone);
    void stopHeartbeat(const std::string& node) { silent_.insert(node); }
    void resumeHeartbeat(const std::string& node);

    // The pods that a verb applies to now, in the order in which it takes them.
    std::vector<std::string> eligible(const std::string& verb) const;
    // Does it; false when the API refused.
    bool act(const std::string& verb, const std::string& pod, int exitCode);

private:
    void heartbeat(const std::string& node);
    void postReady(const std::string& node);
    bool setReady(const api::Pod& pod, bool ready);
    bool start(const api::Pod& pod);
    bool finish(const api::Pod& pod, bool succeeded, int exitCode);
    std::string behaviour(const api::Pod& pod) const;
    std::string nextPodIp(const std::string& node);

    SmallCluster& cluster_;
    std::string ns_;
    std::set<std::string> silent_;
    int lastIp_ = 0;
};

} // namespace maqueta::tests
