#include "cluster/defaults.h"

#include <array>
#include <cmath>

namespace maqueta::cluster {
namespace {

constexpr double day = 86'400;

// A duration in seconds, kept at `path` of the configuration.
#define MAQUETA_SECONDS(name, path, source)                                                        \
    Setting {                                                                                      \
        name, "s", source, 0.001, day, [](const Configuration& c) { return c.path.seconds(); },    \
            [](Configuration& c, double v) {                                                       \
                c.path = sim::nanoseconds(static_cast<std::int64_t>(std::llround(v * 1e9)));       \
            }                                                                                      \
    }
#define MAQUETA_NUMBER(name, path, unit, low, high, source)                                        \
    Setting {                                                                                      \
        name, unit, source, low, high,                                                             \
            [](const Configuration& c) { return static_cast<double>(c.path); },                    \
            [](Configuration& c, double v) { c.path = static_cast<decltype(c.path)>(v); }          \
    }

constexpr std::array table{
    MAQUETA_SECONDS("etcd.heartbeat", etcd.heartbeat, "etcd --help: --heartbeat-interval"),
    MAQUETA_SECONDS("etcd.election", etcd.election,
                    "etcd --help: --election-timeout, randomised up to twice"),
    MAQUETA_NUMBER("etcd.snapshotCount", etcd.snapshotCount, "", 10, 10'000'000,
                   "etcd --help: --snapshot-count"),
    MAQUETA_NUMBER("etcd.catchUpEntries", etcd.catchUpEntries, "", 1, 1'000'000,
                   "etcdserver: DefaultSnapshotCatchUpEntries"),
    MAQUETA_NUMBER("etcd.preVote", etcd.preVote, "", 0, 1, "etcd 3.5 --help: --pre-vote"),
    MAQUETA_SECONDS("kubelet.nodeStatusUpdatePeriod", kubelet.nodeStatusUpdatePeriod,
                    "pkg/kubelet/apis/config/v1beta1/defaults.go"),
    MAQUETA_SECONDS("kubelet.nodeStatusReportPeriod", kubelet.nodeStatusReportPeriod,
                    "pkg/kubelet/apis/config/v1beta1/defaults.go"),
    MAQUETA_SECONDS("kubelet.leaseDuration", kubelet.leaseDuration,
                    "pkg/kubelet/apis/config/v1beta1/defaults.go"),
    MAQUETA_SECONDS("kubelet.leaseRenewPeriod", kubelet.leaseRenewPeriod,
                    "component-helpers/apimachinery/lease/controller.go"),
    MAQUETA_SECONDS("kubelet.crashFirstBackoff", kubelet.crashFirstBackoff,
                    "pkg/kubelet/kubelet.go"),
    MAQUETA_SECONDS("kubelet.crashLastBackoff", kubelet.crashLastBackoff, "pkg/kubelet/kubelet.go"),
    MAQUETA_SECONDS("kubelet.pullFirstBackoff", kubelet.pullFirstBackoff, "pkg/kubelet/kubelet.go"),
    MAQUETA_SECONDS("kubelet.pullLastBackoff", kubelet.pullLastBackoff, "pkg/kubelet/kubelet.go"),
    MAQUETA_SECONDS("kubelet.initContainerRun", kubelet.initContainerRun,
                    "not Kubernetes': an init container has done its job after this, exit code 0"),
    MAQUETA_SECONDS("kubelet.jobContainerRun", kubelet.jobContainerRun,
                    "not Kubernetes': so has a container of restartPolicy OnFailure or Never"),
    MAQUETA_NUMBER("kubelet.pullBytesPerSecond", kubelet.pullBytesPerSecond, "bytes/s", 1'000,
                   100e9, "not Kubernetes': the machines' connection to the registry"),
    MAQUETA_NUMBER("kubelet.requestsPerSecond", kubelet.requestsPerSecond, "1/s", 0, 100'000,
                   "pkg/kubelet/apis/config/v1beta1/defaults.go: kubeAPIQPS; 0 = no limit"),
    MAQUETA_NUMBER("kubelet.events", kubelet.events, "", 0, 1, "pods' and nodes' Event objects"),
    MAQUETA_SECONDS("nodeLifecycle.monitorPeriod", controllers.nodeLifecycle.monitorPeriod,
                    "cloud-provider/config/v1alpha1/defaults.go"),
    MAQUETA_SECONDS("nodeLifecycle.monitorGracePeriod",
                    controllers.nodeLifecycle.monitorGracePeriod,
                    "pkg/controller/nodelifecycle/config/v1alpha1/defaults.go (40 s before 1.32)"),
    MAQUETA_SECONDS("nodeLifecycle.startupGracePeriod",
                    controllers.nodeLifecycle.startupGracePeriod,
                    "pkg/controller/nodelifecycle/config/v1alpha1/defaults.go"),
    MAQUETA_NUMBER("nodeLifecycle.evictionRate", controllers.nodeLifecycle.evictionRate, "1/s", 0,
                   10'000, "cmd/kube-controller-manager/app/options/nodelifecyclecontroller.go"),
    MAQUETA_NUMBER("controllerManager.qps", controllers.qps, "1/s", 0, 100'000,
                   "component-base/config/v1alpha1: kubeAPIQPS; 0 = no limit"),
    MAQUETA_NUMBER("controllerManager.burst", controllers.burst, "", 0, 100'000,
                   "component-base/config/v1alpha1: kubeAPIBurst"),
    MAQUETA_SECONDS("controllerManager.leaseDuration", controllers.leaseDuration,
                    "component-base/config/v1alpha1/defaults.go"),
    MAQUETA_SECONDS("controllerManager.renewDeadline", controllers.renewDeadline,
                    "component-base/config/v1alpha1/defaults.go"),
    MAQUETA_SECONDS("controllerManager.retryPeriod", controllers.retryPeriod,
                    "component-base/config/v1alpha1/defaults.go"),
    MAQUETA_SECONDS("podGc.period", controllers.podGcPeriod, "pkg/controller/podgc"),
    MAQUETA_SECONDS("podGc.quarantine", controllers.podGcQuarantine, "pkg/controller/podgc"),
    MAQUETA_NUMBER("podGc.terminatedPodThreshold", controllers.terminatedPodThreshold, "", 0,
                   10'000'000, "cmd/kube-controller-manager: --terminated-pod-gc-threshold"),
    MAQUETA_NUMBER("scheduler.qps", scheduler.qps, "1/s", 0, 100'000,
                   "pkg/scheduler/apis/config/v1/defaults.go; 0 = no limit"),
    MAQUETA_NUMBER("scheduler.burst", scheduler.burst, "", 0, 100'000,
                   "pkg/scheduler/apis/config/v1/defaults.go"),
    MAQUETA_NUMBER("scheduler.percentageOfNodesToScore", scheduler.percentageOfNodesToScore, "%", 0,
                   100, "pkg/scheduler/schedule_one.go; 0 = by the number of nodes"),
    MAQUETA_NUMBER("scheduler.scoring", scheduler.scoring, "", 0, 2,
                   "pkg/scheduler/apis/config/v1/defaults.go; 0 = LeastAllocated, 1 = "
                   "MostAllocated, 2 = RequestedToCapacityRatio"),
    MAQUETA_SECONDS("scheduler.podInitialBackoff", scheduler.podInitialBackoff,
                    "pkg/scheduler/backend/queue/scheduling_queue.go"),
    MAQUETA_SECONDS("scheduler.podMaxBackoff", scheduler.podMaxBackoff,
                    "pkg/scheduler/backend/queue/scheduling_queue.go"),
    MAQUETA_SECONDS("scheduler.leaseDuration", scheduler.leaseDuration,
                    "component-base/config/v1alpha1/defaults.go"),
    MAQUETA_SECONDS("scheduler.renewDeadline", scheduler.renewDeadline,
                    "component-base/config/v1alpha1/defaults.go"),
    MAQUETA_SECONDS("scheduler.retryPeriod", scheduler.retryPeriod,
                    "component-base/config/v1alpha1/defaults.go"),
    MAQUETA_SECONDS("apiServer.requestTimeout", apiServer.requestTimeout,
                    "apiserver/pkg/server/config.go"),
    MAQUETA_SECONDS("apiServer.compactionInterval", apiServer.compactionInterval,
                    "apiserver/pkg/storage/storagebackend/config.go"),
    MAQUETA_SECONDS("apiServer.healthInterval", apiServer.healthInterval,
                    "not Kubernetes': how often somebody asks for /readyz"),
    MAQUETA_SECONDS("apiServer.eventTtl", apiServer.eventTtl,
                    "pkg/controlplane/apiserver/options/options.go"),
    MAQUETA_NUMBER("apiServer.maxInFlight", apiServer.maxInFlight, "", 1, 1'000'000,
                   "apiserver/pkg/server/config.go"),
    MAQUETA_NUMBER("apiServer.maxMutatingInFlight", apiServer.maxMutatingInFlight, "", 1, 1'000'000,
                   "apiserver/pkg/server/config.go"),
    MAQUETA_SECONDS("machines.diskSync", machines.diskSync, "not Kubernetes': an fsync of an SSD"),
    MAQUETA_SECONDS("network.latency", machines.cable.latency,
                    "not Kubernetes': one end of a cable, one way"),
    MAQUETA_SECONDS("loadBalancer.checkInterval", loadBalancer.checkInterval,
                    "HAProxy: check inter 1s"),
    MAQUETA_NUMBER("loadBalancer.fall", loadBalancer.fall, "", 1, 100, "HAProxy: fall 2"),
    MAQUETA_NUMBER("loadBalancer.rise", loadBalancer.rise, "", 1, 100, "HAProxy: rise 2"),
};
#undef MAQUETA_SECONDS
#undef MAQUETA_NUMBER

std::string numberText(double number) {
    std::string digits = std::to_string(number);
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
    return digits;
}

} // namespace

std::span<const Setting> settings() {
    return table;
}

base::Result<Configuration> configured(const std::map<std::string, double>& values) {
    Configuration configuration;
    for (const auto& [name, value] : values) {
        const Setting* found = nullptr;
        for (const Setting& s : table)
            if (s.name == name) found = &s;
        if (!found)
            return base::refusal({MAQUETA_TEXT("Refusals", "there is no setting called {setting}"),
                                  {{"setting", name}}});
        if (!(value >= found->least && value <= found->most))
            return base::refusal(
                {MAQUETA_TEXT("Refusals", "{setting} must lie between {least} and {most} {unit}"),
                 {{"setting", name},
                  {"least", numberText(found->least)},
                  {"most", numberText(found->most)},
                  {"unit", std::string(found->unit)}}});
        found->set(configuration, value);
    }
    return configuration;
}

} // namespace maqueta::cluster
