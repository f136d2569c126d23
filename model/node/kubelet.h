// One kubelet: registers its node, keeps its Lease and status fresh, and makes the machine's
// container runtime run what the API says.
//
// A step function, owned by the cluster as one process: everything in it is lost when the process
// ends. Containers, images and addresses are in the machine's Runtime, which outlives it. Work that
// would have no observable effect (probes that succeed, a status that did not change, relists that
// find nothing) is not done: its result is computed when it matters, so a quiet node costs one
// timer and one call per Lease renewal. (pkg/kubelet of Kubernetes 1.32.)
#pragma once

#include "api/node_metrics.h"
#include "node/event_recorder.h"
#include "node/lease.h"
#include "node/node_object.h"
#include "node/outbox.h"
#include "node/pod/state.h"
#include "node/puller.h"
#include "node/runtime.h"

#include <vector>

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
    void onConnectionLost(api::ConnectionEnd how, Runtime& runtime, Outbox& out);
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
    // What its /metrics/resource says of the node now.
    api::NodeUsage usage(const Runtime& runtime, sim::Time now) const;
    const PullJob* pulling() const { return puller_.running(); }

private:
    struct Hearing; // api::Sink of one step
    // What a step works with.
    struct Step {
        Runtime& runtime;
        Outbox& out;
        sim::Time now;
    };

    // kubelet.cpp: what comes in
    void onReply(std::uint64_t cookie, const api::Response& response, Step& s);
    void onPod(const api::Versioned& before, const api::Versioned& now, Step& s);
    void onPodsSynced(Step& s);
    void housekeep(Step& s);
    PodState* find(std::uint32_t number);
    PodEntry* findByUid(std::string_view uid);
    PodEntry& addPod(const Text& uid, Step& s);
    void call(api::RequestRef request, std::uint64_t cookie, Step& s);
    sim::Time relistFrom(sim::Time t) const; // the first relist at t or later
    sim::Time lastRelist(sim::Time t) const; // the last one at t or before
    sim::Time tickFrom(sim::Time t, sim::Duration period) const;

    // kubelet_node.cpp: the node and its status
    void registerNode(Step& s);
    void onRegisterReply(const api::Response& response, Step& s);
    void onNodeRead(const api::Response& response, Step& s);
    void nodeKnown(const api::Versioned& node, bool existed, Step& s);
    void retryRegistration(Step& s);
    void onNode(const api::Versioned& now, Step& s);
    void learnNetwork(Step& s);
    NodeFacts facts(const Step& s) const;
    void planStatusLook(Step& s);
    void lookAtStatus(Step& s);
    void onNodeStatusReply(const api::Response& response, Step& s);
    void postStatus(const base::Ref<api::Node>& body, Step& s);
    sim::Time lookFrom(sim::Time t) const; // the first status look at t or later
    void nodeEvent(std::string_view type, std::string_view reason, std::string_view message,
                   Step& s);
    void conditionEvents(const api::Node& before, const api::Node& now, Step& s);

    // pod/sync.cpp: the pod worker
    void advance(std::uint32_t number, Step& s);
    void wake(std::uint32_t number, PodState& p, sim::Time at, Step& s);
    bool admit(std::uint32_t number, PodState& p, Step& s);
    void settle(PodState& p, std::string_view reason, std::string_view message);
    static bool mustEnd(const PodState& p);
    sim::Time nextPass(const PodState& p, const PodRecord* record) const;
    void beginPass(std::uint32_t number, PodState& p, Step& s);
    void planPass(PodState& p, const PodRecord* record) const;
    void lookAtContainers(PodState& p, const PodRecord* record, sim::Time seenBefore, Step& s);
    void beginSandbox(PodState& p, Step& s);
    void sandboxStarted(PodState& p, Step& s);
    void endPass(PodState& p, Step& s);
    void finishOperation(PodState& p, Step& s);
    void count(PodState& p, bool in);
    void countIfRunning(PodState& p, Step& s);

    // pod/containers.cpp: images and the start of containers
    bool startNext(std::uint32_t number, PodState& p, Step& s);
    bool crashBackoff(PodState& p, std::size_t index, Step& s);
    bool invalidName(PodState& p, std::size_t index, Step& s);
    bool needImage(std::uint32_t number, PodState& p, std::size_t index, Step& s);
    void beginPull(Step& s);
    void onPullTimer(Step& s);
    void pulled(PodState& p, const PullJob& job, Step& s);
    void pullFailed(PodState& p, const PullJob& job, Step& s);
    void beginStart(PodState& p, Step& s);
    ProgramEnd programEnd(const api::PodSpec& spec, std::size_t index, sim::Time now) const;
    void started(PodState& p, Step& s);
    void fail(PodState& p, std::size_t index, std::string_view reason, std::string message);

    // pod/ending.cpp: termination and reports
    void beginEnding(std::uint32_t number, PodState& p, Step& s);
    void stopContainers(PodState& p, Step& s);
    sim::Duration graceOf(const PodState& p) const;
    void ended(std::uint32_t number, PodState& p, Step& s);
    void report(std::uint32_t number, PodState& p, Step& s);
    void refreshStatus(std::uint32_t number, PodState& p, Step& s);
    void reportAgain(std::uint32_t number, PodState& p, Step& s);
    void sendStatus(std::uint32_t number, PodState& p, Step& s);
    void onStatusReply(std::uint32_t number, const api::Response& response, Step& s);
    void onDeleteReply(std::uint32_t number, const api::Response& response, Step& s);
    void forgetPod(std::uint32_t number, Step& s);
    void podEvent(const PodState& p, const api::Container* container, std::string_view type,
                  std::string_view reason, std::string_view message, Step& s);

    // kubelet_eviction.cpp: memory pressure
    void checkMemory(Step& s);
    void onEvictionTimer(Step& s);
    std::int64_t availableMemory(const Step& s) const;
    std::uint32_t chooseVictim(const Step& s) const;
    void evict(std::uint32_t number, std::int64_t available, Step& s);

    sim::Duration jittered(sim::Duration d, int percent);

    sim::Cow<NodeConfig> config_;
    sim::Cow<KubeletOptions> options_;
    sim::Rng rng_;
    api::Client client_;
    NodeLease lease_;
    Puller puller_;
    EventRecorder events_;
    Text hostIp_;
    sim::Time startedAt_; // relists, housekeeping and eviction tick from here

    api::Versioned node_; // as the API has it
    bool registered_ = false;
    bool statusSending_ = false;
    bool announced_ = false; // conditions' first events were written
    bool wasReady_ = false;  // until it was, changes are posted at once (fastStatusUpdateOnce)
    sim::Duration registrationBackoff_;
    sim::Time lastLook_;   // at the node's status; the next ones follow from it and looks_
    sim::Rng looks_;       // their jitter
    sim::Time lastReport_; // of the status, answered
    sim::Time statusDueAt_ = sim::Time::never();

    sim::Cow<std::vector<PodEntry>> pods_; // by number
    std::uint32_t nextPod_ = 1;
    bool podsSynced_ = false;
    Amounts admitted_;

    bool memoryPressure_ = false;
    sim::Time lowMemoryAt_; // when memory was last found low
    sim::Time evictionAt_ = sim::Time::never();
};

} // namespace maqueta::node
