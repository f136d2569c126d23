// One node as the scheduler adds it up: the Node object, the pods on it (assumed ones included),
// and the sums over them (pkg/scheduler/framework/types.go, NodeInfo).
//
// A value, cheap to copy: what can be long is shared until written.
#pragma once

#include "api/kinds/node.h"
#include "scheduler/framework/pod_facts.h"
#include "sim/cow.h"

namespace maqueta::scheduler {

struct PodInfo {
    base::Ref<const api::Pod> pod;
    PodFactsRef facts;
};

struct NodeInfo {
    base::Ref<const api::Node> node; // empty = pods are known, the node itself is not
    // What every decision reads stands close together.
    bool tainted = false;
    bool unschedulable = false;
    std::int32_t podCount = 0;
    Amounts allocatable;
    std::int64_t allowedPods = 0;
    Amounts requested;
    std::int64_t nonZeroMilliCpu = 0;
    std::int64_t nonZeroMemory = 0;
    sim::Cow<std::vector<PodInfo>> pods;
    // Each port once, as Kubernetes keeps them: of two pods that use one, the first that goes frees
    // it.
    sim::Cow<std::vector<HostPort>> ports;
    std::uint32_t slot = 0; // its place in the cache, and in columns by node

    std::string_view name() const { return node ? node->meta.name.view() : std::string_view(); }
    const api::StringMap& labels() const { return node->meta.labels; }
    void setNode(base::Ref<const api::Node> now);
    void clearNode();
    void add(PodInfo info);
    // By namespace and name; the PodInfo that was there, empty when there was none.
    PodInfo remove(const api::Pod& pod);
    // Puts a newer version of a pod that counts the same in the place of the old one.
    void replace(const base::Ref<const api::Pod>& before, base::Ref<const api::Pod> now);
    // nullptr when the pod is not here.
    const PodInfo* find(const api::Pod& pod) const;

private:
    void count(const PodFacts& facts, int sign);
};

} // namespace maqueta::scheduler
