#include "scheduler/framework/pod_facts.h"

#include "api/names.h"
#include "api/selector_json.h"
#include "scheduler/framework/whole.h"

#include <algorithm>
#include <array>

namespace maqueta::scheduler {
namespace {

using api::member;
using api::numberMember;
using api::readSelector;
using api::textMember;
using base::Json;
using base::Quantity;

// pkg/scheduler/util/pod_resources.go
constexpr std::int64_t leastMilliCpu = 100;
constexpr std::int64_t leastMemory = 200LL * 1024 * 1024;

// v1helper.IsScalarResourceName: extended resources, huge pages, attachable volumes.
bool isScalar(std::string_view name) {
    if (name.starts_with("hugepages-") || name.starts_with("attachable-volumes-")) return true;
    if (name.starts_with("requests.")) return false;
    return name.find('/') != std::string_view::npos;
}

void addTo(api::ResourceList& sum, const api::ResourceList& more) {
    for (const auto& [name, amount] : more) {
        const Quantity* before = sum.find(name);
        sum.set(name, before ? *before + amount : amount);
    }
}

void raiseTo(api::ResourceList& most, const api::ResourceList& other) {
    for (const auto& [name, amount] : other) {
        const Quantity* before = most.find(name);
        if (!before || *before < amount) most.set(name, amount);
    }
}

api::ResourceList requestsOf(const api::Container& container, bool atLeastSomething) {
    api::ResourceList requests = container.requests;
    if (!atLeastSomething) return requests;
    if (!requests.find(api::names::cpu))
        requests.set(api::names::cpu, Quantity::fromMilli(leastMilliCpu));
    if (!requests.find(api::names::memory))
        requests.set(api::names::memory, Quantity::fromBytes(leastMemory));
    return requests;
}

// component-helpers/resource/helpers.go, PodRequests.
api::ResourceList requestsOf(const api::PodSpec& spec, bool atLeastSomething) {
    api::ResourceList sum;
    for (const api::Container& container : spec.containers)
        addTo(sum, requestsOf(container, atLeastSomething));
    api::ResourceList sidecars, init;
    for (const api::Container& container : spec.initContainers) {
        api::ResourceList requests = requestsOf(container, atLeastSomething);
        if (container.restartPolicy == "Always") {
            addTo(sum, requests);
            addTo(sidecars, requests);
            requests = sidecars;
        } else {
            addTo(requests, sidecars);
        }
        raiseTo(init, requests);
    }
    raiseTo(sum, init);
    addTo(sum, spec.overhead);
    return sum;
}

// The pod's own values of the labels that a list names.
void demandOwn(const Json* keys, const api::StringMap& podLabels, api::SelectorOperator op,
               std::optional<api::LabelSelector>& selector) {
    if (!keys || !keys->is_array() || !selector) return;
    for (const Json& key : *keys) {
        if (!key.is_string()) continue;
        const Text name(key.get_ref<const std::string&>());
        if (const Text* value = podLabels.find(name))
            selector->matchExpressions.push_back({name, op, {*value}});
    }
}

void readTerm(const Json& json, const api::ObjectMeta& owner, std::int32_t weight,
              std::vector<AffinityTerm>& into) {
    const Text& ownNamespace = owner.ns;
    AffinityTerm term;
    term.topologyKey = textMember(&json, "topologyKey");
    term.selector = readSelector(member(&json, "labelSelector"));
    // The API server writes these into the selector of a new pod; here it is done when reading.
    demandOwn(member(&json, "matchLabelKeys"), owner.labels, api::SelectorOperator::In,
              term.selector);
    demandOwn(member(&json, "mismatchLabelKeys"), owner.labels, api::SelectorOperator::NotIn,
              term.selector);
    term.namespaceSelector = readSelector(member(&json, "namespaceSelector"));
    term.weight = weight;
    if (const Json* names = member(&json, "namespaces"); names && names->is_array())
        for (const Json& name : *names)
            if (name.is_string()) term.namespaces.emplace_back(name.get_ref<const std::string&>());
    if (term.namespaces.empty() && !member(&json, "namespaceSelector"))
        term.namespaces.push_back(ownNamespace);
    std::sort(term.namespaces.begin(), term.namespaces.end());
    into.push_back(std::move(term));
}

void readTerms(const Json* affinity, const api::ObjectMeta& owner,
               std::vector<AffinityTerm>& required, std::vector<AffinityTerm>& preferred) {
    const Json* hard = member(affinity, "requiredDuringSchedulingIgnoredDuringExecution");
    if (hard && hard->is_array())
        for (const Json& term : *hard) readTerm(term, owner, 0, required);
    const Json* soft = member(affinity, "preferredDuringSchedulingIgnoredDuringExecution");
    if (soft && soft->is_array())
        for (const Json& weighted : *soft)
            if (const Json* term = member(&weighted, "podAffinityTerm"))
                readTerm(*term, owner,
                         static_cast<std::int32_t>(numberMember(&weighted, "weight", 0)),
                         preferred);
}

SpreadConstraint readSpread(const Json& json, const api::StringMap& podLabels) {
    SpreadConstraint constraint;
    constraint.maxSkew = static_cast<std::int32_t>(numberMember(&json, "maxSkew", 1));
    constraint.minDomains = static_cast<std::int32_t>(numberMember(&json, "minDomains", 1));
    constraint.topologyKey = textMember(&json, "topologyKey");
    constraint.hard = textMember(&json, "whenUnsatisfiable") != "ScheduleAnyway";
    constraint.honorAffinity = textMember(&json, "nodeAffinityPolicy") != "Ignore";
    constraint.honorTaints = textMember(&json, "nodeTaintsPolicy") == "Honor";
    constraint.selector = readSelector(member(&json, "labelSelector"));
    demandOwn(member(&json, "matchLabelKeys"), podLabels, api::SelectorOperator::In,
              constraint.selector);
    return constraint;
}

// Sources that plugins look at: a node can attach only so many, or a disk takes one writer.
bool isDisk(const Json& volume) {
    constexpr std::array<const char*, 9> sources{"gcePersistentDisk",
                                                 "awsElasticBlockStore",
                                                 "rbd",
                                                 "iscsi",
                                                 "azureDisk",
                                                 "azureFile",
                                                 "cinder",
                                                 "vsphereVolume",
                                                 "portworxVolume"};
    return std::any_of(sources.begin(), sources.end(),
                       [&volume](const char* source) { return member(&volume, source); });
}

void readVolumes(const Json* list, const Text& podName, std::vector<PodVolume>& into) {
    if (!list || !list->is_array()) return;
    for (const Json& json : *list) {
        PodVolume volume;
        if (const Json* claim = member(&json, "persistentVolumeClaim")) {
            volume.claim = textMember(claim, "claimName");
        } else if (member(&json, "ephemeral")) {
            volume.ephemeral = true;
            volume.claim = podName + "-" + textMember(&json, "name");
        } else if (isDisk(json)) {
            volume.source = base::shareJson(json);
        } else {
            continue;
        }
        into.push_back(std::move(volume));
    }
}

void readPorts(const std::vector<api::Container>& containers, std::vector<HostPort>& into) {
    for (const api::Container& container : containers)
        for (const api::ContainerPort& port : container.ports)
            if (port.hostPort > 0)
                into.push_back({port.hostIp.empty() ? Text("0.0.0.0") : port.hostIp,
                                port.protocol.empty() ? Text("TCP") : port.protocol,
                                port.hostPort});
}

bool namesLabels(const Json* list) {
    if (!list || !list->is_array()) return false;
    return std::any_of(list->begin(), list->end(), [](const Json& json) {
        const Json* term = member(&json, "podAffinityTerm");
        const Json* holder = term ? term : &json;
        return member(holder, "matchLabelKeys") || member(holder, "mismatchLabelKeys");
    });
}

// Whether something here depends on the pod's own labels.
bool usesLabels(const Json* spec) {
    if (namesLabels(member(spec, "topologySpreadConstraints"))) return true;
    const Json* affinity = member(spec, "affinity");
    for (const char* sort : {"podAffinity", "podAntiAffinity"})
        for (const char* list : {"requiredDuringSchedulingIgnoredDuringExecution",
                                 "preferredDuringSchedulingIgnoredDuringExecution"})
            if (namesLabels(member(member(affinity, sort), list))) return true;
    return false;
}

bool usesName(const PodFacts& facts) {
    return std::any_of(facts.volumes.begin(), facts.volumes.end(),
                       [](const PodVolume& volume) { return volume.ephemeral; });
}

} // namespace

std::int64_t Amounts::scalar(std::string_view name) const {
    for (const auto& [key, amount] : *scalars)
        if (key == name) return amount;
    return 0;
}

void Amounts::add(const Amounts& other, std::int64_t sign) {
    const auto move = [sign](std::int64_t& mine, std::int64_t more) {
        mine = sign < 0 ? wrappingSubtract(mine, more) : wrappingAdd(mine, more);
    };
    move(milliCpu, other.milliCpu);
    move(memory, other.memory);
    move(ephemeralStorage, other.ephemeralStorage);
    if (other.scalars->empty()) return;
    Scalars& mine = scalars.write();
    for (const auto& [name, amount] : *other.scalars) {
        auto at = std::lower_bound(
            mine.begin(), mine.end(), name,
            [](const Scalars::value_type& entry, const Text& n) { return entry.first < n; });
        if (at == mine.end() || at->first != name) at = mine.insert(at, {name, 0});
        move(at->second, amount);
    }
}

Amounts Amounts::of(const api::ResourceList& list) {
    Amounts amounts;
    Scalars scalars;
    for (const auto& [name, amount] : list) {
        if (name == api::names::cpu)
            amounts.milliCpu = amount.milliValue();
        else if (name == api::names::memory)
            amounts.memory = amount.value();
        else if (name == api::names::ephemeralStorage)
            amounts.ephemeralStorage = amount.value();
        else if (isScalar(name))
            scalars.emplace_back(name, amount.value());
    }
    if (!scalars.empty()) amounts.scalars = sim::Cow<Scalars>(std::move(scalars));
    return amounts;
}

bool HostPort::conflicts(const HostPort& other) const {
    if (port != other.port || protocol != other.protocol) return false;
    return ip == other.ip || ip == "0.0.0.0" || other.ip == "0.0.0.0";
}

bool AffinityTerm::matches(const api::Pod& pod, const api::StringMap& namespaceLabels) const {
    if (!selector) return false;
    const bool named = std::binary_search(namespaces.begin(), namespaces.end(), pod.meta.ns);
    if (!named && !(namespaceSelector && namespaceSelector->matches(namespaceLabels))) return false;
    return selector->matches(pod.meta.labels);
}

Text normalizedImage(std::string_view image) {
    const auto colon = image.rfind(':');
    const auto slash = image.rfind('/');
    const bool tagged =
        colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash);
    return tagged ? Text(image) : Text(std::string(image) + ":latest");
}

PodFactsRef readPodFacts(const api::Pod& pod) {
    const api::PodSpec& spec = *pod.spec;
    const Json* rest = spec.rest ? &spec.rest->value : nullptr;
    const base::Ref<PodFacts> facts(new PodFacts);
    facts->requests = Amounts::of(requestsOf(spec, false));
    const api::ResourceList atLeast = requestsOf(spec, true);
    facts->nonZeroMilliCpu = atLeast.milliCpu();
    facts->nonZeroMemory = atLeast.value(api::names::memory);
    readPorts(spec.containers, facts->ports);
    for (const auto* containers : {&spec.initContainers, &spec.containers})
        for (const api::Container& container : *containers)
            facts->images.push_back(normalizedImage(container.image));
    const Json* affinity = member(rest, "affinity");
    readTerms(member(affinity, "podAffinity"), pod.meta, facts->requiredAffinity,
              facts->preferredAffinity);
    readTerms(member(affinity, "podAntiAffinity"), pod.meta, facts->requiredAntiAffinity,
              facts->preferredAntiAffinity);
    const Json* spread = member(rest, "topologySpreadConstraints");
    if (spread && spread->is_array() && !spread->empty()) {
        facts->hasSpreadConstraints = true;
        for (const Json& json : *spread) facts->spread.push_back(readSpread(json, pod.meta.labels));
    }
    readVolumes(member(rest, "volumes"), pod.meta.name, facts->volumes);
    facts->priority = spec.priority.value_or(0);
    facts->mayPreempt = textMember(rest, "preemptionPolicy") != "Never";
    facts->ownLabels = usesLabels(rest);
    facts->ownName = usesName(*facts);
    return facts;
}

bool sameFacts(const api::Pod& a, const PodFacts& factsOfA, const api::Pod& b) {
    return a.spec.shares(b.spec) && a.meta.ns == b.meta.ns &&
           (!factsOfA.ownLabels || a.meta.labels == b.meta.labels) &&
           (!factsOfA.ownName || a.meta.name == b.meta.name);
}

} // namespace maqueta::scheduler
