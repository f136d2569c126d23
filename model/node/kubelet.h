// One kubelet: registers its node, keeps its Lease and status fresh, and makes the machine's
// container runtime run what the API says.
//
// A step function, owned by the cluster as one process: everything in it is lost when the process
// ends. Containers, images and addresses are in the machine's Runtime, which outlives it. Work that
// would have no observable effect (probes that succeed, a status that did not change, relists that
// find nothing) is not done: its result is computed when it matters, so a quiet node costs one
// timer and one call per Lease renewal. (pkg/kubelet of Kubernetes 1.32.)
#pragma once

#include "node/event_recorder.h"
#include "node/lease.h"
#include "node/outbox.h"
#include "node/pod_state.h"
#include "node/puller.h"
#include "node/runtime.h"

#include <optional>
#include <span>

namespace maqueta::node {

struct ContainerPicture {
    Text name;
    Text image;
    bool init = false;
    bool running = false;
    bool ready = false;
    std::int32_t restarts = 0;
    std::int32_t exitCode = 0;
    Text waitingReason;   // ImagePullBackOff, ...; empty when it runs or has ended
    sim::Time since;      // of the run, or of its end
    int pullPercent = -1; // 0 to 100 while its image comes, -1 otherwise
    std::int32_t cpuMilli = 0;
    std::int64_t memoryBytes = 0;
};

struct PodPicture {
    PodName pod;
    PodStage stage = PodStage::Heard;
    bool orphan = false; // containers without an object
    network::Ip ip;
    std::vector<ContainerPicture> containers;
};

class Kubelet {
public:
    Kubelet() = default;
    Kubelet(sim::Cow<NodeConfig> config, sim::Cow<KubeletOptions> options, sim::Rng rng);

    // The process starts (again): memory is empty, the runtime is as it was left.
    void start(Runtime& runtime, Outbox& out);
    void onMessage(const api::ToClient& message, Runtime& runtime, Outbox& out);
    void onConnectionLost(Runtime& runtime, Outbox& out);
    void onTimer(std::uint64_t token, Runtime& runtime, Outbox& out);

    // Somebody changed the runtime by hand (crash, setUsage): the next relist will find it. Without
    // a running kubelet nobody notices until it starts.
    void onRuntimeChanged(std::string_view podUid, Runtime& runtime, Outbox& out);
    // The registry has other images from now on; pulls that run are not affected.
    void setImages(const ImageTable& images) { options_.write().images = images; }

    const NodeConfig& config() const { return *config_; }
    const KubeletOptions& options() const { return *options_; }
    bool registered() const { return registered_; }
    bool memoryPressure() const { return memoryPressure_; }
    sim::Time lastHeartbeat() const { return lease_.lastRenewal(); }
    sim::Time nextHeartbeat() const { return lease_.nextRenewal(); }
    std::size_t podCount() const { return pods_->size(); }
    // All pods that it knows, in order of hearing.
    std::vector<PodPicture> picture(const Runtime& runtime, sim::Time now) const;
    const PullJob* pulling() const { return puller_.running(); }

private:
    sim::Cow<NodeConfig> config_;
    sim::Cow<KubeletOptions> options_;
    bool registered_ = false;
    bool memoryPressure_ = false;
    NodeLease lease_;
    Puller puller_;
    EventRecorder events_;
    sim::Cow<std::vector<PodEntry>> pods_;
};

} // namespace maqueta::node
