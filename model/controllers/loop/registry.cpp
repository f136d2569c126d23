#include "controllers/loop/registry.h"

#include "controllers/garbage/garbage_collector.h"
#include "controllers/garbage/namespace_controller.h"
#include "controllers/node/cidr_table.h"
#include "controllers/node/evictions.h"
#include "controllers/node/node_lifecycle.h"
#include "controllers/node/pod_gc.h"
#include "controllers/options.h"
#include "controllers/policy/disruption.h"
#include "controllers/volume/persistent_volume.h"
#include "controllers/volume/protection.h"
#include "controllers/workload/deployment.h"
#include "controllers/workload/replica_set.h"

#include <array>

namespace maqueta::controllers {
namespace {

constexpr std::array<ControllerInfo, static_cast<std::size_t>(Component::Count)> controllerTable{{
    {Component::Deployment, "deployment-controller", nullptr, onChangeForDeployments, nullptr,
     nullptr},
    {Component::ReplicaSet, "replicaset-controller", nullptr, onChangeForReplicaSets, nullptr,
     nullptr},
    {Component::Node, "node-controller", startNodeLifecycle, onChangeForNodeLifecycle,
     nextNodeLifecycleTick, tickNodeLifecycle},
    {Component::TaintEviction, "taint-eviction-controller", startTaintEviction,
     onChangeForTaintEviction, nullptr, nullptr},
    {Component::PodGc, "pod-garbage-collector", startPodGc, onChangeForPodGc, nextPodGcTick,
     tickPodGc},
    {Component::GarbageCollector, "generic-garbage-collector", nullptr, onChangeForGarbage, nullptr,
     nullptr},
    {Component::Namespace, "namespace-controller", nullptr, onChangeForNamespaces, nullptr,
     nullptr},
    {Component::NodeIpam, "cidrAllocator", nullptr, onChangeForNodeIpam, nullptr, nullptr},
    {Component::Disruption, "controllermanager", nullptr, onChangeForDisruption, nullptr, nullptr},
    {Component::PersistentVolume, "persistentvolume-controller", nullptr, onChangeForVolumes,
     nextVolumeTick, tickVolumes},
    {Component::VolumeProtection, "pvc-protection-controller", nullptr, onChangeForProtection,
     nullptr, nullptr},
}};

constexpr std::array<LoopInfo, static_cast<std::size_t>(Loop::Count)> loopTable{{
    // pkg/controller/deployment: maxRetries
    {Loop::Deployment, Component::Deployment, &Options::deploymentWorkers, reconcileDeployment, 15},
    {Loop::ReplicaSet, Component::ReplicaSet, &Options::replicaSetWorkers, reconcileReplicaSet, 0},
    {Loop::NodeTaints, Component::Node, &Options::nodeWorkers, reconcileNodeTaints, 0},
    {Loop::NodeHealth, Component::Node, &Options::nodeWorkers, reconcileNodeHealth, 0},
    {Loop::NodeExecute, Component::Node, &Options::nodeWorkers, reconcileNodeExecute, 0},
    {Loop::NodePods, Component::Node, &Options::nodeWorkers, reconcileNodePod, 0},
    {Loop::TaintEviction, Component::TaintEviction, &Options::taintEvictionWorkers,
     reconcileTaintEviction, 0},
    {Loop::PodGc, Component::PodGc, &Options::podGcWorkers, reconcilePodGc, 0},
    {Loop::GarbageDelete, Component::GarbageCollector, &Options::garbageCollectorWorkers,
     reconcileGarbageDelete, 0},
    {Loop::GarbageOrphan, Component::GarbageCollector, &Options::garbageCollectorWorkers,
     reconcileGarbageOrphan, 0},
    {Loop::Namespace, Component::Namespace, &Options::namespaceWorkers, reconcileNamespace, 0},
    {Loop::NodeIpam, Component::NodeIpam, &Options::nodeIpamWorkers, reconcileNodeIpam, 0},
    {Loop::Disruption, Component::Disruption, &Options::disruptionWorkers, reconcileDisruption, 0},
    {Loop::Claims, Component::PersistentVolume, &Options::volumeWorkers, reconcileClaim, 0},
    {Loop::Volumes, Component::PersistentVolume, &Options::volumeWorkers, reconcileVolume, 0},
    {Loop::Protection, Component::VolumeProtection, &Options::volumeWorkers, reconcileProtection,
     0},
}};

} // namespace

std::span<const ControllerInfo> controllers() {
    return controllerTable;
}

const ControllerInfo& info(Component component) {
    return controllerTable[static_cast<std::size_t>(component)];
}

std::span<const LoopInfo> loops() {
    return loopTable;
}

const LoopInfo& info(Loop loop) {
    return loopTable[static_cast<std::size_t>(loop)];
}

} // namespace maqueta::controllers
