#include "api/printing/pod_row.h"

#include <algorithm>

namespace maqueta::api::printing {
namespace {

using State = ContainerState::Type;

bool isSidecar(const PodSpec& spec, std::string_view name) {
    return std::any_of(
        spec.initContainers.begin(), spec.initContainers.end(),
        [name](const Container& c) { return c.name == name && c.restartPolicy == "Always"; });
}

std::string endOf(const ContainerState& state) {
    if (!state.reason.empty()) return state.reason.str();
    return "ExitCode:" + std::to_string(state.exitCode);
}

void countRestarts(const ContainerStatus& s, int& restarts, std::optional<sim::Time>& last) {
    restarts += s.restartCount;
    if (s.lastState.type != State::Terminated || !s.lastState.finishedAt) return;
    last = std::max(last.value_or(*s.lastState.finishedAt), *s.lastState.finishedAt);
}

// Returns whether the pod is still at its init containers.
bool readInit(const Pod& pod, PodRow& row, PodRow& sidecars) {
    const auto& statuses = *pod.status.initContainerStatuses;
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        const ContainerStatus& s = statuses[i];
        const bool sidecar = isSidecar(*pod.spec, s.name);
        countRestarts(s, row.restarts, row.lastRestart);
        if (sidecar) countRestarts(s, sidecars.restarts, sidecars.lastRestart);
        if (s.state.type == State::Terminated && s.state.exitCode == 0) continue;
        if (sidecar && s.started) {
            if (s.ready) ++row.ready;
            continue;
        }
        if (s.state.type == State::Terminated)
            row.reason = "Init:" + endOf(s.state);
        else if (s.state.type == State::Waiting && !s.state.reason.empty() &&
                 s.state.reason != "PodInitializing")
            row.reason = "Init:" + s.state.reason;
        else
            row.reason =
                "Init:" + std::to_string(i) + "/" + std::to_string(pod.spec->initContainers.size());
        return true;
    }
    return false;
}

void readContainers(const Pod& pod, PodRow& row) {
    bool running = false;
    const auto& statuses = *pod.status.containerStatuses;
    for (auto s = statuses.rbegin(); s != statuses.rend(); ++s) {
        countRestarts(*s, row.restarts, row.lastRestart);
        if (s->state.type == State::Waiting && !s->state.reason.empty()) {
            row.reason = s->state.reason.str();
        } else if (s->state.type == State::Terminated) {
            row.reason = endOf(s->state);
        } else if (s->ready && s->state.type == State::Running) {
            running = true;
            ++row.ready;
        }
    }
    if (row.reason == "Completed" && running) row.reason = pod.ready() ? "Running" : "NotReady";
}

} // namespace

PodRow rowOf(const Pod& pod) {
    PodRow row;
    row.reason =
        pod.status.reason.empty() ? std::string(text(pod.status.phase)) : pod.status.reason.str();
    const Condition* scheduled = findCondition(pod.status.conditions, "PodScheduled");
    if (scheduled && scheduled->reason == "SchedulingGated") row.reason = "SchedulingGated";
    row.containers = static_cast<int>(pod.spec->containers.size());
    for (const Container& c : pod.spec->initContainers)
        if (c.restartPolicy == "Always") ++row.containers;
    PodRow sidecars;
    if (!readInit(pod, row, sidecars) || isTrue(pod.status.conditions, "Initialized")) {
        row.restarts = sidecars.restarts;
        row.lastRestart = sidecars.lastRestart;
        readContainers(pod, row);
    }
    if (pod.meta.terminating() && pod.status.reason == "NodeLost")
        row.reason = "Unknown";
    else if (pod.meta.terminating() && !pod.finished())
        row.reason = "Terminating";
    return row;
}

} // namespace maqueta::api::printing
