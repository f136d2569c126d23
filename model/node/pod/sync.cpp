// The pod worker: one pass after another until the pod runs as its object says
// (pkg/kubelet/kubelet.go SyncPod, pod_workers.go, kuberuntime_manager.go computePodActions).
//
// A pass looks at what the last relist showed, reports the status that follows from it, and then
// does one thing after the other: sandbox, images, containers. What it caused is seen by the next
// pass, at the relist after its end.
#include "node/kubelet.h"

#include "node/pod/probes.h"
#include "node/pod/status.h"
#include "node/tokens.h"

#include <algorithm>

namespace maqueta::node {
namespace {

constexpr std::string_view networkNotReady =
    "network is not ready: container runtime network not ready: NetworkReady=false "
    "reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized";

std::uint64_t bit(std::size_t index) {
    return std::uint64_t{1} << std::min<std::size_t>(index, 63);
}

// A container's record when it has run in the pod's present sandbox.
const ContainerRecord* inSandbox(const PodRecord& pod, const api::Container& container) {
    const ContainerRecord* record = pod.find(container.name);
    return record && record->current.happened() && record->sandboxAttempt == pod.sandboxAttempt
               ? record
               : nullptr;
}

} // namespace

bool Kubelet::mustEnd(const PodState& p) {
    return p.gone || p.settled || p.finished || (p.pod && p.pod->meta.terminating());
}

void Kubelet::advance(std::uint32_t number, Step& s) {
    while (PodState* p = find(number)) {
        if (p->reportAt <= s.now) reportAgain(number, *p, s);
        if (p->operation == PodOperation::Pull && mustEnd(*p)) {
            puller_.forget(number);
            p->operation = PodOperation::None;
        }
        if (p->operation != PodOperation::None) {
            if (p->operationEndsAt > s.now) return wake(number, *p, p->operationEndsAt, s);
            finishOperation(*p, s);
            continue;
        }
        switch (p->stage) {
        case PodStage::Heard:
            if (mustEnd(*p)) {
                countIfRunning(*p, s);
                beginEnding(number, *p, s);
            } else if (!admit(number, *p, s)) {
                return; // until the node is known
            }
            break;
        case PodStage::Syncing:
            if (mustEnd(*p)) {
                beginEnding(number, *p, s);
            } else if (p->inPass) {
                if (!startNext(number, *p, s)) endPass(*p, s);
            } else {
                const sim::Time next = nextPass(*p, s.runtime.find(p->uid));
                if (next > s.now) return wake(number, *p, next, s);
                beginPass(number, *p, s);
            }
            break;
        case PodStage::Terminating: ended(number, *p, s); break;
        case PodStage::Terminated: return report(number, *p, s);
        }
    }
}

void Kubelet::wake(std::uint32_t number, PodState& p, sim::Time at, Step& s) {
    at = std::min(at, p.reportAt);
    if (at >= p.wakeAt) return;
    p.wakeAt = at;
    s.out.setTimer(at, tokenOf(Token::Pod, number));
}

// False while the node object is not known: there is nothing to decide by.
bool Kubelet::admit(std::uint32_t number, PodState& p, Step& s) {
    if (!registered_) return false;
    const api::Pod& pod = p.object();
    const PodRecord* record = s.runtime.find(p.uid);
    p.containers.resize(containerCount(*pod.spec));
    p.stage = PodStage::Syncing;
    if (pod.finished()) {
        p.reported = p.pod.object;
        if (!record || (!record->sandboxReady && !record->anyRunning(s.now)))
            p.stage = PodStage::Terminated;
        else if (pod.status.phase == api::PodPhase::Failed)
            settle(p, pod.status.reason, pod.status.message);
        return true;
    }
    p.asks = amountsOf(*pod.spec);
    const bool portsTaken = std::any_of(pods_->begin(), pods_->end(), [&](const PodEntry& other) {
        return other.number != number && other.state->counted &&
               hostPortsClash(*pod.spec, *other.state->object().spec);
    });
    const auto rejection =
        rejectionOf(pod, p.asks, admitted_, node_.as<api::Node>(), memoryPressure_, portsTaken);
    const PodName name{pod.meta.ns, pod.meta.name, pod.meta.uid};
    if (rejection) {
        podEvent(p, nullptr, "Warning", rejection->reason, rejection->message, s);
        settle(p, rejection->reason, "Pod was rejected: " + rejection->message);
        s.out.record(PodRejected{name, p.reason, p.message});
        return true;
    }
    count(p, true);
    if (!record) s.out.record(PodAdmitted{name});
    return true;
}

// The pod has failed for this reason, whatever its containers do.
void Kubelet::settle(PodState& p, std::string_view reason, std::string_view message) {
    p.settled = true;
    p.reason = reason;
    p.message = message;
}

void Kubelet::count(PodState& p, bool in) {
    if (p.counted == in) return;
    p.counted = in;
    admitted_.add(p.asks, in ? 1 : -1);
}

// A pod that is ending already when a kubelet starts keeps its place until it has ended.
void Kubelet::countIfRunning(PodState& p, Step& s) {
    const PodRecord* record = s.runtime.find(p.uid);
    if (!p.pod || !record || !record->anyRunning(s.now)) return;
    p.asks = amountsOf(*p.object().spec);
    count(p, true);
}

sim::Time Kubelet::nextPass(const PodState& p, const PodRecord* record) const {
    if (p.passAt.ns < 0) return {};
    sim::Time next = p.retryAt;
    const auto noticed = [&](sim::Time change) {
        if (change > p.seenAt && change < sim::Time::never())
            next = std::min(next, relistFrom(std::max(change, p.passEndedAt)));
    };
    if (record) {
        noticed(record->changedAt);
        for (const ContainerRecord& c : record->containers) noticed(c.current.endsAt);
    }
    for (const ContainerWork& work : p.containers)
        for (const sim::Time t : {work.startedAt, work.readyAt})
            if (t > p.passAt) next = std::min(next, t);
    if (const auto deadline = p.object().spec->activeDeadlineSeconds)
        if (const auto* reported = api::objectCast<api::Pod>(p.reported);
            reported && reported->status.startTime)
            next = std::min(next, *reported->status.startTime + sim::seconds(*deadline));
    return next;
}

void Kubelet::beginPass(std::uint32_t number, PodState& p, Step& s) {
    const PodRecord* record = s.runtime.find(p.uid);
    const api::PodSpec& spec = *p.object().spec;
    const sim::Time seenBefore = p.seenAt;
    p.passAt = s.now;
    p.seenAt = lastRelist(s.now);
    p.retryAt = sim::Time::never();
    p.inPass = true;
    p.failed = false;
    p.networkMissed = false;
    p.plan = 0;
    lookAtContainers(p, record, seenBefore, s);
    refreshStatus(number, p, s);

    const api::PodStatus& status = api::objectCast<api::Pod>(p.reported)->status;
    p.finished = status.phase == api::PodPhase::Succeeded || status.phase == api::PodPhase::Failed;
    if (spec.activeDeadlineSeconds && status.startTime &&
        *status.startTime + sim::seconds(*spec.activeDeadlineSeconds) <= s.now && !p.finished) {
        constexpr std::string_view why =
            "Pod was active on the node longer than the specified deadline";
        podEvent(p, nullptr, "Normal", "DeadlineExceeded", why, s);
        settle(p, "DeadlineExceeded", why);
    }
    if (mustEnd(p)) return;
    if (!spec.hostNetwork && !s.runtime.networkReady()) {
        podEvent(p, nullptr, "Warning", "NetworkNotReady", networkNotReady, s);
        p.networkMissed = true;
        return;
    }
    if (!record || !record->sandboxReady)
        beginSandbox(p, s);
    else
        planPass(p, record);
}

// Which containers have ended or started since the last pass, and when their probes will succeed.
void Kubelet::lookAtContainers(PodState& p, const PodRecord* record, sim::Time seenBefore,
                               Step& s) {
    if (!record) return;
    const api::Pod& pod = p.object();
    for (std::size_t i = 0; i < p.containers.size(); ++i) {
        const api::Container& c = containerAt(*pod.spec, i);
        const ContainerRecord* r = record->find(c.name);
        if (!r || !r->current.happened()) continue;
        const Run& run = r->current;
        if (run.ended(p.seenAt) && run.endsAt > seenBefore && seenBefore.ns >= 0)
            s.out.record(ContainerEnded{{pod.meta.ns, pod.meta.name, pod.meta.uid},
                                        c.name,
                                        run.exitCode,
                                        text(run.reason),
                                        isInit(*pod.spec, i),
                                        run.assumed});
        ContainerWork& work = p.containers[i];
        if (work.runId == run.id || !run.running(p.seenAt)) continue;
        const sim::Time seen = std::max(relistFrom(run.startedAt), startedAt_);
        const ProbeTimes times = probeTimes(c, options_->images.find(c.image), run.startedAt,
                                            std::min(seen, s.now), p.heardAt);
        work.runId = run.id;
        work.startedAt = times.startedAt;
        work.readyAt = times.readyAt;
    }
}

// Which containers this pass has to start. The next init container waits for the one before.
void Kubelet::planPass(PodState& p, const PodRecord* record) const {
    const api::PodSpec& spec = *p.object().spec;
    const std::size_t inits = spec.initContainers.size();
    const bool initialized =
        std::any_of(spec.containers.begin(), spec.containers.end(),
                    [&](const api::Container& c) { return inSandbox(*record, c); });
    const auto plan = [&](std::size_t i) { p.plan |= bit(i); };
    for (std::size_t i = 0; i < inits; ++i) {
        const api::Container& c = spec.initContainers[i];
        const bool sidecar = isSidecar(c);
        if (initialized && !sidecar) continue;
        const ContainerRecord* r = inSandbox(*record, c);
        const bool ended = r && r->current.ended(p.seenAt);
        if (!r || (ended && startsAgain(spec, i, r->current.exitCode))) {
            plan(i);
            if (!initialized) return;
        } else if (!initialized) {
            const bool through = sidecar ? p.containers[i].startedAt <= p.passAt : ended;
            if (!through || (ended && r->current.exitCode != 0)) return;
        }
    }
    for (std::size_t i = inits; i < containerCount(spec); ++i) {
        const ContainerRecord* r = inSandbox(*record, containerAt(spec, i));
        if (!r || (r->current.ended(p.seenAt) && startsAgain(spec, i, r->current.exitCode)))
            plan(i);
    }
}

void Kubelet::beginSandbox(PodState& p, Step& s) {
    if (s.runtime.find(p.uid))
        podEvent(p, nullptr, "Normal", "SandboxChanged",
                 "Pod sandbox changed, it will be killed and re-created.", s);
    p.operation = PodOperation::Sandbox;
    p.operationEndsAt = s.now + jittered(options_->sandboxStart, options_->runtimeJitterPercent);
}

void Kubelet::sandboxStarted(PodState& p, Step& s) {
    const api::Pod& pod = p.object();
    PodRecord identity;
    identity.uid = p.uid;
    identity.ns = pod.meta.ns;
    identity.name = pod.meta.name;
    identity.workload = api::workloadName(pod);
    identity.hostNetwork = pod.spec->hostNetwork;
    if (identity.hostNetwork) identity.ip = config_->ip;
    if (!s.runtime.startSandbox(identity, s.now)) {
        podEvent(p, nullptr, "Warning", "FailedCreatePodSandBox",
                 "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup "
                 "network for sandbox: plugin type=\"bridge\" failed (add): failed to allocate for "
                 "range 0: no IP addresses available in range set: " +
                     s.runtime.podCidr(),
                 s);
        p.failed = true;
        return;
    }
    const PodRecord* record = s.runtime.find(p.uid);
    s.out.record(SandboxStarted{{pod.meta.ns, pod.meta.name, pod.meta.uid}, record->ip});
    planPass(p, record);
}

void Kubelet::endPass(PodState& p, Step& s) {
    p.inPass = false;
    p.passEndedAt = s.now;
    if (p.failed)
        p.retryAt = s.now + jittered(options_->syncRetry, options_->syncRetryJitterPercent);
}

void Kubelet::finishOperation(PodState& p, Step& s) {
    const PodOperation done = p.operation;
    p.operation = PodOperation::None;
    p.operationEndsAt = sim::Time::never();
    if (done == PodOperation::Sandbox)
        sandboxStarted(p, s);
    else if (done == PodOperation::Start)
        started(p, s);
}

} // namespace maqueta::node
