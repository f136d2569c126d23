#include "api/registry.h"

#include "api/codec/parts.h"
#include "api/defaults.h"
#include "api/registering/body.h"
#include "api/registering/refusals.h"
#include "api/registering/strategy.h"
#include "api/validation.h"

namespace maqueta::api {

using namespace registering;

namespace {

// A pod spec that never saw defaults: only tests and people make such.
bool isRaw(const sim::Cow<PodSpec>& spec) {
    return spec->restartPolicy.empty() || spec->schedulerName.empty();
}

bool isRaw(const Object& object) {
    switch (object.kind) {
    case Kind::Pod: return isRaw(static_cast<const Pod&>(object).spec);
    case Kind::ReplicaSet: return isRaw(static_cast<const ReplicaSet&>(object).podTemplate->spec);
    case Kind::Deployment: return isRaw(static_cast<const Deployment&>(object).podTemplate->spec);
    default: return false;
    }
}

// From the decoded and defaulted object on; `tree` is what it was read from, or nullptr.
Outcome create(const RequestContext& context, base::Ref<Object> object, const base::Json* tree) {
    ObjectMeta& meta = object->meta;
    if (auto failure = placeInNamespace(context, *object)) return *failure;
    if (meta.name.empty() && !meta.generateName.empty())
        meta.name = generateName(meta.generateName, *context.rng);
    if (object->kind == Kind::Pod) {
        auto& pod = static_cast<Pod&>(*object);
        const std::string volume = context.admission.tokenVolume
                                       ? generateName("kube-api-access-", *context.rng)
                                       : std::string();
        if (auto failure = admitPod(pod, context.admission, context.source, context.memo, volume))
            return *failure;
    }
    if (object->kind == Kind::PersistentVolumeClaim) admitClaim(*object, context.source);
    meta.creationTime = context.now;
    meta.uid = newUid(*context.rng);
    prepareNew(*object);
    if (const FieldErrors errors = validateCreate(*object, tree); !errors.empty())
        return refuseInvalid(*object, errors);
    return ObjectRef(object);
}

} // namespace

Outcome prepareCreate(const RequestContext& context, Kind kind, const base::Json& json) {
    auto body = readRequestBody(context, kind, json);
    if (!body.ok()) return body.failure();
    base::Json& tree = body.tree();
    applyDefaults(body.kind(), tree);
    Outcome created = create(context, codec::fromTree(body.kind(), tree)->copy(), &tree);
    const Text version = codec::textAt(codec::at(tree, "metadata"), "resourceVersion");
    if (created && !version.empty() && version != "0")
        return refuse(500, "", "resourceVersion should not be set on objects to be created");
    return created;
}

Outcome prepareCreate(const RequestContext& context, const ObjectRef& body) {
    if (isRaw(*body)) return prepareCreate(context, body->kind, encode(*body, 0));
    return create(context, body->copy(), nullptr);
}

} // namespace maqueta::api
