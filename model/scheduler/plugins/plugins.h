// Makers of the plugins, one a file, for the registry table alone.
#pragma once

#include "api/protocol.h"
#include "scheduler/framework/framework.h"
#include "scheduler/framework/preemption.h"

namespace maqueta::scheduler {

std::unique_ptr<Plugin> makeNodeUnschedulable(const Attempt& attempt);
std::unique_ptr<Plugin> makeNodeName(const Attempt& attempt);
std::unique_ptr<Plugin> makeTaintToleration(const Attempt& attempt);
std::unique_ptr<Plugin> makeNodeAffinity(const Attempt& attempt);
std::unique_ptr<Plugin> makeNodePorts(const Attempt& attempt);
std::unique_ptr<Plugin> makeNodeResourcesFit(const Attempt& attempt);
std::unique_ptr<Plugin> makeVolumeRestrictions(const Attempt& attempt);
std::unique_ptr<Plugin> makeNodeVolumeLimits(const Attempt& attempt);
std::unique_ptr<Plugin> makeVolumeBinding(const Attempt& attempt);
std::unique_ptr<Plugin> makeVolumeZone(const Attempt& attempt);
std::unique_ptr<Plugin> makePodTopologySpread(const Attempt& attempt);
std::unique_ptr<Plugin> makeInterPodAffinity(const Attempt& attempt);
std::unique_ptr<Plugin> makeNodeResourcesBalancedAllocation(const Attempt& attempt);
std::unique_ptr<Plugin> makeImageLocality(const Attempt& attempt);
std::unique_ptr<Plugin> makeTargetLoadPacking(const Attempt& attempt);

Status waitForSchedulingGates(const api::Pod& pod);
std::int64_t rankByPriority(const api::Pod& pod);
Preemption preemptByDefault(const Framework& framework, const Search& search, sim::Time now);
base::Ref<api::Request> bindByDefault(const api::Pod& pod, const Text& node);

void trackPodTopologySpread(Cache& cache, const Listers& listers, const api::Pod& pod,
                            const PodFacts& facts);
void trackInterPodAffinity(Cache& cache, const Listers& listers, const api::Pod& pod,
                           const PodFacts& facts);

} // namespace maqueta::scheduler
