#include "api/codec/parts.h"

namespace maqueta::api::codec {

ObjectMeta readMeta(const Json& tree) {
    ObjectMeta meta;
    meta.name = textAt(tree, "name");
    meta.generateName = textAt(tree, "generateName");
    meta.ns = textAt(tree, "namespace");
    meta.uid = textAt(tree, "uid");
    meta.generation = numberAt(tree, "generation");
    meta.creationTime = timeAt(tree, "creationTimestamp").value_or(sim::Time{});
    meta.deletionTime = timeAt(tree, "deletionTimestamp");
    meta.deletionGraceSeconds = optionalInt64At(tree, "deletionGracePeriodSeconds");
    meta.labels = stringMapAt(tree, "labels");
    meta.annotations = stringMapAt(tree, "annotations");
    for (const Json& owner : at(tree, "ownerReferences"))
        meta.owners.write().push_back({textAt(owner, "apiVersion"), textAt(owner, "kind"),
                                       textAt(owner, "name"), textAt(owner, "uid"),
                                       flagAt(owner, "controller"),
                                       flagAt(owner, "blockOwnerDeletion")});
    if (auto finalizers = textsAt(tree, "finalizers"); !finalizers.empty())
        meta.finalizers = sim::Cow(std::move(finalizers));
    return meta;
}

Json toJson(const ObjectMeta& meta) {
    Json tree = Json::object();
    put(tree, "name", meta.name.view());
    put(tree, "generateName", meta.generateName.view());
    put(tree, "namespace", meta.ns.view());
    put(tree, "uid", meta.uid.view());
    put(tree, "generation", meta.generation);
    // Only what was created has a time of it.
    if (!meta.uid.empty() || meta.creationTime != sim::Time{})
        tree["creationTimestamp"] = sim::rfc3339(meta.creationTime);
    put(tree, "deletionTimestamp", meta.deletionTime);
    put(tree, "deletionGracePeriodSeconds", meta.deletionGraceSeconds);
    put(tree, "labels", meta.labels);
    put(tree, "annotations", meta.annotations);
    Json owners = Json::array();
    for (const OwnerReference& owner : *meta.owners) {
        Json one = Json::object();
        put(one, "apiVersion", owner.apiVersion.view());
        put(one, "kind", owner.kind.view());
        put(one, "name", owner.name.view());
        put(one, "uid", owner.uid.view());
        put(one, "controller", owner.controller);
        put(one, "blockOwnerDeletion", owner.blockOwnerDeletion);
        owners.push_back(std::move(one));
    }
    putTree(tree, "ownerReferences", std::move(owners));
    put(tree, "finalizers", *meta.finalizers);
    return tree;
}

namespace {

ConditionStatus conditionStatus(const Text& text) {
    if (text == "True") return ConditionStatus::True;
    return text == "False" ? ConditionStatus::False : ConditionStatus::Unknown;
}

Json conditionToJson(const Condition& c) {
    Json tree = Json::object();
    put(tree, "type", c.type.view());
    tree["status"] = text(c.status);
    put(tree, "reason", c.reason.view());
    put(tree, "message", c.message.view());
    put(tree, "lastTransitionTime", c.lastTransitionTime);
    put(tree, "lastUpdateTime", c.lastUpdateTime);
    put(tree, "lastHeartbeatTime", c.lastHeartbeatTime);
    return tree;
}

} // namespace

Conditions conditionsAt(const Json& tree, const char* field) {
    Conditions conditions;
    for (const Json& one : at(tree, field)) {
        Condition c;
        c.type = textAt(one, "type");
        c.status = conditionStatus(textAt(one, "status"));
        c.reason = textAt(one, "reason");
        c.message = textAt(one, "message");
        c.lastTransitionTime = timeAt(one, "lastTransitionTime");
        c.lastUpdateTime = timeAt(one, "lastUpdateTime");
        c.lastHeartbeatTime = timeAt(one, "lastHeartbeatTime");
        c.rest = restOf(one, conditionToJson(c));
        conditions.write().push_back(std::move(c));
    }
    return conditions;
}

Json toJson(const Conditions& conditions) {
    Json list = Json::array();
    for (const Condition& c : *conditions) {
        list.push_back(conditionToJson(c));
        addRest(list.back(), c.rest);
    }
    return list;
}

} // namespace maqueta::api::codec
