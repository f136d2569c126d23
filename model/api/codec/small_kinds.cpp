#include "api/codec/parts.h"

#include "api/schema/times.h"

namespace maqueta::api::codec {
namespace {

void putMicro(Json& tree, const char* field, const std::optional<sim::Time>& time) {
    if (time) tree[field] = schema::rfc3339Micro(*time);
}

Json specToJson(const Lease& lease) {
    Json spec = Json::object();
    put(spec, "holderIdentity", lease.holderIdentity.view());
    put(spec, "leaseDurationSeconds", std::int64_t{lease.leaseDurationSeconds});
    putMicro(spec, "acquireTime", lease.acquireTime);
    putMicro(spec, "renewTime", lease.renewTime);
    // Leader election writes it from 0 on, a kubelet never.
    if (lease.leaseTransitions != 0 || lease.acquireTime)
        spec["leaseTransitions"] = lease.leaseTransitions;
    addRest(spec, lease.specRest);
    return spec;
}

Json toJson(const ObjectReference& o) {
    Json tree = Json::object();
    put(tree, "kind", o.kind.view());
    put(tree, "namespace", o.ns.view());
    put(tree, "name", o.name.view());
    put(tree, "uid", o.uid.view());
    put(tree, "apiVersion", o.apiVersion.view());
    put(tree, "resourceVersion", o.resourceVersion.view());
    put(tree, "fieldPath", o.fieldPath.view());
    return tree;
}

} // namespace

void read(Lease& lease, const Json& tree) {
    const Json& spec = at(tree, "spec");
    lease.holderIdentity = textAt(spec, "holderIdentity");
    lease.leaseDurationSeconds = int32At(spec, "leaseDurationSeconds");
    lease.acquireTime = timeAt(spec, "acquireTime");
    lease.renewTime = timeAt(spec, "renewTime");
    lease.leaseTransitions = int32At(spec, "leaseTransitions");
    lease.specRest = restOf(spec, specToJson(lease));
}

Json toJson(const Lease& lease) {
    return Json::object({{"spec", specToJson(lease)}});
}

void read(Event& event, const Json& tree) {
    const Json& object = at(tree, "involvedObject");
    event.involvedObject = {textAt(object, "kind"),       textAt(object, "namespace"),
                            textAt(object, "name"),       textAt(object, "uid"),
                            textAt(object, "apiVersion"), textAt(object, "resourceVersion"),
                            textAt(object, "fieldPath")};
    event.reason = textAt(tree, "reason");
    event.message = textAt(tree, "message");
    event.type = textAt(tree, "type");
    event.component = textAt(at(tree, "source"), "component");
    if (event.component.empty()) event.component = textAt(tree, "reportingComponent");
    event.host = textAt(at(tree, "source"), "host");
    event.action = textAt(tree, "action");
    event.count = int32At(tree, "count");
    event.firstTimestamp = timeAt(tree, "firstTimestamp").value_or(sim::Time{});
    event.lastTimestamp = timeAt(tree, "lastTimestamp").value_or(event.firstTimestamp);
}

Json toJson(const Event& event) {
    Json tree = Json::object();
    putTree(tree, "involvedObject", toJson(event.involvedObject));
    put(tree, "reason", event.reason.view());
    put(tree, "message", event.message.view());
    put(tree, "type", event.type.view());
    Json source = Json::object();
    put(source, "component", event.component.view());
    put(source, "host", event.host.view());
    putTree(tree, "source", std::move(source));
    put(tree, "reportingComponent", event.component.view());
    put(tree, "reportingInstance", event.host.view());
    put(tree, "action", event.action.view());
    put(tree, "count", std::int64_t{event.count});
    tree["firstTimestamp"] = sim::rfc3339(event.firstTimestamp);
    tree["lastTimestamp"] = sim::rfc3339(event.lastTimestamp);
    return tree;
}

void read(Namespace& ns, const Json& tree) {
    if (auto finalizers = textsAt(at(tree, "spec"), "finalizers"); !finalizers.empty())
        ns.specFinalizers = sim::Cow(std::move(finalizers));
    ns.terminatingPhase = textAt(at(tree, "status"), "phase") == "Terminating";
    ns.conditions = conditionsAt(at(tree, "status"), "conditions");
}

Json toJson(const Namespace& ns) {
    Json tree = Json::object();
    Json spec = Json::object();
    put(spec, "finalizers", *ns.specFinalizers);
    putTree(tree, "spec", std::move(spec));
    Json status = Json::object();
    status["phase"] = ns.terminatingPhase ? "Terminating" : "Active";
    putTree(status, "conditions", toJson(ns.conditions));
    tree["status"] = std::move(status);
    return tree;
}

} // namespace maqueta::api::codec
