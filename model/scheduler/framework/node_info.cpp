#include "scheduler/framework/node_info.h"

#include "api/names.h"
#include "scheduler/framework/whole.h"

#include <algorithm>

namespace maqueta::scheduler {

void NodeInfo::setNode(base::Ref<const api::Node> now) {
    node = std::move(now);
    allocatable = Amounts::of(node->allocatable);
    allowedPods = node->allocatable.value(api::names::pods);
    tainted = !node->taints->empty();
    unschedulable = node->unschedulable;
}

void NodeInfo::clearNode() {
    node = nullptr;
    tainted = unschedulable = false;
}

void NodeInfo::count(const PodFacts& facts, int sign) {
    podCount += sign;
    requested.add(facts.requests, sign);
    nonZeroMilliCpu = wrappingAdd(nonZeroMilliCpu, wrappingMultiply(sign, facts.nonZeroMilliCpu));
    nonZeroMemory = wrappingAdd(nonZeroMemory, wrappingMultiply(sign, facts.nonZeroMemory));
    for (const HostPort& port : facts.ports) {
        auto& used = ports.write();
        const auto at = std::find(used.begin(), used.end(), port);
        if (sign > 0 && at == used.end())
            used.push_back(port);
        else if (sign < 0 && at != used.end())
            used.erase(at);
    }
}

void NodeInfo::add(PodInfo info) {
    count(*info.facts, 1);
    pods.write().push_back(std::move(info));
}

PodInfo NodeInfo::remove(const api::Pod& pod) {
    const PodInfo* found = find(pod);
    if (!found) return {};
    const auto index = found - pods->data();
    auto& list = pods.write();
    PodInfo removed = std::move(list[static_cast<std::size_t>(index)]);
    list.erase(list.begin() + index);
    count(*removed.facts, -1);
    return removed;
}

void NodeInfo::replace(const base::Ref<const api::Pod>& before, base::Ref<const api::Pod> now) {
    const PodInfo* found = find(*before);
    if (!found) return;
    const auto index = static_cast<std::size_t>(found - pods->data());
    pods.write()[index].pod = std::move(now);
}

const PodInfo* NodeInfo::find(const api::Pod& pod) const {
    const auto& list = *pods;
    for (const PodInfo& info : list)
        if (info.pod.get() == &pod) return &info;
    for (const PodInfo& info : list)
        if (info.pod->meta.name == pod.meta.name && info.pod->meta.ns == pod.meta.ns) return &info;
    return nullptr;
}

} // namespace maqueta::scheduler
