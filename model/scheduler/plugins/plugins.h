// Makers of the plugins, one a file, for the registry table alone.
#pragma once

#include "scheduler/framework/plugin.h"

namespace maqueta::scheduler {

std::unique_ptr<Plugin> makeNodeUnschedulable(const Attempt& attempt);
std::unique_ptr<Plugin> makeNodeName(const Attempt& attempt);
std::unique_ptr<Plugin> makeTaintToleration(const Attempt& attempt);
std::unique_ptr<Plugin> makeNodeAffinity(const Attempt& attempt);
std::unique_ptr<Plugin> makeNodePorts(const Attempt& attempt);
std::unique_ptr<Plugin> makeNodeResourcesFit(const Attempt& attempt);
std::unique_ptr<Plugin> makePodTopologySpread(const Attempt& attempt);
std::unique_ptr<Plugin> makeInterPodAffinity(const Attempt& attempt);
std::unique_ptr<Plugin> makeNodeResourcesBalancedAllocation(const Attempt& attempt);
std::unique_ptr<Plugin> makeImageLocality(const Attempt& attempt);

void trackPodTopologySpread(Cache& cache, const Listers& listers, const api::Pod& pod,
                            const PodFacts& facts);
void trackInterPodAffinity(Cache& cache, const Listers& listers, const api::Pod& pod,
                           const PodFacts& facts);

} // namespace maqueta::scheduler
