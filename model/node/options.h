// Every number of a kubelet and its container runtime, with its source. One KubeletOptions is
// shared by all kubelets of a world; NodeConfig is what tells one node from another.
#pragma once

#include "api/kinds/node.h"
#include "api/meta.h"
#include "network/address.h"
#include "node/images.h"
#include "sim/time.h"

#include <cstdint>

namespace maqueta::node {

using api::Text;

struct KubeletOptions {
    // Node status: computed this often, posted when it changed or when reportPeriod has passed
    // (pkg/kubelet/apis/config/v1beta1/defaults.go; jitter: kubelet.go, Run).
    sim::Duration nodeStatusUpdatePeriod = sim::seconds(10);
    sim::Duration nodeStatusReportPeriod = sim::minutes(5);
    int jitterPercent = 4; // of status and lease periods: up to this much longer
    int mostImagesInStatus = 50;

    // The node's Lease (same defaults.go; component-helpers/apimachinery/lease/controller.go).
    sim::Duration leaseDuration = sim::seconds(40);
    sim::Duration leaseRenewPeriod = sim::seconds(10);
    int leaseUpdateRetries = 5;
    sim::Duration leaseFirstBackoff = sim::milliseconds(200);
    sim::Duration leaseLastBackoff = sim::seconds(7);

    // Registration is tried again after 200 ms doubling to 7 s (kubelet_node_status.go).
    sim::Duration registrationFirstBackoff = sim::milliseconds(200);
    sim::Duration registrationLastBackoff = sim::seconds(7);

    // API client (defaults.go: kubeAPIQPS, kubeAPIBurst); 0 lifts the limit.
    double requestsPerSecond = 50;
    int requestBurst = 100;
    bool events = true; // Event objects about pods and the node are written

    // The pace of the pod loop (pkg/kubelet/kubelet.go).
    sim::Duration relistPeriod = sim::seconds(1);       // PLEG: containers' changes are noticed
    sim::Duration housekeepingPeriod = sim::seconds(2); // containers without a pod are ended
    sim::Duration syncRetry = sim::seconds(10);         // after a failed sync, +0-50 %
    int syncRetryJitterPercent = 50;
    sim::Duration statusRetry = sim::seconds(10); // status manager's syncPeriod

    // Back-off of restarts and of pulls (pkg/kubelet/kubelet.go: backOffPeriod,
    // maxContainerBackOff, imageBackOffPeriod).
    sim::Duration crashFirstBackoff = sim::seconds(10);
    sim::Duration crashLastBackoff = sim::seconds(300);
    sim::Duration pullFirstBackoff = sim::seconds(10);
    sim::Duration pullLastBackoff = sim::seconds(300);

    // Least grace that a container is given (kuberuntime_container.go).
    sim::Duration leastGrace = sim::seconds(2);
    sim::Duration defaultGrace = sim::seconds(30); // core/v1/types.go

    // Programs do not run in a model. Where an image says nothing of its own (ImageTable), one that
    // is there to end does so by itself, with exit code 0: an init container after the first of
    // these, a container of a pod that is not to be restarted always after the second. All others,
    // sidecars too, run until they are stopped.
    sim::Duration initContainerRun = sim::seconds(2);
    sim::Duration jobContainerRun = sim::seconds(30);

    // The container runtime's own time. Not measured: order of containerd with an overlay network.
    sim::Duration sandboxStart = sim::milliseconds(400);
    sim::Duration containerStart = sim::milliseconds(250);
    sim::Duration sandboxStop = sim::milliseconds(200);
    int runtimeJitterPercent = 30; // up to this much longer

    // Pulls run one after the other (serializeImagePulls); a round trip to the registry resolves
    // the name, then the layers come at the node's bandwidth. Not measured: a home connection.
    sim::Duration registryRoundTrip = sim::milliseconds(600);
    std::int64_t pullBytesPerSecond = 25'000'000;
    ImageTable images;

    // Hard eviction (pkg/kubelet/eviction/defaults_linux.go): memory.available below this. The same
    // amount, and a tenth of the ephemeral storage, are kept back from allocatable.
    std::int64_t memoryReserveBytes = 100LL << 20;
    int storageReservePercent = 10;
    sim::Duration evictionMonitorPeriod = sim::seconds(10);
    sim::Duration pressureTransition = sim::minutes(5);
    // What the operating system, the kubelet and the runtime use. Not measured.
    std::int64_t systemMemoryBytes = 400LL << 20;
    std::int32_t systemCpuMilli = 50;
    // What a container uses of its requests until somebody says otherwise.
    int cpuUsePercent = 20;
    int memoryUsePercent = 50;
    // And what it uses when it asks for nothing.
    std::int32_t bareCpuMilli = 1;
    std::int64_t bareMemoryBytes = 16LL << 20;
};

struct NodeConfig {
    Text name;
    network::Ip ip;
    Text zone; // topology.kubernetes.io/zone; empty = no label
    bool controlPlane = false;
    api::StringMap labels; // further ones
    std::int64_t cpuMilli = 4000;
    std::int64_t memoryBytes = 16LL << 30;
    std::int64_t storageBytes = 100LL << 30;
    std::int32_t maxPods = 110;
    Text kubeletVersion = "v1.32.13";
    Text osImage = "Debian GNU/Linux 12 (bookworm)";
    Text kernelVersion = "6.1.0-28-amd64";
    Text runtimeVersion = "containerd://1.7.24";
};

} // namespace maqueta::node
