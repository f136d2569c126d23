#include "scheduler/explain/cluster_input.h"

#include "api/admission.h"
#include "api/field_error.h"
#include "api/registry.h"
#include "api/selector_json.h"
#include "scheduler/explain/input_checks.h"

#include <algorithm>

namespace maqueta::scheduler {
namespace {

template <class T>
base::Ref<const T> as(const api::ObjectRef& object) {
    return base::Ref<const T>(static_cast<const T*>(object.get()));
}

base::Error alreadyExists(const api::Object& object) {
    return {api::info(object.kind).qualifiedPlural() + " \"" + object.meta.name +
            "\" already exists"};
}

base::Status refuse(const api::Object& object, const api::FieldErrors& errors) {
    if (errors.empty()) return {};
    return base::Error{
        api::invalidObject(api::info(object.kind), object.meta.name, errors).message.str()};
}

bool isListed(api::Kind kind) {
    return std::find(Listers::kinds.begin(), Listers::kinds.end(), kind) != Listers::kinds.end();
}

} // namespace

base::Result<base::Ref<const api::Pod>> readIncomingPod(const base::Json& json) {
    const api::Outcome outcome = api::readNew(api::Kind::Pod, json);
    if (!outcome) return base::Error{outcome.failure().message.str()};
    return as<api::Pod>(outcome.object());
}

base::Status ClusterInput::add(const base::Json& json) {
    auto object = api::readKept(json);
    if (!object) return object.error();
    if ((*object)->meta.name.empty()) return base::Error{"metadata.name: Required value"};
    return keep(*object);
}

base::Status ClusterInput::keep(const api::ObjectRef& object) {
    switch (object->kind) {
    case api::Kind::Node: return addNode(object);
    case api::Kind::Pod: return addPod(object);
    case api::Kind::Other:
        if (const auto usage = api::nodeUsageIn(*object)) measured_.set(*usage);
        return {};
    case api::Kind::PriorityClass: priorityClasses_.push_back(object); return {};
    default: return isListed(object->kind) ? addOther(object) : base::Status();
    }
}

base::Status ClusterInput::addNode(const api::ObjectRef& object) {
    if (cache_.find(object->meta.name)) return alreadyExists(*object);
    const base::Ref<const api::Node> node = as<api::Node>(object);
    api::FieldErrors errors;
    findNegative(node->capacity, "status.capacity", errors);
    findNegative(node->allocatable, "status.allocatable", errors);
    if (errors.empty()) cache_.setNode(node);
    return refuse(*node, errors);
}

base::Status ClusterInput::addPod(const api::ObjectRef& object) {
    base::Ref<const api::Pod> pod = as<api::Pod>(object);
    if (pod->meta.ns.empty()) {
        const base::Ref<api::Pod> placed = api::mutableCopy(*pod);
        placed->meta.ns = "default";
        pod = placed;
    }
    if (pods_.find(pod->key())) return alreadyExists(*pod);
    api::FieldErrors errors;
    findNegative(pod->spec->initContainers, "spec.initContainers", errors);
    findNegative(pod->spec->containers, "spec.containers", errors);
    findUnknownOperators(*pod->spec, errors);
    if (!errors.empty()) return refuse(*pod, errors);
    pods_.set(pod->key(), pod);
    if (pod->finished()) return {};
    if (!pod->nodeName.empty())
        cache_.addPod(pod);
    else if (!pod->status.nominatedNodeName.empty())
        nominated_.push_back({{pod, cache_.facts(*pod)}, pod->status.nominatedNodeName});
    return {};
}

base::Status ClusterInput::addOther(const api::ObjectRef& object) {
    store::Table table = listers_.table(object->kind);
    if (table.find(object->key())) return alreadyExists(*object);
    store::KeyValue entry;
    entry.value = object;
    table.set(object->key(), std::move(entry));
    listers_.set(object->kind, std::move(table));
    return {};
}

void ClusterInput::leaveOut(const api::Pod& pod) {
    const base::Ref<const api::Pod>* known = pods_.find(pod.key());
    if (!known) return;
    if (!(*known)->nodeName.empty()) cache_.removePod(**known);
    std::erase_if(nominated_, [&pod](const NominatedPod& each) {
        return each.info.pod->meta.name == pod.meta.name && each.info.pod->meta.ns == pod.meta.ns;
    });
    pods_.erase(pod.key());
}

// What admission may ask of the cluster.
class ClusterInput::Source final : public api::ObjectSource {
public:
    explicit Source(const ClusterInput& cluster) : cluster_(cluster) {}
    api::Versioned find(api::Kind kind, std::string_view, std::string_view name) const override {
        if (kind != api::Kind::PriorityClass) return {};
        for (const api::ObjectRef& each : cluster_.priorityClasses_)
            if (each->meta.name == name) return {each, 0};
        return {};
    }
    api::Versioned defaultPriorityClass() const override {
        for (const api::ObjectRef& each : cluster_.priorityClasses_) {
            const base::Json* flag =
                each->rest ? api::member(&each->rest->value, "globalDefault") : nullptr;
            if (flag && flag->is_boolean() && flag->get<bool>()) return {each, 0};
        }
        return {};
    }

private:
    const ClusterInput& cluster_;
};

bool ClusterInput::hasNamespaces() const {
    return !listers_.table(api::Kind::Namespace).empty();
}

base::Result<base::Ref<const api::Pod>> ClusterInput::admit(const base::Json& json) const {
    const auto read = readIncomingPod(json);
    if (!read) return read.error();
    if (hasNamespaces() && !listers_.get(api::Kind::Namespace, {}, (*read)->meta.ns))
        return base::Error{"namespaces \"" + (*read)->meta.ns + "\" not found"};
    const base::Ref<api::Pod> pod = api::mutableCopy(**read);
    api::AdmissionConfig config;
    config.serviceAccount = config.tokenVolume = false;
    config.priority = !pod->spec->priority; // a pod out of a cluster has it already
    const Source source(*this);
    if (const auto refused = api::admitPod(*pod, config, &source, nullptr, {}))
        return base::Error{refused->message.str()};
    return base::Ref<const api::Pod>(pod);
}

std::vector<std::string> ClusterInput::remarks(const api::Pod& pod) const {
    std::vector<std::string> remarks;
    const Profile* profile = profileOf(pod);
    if (!profile)
        remarks.push_back("no profile here is called \"" + pod.spec->schedulerName +
                          "\": this is what default-scheduler would decide");
    else if (profile->measures && !measured_.known)
        remarks.push_back("there are no NodeMetrics: by measured load no node is better than "
                          "another");
    if (!pod.spec->schedulingGates.empty())
        remarks.push_back("the scheduler does not look at this pod yet: " +
                          preEnqueue(pod).message());
    std::vector<Text> lost; // nodes
    for (const auto& [key, other] : pods_)
        if (!other->finished() && !other->nodeName.empty() && !cache_.find(other->nodeName) &&
            std::find(lost.begin(), lost.end(), other->nodeName) == lost.end())
            lost.push_back(other->nodeName);
    for (const Text& node : lost)
        remarks.push_back(
            "pods are bound to a node that is not there, and count nowhere: nodes \"" + node +
            "\" not found");
    if (!hasNamespaces()) return remarks;
    const PodFactsRef facts = readPodFacts(pod);
    for (const auto* terms : {&facts->requiredAffinity, &facts->requiredAntiAffinity,
                              &facts->preferredAffinity, &facts->preferredAntiAffinity})
        for (const AffinityTerm& term : *terms)
            for (const Text& ns : term.namespaces)
                if (!listers_.get(api::Kind::Namespace, {}, ns))
                    remarks.push_back("an affinity term means pods of a namespace that is not "
                                      "there: namespaces \"" +
                                      ns + "\" not found");
    return remarks;
}

Verdict ClusterInput::decide(const api::Pod& pod, Scoring scoring) const {
    return scheduler::decide(
        {cache_, listers_, nominated_, sim::Time::never(), scoring, &measured_}, pod);
}

} // namespace maqueta::scheduler
