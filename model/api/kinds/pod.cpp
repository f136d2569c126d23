#include "api/kinds/pod.h"

#include "api/digest.h"
#include "api/names.h"

#include <algorithm>

namespace maqueta::api {
namespace {

void addTo(sim::Fingerprint& f, const Container& c) {
    for (const Text* text : {&c.name, &c.image, &c.imagePullPolicy, &c.restartPolicy})
        f.add(text->view());
    c.requests.addTo(f);
    c.limits.addTo(f);
    f.add(c.ports.size());
    for (const ContainerPort& port : c.ports) {
        api::addTo(f, port.containerPort);
        api::addTo(f, port.hostPort);
        for (const Text* text : {&port.protocol, &port.hostIp, &port.name}) f.add(text->view());
    }
    for (const base::JsonRef* tree :
         {&c.livenessProbe, &c.readinessProbe, &c.startupProbe, &c.rest})
        api::addTo(f, *tree);
}

void addTo(sim::Fingerprint& f, const std::vector<Container>& containers) {
    f.add(containers.size());
    for (const Container& c : containers) addTo(f, c);
}

void addTo(sim::Fingerprint& f, const NodeSelectorTerm& term) {
    for (const auto* requirements : {&term.matchExpressions, &term.matchFields}) {
        f.add(requirements->size());
        for (const Requirement& r : *requirements) r.addTo(f);
    }
}

void addTo(sim::Fingerprint& f, const NodeAffinity& affinity) {
    f.add(affinity.required ? affinity.required->size() + 1 : 0);
    if (affinity.required)
        for (const NodeSelectorTerm& term : *affinity.required) addTo(f, term);
    f.add(affinity.preferred.size());
    for (const PreferredNodeTerm& preferred : affinity.preferred) {
        api::addTo(f, preferred.weight);
        addTo(f, preferred.term);
    }
}

void addTo(sim::Fingerprint& f, const ContainerState& s) {
    f.add(static_cast<std::uint64_t>(s.type));
    api::addTo(f, s.reason);
    api::addTo(f, s.message);
    api::addTo(f, s.exitCode);
    api::addTo(f, s.startedAt);
    api::addTo(f, s.finishedAt);
    api::addTo(f, s.rest);
}

void addTo(sim::Fingerprint& f, const std::vector<ContainerStatus>& statuses) {
    f.add(statuses.size());
    for (const ContainerStatus& s : statuses) {
        for (const Text* text : {&s.name, &s.image, &s.containerId}) f.add(text->view());
        f.add(std::uint64_t{s.ready} * 2 + std::uint64_t{s.started});
        api::addTo(f, s.restartCount);
        addTo(f, s.state);
        addTo(f, s.lastState);
        api::addTo(f, s.rest);
    }
}

void addAmounts(ResourceList& to, const ResourceList& amounts) {
    for (const auto& [name, amount] : amounts) {
        const base::Quantity* have = to.find(name);
        to.set(name, have ? *have + amount : amount);
    }
}

void raiseTo(ResourceList& to, const ResourceList& amounts) {
    for (const auto& [name, amount] : amounts) {
        const base::Quantity* have = to.find(name);
        if (!have || *have < amount) to.set(name, amount);
    }
}

} // namespace

ResourceList podRequests(const PodSpec& spec) {
    if (spec.containers.size() == 1 && spec.initContainers.empty() && spec.overhead.empty())
        return spec.containers.front().requests;
    ResourceList running;
    for (const Container& c : spec.containers) addAmounts(running, c.requests);
    // An init container runs beside the sidecars that were started before it.
    ResourceList sidecars;
    ResourceList starting;
    for (const Container& c : spec.initContainers) {
        ResourceList now = c.requests;
        if (c.restartPolicy == "Always") {
            addAmounts(running, c.requests);
            addAmounts(sidecars, c.requests);
            now = sidecars;
        } else {
            addAmounts(now, sidecars);
        }
        raiseTo(starting, now);
    }
    raiseTo(running, starting);
    addAmounts(running, spec.overhead);
    return running;
}

std::string_view text(PodPhase phase) {
    switch (phase) {
    case PodPhase::Pending: return "Pending";
    case PodPhase::Running: return "Running";
    case PodPhase::Succeeded: return "Succeeded";
    case PodPhase::Failed: return "Failed";
    case PodPhase::Unknown: break;
    }
    return "Unknown";
}

void addTo(sim::Fingerprint& f, const PodSpec& spec) {
    addTo(f, spec.initContainers);
    addTo(f, spec.containers);
    spec.nodeSelector.addTo(f);
    addTo(f, *spec.nodeAffinity);
    f.add(spec.tolerations.size());
    for (const Toleration& t : spec.tolerations) {
        for (const Text* text : {&t.key, &t.op, &t.value, &t.effect}) f.add(text->view());
        addTo(f, t.tolerationSeconds);
    }
    for (const Text* text : {&spec.restartPolicy, &spec.schedulerName, &spec.priorityClassName})
        f.add(text->view());
    f.add(spec.priority.has_value() ? std::uint64_t{1} : std::uint64_t{0});
    addTo(f, spec.priority.value_or(0));
    addTo(f, spec.terminationGracePeriodSeconds);
    addTo(f, spec.activeDeadlineSeconds);
    spec.overhead.addTo(f);
    f.add(std::uint64_t{spec.hostNetwork});
    addTo(f, spec.schedulingGates);
    addTo(f, spec.rest);
}

void addTo(sim::Fingerprint& f, const PodTemplate& podTemplate) {
    podTemplate.labels.addTo(f);
    podTemplate.annotations.addTo(f);
    addTo(f, *podTemplate.spec);
    addTo(f, podTemplate.nodeName);
    addTo(f, podTemplate.rest);
}

void Pod::addContentTo(sim::Fingerprint& f) const {
    addTo(f, *spec);
    addTo(f, nodeName);
    addTo(f, tokenVolume);
    f.add(static_cast<std::uint64_t>(status.phase));
    for (const Text* text : {&status.reason, &status.message, &status.podIp, &status.hostIp,
                             &status.nominatedNodeName, &status.qosClass})
        f.add(text->view());
    addTo(f, status.startTime);
    addTo(f, status.conditions);
    addTo(f, *status.containerStatuses);
    addTo(f, *status.initContainerStatuses);
    addTo(f, status.rest);
}

Text workloadName(const Pod& pod) {
    const OwnerReference* owner = pod.meta.controller();
    if (!owner) return pod.meta.name;
    const std::string_view name = owner->name.view();
    if (const Text* hash = pod.meta.labels.find(names::labelPodTemplateHash))
        if (const std::string tail = "-" + hash->str();
            name.size() > tail.size() && name.ends_with(tail))
            return Text(name.substr(0, name.size() - tail.size()));
    return owner->name;
}

} // namespace maqueta::api
