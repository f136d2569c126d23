#include "api/serving/fields.h"

#include "api/kinds/event.h"
#include "api/kinds/namespace.h"
#include "api/kinds/node.h"
#include "api/kinds/pod.h"
#include "api/kinds/replica_set.h"

#include <algorithm>
#include <span>

namespace maqueta::api {
namespace {

constexpr std::string_view nameField = "metadata.name";
constexpr std::string_view namespaceField = "metadata.namespace";
constexpr std::string_view nodeNameField = "spec.nodeName";

constexpr std::string_view podFields[] = {"spec.nodeName",
                                          "spec.restartPolicy",
                                          "spec.schedulerName",
                                          "spec.serviceAccountName",
                                          "spec.hostNetwork",
                                          "status.phase",
                                          "status.podIP",
                                          "status.podIPs",
                                          "status.nominatedNodeName"};
constexpr std::string_view nodeFields[] = {"spec.unschedulable"};
constexpr std::string_view eventFields[] = {"involvedObject.kind",
                                            "involvedObject.namespace",
                                            "involvedObject.name",
                                            "involvedObject.uid",
                                            "involvedObject.apiVersion",
                                            "involvedObject.resourceVersion",
                                            "involvedObject.fieldPath",
                                            "reason",
                                            "reportingComponent",
                                            "source",
                                            "type"};
constexpr std::string_view namespaceFields[] = {"status.phase", "name"};
constexpr std::string_view secretFields[] = {"type"};
constexpr std::string_view replicasFields[] = {"status.replicas"};
constexpr std::string_view jobFields[] = {"status.successful"};
constexpr std::string_view serviceFields[] = {"spec.clusterIP", "spec.type"};

std::span<const std::string_view> fieldsOf(Kind kind) {
    switch (kind) {
    case Kind::Pod: return podFields;
    case Kind::Node: return nodeFields;
    case Kind::Event: return eventFields;
    case Kind::Namespace: return namespaceFields;
    case Kind::Secret: return secretFields;
    case Kind::ReplicaSet:
    case Kind::ReplicationController: return replicasFields;
    case Kind::Job: return jobFields;
    case Kind::Service: return serviceFields;
    default: return {};
    }
}

Text podField(const Pod& pod, std::string_view path) {
    if (path == nodeNameField) return pod.nodeName;
    if (path == "status.phase") return text(pod.status.phase);
    if (path == "spec.restartPolicy") return pod.spec->restartPolicy;
    if (path == "spec.schedulerName") return pod.spec->schedulerName;
    if (path == "spec.hostNetwork") return pod.spec->hostNetwork ? "true" : "false";
    if (path == "status.podIP" || path == "status.podIPs") return pod.status.podIp;
    if (path == "status.nominatedNodeName") return pod.status.nominatedNodeName;
    if (path == "spec.serviceAccountName" && pod.spec->rest)
        return pod.spec->rest->value.value("serviceAccountName", std::string());
    return {};
}

Text eventField(const Event& event, std::string_view path) {
    const ObjectReference& object = event.involvedObject;
    if (path == "involvedObject.kind") return object.kind;
    if (path == "involvedObject.namespace") return object.ns;
    if (path == "involvedObject.name") return object.name;
    if (path == "involvedObject.uid") return object.uid;
    if (path == "involvedObject.apiVersion") return object.apiVersion;
    if (path == "involvedObject.resourceVersion") return object.resourceVersion;
    if (path == "involvedObject.fieldPath") return object.fieldPath;
    if (path == "reason") return event.reason;
    if (path == "type") return event.type;
    return event.component; // source, reportingComponent
}

// Of a kept object: a string, or a number as it prints.
Text restField(const Object& object, std::string_view path) {
    const base::Json* at = object.rest ? &object.rest->value : nullptr;
    while (at && !path.empty()) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        const auto next = at->is_object() ? at->find(path.substr(0, dot)) : at->end();
        if (!at->is_object() || next == at->end()) return {};
        at = &*next;
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    if (!at) return {};
    return at->is_string() ? at->get<std::string>() : at->dump();
}

} // namespace

std::optional<std::string> unsupportedField(Kind kind, const FieldSelector& selector) {
    const auto own = fieldsOf(kind);
    for (const FieldRequirement& requirement : selector) {
        if (requirement.path == nameField || requirement.path == namespaceField) continue;
        if (std::find(own.begin(), own.end(), requirement.path.view()) != own.end()) continue;
        if (!own.empty()) return "field label not supported: " + requirement.path;
        return "\"" + requirement.path +
               "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
    }
    return std::nullopt;
}

Text fieldValue(const Object& object, std::string_view path) {
    if (path == nameField || path == "name") return object.meta.name;
    if (path == namespaceField) return object.meta.ns;
    switch (object.kind) {
    case Kind::Pod: return podField(static_cast<const Pod&>(object), path);
    case Kind::Event: return eventField(static_cast<const Event&>(object), path);
    case Kind::Node: return static_cast<const Node&>(object).unschedulable ? "true" : "false";
    case Kind::Namespace:
        return static_cast<const Namespace&>(object).terminatingPhase ? "Terminating" : "Active";
    case Kind::ReplicaSet:
        return std::to_string(static_cast<const ReplicaSet&>(object).status.replicas);
    case Kind::Job: {
        const Text succeeded = restField(object, "status.succeeded");
        return succeeded.empty() ? Text("0") : succeeded;
    }
    default: return restField(object, path);
    }
}

bool matchesFields(const Object& object, const FieldSelector& selector) {
    return std::all_of(selector.begin(), selector.end(), [&](const FieldRequirement& r) {
        return (fieldValue(object, r.path) == r.value) == r.equal;
    });
}

bool selects(const Object& object, std::string_view ns, const std::optional<LabelSelector>& labels,
             const FieldSelector& fields) {
    if (!ns.empty() && object.meta.ns != ns) return false;
    if (labels && !labels->matches(object.meta.labels)) return false;
    return matchesFields(object, fields);
}

std::string_view indexedField(Kind kind) {
    return kind == Kind::Pod ? nodeNameField : nameField;
}

Text indexedValue(const Object& object) {
    return object.kind == Kind::Pod ? static_cast<const Pod&>(object).nodeName : object.meta.name;
}

const Text* indexedWish(Kind kind, const FieldSelector& selector) {
    for (const FieldRequirement& requirement : selector)
        if (requirement.equal && requirement.path == indexedField(kind)) return &requirement.value;
    return nullptr;
}

} // namespace maqueta::api
