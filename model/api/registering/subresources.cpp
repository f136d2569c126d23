#include "api/registry.h"

#include "api/codec/parts.h"
#include "api/field_error.h"
#include "api/patch.h"
#include "api/registering/refusals.h"
#include "api/registering/strategy.h"
#include "api/schema/tree.h"

namespace maqueta::api {

using namespace registering;

namespace {

using base::Json;

Failure refuseBinding(const Object& pod, const std::string& why) {
    Failure failure =
        refuse(409, "Conflict",
               "Operation cannot be fulfilled on pods/binding \"" + pod.meta.name + "\": " + why);
    failure.details = base::shareJson({{"name", pod.meta.name.view()}, {"kind", "pods/binding"}});
    return failure;
}

bool scales(Kind kind) {
    return kind == Kind::Deployment || kind == Kind::ReplicaSet || kind == Kind::StatefulSet ||
           kind == Kind::ReplicationController;
}

struct Scale {
    std::int32_t wanted = 0;
    std::int32_t have = 0;
    std::string selector;
};

Scale scaleIn(const Object& object) {
    if (const auto* d = objectCast<Deployment>(&object))
        return {d->replicas, d->status.replicas, d->selector.text()};
    if (const auto* r = objectCast<ReplicaSet>(&object))
        return {r->replicas, r->status.replicas, r->selector.text()};
    static const Json nothing;
    const Json& rest = object.rest ? object.rest->value : nothing;
    const Json& spec = codec::at(rest, "spec");
    return {codec::int32At(spec, "replicas", 1),
            codec::int32At(codec::at(rest, "status"), "replicas"),
            codec::selectorAt(spec, "selector").text()};
}

void setScale(Object& object, std::int32_t replicas) {
    if (object.kind == Kind::Deployment) {
        static_cast<Deployment&>(object).replicas = replicas;
    } else if (object.kind == Kind::ReplicaSet) {
        static_cast<ReplicaSet&>(object).replicas = replicas;
    } else {
        Json rest = object.rest ? object.rest->value : Json::object();
        rest["spec"]["replicas"] = replicas;
        object.rest = base::shareJson(std::move(rest));
    }
}

Failure refuseScale(std::string_view name, std::int64_t replicas) {
    KindInfo scale;
    scale.group = "autoscaling";
    scale.name = "Scale";
    return invalidObject(scale, name,
                         {{FieldError::Type::Invalid, "spec.replicas", std::to_string(replicas),
                           "must be greater than or equal to 0"}});
}

} // namespace

std::variant<Text, Failure> bindingTarget(const RequestContext& context, const Json& body) {
    const Text name = codec::textAt(codec::at(body, "metadata"), "name");
    if (!name.empty() && !context.name.empty() && name != context.name)
        return refuse(400, "BadRequest",
                      "the name of the object (" + name + ") does not match the name on the URL (" +
                          context.name + ")");
    const Json& target = codec::at(body, "target");
    const Text kind = codec::textAt(target, "kind");
    if (!kind.empty() && kind != "Node")
        return refuse(500, "",
                      "target.kind: Unsupported value: \"" + kind +
                          "\": supported values: \"Node\", \"<empty>\"");
    const Text node = codec::textAt(target, "name");
    if (node.empty()) return refuse(500, "", "target.name: Required value");
    return node;
}

Outcome prepareBinding(const RequestContext& context, const Versioned& current,
                       std::string_view node) {
    const auto& before = current.as<Pod>();
    const std::string name = before.meta.name.str();
    if (before.meta.terminating())
        return refuseBinding(before,
                             "pod " + name + " is being deleted, cannot be assigned to a host");
    if (!before.nodeName.empty())
        return refuseBinding(before, "pod " + name + " is already assigned to node \"" +
                                         before.nodeName + "\"");
    if (!before.spec->schedulingGates.empty())
        return refuseBinding(before, "pod " + name + " has non-empty .spec.schedulingGates");
    auto pod = mutableCopy(before);
    pod->nodeName = node;
    Condition scheduled;
    scheduled.type = "PodScheduled";
    scheduled.status = ConditionStatus::True;
    scheduled.lastTransitionTime = context.now;
    setCondition(pod->status.conditions, std::move(scheduled));
    return ObjectRef(pod);
}

Json scaleOf(const Versioned& object) {
    if (!scales(object->kind)) return {};
    const Scale scale = scaleIn(*object.object);
    Json meta = Json::object();
    meta["name"] = object->meta.name.view();
    meta["namespace"] = object->meta.ns.view();
    meta["uid"] = object->meta.uid.view();
    meta["resourceVersion"] = std::to_string(object.resourceVersion);
    meta["creationTimestamp"] = sim::rfc3339(object->meta.creationTime);
    Json spec = Json::object();
    codec::put(spec, "replicas", std::int64_t{scale.wanted});
    Json status = {{"replicas", scale.have}};
    codec::put(status, "selector", std::string_view(scale.selector));
    return {{"kind", "Scale"},
            {"apiVersion", "autoscaling/v1"},
            {"metadata", std::move(meta)},
            {"spec", std::move(spec)},
            {"status", std::move(status)}};
}

Outcome prepareScale(const RequestContext& context, const Versioned& current, const Json& body) {
    const Json& meta = codec::at(body, "metadata");
    const Text name = codec::textAt(meta, "name");
    if (!name.empty() && name != current->meta.name)
        return refuse(400, "BadRequest",
                      "the name of the object (" + name + ") does not match the name on the URL (" +
                          current->meta.name + ")");
    const Text version = codec::textAt(meta, "resourceVersion");
    if (!version.empty() && version != "0" && version != std::to_string(current.resourceVersion))
        return refuseModified(*current.object);
    if (context.resourceVersion != 0 && context.resourceVersion != current.resourceVersion)
        return refuseModified(*current.object);
    const Json& wanted = codec::at(codec::at(body, "spec"), "replicas");
    if (!wanted.is_null() && (!wanted.is_number_integer() || wanted > INT32_MAX))
        return refuse(
            400, "BadRequest",
            "Scale in version \"v1\" cannot be handled as a Scale: json: cannot unmarshal " +
                std::string(wanted.is_number() ? "number " + wanted.dump() : "string") +
                " into Go struct field ScaleSpec.spec.replicas of type int32");
    const std::int64_t replicas = wanted.is_null() ? 0 : wanted.get<std::int64_t>();
    if (replicas < 0) return refuseScale(current->meta.name, replicas);
    base::Ref<Object> now = current->copy();
    setScale(*now, static_cast<std::int32_t>(replicas));
    prepareChanged(*current.object, now, Subresource::None);
    if (now->digest() == current->digest()) return current.object;
    return ObjectRef(now);
}

Outcome prepareScalePatch(const RequestContext& context, const Versioned& current, PatchType type,
                          const Json& patch) {
    Patched patched = applyPatch(type, Kind::ConfigMap, scaleOf(current), patch);
    if (const auto* failure = std::get_if<Failure>(&patched)) return *failure;
    return prepareScale(context, current, std::get<Json>(patched));
}

} // namespace maqueta::api
