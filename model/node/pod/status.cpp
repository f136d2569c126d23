#include "node/pod/status.h"

#include "api/names.h"
#include "base/hash.h"

#include <algorithm>
#include <cstdio>
#include <string>

namespace maqueta::node {
namespace {

using api::Condition;
using api::ConditionStatus;
using api::ContainerState;
using api::ContainerStatus;
using api::PodPhase;

const Text& constantText(ExitReason reason) {
    static const Text texts[] = {Text::constant("Completed"), Text::constant("Error"),
                                 Text::constant("OOMKilled"), Text::constant("Unknown")};
    return texts[static_cast<std::size_t>(reason)];
}

// "containerd://" and 64 hexadecimal digits.
Text containerId(const Text& podUid, const Run& run) {
    std::uint64_t word = base::hashBytes(podUid, run.id);
    char buffer[13 + 64 + 1] = "containerd://";
    for (int i = 0; i < 4; ++i) {
        word = base::mix(word, static_cast<std::uint64_t>(i));
        std::snprintf(buffer + 13 + 16 * i, 17, "%016llx", static_cast<unsigned long long>(word));
    }
    return Text(buffer);
}

ContainerState terminated(const Run& run) {
    static const Text assumedEnd = Text::constant(
        "Programs do not run in a model: one that is there to end does so by itself");
    ContainerState state;
    state.type = ContainerState::Type::Terminated;
    state.reason = constantText(run.reason);
    state.exitCode = run.exitCode;
    state.startedAt = run.startedAt;
    state.finishedAt = run.endsAt;
    if (run.assumed) state.message = assumedEnd;
    return state;
}

ContainerState waiting(const Text& reason, const Text& message) {
    ContainerState state;
    state.type = ContainerState::Type::Waiting;
    state.reason = reason;
    state.message = message;
    return state;
}

// What is said of a container that never ran in a pod that has ended.
ContainerState notLocated() {
    static const Text reason = Text::constant("ContainerStatusUnknown");
    static const Text message =
        Text::constant("The container could not be located when the pod was terminated");
    ContainerState state;
    state.type = ContainerState::Type::Terminated;
    state.reason = reason;
    state.message = message;
    state.exitCode = 137;
    return state;
}

class Maker {
public:
    Maker(const PodState& state, const PodRecord* record, sim::Time now, bool ending)
        : state_(state)
        , pod_(state.object())
        , spec_(*pod_.spec)
        , record_(record)
        , now_(now)
        , ending_(ending) {}

    ContainerStatus container(std::size_t index) const;
    PodPhase phase(const api::PodStatus& status) const;
    void conditions(api::PodStatus& status) const;

private:
    Condition initialized(const api::PodStatus& status) const;
    Condition containersReady(const api::PodStatus& status) const;
    bool regularStarted(const api::PodStatus& status) const;

    const PodState& state_;
    const api::Pod& pod_;
    const api::PodSpec& spec_;
    const PodRecord* record_;
    sim::Time now_;
    bool ending_;
};

ContainerStatus Maker::container(std::size_t index) const {
    static const Text creating = Text::constant("ContainerCreating");
    static const Text initializing = Text::constant("PodInitializing");
    const api::Container& c = containerAt(spec_, index);
    const ContainerRecord* record = record_ ? record_->find(c.name) : nullptr;
    const Run* run = visibleRun(record, state_.seenAt);
    const ContainerWork* work =
        index < state_.containers.size() ? &state_.containers[index] : nullptr;
    const Text& trouble = work ? work->trouble->reason : creating;

    ContainerStatus status;
    status.name = c.name;
    status.image = c.image;
    if (!run) {
        const Text& standard = spec_.initContainers.empty() ? creating : initializing;
        const bool inTrouble = work && !trouble.empty();
        status.state =
            waiting(inTrouble ? trouble : standard, inTrouble ? work->trouble->message : Text());
        if (ending_ && state_.stage == PodStage::Terminated) status.state = notLocated();
        return status;
    }
    const bool newest = run == &record->current;
    status.restartCount = std::max(record->attempt - (newest ? 0 : 1), 0);
    status.containerId = containerId(pod_.meta.uid, *run);
    if (newest && record->last.happened()) status.lastState = terminated(record->last);
    if (run->running(state_.seenAt) && !(ending_ && run->ended(now_))) {
        status.state.type = ContainerState::Type::Running;
        status.state.startedAt = run->startedAt;
        const bool probed = work && work->runId == run->id;
        status.started = probed && work->startedAt <= now_;
        status.ready = probed && work->readyAt <= now_;
        return status;
    }
    status.state = terminated(*run);
    status.ready = isInit(spec_, index) && !isSidecar(c) && run->exitCode == 0;
    if (!ending_ && work && !trouble.empty() && startsAgain(spec_, index, run->exitCode)) {
        status.lastState = status.state;
        status.state = waiting(trouble, work->trouble->message);
    }
    return status;
}

bool Maker::regularStarted(const api::PodStatus& status) const {
    return std::any_of(status.containerStatuses->begin(), status.containerStatuses->end(),
                       [](const ContainerStatus& c) { return !c.containerId.empty(); });
}

PodPhase Maker::phase(const api::PodStatus& status) const {
    using Type = ContainerState::Type;
    bool pendingInit = false;
    for (std::size_t i = 0; i < spec_.initContainers.size(); ++i) {
        const ContainerStatus& c = (*status.initContainerStatuses)[i];
        if (isSidecar(spec_.initContainers[i])) {
            pendingInit = pendingInit || !c.started;
            continue;
        }
        const ContainerState& end = c.state.type == Type::Terminated ? c.state : c.lastState;
        const bool failed = end.type == Type::Terminated && end.exitCode != 0;
        if (failed && spec_.restartPolicy == "Never") return PodPhase::Failed;
        pendingInit = pendingInit || c.state.type != Type::Terminated || failed;
    }
    std::size_t running = 0, waitingCount = 0, stopped = 0, succeeded = 0;
    for (const ContainerStatus& c : *status.containerStatuses) {
        const bool wasStopped = c.lastState.type == Type::Terminated;
        if (c.state.type == Type::Running)
            ++running;
        else if (c.state.type == Type::Terminated || wasStopped) {
            ++stopped;
            if (c.state.type == Type::Terminated && c.state.exitCode == 0) ++succeeded;
        } else
            ++waitingCount;
    }
    if (ending_ && running == 0 && waitingCount == 0)
        return stopped == succeeded ? PodPhase::Succeeded : PodPhase::Failed;
    if (pendingInit && !regularStarted(status)) return PodPhase::Pending;
    if (waitingCount > 0) return PodPhase::Pending;
    if (running > 0) return PodPhase::Running;
    if (stopped == 0) return PodPhase::Pending;
    if (spec_.restartPolicy == "OnFailure" || spec_.restartPolicy == "Never") {
        if (stopped == succeeded) return PodPhase::Succeeded;
        if (spec_.restartPolicy == "Never") return PodPhase::Failed;
    }
    return PodPhase::Running;
}

// Every pod has these: one copy of each for all.
struct ConditionWords {
    Text readyToStart = Text::constant("PodReadyToStartContainers");
    Text initialized = Text::constant("Initialized");
    Text ready = Text::constant("Ready");
    Text containersReady = Text::constant("ContainersReady");
    Text scheduled = Text::constant("PodScheduled");
    Text completed = Text::constant("PodCompleted");
    Text failed = Text::constant("PodFailed");
    Text notReady = Text::constant("ContainersNotReady");
    Text notInitialized = Text::constant("ContainersNotInitialized");
};
const ConditionWords& conditionWords() {
    static const ConditionWords all;
    return all;
}

Condition conditionOf(const Text& type, bool isTrue, const Text& reason = {},
                      std::string message = {}) {
    Condition c;
    c.type = type;
    c.status = isTrue ? ConditionStatus::True : ConditionStatus::False;
    c.reason = reason;
    c.message = message;
    return c;
}

void appendName(std::string& list, const Text& name) {
    if (!list.empty()) list += ' ';
    list += name.view();
}

Condition Maker::initialized(const api::PodStatus& status) const {
    if (status.phase == PodPhase::Succeeded)
        return conditionOf(conditionWords().initialized, true, conditionWords().completed);
    std::string incomplete;
    for (std::size_t i = 0; i < spec_.initContainers.size(); ++i) {
        const ContainerStatus& c = (*status.initContainerStatuses)[i];
        const bool done = isSidecar(spec_.initContainers[i]) ? c.started : c.ready;
        if (!done) appendName(incomplete, c.name);
    }
    if (incomplete.empty() || regularStarted(status))
        return conditionOf(conditionWords().initialized, true);
    return conditionOf(conditionWords().initialized, false, conditionWords().notInitialized,
                       "containers with incomplete status: [" + incomplete + "]");
}

Condition Maker::containersReady(const api::PodStatus& status) const {
    if (status.phase == PodPhase::Succeeded)
        return conditionOf(conditionWords().containersReady, false, conditionWords().completed);
    if (status.phase == PodPhase::Failed)
        return conditionOf(conditionWords().containersReady, false, conditionWords().failed);
    std::string unready;
    for (std::size_t i = 0; i < spec_.initContainers.size(); ++i) {
        const ContainerStatus& c = (*status.initContainerStatuses)[i];
        if (isSidecar(spec_.initContainers[i]) && !c.ready) appendName(unready, c.name);
    }
    for (const ContainerStatus& c : *status.containerStatuses)
        if (!c.ready) appendName(unready, c.name);
    if (unready.empty()) return conditionOf(conditionWords().containersReady, true);
    return conditionOf(conditionWords().containersReady, false, conditionWords().notReady,
                       "containers with unready status: [" + unready + "]");
}

void Maker::conditions(api::PodStatus& status) const {
    const api::Conditions& old = state_.reported
                                     ? api::objectCast<api::Pod>(state_.reported)->status.conditions
                                     : pod_.status.conditions;
    const bool sandbox = record_ && record_->sandboxReady && record_->sandboxSince <= state_.seenAt;
    const Condition all = containersReady(status);
    Condition ready = all;
    ready.type = conditionWords().ready;
    const Condition* scheduled = api::findCondition(pod_.status.conditions, "PodScheduled");
    std::vector<Condition> mine{conditionOf(conditionWords().readyToStart, sandbox && !ending_),
                                initialized(status), std::move(ready), all,
                                scheduled ? *scheduled
                                          : conditionOf(conditionWords().scheduled, true)};
    for (const Condition& other : *pod_.status.conditions)
        if (std::none_of(mine.begin(), mine.end(),
                         [&](const Condition& c) { return c.type == other.type; }))
            mine.push_back(other);
    for (Condition& c : mine) {
        const Condition* before = api::findCondition(old, c.type);
        c.lastTransitionTime = before && before->status == c.status && before->lastTransitionTime
                                   ? before->lastTransitionTime
                                   : now_;
    }
    status.conditions = api::Conditions(std::move(mine));
}

} // namespace

const api::Container& containerAt(const api::PodSpec& spec, std::size_t index) {
    return isInit(spec, index) ? spec.initContainers[index]
                               : spec.containers[index - spec.initContainers.size()];
}

bool startsAgain(const api::PodSpec& spec, std::size_t index, std::int32_t exitCode) {
    const api::Container& c = containerAt(spec, index);
    if (isInit(spec, index) && !isSidecar(c)) return exitCode != 0 && spec.restartPolicy != "Never";
    if (isSidecar(c) || spec.restartPolicy == "Always" || spec.restartPolicy.empty()) return true;
    return spec.restartPolicy == "OnFailure" && exitCode != 0;
}

const Run* visibleRun(const ContainerRecord* record, sim::Time seen) {
    if (!record) return nullptr;
    if (record->current.happened() && record->current.startedAt <= seen) return &record->current;
    return record->last.happened() ? &record->last : nullptr;
}

namespace {

// A pod that never got past admission: its reason, and what others said of it.
api::PodStatus rejectedStatus(api::PodStatus status, const PodState& state) {
    status.phase = PodPhase::Failed;
    status.reason = state.reason;
    status.message = state.message;
    status.conditions = state.object().status.conditions;
    return status;
}

bool sameState(const ContainerState& a, const ContainerState& b) {
    return a.type == b.type && a.reason == b.reason && a.message == b.message &&
           a.exitCode == b.exitCode;
}

bool sameContainers(const sim::Cow<std::vector<ContainerStatus>>& a,
                    const sim::Cow<std::vector<ContainerStatus>>& b) {
    return a.shares(b) ||
           std::equal(a->begin(), a->end(), b->begin(), b->end(),
                      [](const ContainerStatus& x, const ContainerStatus& y) {
                          return x.name == y.name && x.image == y.image &&
                                 x.containerId == y.containerId && x.ready == y.ready &&
                                 x.started == y.started && x.restartCount == y.restartCount &&
                                 sameState(x.state, y.state) && sameState(x.lastState, y.lastState);
                      });
}

bool sameCondition(const Condition& a, const Condition& b) {
    return a.type == b.type && a.status == b.status && a.reason == b.reason &&
           a.message == b.message;
}

} // namespace

api::PodStatus makePodStatus(const PodState& state, const PodRecord* record, const Text& hostIp,
                             sim::Time now, bool ending) {
    const api::Pod& pod = state.object();
    const api::PodSpec& spec = *pod.spec;
    const Maker maker(state, record, now, ending);
    api::PodStatus status;
    status.qosClass = pod.status.qosClass;
    status.nominatedNodeName = pod.status.nominatedNodeName;
    status.rest = pod.status.rest;
    const auto* before = api::objectCast<api::Pod>(state.reported);
    status.startTime = before && before->status.startTime ? before->status.startTime
                       : pod.status.startTime             ? pod.status.startTime
                                                          : now;
    if (state.settled && !record) return rejectedStatus(std::move(status), state);
    std::vector<ContainerStatus> init, regular;
    init.reserve(spec.initContainers.size());
    regular.reserve(spec.containers.size());
    for (std::size_t i = 0; i < containerCount(spec); ++i)
        (isInit(spec, i) ? init : regular).push_back(maker.container(i));
    if (!init.empty()) status.initContainerStatuses.write() = std::move(init);
    status.containerStatuses.write() = std::move(regular);
    status.phase = state.settled ? PodPhase::Failed : maker.phase(status);
    if (ending && state.stage == PodStage::Terminated && status.phase != PodPhase::Succeeded)
        status.phase = PodPhase::Failed;
    if (state.settled) {
        status.reason = state.reason;
        status.message = state.message;
    }
    status.hostIp = hostIp;
    if (record && record->ip.valid() && record->sandboxSince <= state.seenAt)
        status.podIp = record->ip.text();
    else if (before && (ending || !record || record->sandboxReady))
        status.podIp = before->status.podIp;
    maker.conditions(status);
    if (state.settled && state.reason == "Evicted" && record)
        api::setCondition(status.conditions, {"DisruptionTarget",
                                              ConditionStatus::True,
                                              "TerminationByKubelet",
                                              state.message,
                                              now,
                                              {},
                                              {}});
    return status;
}

bool sameStatus(const api::PodStatus& a, const api::PodStatus& b) {
    return a.phase == b.phase && a.reason == b.reason && a.message == b.message &&
           a.podIp == b.podIp && a.hostIp == b.hostIp &&
           a.startTime.has_value() == b.startTime.has_value() &&
           std::equal(a.conditions->begin(), a.conditions->end(), b.conditions->begin(),
                      b.conditions->end(), sameCondition) &&
           sameContainers(a.containerStatuses, b.containerStatuses) &&
           sameContainers(a.initContainerStatuses, b.initContainerStatuses);
}

} // namespace maqueta::node
