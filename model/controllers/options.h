// The settings of the controller manager, with Kubernetes' defaults and where they are written
// there (paths under the Kubernetes 1.32 source tree).
#pragma once

#include "api/meta.h"
#include "sim/time.h"

namespace maqueta::controllers {

struct NodeLifecycleOptions {
    // cloud-provider/config/v1alpha1/defaults.go
    sim::Duration monitorPeriod = sim::seconds(5);
    // pkg/controller/nodelifecycle/config/v1alpha1/defaults.go
    sim::Duration monitorGracePeriod = sim::seconds(50);
    sim::Duration startupGracePeriod = sim::seconds(60);
    // cmd/kube-controller-manager/app/options/nodelifecyclecontroller.go; taintings per second and
    // zone
    double evictionRate = 0.1;
    double secondaryEvictionRate = 0.01;
    double unhealthyZoneThreshold = 0.55;
    std::int32_t largeClusterSizeThreshold = 50;
};

struct Options {
    api::Text identity; // of the leader election: "control-plane-1_<uid>"
    // --kube-api-qps, --kube-api-burst: each controller has a client, and so a limit, of its own
    // (component-base/config/v1alpha1; pkg/controller, clientbuilder). 0 = no limit, as for a scale
    // test.
    double qps = 20;
    int burst = 30;
    sim::Duration leaseDuration = sim::seconds(15);
    sim::Duration renewDeadline = sim::seconds(10);
    sim::Duration retryPeriod = sim::seconds(2);
    // pkg/controller/*/config/v1alpha1/defaults.go
    int deploymentWorkers = 5;
    int replicaSetWorkers = 5;
    int garbageCollectorWorkers = 20;
    int namespaceWorkers = 10;
    int nodeWorkers = 8; // taints by condition: scheduler.UpdateWorkerSize
    int taintEvictionWorkers = 8;
    int podGcWorkers = 1;
    int nodeIpamWorkers = 30;
    int disruptionWorkers = 1;
    int volumeWorkers = 1;
    NodeLifecycleOptions nodeLifecycle;
    // pkg/controller/podgc: period, quarantine of an orphan; --terminated-pod-gc-threshold
    sim::Duration podGcPeriod = sim::seconds(20);
    sim::Duration podGcQuarantine = sim::seconds(40);
    std::int32_t terminatedPodThreshold = 12500;
    // --cluster-cidr, --node-cidr-mask-size; an empty CIDR = the nodes get none
    api::Text clusterCidr = "10.244.0.0/16";
    int nodeCidrMaskSize = 24;
};

} // namespace maqueta::controllers
